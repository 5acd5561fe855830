"""Puts an environment's values into the columns of a batch, and takes its actions out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from gymnasium import spaces

from javagym import packed
from javagym.serving.elements import complaint
from javagym.serving.refusal import Refusal, invalid, named

Array = npt.NDArray[Any]
Writer = Callable[[int, Any], None]
Reader = Callable[[int], Any]


class Mismatch(Exception):  # noqa: N818 - it is an answer
    """A value that its columns can't hold; the message says why."""


class PackedColumn:
    """Values without fixed size of one leaf of a space, a value for each row.

    Args:
        offset: of the column's cells in the memory.
        num_envs: how many rows.
        present: a byte a row, 0 where the row holds no value now; None if each does.
    """

    def __init__(self, offset: int, num_envs: int, present: Array | None) -> None:
        self.offset = offset
        self.values = [b""] * num_envs
        self.present = present


class Columns:
    """Memory, and views of it by the layout.

    Args:
        num_envs: how many rows.
        data: the memory.
    """

    def __init__(self, num_envs: int, data: bytearray) -> None:
        self.num_envs = num_envs
        self._bytes = np.frombuffer(data, dtype=np.uint8)

    def array(self, offset: int, dtype: str, shape: tuple[int, ...]) -> Array:
        """Return the column at an offset as an array of shape ``(num_envs, *shape)``."""
        full = (self.num_envs, *shape)
        kind: Any = np.dtype(dtype)
        size = int(np.prod(full, dtype=np.int64)) * kind.itemsize
        column: Array = self._bytes[offset : offset + size].view(kind.newbyteorder("<"))
        return column.reshape(full)

    def column(self, tree: dict[str, Any]) -> Array:
        """Return an array column."""
        return self.array(tree["offset"], tree["dtype"], tuple(tree["shape"]))


# --- writing -------------------------------------------------------------------------------------


def writer(
    space: spaces.Space[Any],
    tree: dict[str, Any],
    columns: Columns,
    heap: list[PackedColumn],
    present: Array | None = None,
) -> Writer:
    """Return a function that puts an element of a space into a row.

    It raises `Mismatch` for what is not one. As in Gymnasium, a box's bounds are not looked at.

    Args:
        space: of one row.
        tree: where its columns lie.
        columns: the memory.
        heap: gets the columns of values without fixed size.
        present: for those, which rows hold one; None for all.
    """
    if isinstance(space, spaces.Tuple):
        items = [
            writer(item, part, columns, heap, present)
            for item, part in zip(space.spaces, tree["items"], strict=True)
        ]

        def write_tuple(row: int, value: Any) -> None:
            if not isinstance(value, (tuple, list)) or len(value) != len(items):
                raise Mismatch(f"expected a tuple of {len(items)}, got {shown(value)}")
            for index, write in enumerate(items):
                _inside(f"[{index}]", write, row, value[index])

        return write_tuple
    if isinstance(space, spaces.Dict):
        fields = {
            key: writer(space[key], part, columns, heap, present) for key, part in tree["fields"]
        }

        def write_dict(row: int, value: Any) -> None:
            if not isinstance(value, dict) or value.keys() != fields.keys():
                raise Mismatch(f"expected a dict of {list(fields)}, got {shown(value)}")
            for key, write in fields.items():
                _inside(f".{key}", write, row, value[key])

        return write_dict
    if tree["kind"] == "packed":
        column = PackedColumn(tree["offset"], columns.num_envs, present)
        heap.append(column)

        def write_packed(row: int, value: Any) -> None:
            try:
                data = packed.pack(space, value)
                packed.unpack(space, memoryview(data))
            except Exception as e:
                raise Mismatch(
                    f"expected an element of {space}, got {shown(value)}: {named(e)}"
                ) from None
            column.values[row] = data

        return write_packed
    array = columns.column(tree)
    if isinstance(space, spaces.Discrete):
        start, end = int(space.start), int(space.start) + int(space.n)

        def write_number(row: int, value: Any) -> None:
            number = fitted(value, array.dtype, ())
            if not start <= number < end:
                raise Mismatch(f"expected an integer with {start} <= value < {end}, got {value}")
            array[row] = number

        return write_number

    def write_array(row: int, value: Any) -> None:
        array[row] = fitted(value, array.dtype, array.shape[1:])

    return write_array


def _inside(path: str, write: Writer, row: int, value: Any) -> None:
    try:
        write(row, value)
    except Mismatch as e:
        raise Mismatch(f"{path}: {e}") from None


def fitted(value: Any, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Array:
    """Return a value as an array of a dtype and shape.

    Floating-point numbers are rounded to the dtype, as Gymnasium's vector environments do; an
    integer that the dtype does not hold is a `Mismatch`.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise Mismatch(f"expected an array of shape {shape}, got {shown(value)}") from None
    if array.shape != shape:
        raise Mismatch(f"expected the shape {shape}, got {array.shape}: {shown(value)}")
    if array.dtype == dtype:
        return array
    if array.dtype.kind not in "fiub":
        raise Mismatch(f"expected {dtype}, got {array.dtype}: {shown(value)}")
    with np.errstate(invalid="ignore", over="ignore"):
        narrowed = array.astype(dtype)
    if dtype.kind in "iub" and not np.array_equal(narrowed, array):
        raise Mismatch(f"the dtype {dtype} does not hold {shown(value)}")
    return narrowed


def shown(value: Any) -> str:
    """Return a value for a message, not longer than a line."""
    text = repr(value)
    return (text if len(text) <= 100 else text[:100] + "...") + f" ({type(value).__name__})"


# --- reading actions -----------------------------------------------------------------------------


def action_reader(
    space: spaces.Space[Any], tree: dict[str, Any], columns: Columns, heap: Callable[[], memoryview]
) -> Reader:
    """Return a function that takes a row's action out, as the space's ``sample`` would give it.

    It raises a `Refusal` for an action that no environment should see: a number out of range or
    NaN. A box's finite bounds are not looked at, since environments clip.
    """
    return _reader(space, tree, columns, heap, "action")


def _reader(
    space: spaces.Space[Any],
    tree: dict[str, Any],
    columns: Columns,
    heap: Callable[[], memoryview],
    path: str,
) -> Reader:
    if isinstance(space, spaces.Tuple):
        items = [
            _reader(item, part, columns, heap, f"{path}[{index}]")
            for index, (item, part) in enumerate(zip(space.spaces, tree["items"], strict=True))
        ]
        return lambda row: tuple([read(row) for read in items])
    if isinstance(space, spaces.Dict):
        fields = {
            key: _reader(space[key], part, columns, heap, f"{path}.{key}")
            for key, part in tree["fields"]
        }
        return lambda row: {key: read(row) for key, read in fields.items()}
    if tree["kind"] == "packed":
        return _packed_reader(space, columns.array(tree["offset"], "int64", (2,)), heap, path)
    array = columns.column(tree)
    if isinstance(space, spaces.Discrete):
        start, end = int(space.start), int(space.start) + int(space.n)

        def read_number(row: int) -> Any:
            number = array[row]
            if not start <= number < end:
                raise Refusal(
                    "INVALID_ACTION",
                    f"{path} out of range: env={row}, action={number}, expected"
                    f" {start} <= action < {end}",
                )
            return number

        return read_number

    def read_array(row: int) -> Any:
        action = array[row, ...].copy()
        why = complaint(space, action, bounds=False)
        if why is not None:
            raise _not_in_space(path, row, why)
        return action

    return read_array


def _packed_reader(
    space: spaces.Space[Any], places: Array, heap: Callable[[], memoryview], path: str
) -> Reader:
    def read_packed(row: int) -> Any:
        offset, length = places[row].tolist()
        data = heap()
        if offset < 0 or length < 0 or offset > len(data) - length:
            raise invalid(
                f"env={row}, {path}: offset {offset} and length {length} are outside of the heap of"
                f" {len(data)} bytes"
            )
        try:
            action = packed.unpack(space, data[offset : offset + length])
        except ValueError as e:
            raise invalid(f"env={row}, {path}: {e}") from None
        why = complaint(space, action)
        if why is not None:
            raise _not_in_space(path, row, why)
        return action

    return read_packed


def _not_in_space(path: str, row: int, why: str) -> Refusal:
    return Refusal("INVALID_ACTION", f"{path} not in its space: env={row}, {why}")
