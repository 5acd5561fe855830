"""Gymnasium spaces from the JSON that Java writes of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

_INFINITIES = {"inf": np.inf, "-inf": -np.inf}


def from_json(json: dict[str, Any]) -> spaces.Space[Any]:
    """Build the space that a description by ``io.javagym.spaces.SpaceJson`` tells.

    Args:
        json: the parsed description.

    Raises:
        ValueError: if the type is unknown.
    """
    kind = json["type"]
    if kind == "Box":
        return _box(json)
    if kind == "Discrete":
        return spaces.Discrete(json["n"], start=json["start"], dtype=np.dtype(json["dtype"]).type)
    if kind == "MultiDiscrete":
        dtype = np.dtype(json["dtype"])
        shape = tuple(json["shape"])
        return spaces.MultiDiscrete(
            np.array(json["nvec"], dtype=dtype).reshape(shape),
            dtype=dtype.type,
            start=np.array(json["start"], dtype=dtype).reshape(shape),
        )
    if kind == "MultiBinary":
        shape = tuple(json["shape"])
        return spaces.MultiBinary(shape[0] if len(shape) == 1 else shape)
    if kind == "Text":
        return spaces.Text(
            json["max_length"], min_length=json["min_length"], charset=json["charset"]
        )
    if kind == "Tuple":
        return spaces.Tuple([from_json(space) for space in json["spaces"]])
    if kind == "Dict":
        return spaces.Dict([(key, from_json(space)) for key, space in json["spaces"]])
    if kind == "Sequence":
        return spaces.Sequence(from_json(json["feature"]), stack=json["stack"])
    if kind == "Graph":
        edge = json["edge"]
        return spaces.Graph(from_json(json["node"]), None if edge is None else from_json(edge))
    if kind == "OneOf":
        return spaces.OneOf([from_json(space) for space in json["spaces"]])
    raise ValueError(f"unknown space type {kind!r} in {json}")


def _box(json: dict[str, Any]) -> spaces.Box:
    dtype = np.dtype(json["dtype"])
    shape = tuple(json["shape"])
    box = spaces.Box(
        _bound(json["low"], shape, dtype), _bound(json["high"], shape, dtype), shape, dtype.type
    )
    # Given where a bound alone does not tell whether it is one: integers that stand for infinity.
    for name in ("bounded_below", "bounded_above"):
        if name in json:
            setattr(box, name, _filled(json[name], shape, np.dtype(bool)))
    return box


def _bound(json: Any, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    if isinstance(json, list):
        return _filled([_INFINITIES.get(value, value) for value in json], shape, dtype)
    return _filled(_INFINITIES.get(json, json), shape, dtype)


def _filled(values: Any, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    """Return an array of one value, or of a list of all in C order."""
    if isinstance(values, list):
        return np.array(values, dtype=dtype).reshape(shape)
    return np.full(shape, values, dtype=dtype)


def to_json(space: spaces.Space[Any]) -> dict[str, Any]:
    """Describe a space in the form that ``io.javagym.spaces.SpaceJson`` reads.

    Args:
        space: a space of Gymnasium's.

    Raises:
        ValueError: if Java has no space or dtype like it.
    """
    json: dict[str, Any] = {"type": type(space).__name__}
    if isinstance(space, spaces.Box):
        if space.dtype.name not in _DTYPES:
            raise ValueError(f"no Java form for the dtype {space.dtype} of {space}")
        json["dtype"] = space.dtype.name
        json["shape"] = list(space.shape)
        json["low"], json["high"] = _bounds_json(space.low), _bounds_json(space.high)
        if space.dtype.kind in "iu":
            json["bounded_below"] = space.bounded_below.ravel().tolist()
            json["bounded_above"] = space.bounded_above.ravel().tolist()
    elif isinstance(space, spaces.Discrete):
        json["n"], json["start"] = int(space.n), int(space.start)
        json["dtype"] = space.dtype.name
    elif isinstance(space, spaces.MultiDiscrete):
        json["nvec"], json["start"] = space.nvec.ravel().tolist(), space.start.ravel().tolist()
        json["shape"], json["dtype"] = list(space.shape), space.dtype.name
    elif isinstance(space, spaces.MultiBinary):
        json["shape"] = list(space.shape)
    elif isinstance(space, spaces.Text):
        json["min_length"], json["max_length"] = space.min_length, space.max_length
        json["charset"] = "".join(space.character_list)
    elif isinstance(space, (spaces.Tuple, spaces.OneOf)):
        json["spaces"] = [to_json(part) for part in space.spaces]
    elif isinstance(space, spaces.Dict):
        json["spaces"] = [[key, to_json(field)] for key, field in space.spaces.items()]
    elif isinstance(space, spaces.Sequence):
        json["feature"], json["stack"] = to_json(space.feature_space), space.stack
    elif isinstance(space, spaces.Graph):
        json["node"] = to_json(space.node_space)
        json["edge"] = None if space.edge_space is None else to_json(space.edge_space)
    else:
        raise ValueError(f"no Java form for {space}")
    return json


_DTYPES = {
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64"),
}


def _bounds_json(bounds: Any) -> Any:
    flat = bounds.ravel().tolist()
    if bounds.dtype.kind == "b":
        flat = [int(value) for value in flat]
    else:
        flat = [str(value) if np.isinf(value) else value for value in flat]
    return flat[0] if flat and all(value == flat[0] for value in flat) else flat
