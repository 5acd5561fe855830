"""The wire contract's messages and Gymnasium's spaces, each turned into the other.

`make setup` builds the messages from proto/javagym/v1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from javagym.v1 import batch_pb2, space_pb2

# --- spaces --------------------------------------------------------------------------------------


def space_from_proto(proto: space_pb2.Space) -> spaces.Space[Any]:
    """Build the space that a message describes.

    Raises:
        ValueError: if it is of a kind or dtype that this version does not know.
    """
    kind = proto.WhichOneof("kind")
    if kind == "box":
        return _box(proto.box)
    if kind == "discrete":
        dtype: Any = np.dtype(dtype_name(proto.discrete.dtype)).type
        return spaces.Discrete(proto.discrete.n, start=proto.discrete.start, dtype=dtype)
    if kind == "multi_discrete":
        return _multi_discrete(proto.multi_discrete)
    if kind == "multi_binary":
        shape = tuple(proto.multi_binary.shape)
        return spaces.MultiBinary(shape[0] if len(shape) == 1 else shape)
    if kind == "text":
        text = proto.text
        return spaces.Text(text.max_length, min_length=text.min_length, charset=text.charset)
    if kind == "tuple":
        return spaces.Tuple([space_from_proto(item) for item in proto.tuple.spaces])
    if kind == "dict":
        return spaces.Dict(
            [(field.name, space_from_proto(field.space)) for field in proto.dict.fields]
        )
    if kind == "sequence":
        feature = space_from_proto(proto.sequence.feature)
        return spaces.Sequence(feature, stack=proto.sequence.stacked)
    if kind == "graph":
        edge = space_from_proto(proto.graph.edge) if proto.graph.HasField("edge") else None
        return spaces.Graph(space_from_proto(proto.graph.node), edge)
    if kind == "one_of":
        return spaces.OneOf([space_from_proto(item) for item in proto.one_of.spaces])
    raise ValueError("a space of a kind that this version of javagym does not know")


def space_to_proto(space: spaces.Space[Any]) -> space_pb2.Space:
    """Describe a space of Gymnasium's.

    Raises:
        ValueError: if the contract has no space or dtype like it.
    """
    proto = space_pb2.Space()
    if isinstance(space, spaces.Box):
        proto.box.CopyFrom(_box_to_proto(space))
    elif isinstance(space, spaces.Discrete):
        proto.discrete.dtype = _dtype_to_proto(space.dtype)
        proto.discrete.n, proto.discrete.start = int(space.n), int(space.start)
    elif isinstance(space, spaces.MultiDiscrete):
        proto.multi_discrete.dtype = _dtype_to_proto(space.dtype)
        proto.multi_discrete.shape.extend(space.shape)
        proto.multi_discrete.nvec = space.nvec.astype("<i8").tobytes()
        proto.multi_discrete.start = space.start.astype("<i8").tobytes()
    elif isinstance(space, spaces.MultiBinary):
        proto.multi_binary.shape.extend(space.shape)
    elif isinstance(space, spaces.Text):
        proto.text.min_length, proto.text.max_length = space.min_length, space.max_length
        proto.text.charset = "".join(space.character_list)
    elif isinstance(space, spaces.Tuple):
        proto.tuple.spaces.extend(space_to_proto(item) for item in space.spaces)
        proto.tuple.SetInParent()
    elif isinstance(space, spaces.Dict):
        proto.dict.SetInParent()
        for name, field in space.spaces.items():
            proto.dict.fields.add(name=name, space=space_to_proto(field))
    elif isinstance(space, spaces.Sequence):
        proto.sequence.feature.CopyFrom(space_to_proto(space.feature_space))
        proto.sequence.stacked = space.stack
    elif isinstance(space, spaces.Graph):
        proto.graph.node.CopyFrom(space_to_proto(space.node_space))
        if space.edge_space is not None:
            proto.graph.edge.CopyFrom(space_to_proto(space.edge_space))
    elif isinstance(space, spaces.OneOf):
        proto.one_of.spaces.extend(space_to_proto(item) for item in space.spaces)
    else:
        raise ValueError(f"the wire contract has no form for {space}")
    return proto


def dtype_name(dtype: int) -> str:
    """Return NumPy's name of a dtype of the contract.

    Raises:
        ValueError: if this version does not know it.
    """
    name = space_pb2.Dtype.DESCRIPTOR.values_by_number.get(dtype)
    if name is None or dtype == space_pb2.DTYPE_UNSPECIFIED:
        raise ValueError(f"dtype {dtype} is none that this version of javagym knows")
    return name.name.removeprefix("DTYPE_").lower()


def _dtype_to_proto(dtype: Any) -> Any:
    try:
        return space_pb2.Dtype.Value(f"DTYPE_{np.dtype(dtype).name.upper()}")
    except ValueError as e:
        raise ValueError(f"the wire contract has no form for the dtype {dtype}") from e


def _multi_discrete(proto: space_pb2.MultiDiscreteSpace) -> spaces.MultiDiscrete:
    dtype: Any = np.dtype(dtype_name(proto.dtype))
    shape = tuple(proto.shape)
    return spaces.MultiDiscrete(
        np.frombuffer(proto.nvec, "<i8").astype(dtype).reshape(shape),
        dtype=dtype.type,
        start=np.frombuffer(proto.start, "<i8").astype(dtype).reshape(shape),
    )


def _box(proto: space_pb2.BoxSpace) -> spaces.Box:
    dtype: Any = np.dtype(dtype_name(proto.dtype))
    shape = tuple(proto.shape)
    box = spaces.Box(
        _elements(proto.low, shape, dtype), _elements(proto.high, shape, dtype), shape, dtype.type
    )
    # Given where a bound alone does not tell whether it is one: integers that stand for infinity.
    if proto.bounded_below or proto.bounded_above:
        flag: Any = np.dtype(bool)
        box.bounded_below = _elements(proto.bounded_below, shape, flag)
        box.bounded_above = _elements(proto.bounded_above, shape, flag)
    return box


def _elements(data: bytes, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    """Return an array of one element that stands for all, or of all in C order."""
    elements = np.frombuffer(data, dtype.newbyteorder("<")).astype(dtype)
    if elements.size == 1:
        return np.full(shape, elements[0], dtype=dtype)
    return elements.reshape(shape)


def _box_to_proto(box: spaces.Box) -> space_pb2.BoxSpace:
    proto = space_pb2.BoxSpace(
        dtype=_dtype_to_proto(box.dtype),
        shape=box.shape,
        low=_one_or_all(box.low),
        high=_one_or_all(box.high),
    )
    if box.dtype.kind in "iu" and not (box.bounded_below.all() and box.bounded_above.all()):
        proto.bounded_below = _one_or_all(box.bounded_below)
        proto.bounded_above = _one_or_all(box.bounded_above)
    return proto


def _one_or_all(array: Any) -> bytes:
    data: bytes = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()
    first = data[: array.dtype.itemsize]
    return first if first * array.size == data else data


# --- the batch's layout --------------------------------------------------------------------------


def layout_from_proto(proto: batch_pb2.BatchLayout) -> dict[str, Any]:
    """Return the layout in the form of ``io.javagym.Batch.describe``.

    The count of the heap's replacements, which is no one else's concern, lies behind the columns.
    """
    output = [_tree(proto.observation), *[_tree(field.columns) for field in proto.info]]
    layout: dict[str, Any] = {
        "num_envs": proto.num_envs,
        "bytes": proto.memory_bytes,
        "plain_rows": proto.plain_rows,
        "packed": any(_is_packed(tree) for tree in output),
        "heap_generation_offset": -(-proto.memory_bytes // 8) * 8,
        "regions": {
            "action": [proto.action_region.begin, proto.action_region.end],
            "output": [proto.output_region.begin, proto.output_region.end],
            "final": [proto.final_region.begin, proto.final_region.end],
        },
        "action": _tree(proto.action),
        "observation": output[0],
        "reward_dtype": dtype_name(proto.reward.dtype),
        "reward_offset": proto.reward.offset,
        "terminated_offset": proto.terminated_offset,
        "truncated_offset": proto.truncated_offset,
        "info": _fields(proto.info),
    }
    if proto.HasField("final_observation"):
        layout["final_present_offset"] = proto.final_present_offset
        layout["final_observation"] = _tree(proto.final_observation)
        layout["final_info"] = _fields(proto.final_info)
    return layout


def _fields(info: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "present_offset": field.present_offset,
            "columns": _tree(field.columns),
        }
        for field in info
    ]


def _tree(columns: batch_pb2.Columns) -> dict[str, Any]:
    kind = columns.WhichOneof("kind")
    if kind == "array":
        array = columns.array
        return {
            "kind": "array",
            "dtype": dtype_name(array.dtype),
            "shape": list(array.shape),
            "offset": array.offset,
        }
    if kind == "tuple":
        return {"kind": "tuple", "items": [_tree(item) for item in columns.tuple.items]}
    if kind == "dict":
        fields = [(field.name, _tree(field.columns)) for field in columns.dict.fields]
        return {"kind": "dict", "fields": fields}
    if kind == "packed":
        return {"kind": "packed", "offset": columns.packed.offset}
    raise ValueError("columns of a kind that this version of javagym does not know")


def _is_packed(tree: dict[str, Any]) -> bool:
    if tree["kind"] == "tuple":
        return any(_is_packed(item) for item in tree["items"])
    if tree["kind"] == "dict":
        return any(_is_packed(part) for _, part in tree["fields"])
    return bool(tree["kind"] == "packed")


def layout_to_proto(layout: dict[str, Any]) -> batch_pb2.BatchLayout:
    """Describe a layout in the form of ``io.javagym.Batch.describe``."""
    proto = batch_pb2.BatchLayout(
        num_envs=layout["num_envs"],
        memory_bytes=layout["bytes"],
        action_region=_region(layout, "action"),
        output_region=_region(layout, "output"),
        final_region=_region(layout, "final"),
        action=_columns(layout["action"]),
        observation=_columns(layout["observation"]),
        reward=batch_pb2.ArrayColumn(
            offset=layout["reward_offset"], dtype=_dtype_to_proto(layout["reward_dtype"])
        ),
        terminated_offset=layout["terminated_offset"],
        truncated_offset=layout["truncated_offset"],
        info=_info_fields(layout["info"]),
        plain_rows=layout["plain_rows"],
    )
    if "final_observation" in layout:
        proto.final_present_offset = layout["final_present_offset"]
        proto.final_observation.CopyFrom(_columns(layout["final_observation"]))
        proto.final_info.extend(_info_fields(layout.get("final_info", [])))
    return proto


def _region(layout: dict[str, Any], name: str) -> batch_pb2.Region:
    begin, end = layout["regions"][name]
    return batch_pb2.Region(begin=begin, end=end)


def _info_fields(fields: list[dict[str, Any]]) -> list[batch_pb2.InfoField]:
    return [
        batch_pb2.InfoField(
            name=field["name"],
            present_offset=field["present_offset"],
            columns=_columns(field["columns"]),
        )
        for field in fields
    ]


def _columns(tree: dict[str, Any]) -> batch_pb2.Columns:
    proto = batch_pb2.Columns()
    kind = tree["kind"]
    if kind == "array":
        proto.array.offset = tree["offset"]
        proto.array.dtype = _dtype_to_proto(tree["dtype"])
        proto.array.shape.extend(tree["shape"])
    elif kind == "tuple":
        proto.tuple.items.extend(_columns(item) for item in tree["items"])
        proto.tuple.SetInParent()
    elif kind == "dict":
        proto.dict.SetInParent()
        for name, part in tree["fields"]:
            proto.dict.fields.add(name=name, columns=_columns(part))
    else:
        proto.packed.offset = tree["offset"]
    return proto
