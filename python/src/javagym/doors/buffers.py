"""Memory of a batch on this side of a door, where the other side keeps its own."""

from __future__ import annotations

from typing import Any


class OwnBuffers:
    """The memory of one batch, in the form in which `javagym.layout.Memory` asks for it.

    Args:
        layout: what Java tells of it.
    """

    def __init__(self, layout: dict[str, Any]) -> None:
        offset = layout["heap_generation_offset"]
        self._columns = bytearray(max(layout["bytes"], offset + 8))
        self._generation = memoryview(self._columns)[offset : offset + 8].cast("q")
        self._output_heap = b""
        self._action_heap = bytearray()
        # Read only where the layout has a final region.
        present = layout.get("final_present_offset", 0)
        self._final_present = memoryview(self._columns)[present : present + layout["num_envs"]]

    def memory(self) -> bytearray:
        """Return the columns."""
        return self._columns

    def region(self, bounds: list[int]) -> memoryview:
        """Return a view of the bytes of a region."""
        return memoryview(self._columns)[bounds[0] : bounds[1]]

    def outputHeap(self) -> bytes:  # noqa: N802 - as Java's
        """Return the values without fixed size."""
        return self._output_heap

    def actionHeap(self, needed_bytes: int) -> bytearray:  # noqa: N802 - as Java's
        """Return room for so many bytes of actions, with what is there already."""
        if needed_bytes > len(self._action_heap):
            larger = bytearray(max(needed_bytes, 2 * len(self._action_heap)))
            larger[: len(self._action_heap)] = self._action_heap
            self._action_heap = larger
        return self._action_heap

    def replace_heap(self, heap: bytes) -> None:
        """Have other values without fixed size from now on."""
        self._output_heap = heap
        self._generation[0] += 1

    def no_finals(self) -> None:
        """Say that no episode ended in this step."""
        self._final_present[:] = bytes(len(self._final_present))
