"""The byte form of values without fixed size; ``io.javagym.PackedValues`` is its other side.

Little-endian, no padding, no names: whoever reads it knows the space. Boxes and discrete kinds are
their elements in C order; a text is an int32 count of bytes and UTF-8; a sequence is an int32 count
and its elements; a graph is counted nodes, counted edges (-1 for none to speak of) and int32 pairs
of links; an alternative is its int32 index and the value; tuples and dicts are their parts.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.spaces import GraphInstance
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate

_COUNT = struct.Struct("<i")
_NO_EDGES = -1
_MOST_EMPTY_ELEMENTS = 1 << 16


def pack(space: spaces.Space[Any], value: Any) -> bytes:
    """Return the bytes of an element of a space."""
    parts: list[bytes] = []
    _pack(space, value, parts)
    return b"".join(parts)


def unpack(space: spaces.Space[Any], data: memoryview) -> Any:
    """Return the element of a space that the bytes hold.

    Raises:
        ValueError: if the bytes end early or go on after the value.
    """
    try:
        value, end = _unpack(space, data, 0)
    except struct.error as e:
        raise ValueError(f"the packed value of {space} ends early, after {len(data)} bytes") from e
    if end != len(data):
        raise ValueError(f"the packed value of {space} has {len(data)} bytes, expected {end}")
    return value


def _pack(space: spaces.Space[Any], value: Any, parts: list[bytes]) -> None:
    if isinstance(space, (spaces.Box, spaces.MultiDiscrete, spaces.MultiBinary)):
        parts.append(np.ascontiguousarray(value, dtype=_little(space.dtype)).tobytes())
    elif isinstance(space, spaces.Discrete):
        parts.append(np.array(value, dtype=_little(space.dtype)).tobytes())
    elif isinstance(space, spaces.Text):
        data = value.encode()
        parts += [_COUNT.pack(len(data)), data]
    elif isinstance(space, spaces.Tuple):
        for item, part in zip(space.spaces, value, strict=True):
            _pack(item, part, parts)
    elif isinstance(space, spaces.Dict):
        for key, field in space.spaces.items():
            _pack(field, value[key], parts)
    elif isinstance(space, spaces.Sequence):
        # A stacked tuple is a tuple of arrays; else a tuple is one of elements that don't stack.
        batched = space.stack and (
            isinstance(space.feature_space, spaces.Tuple) or not isinstance(value, (tuple, list))
        )
        elements = unbatched(space.feature_space, value) if batched else value
        _pack_counted(space.feature_space, elements, parts)
    elif isinstance(space, spaces.Graph):
        _pack_counted(space.node_space, unbatched(space.node_space, value.nodes), parts)
        if space.edge_space is None or value.edges is None or value.edge_links is None:
            parts.append(_COUNT.pack(_NO_EDGES))
        else:
            _pack_counted(space.edge_space, unbatched(space.edge_space, value.edges), parts)
            parts.append(np.ascontiguousarray(value.edge_links, dtype="<i4").tobytes())
    elif isinstance(space, spaces.OneOf):
        index, choice = value
        parts.append(_COUNT.pack(int(index)))
        _pack(space.spaces[int(index)], choice, parts)
    else:
        raise ValueError(f"no packed form for {space}")


def _pack_counted(space: spaces.Space[Any], elements: Any, parts: list[bytes]) -> None:
    listed = list(elements)
    parts.append(_COUNT.pack(len(listed)))
    for element in listed:
        _pack(space, element, parts)


def unbatched(space: spaces.Space[Any], batch: Any) -> Any:
    """Return the elements of a space that Gymnasium has batched, one after the other."""
    if isinstance(space, spaces.Tuple):
        parts = [unbatched(*part) for part in zip(space.spaces, batch, strict=True)]
        return zip(*parts, strict=True)
    if isinstance(space, spaces.Dict):
        fields = [unbatched(field, batch[key]) for key, field in space.spaces.items()]
        return [dict(zip(space.spaces, parts, strict=True)) for parts in zip(*fields, strict=True)]
    if isinstance(batch, (tuple, list)):
        return batch
    return iterate(batch_space(space, 1), batch)


def _unpack(space: spaces.Space[Any], data: memoryview, at: int) -> tuple[Any, int]:
    if isinstance(space, (spaces.Box, spaces.MultiDiscrete, spaces.MultiBinary)):
        count = int(np.prod(space.shape, dtype=np.int64))
        array, at = _array(data, at, space.dtype, count)
        return array.reshape(space.shape), at
    if isinstance(space, spaces.Discrete):
        array, at = _array(data, at, space.dtype, 1)
        return array[0], at
    if isinstance(space, spaces.Text):
        size, at = _count(data, at)
        if at + size > len(data):
            raise struct.error(f"expected {at + size} bytes")
        return bytes(data[at : at + size]).decode(), at + size
    if isinstance(space, spaces.Tuple):
        items = []
        for item_space in space.spaces:
            item, at = _unpack(item_space, data, at)
            items.append(item)
        return tuple(items), at
    if isinstance(space, spaces.Dict):
        fields = {}
        for key, field_space in space.spaces.items():
            fields[key], at = _unpack(field_space, data, at)
        return fields, at
    if isinstance(space, spaces.Sequence):
        elements, at = _unpack_counted(space.feature_space, data, at)
        return (_batched(space.feature_space, elements) if space.stack else tuple(elements)), at
    if isinstance(space, spaces.Graph):
        return _unpack_graph(space, data, at)
    if isinstance(space, spaces.OneOf):
        index, at = _count(data, at)
        if index >= len(space.spaces):
            raise struct.error(f"index {index}")
        value, at = _unpack(space.spaces[index], data, at)
        return (np.int64(index), value), at
    raise ValueError(f"no packed form for {space}")


def _unpack_graph(space: spaces.Graph, data: memoryview, at: int) -> tuple[GraphInstance, int]:
    nodes, at = _unpack_counted(space.node_space, data, at)
    (count,) = _COUNT.unpack_from(data, at)
    if count == _NO_EDGES or space.edge_space is None:
        return GraphInstance(_batched(space.node_space, nodes), None, None), at + _COUNT.size
    edges, at = _unpack_counted(space.edge_space, data, at)
    links, at = _array(data, at, np.dtype("<i4"), 2 * count)
    return (
        GraphInstance(
            _batched(space.node_space, nodes),
            _batched(space.edge_space, edges),
            links.reshape(count, 2),
        ),
        at,
    )


def _unpack_counted(space: spaces.Space[Any], data: memoryview, at: int) -> tuple[list[Any], int]:
    count, at = _count(data, at)
    elements: list[Any] = []
    start = at
    for _ in range(count):
        # Elements of empty boxes and tuples take no bytes, so these tell nothing of their number.
        if len(elements) == _MOST_EMPTY_ELEMENTS and at == start:
            raise struct.error(f"count {count}")
        element, at = _unpack(space, data, at)
        elements.append(element)
    return elements, at


def _count(data: memoryview, at: int) -> tuple[int, int]:
    (count,) = _COUNT.unpack_from(data, at)
    if count < 0:
        raise struct.error(f"count {count}")
    return count, at + _COUNT.size


def _array(data: memoryview, at: int, dtype: Any, count: int) -> tuple[Any, int]:
    little = _little(dtype)
    end = at + count * little.itemsize
    if end > len(data):
        raise struct.error(f"expected {end} bytes")
    return np.frombuffer(data, dtype=little, count=count, offset=at).astype(dtype), end


def _batched(space: spaces.Space[Any], elements: list[Any]) -> Any:
    empty: Any = create_empty_array(space, len(elements))
    return concatenate(space, elements, empty)


def _little(dtype: Any) -> np.dtype[Any]:
    little: np.dtype[Any] = np.dtype(dtype).newbyteorder("<")
    return little
