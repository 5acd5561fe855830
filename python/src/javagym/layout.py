"""The memory of a Java batch, seen from Python.

Java says in JSON where every column lies (``io.javagym.Batch.describe``); this module makes NumPy
views of them. It holds no offsets of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from gymnasium import error, spaces

from javagym import packed

Array = npt.NDArray[Any]


class Memory:
    """The memory of one session: the fixed columns and the two heaps.

    Args:
        session: the Java session, which hands out its buffers.
        layout: what ``io.javagym.Batch.describe`` tells.
    """

    def __init__(self, session: Any, layout: dict[str, Any]) -> None:
        self.num_envs: int = layout["num_envs"]
        self.bytes: npt.NDArray[np.uint8] = np.frombuffer(session.memory(), dtype=np.uint8)
        self._session = session
        self._packed: bool = layout["packed"]
        self._generation = self.scalar(layout["heap_generation_offset"], "q")
        self._heap_generation = -1
        self._heap: memoryview | None = None
        self._action_heap: Array = np.zeros(0, dtype=np.uint8)
        self._action_end = 0

    def array(self, offset: int, dtype: str, shape: tuple[int, ...]) -> Array:
        """Return the column at an offset as an array of shape ``(num_envs, *shape)``."""
        full = (self.num_envs, *shape)
        size = int(np.prod(full, dtype=np.int64)) * np.dtype(dtype).itemsize
        return self.bytes[offset : offset + size].view(dtype).reshape(full)

    def scalar(self, offset: int, code: str) -> Any:
        """Return a view of the first row of a column of scalars; ``view[0]`` is a Python object.

        Args:
            offset: where the column starts.
            code: the format of the elements, as the struct module names them.
        """
        # A memoryview rather than an array: indexing it is three times as fast.
        first_row: Any = self.bytes[offset : offset + np.dtype(code).itemsize]
        return memoryview(first_row).cast(code)  # type: ignore[call-overload] # codes are literals

    def heap(self) -> memoryview:
        """Return the heap of the outputs as it is now."""
        generation = self._generation[0]
        if self._heap is None or generation != self._heap_generation:
            heap: Any = np.frombuffer(self._session.outputHeap(), dtype=np.uint8)
            self._heap = memoryview(heap)
            self._heap_generation = generation
        return self._heap

    def begin_actions(self) -> None:
        """Forget the actions without fixed size of the step before."""
        self._action_end = 0

    def append_actions(self, data: bytes) -> int:
        """Put packed actions behind those of this step; return the offset at which they start."""
        start, end = self._action_end, self._action_end + len(data)
        if end > self._action_heap.size:
            # Java keeps what is there already.
            self._action_heap = np.frombuffer(self._session.actionHeap(end), dtype=np.uint8)
        self._action_heap[start:end] = np.frombuffer(data, dtype=np.uint8)
        self._action_end = end
        return start

    def packed_actions(self) -> bytes:
        """Return the actions without fixed size of this step, for a door that has to send them."""
        return self._action_heap[: self._action_end].tobytes()


# --- reading -------------------------------------------------------------------------------------


def row_reader(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory, row: int
) -> Callable[[], Any]:
    """Return a function that copies one row's element of a space out of the memory."""
    if tree["kind"] == "tuple":
        items = [
            row_reader(item, part, memory, row)
            for item, part in zip(_tuple(space), tree["items"], strict=True)
        ]
        return lambda: tuple([read() for read in items])
    if tree["kind"] == "dict":
        fields = [
            (key, row_reader(_dict(space)[key], part, memory, row)) for key, part in tree["fields"]
        ]
        return lambda: {key: read() for key, read in fields}
    if tree["kind"] == "packed":
        places = memory.array(tree["offset"], "<i8", (2,))[row]

        def read_packed() -> Any:
            offset, length = places.tolist()
            return packed.unpack(space, memory.heap()[offset : offset + length])

        return read_packed
    column = memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))
    if isinstance(space, spaces.Discrete):
        return column[row : row + 1].item
    return column[row, ...].copy


def rows_reader(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory, *, copy: bool
) -> Callable[[], Any]:
    """Return a function that gives all rows, as Gymnasium batches elements of the space.

    Args:
        space: the space of one row.
        tree: where its columns lie.
        memory: the batch's memory.
        copy: whether arrays are copied; else the next step overwrites them.
    """
    if tree["kind"] == "tuple":
        items = [
            rows_reader(item, part, memory, copy=copy)
            for item, part in zip(_tuple(space), tree["items"], strict=True)
        ]
        return lambda: tuple([read() for read in items])
    if tree["kind"] == "dict":
        fields = [
            (key, rows_reader(_dict(space)[key], part, memory, copy=copy))
            for key, part in tree["fields"]
        ]
        return lambda: {key: read() for key, read in fields}
    if tree["kind"] == "packed":
        rows = [row_reader(space, tree, memory, row) for row in range(memory.num_envs)]
        return lambda: tuple([read() for read in rows])
    column = memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))
    if copy:
        return column.copy
    return lambda: column


def some_rows_reader(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory
) -> Callable[[Array], Any]:
    """Return a function that copies the rows of some indices, as `rows_reader` batches all."""
    if tree["kind"] == "tuple":
        items = [
            some_rows_reader(item, part, memory)
            for item, part in zip(_tuple(space), tree["items"], strict=True)
        ]
        return lambda rows: tuple([read(rows) for read in items])
    if tree["kind"] == "dict":
        fields = [
            (key, some_rows_reader(_dict(space)[key], part, memory)) for key, part in tree["fields"]
        ]
        return lambda rows: {key: read(rows) for key, read in fields}
    if tree["kind"] == "packed":
        readers = [row_reader(space, tree, memory, row) for row in range(memory.num_envs)]
        return lambda rows: tuple([readers[row]() for row in rows])
    column = memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))
    return lambda rows: column[rows]


def info_reader(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory, row: int
) -> Callable[[], Any]:
    """Return a function for one row's info field: scalars become Python numbers."""
    if tree["kind"] == "array" and tree["shape"] == []:
        return memory.array(tree["offset"], tree["dtype"], ())[row : row + 1].item
    return row_reader(space, tree, memory, row)


# --- writing -------------------------------------------------------------------------------------


def row_writer(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory
) -> Callable[[Any], None]:
    """Return a function that writes a single environment's action into the memory.

    It raises `gymnasium.error.InvalidAction` for an action of a wrong type or shape; Java looks at
    the range.
    """
    if tree["kind"] != "array":
        write = actions_writer(space, tree, memory)
        return lambda action: write([action])
    column = memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))[0, ...]

    def write_array(action: Any) -> None:
        column[...] = as_array(space, action, column.dtype, column.shape)

    return write_array


def actions_writer(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory
) -> Callable[[Any], None]:
    """Return a function that writes the actions of all rows, given as one for each row.

    It raises `gymnasium.error.InvalidAction` as `row_writer`'s does.
    """
    if tree["kind"] == "array":
        return _column_writer(space, _column(tree, memory))
    write_some = some_actions_writer(space, tree, memory)
    all_rows = np.arange(memory.num_envs)
    return lambda actions: write_some(actions, all_rows)


def some_actions_writer(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory
) -> Callable[[Any, Array], None]:
    """Return a function that writes actions of the rows of some indices, one for each."""
    write_rows = _rows_writer(space, tree, memory)

    def write(actions: Any, rows: Array) -> None:
        memory.begin_actions()
        write_rows(actions, rows)

    return write


def _column(tree: dict[str, Any], memory: Memory) -> Array:
    return memory.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))


def _rows_writer(
    space: spaces.Space[Any], tree: dict[str, Any], memory: Memory
) -> Callable[[Any, Array], None]:
    if tree["kind"] == "tuple":
        parts = [
            _rows_writer(item, part, memory)
            for item, part in zip(_tuple(space), tree["items"], strict=True)
        ]

        def write_tuple(actions: Any, rows: Array) -> None:
            for action in actions:
                if not isinstance(action, (tuple, list)) or len(action) != len(parts):
                    raise _not_in(space, action, f"expected a tuple of {len(parts)}")
            for index, write in enumerate(parts):
                write([action[index] for action in actions], rows)

        return write_tuple
    if tree["kind"] == "dict":
        fields = {
            key: _rows_writer(_dict(space)[key], part, memory) for key, part in tree["fields"]
        }

        def write_dict(actions: Any, rows: Array) -> None:
            for action in actions:
                if not isinstance(action, dict) or action.keys() != fields.keys():
                    raise _not_in(space, action, f"expected a dict with the keys {list(fields)}")
            for key, write in fields.items():
                write([action[key] for action in actions], rows)

        return write_dict
    if tree["kind"] == "packed":
        places = memory.array(tree["offset"], "<i8", (2,))

        def write_packed(actions: Any, rows: Array) -> None:
            for action in actions:
                if not space.contains(action):
                    raise _not_in(space, action, "it is not an element of the space")
            parts = [packed.pack(space, action) for action in actions]
            lengths = np.array([len(part) for part in parts], dtype=np.int64)
            places[rows, 0] = memory.append_actions(b"".join(parts)) + np.cumsum(lengths) - lengths
            places[rows, 1] = lengths

        return write_packed
    column = _column(tree, memory)

    def write_array(actions: Any, rows: Array) -> None:
        column[rows] = as_array(space, actions, column.dtype, (rows.size, *column.shape[1:]))

    return write_array


def _column_writer(space: spaces.Space[Any], column: Array) -> Callable[[Any], None]:
    """Return a function that writes a whole column, which runs at every step."""
    if column.ndim == 1:
        return _numbers_writer(space, column)

    def write_array(actions: Any) -> None:
        # What fits as it is, is copied by the shortest way.
        if (
            type(actions) is not np.ndarray
            or actions.dtype != column.dtype
            or actions.shape != column.shape
        ):
            actions = as_array(space, actions, column.dtype, column.shape)
        column[...] = actions

    return write_array


def _numbers_writer(space: spaces.Space[Any], column: Array) -> Callable[[Any], None]:
    numbers: Any = memoryview(column)  # type: ignore[arg-type]

    def write_numbers(actions: Any) -> None:
        try:
            # A memoryview takes only what has its own format and length, and looks faster.
            numbers[:] = actions
        except (TypeError, ValueError, BufferError):
            column[...] = as_array(space, actions, column.dtype, column.shape)

    return write_numbers


def as_array(
    space: spaces.Space[Any], actions: Any, dtype: np.dtype[Any], shape: tuple[int, ...]
) -> Array:
    """Return actions as an array that may be copied into a column.

    Raises:
        gymnasium.error.InvalidAction: if the type or the shape is wrong, or if a number changes
            when it takes the column's dtype.
    """
    try:
        array = np.asarray(actions)
    except ValueError as e:
        raise _not_in(space, actions, "the rows have different shapes") from e
    if array.shape != shape:
        raise _not_in(
            space,
            actions,
            f"expected the shape {shape}, got {array.shape}",
        )
    allowed = "iub" if dtype.kind in "iub" else "fiub"
    if array.dtype.kind not in allowed:
        numbers = "numbers" if "f" in allowed else "integers"
        raise _not_in(space, actions, f"expected {numbers}, got the dtype {array.dtype}")
    if dtype.kind in "iub" and not np.can_cast(array.dtype, dtype):
        narrowed = array.astype(dtype)
        if not np.array_equal(narrowed, array):
            raise _not_in(space, actions, f"the dtype {dtype} does not hold it")
        return narrowed
    return array


def _not_in(space: spaces.Space[Any], action: Any, why: str) -> error.InvalidAction:
    text = repr(action)
    shown = text if len(text) <= 200 else text[:200] + "..."
    return error.InvalidAction(f"action {shown} is not in {space}: {why}")


def not_an_integer(space: spaces.Discrete[Any], action: Any) -> error.InvalidAction:
    """Return the error for an action that is no integer, or none that the dtype holds."""
    low, high = int(space.start), int(space.start) + int(space.n)
    return _not_in(
        space,
        action,
        f"expected an integer with {low} <= action < {high}, got {type(action).__name__}",
    )


def _tuple(space: spaces.Space[Any]) -> tuple[spaces.Space[Any], ...]:
    assert isinstance(space, spaces.Tuple)
    return space.spaces


def _dict(space: spaces.Space[Any]) -> dict[str, spaces.Space[Any]]:
    assert isinstance(space, spaces.Dict)
    return space.spaces
