"""What is wrong with a value that has the form of a space's elements, and is none.

Gymnasium's own ``contains`` says no to some of its own samples, such as graphs of zero-dimensional
nodes, so it can't be asked about actions that come from elsewhere.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from javagym.packed import unbatched


def complaint(space: spaces.Space[Any], value: Any, *, bounds: bool = True) -> str | None:
    """Return why a value is no element; None if it is one.

    Args:
        space: of which it is to be an element.
        value: of the type and shape that the space's elements have.
        bounds: whether a box's finite bounds count; an environment that gets a single action clips.
    """
    if isinstance(space, spaces.Box):
        return _box(space, np.asarray(value), bounds)
    if isinstance(space, spaces.Discrete):
        return _range(value, space.start, space.n, "the value")
    if isinstance(space, spaces.MultiDiscrete):
        return _range(value, space.start, space.nvec, "element")
    if isinstance(space, spaces.MultiBinary):
        bad = np.flatnonzero(np.asarray(value).ravel() & ~1)
        return (
            f"element {bad[0]} is {np.ravel(value)[bad[0]]}, expected 0 or 1" if bad.size else None
        )
    if isinstance(space, spaces.Text):
        return _text(space, value)
    if isinstance(space, spaces.OneOf):
        index, choice = value
        return complaint(space.spaces[int(index)], choice)
    for where, part, element in _parts(space, value):
        why = complaint(part, element)
        if why is not None:
            return f"{where}: {why}"
    return None


def _parts(space: spaces.Space[Any], value: Any) -> Any:
    if isinstance(space, spaces.Tuple):
        for index, (part, element) in enumerate(zip(space.spaces, value, strict=True)):
            yield f"[{index}]", part, element
    elif isinstance(space, spaces.Dict):
        for key, part in space.spaces.items():
            yield key, part, value[key]
    elif isinstance(space, spaces.Sequence):
        elements = unbatched(space.feature_space, value) if space.stack else value
        for index, element in enumerate(elements):
            yield f"[{index}]", space.feature_space, element
    elif isinstance(space, spaces.Graph):
        for index, node in enumerate(unbatched(space.node_space, value.nodes)):
            yield f"node {index}", space.node_space, node
        if space.edge_space is not None and value.edges is not None:
            for index, edge in enumerate(unbatched(space.edge_space, value.edges)):
                yield f"edge {index}", space.edge_space, edge
            nodes = len(value.nodes)
            bad = np.flatnonzero((value.edge_links < 0) | (value.edge_links >= nodes))
            if bad.size:
                at = bad[0] // 2
                yield (
                    f"link {at}",
                    spaces.Discrete(max(nodes, 1)),
                    value.edge_links.flat[bad[0]],
                )


def _box(space: spaces.Box, value: Any, bounds: bool) -> str | None:
    wrong = np.isnan(value) if value.dtype.kind == "f" else np.zeros(value.shape, dtype=bool)
    if bounds:
        wrong = wrong | (value < space.low) | (value > space.high)
    if not wrong.any():
        return None
    at = int(np.flatnonzero(wrong)[0])
    return (
        f"element {at} is {value.flat[at]}, expected"
        f" {space.low.flat[at]} <= element <= {space.high.flat[at]}"
    )


def _range(value: Any, start: Any, n: Any, what: str) -> str | None:
    numbers = np.asarray(value).astype(object)
    low = np.asarray(start).astype(object)
    behind = low + np.asarray(n).astype(object)
    wrong = (numbers < low) | (numbers >= behind)
    if not np.any(wrong):
        return None
    at = int(np.flatnonzero(wrong)[0])
    element = f"{what} {at}" if what == "element" else what
    number, least, most = (np.ravel(each)[at] for each in (numbers, low, behind))
    return f"{element} is {number}, expected {least} <= element < {most}"


def _text(space: spaces.Text, value: str) -> str | None:
    if not space.min_length <= len(value) <= space.max_length:
        return (
            f"the text has {len(value)} characters, expected {space.min_length} to"
            f" {space.max_length}"
        )
    strange = sorted(set(value) - space.character_set)
    return f"the text has {strange[0]!r}, which is none of the charset" if strange else None
