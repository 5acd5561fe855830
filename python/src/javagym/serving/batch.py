"""The memory of a served session: what goes in, what comes out, and the messages of both."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from javagym.serving.columns import Columns, Mismatch, PackedColumn, action_reader, writer
from javagym.serving.infos import InfoSpace, InfoWriter
from javagym.serving.layout import lay_out
from javagym.serving.refusal import Refusal, invalid
from javagym.v1 import environment_service_pb2 as pb


class Batch:
    """Rows of observations, rewards, flags and infos, and the actions for them.

    Args:
        num_envs: how many rows.
        observation_space: of one row.
        action_space: of one row.
        info_space: what one row's info may hold.
        with_final: whether episodes end and begin in one step.
    """

    def __init__(
        self,
        num_envs: int,
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        info_space: InfoSpace,
        *,
        with_final: bool,
    ) -> None:
        self.num_envs = num_envs
        self.observation_space = observation_space
        self.action_space = action_space
        self.info_space = info_space.space
        layout = lay_out(
            num_envs, observation_space, action_space, info_space.space, with_final=with_final
        )
        self.layout = layout
        self._data = bytearray(layout["bytes"])
        self._memory = memoryview(self._data)
        columns = Columns(num_envs, self._data)
        self.columns = columns
        self.rewards = columns.array(layout["reward_offset"], "float64", ())
        self.terminated = columns.array(layout["terminated_offset"], "bool", ())
        self.truncated = columns.array(layout["truncated_offset"], "bool", ())
        self._action_region = slice(*layout["regions"]["action"])
        self._output_region = slice(*layout["regions"]["output"])
        self._final_region = slice(*layout["regions"]["final"])
        self._action_heap = memoryview(b"")
        self.read_action = action_reader(
            action_space, layout["action"], columns, lambda: self._action_heap
        )
        self._output_heap: list[PackedColumn] = []
        self._final_heap: list[PackedColumn] = []
        self._write_observation = writer(
            observation_space, layout["observation"], columns, self._output_heap
        )
        self.info = InfoWriter(info_space, layout["info"], columns, self._output_heap)
        if with_final:
            self.has_final = columns.array(layout["final_present_offset"], "bool", ())
            self._write_final_observation = writer(
                observation_space,
                layout["final_observation"],
                columns,
                self._final_heap,
                self.has_final,
            )
            self.final_info = InfoWriter(
                info_space, layout["final_info"], columns, self._final_heap
            )
        self._with_final = with_final

    @property
    def output_bytes(self) -> int:
        """Return the bytes of an output's columns."""
        output, final = self._output_region, self._final_region
        return (output.stop - output.start) + (final.stop - final.start)  # type: ignore[no-any-return]

    def load(self, given: pb.Input) -> None:
        """Take actions in."""
        region = self._action_region
        expected = region.stop - region.start
        if len(given.actions) != expected:
            raise invalid(
                f"actions has {len(given.actions)} bytes, expected the action region of"
                f" {expected} bytes"
            )
        self._memory[region] = given.actions
        self._action_heap = memoryview(given.heap)

    def write_observation(self, row: int, observation: Any) -> None:
        """Put an observation into a row."""
        try:
            self._write_observation(row, observation)
        except Mismatch as e:
            raise _broken(row, "observation", e) from None

    def outcome(self, row: int, reward: Any, terminated: Any, truncated: Any) -> None:
        """Put a reward and flags into a row."""
        try:
            self.rewards[row] = reward
        except (TypeError, ValueError):
            raise Refusal(
                "BROKEN_CONTRACT", f"env={row}, the reward is {reward!r}, expected a number"
            ) from None
        self.terminated[row] = bool(terminated)
        self.truncated[row] = bool(truncated)

    def final(self, row: int, observation: Any, info: dict[str, Any]) -> None:
        """Keep a row's last observation and info of an episode."""
        try:
            self._write_final_observation(row, observation)
        except Mismatch as e:
            raise _broken(row, "final_observation", e) from None
        self.final_info.write(row, info)
        self.has_final[row] = True

    def no_final(self, row: int) -> None:
        """Forget the last values of a row's episode."""
        if self._with_final:
            self.has_final[row] = False
            self.final_info.clear(row)

    def output(self) -> pb.Output:
        """Return what the last call gave, as a message of its own."""
        output = pb.Output()
        heap: list[bytes] = []
        gathered = self._gather(self._output_heap, heap, 0)
        output.outputs = bytes(self._memory[self._output_region])
        if self._with_final and self.has_final.any():
            self._gather(self._final_heap, heap, gathered)
            output.finals = bytes(self._memory[self._final_region])
        if heap:
            output.heap = b"".join(heap)
        return output

    def _gather(self, packed_columns: list[PackedColumn], heap: list[bytes], end: int) -> int:
        """Put values one after the other and have the cells say where; return where they end."""
        for column in packed_columns:
            cells = self.columns.array(column.offset, "int64", (2,))
            for row in range(self.num_envs):
                value = column.values[row]
                if not value or (column.present is not None and not column.present[row]):
                    cells[row] = 0
                    continue
                cells[row] = end, len(value)
                heap.append(value)
                end += len(value)
        return end


def _broken(row: int, what: str, why: Mismatch) -> Refusal:
    return Refusal("BROKEN_CONTRACT", f"env={row}, {what} does not match its space: {why}")


def all_rows(space: spaces.Space[Any], rows: list[Any]) -> Any:
    """Return elements of a space as Gymnasium batches them."""
    from gymnasium.vector.utils import concatenate, create_empty_array

    empty: Any = create_empty_array(space, len(rows), np.zeros)
    return concatenate(space, rows, empty)
