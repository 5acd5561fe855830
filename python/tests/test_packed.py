"""Values without fixed size cross to Java and back unchanged."""

from __future__ import annotations

import numpy as np
import pytest
from gymnasium import spaces

from javagym import packed
from javagym.crosscheck import first_difference

SPACES = [
    spaces.Text(12, min_length=0, charset="abcäöü€😀"),
    spaces.Sequence(spaces.Box(-1, 1, (2, 3), np.float32)),
    spaces.Sequence(spaces.Box(-1, 1, (3,), np.float64), stack=True),
    spaces.Sequence(spaces.Dict(a=spaces.Discrete(5), t=spaces.Text(4))),
    spaces.Graph(spaces.Box(-1, 1, (2,)), spaces.Discrete(4)),
    spaces.Graph(spaces.Discrete(3), None),
    spaces.OneOf([spaces.Discrete(3, start=-1), spaces.Text(3), spaces.MultiBinary(4)]),
    spaces.Tuple([spaces.Text(3), spaces.MultiDiscrete([3, 4], dtype=np.int16)]),
    spaces.Box(0, 255, (4, 4), np.uint8),
    spaces.Discrete(7, dtype=np.uint8),
]


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_unpacking_gives_what_was_packed(space):
    space.seed(0)
    for _ in range(100):
        value = space.sample()
        again = packed.unpack(space, memoryview(packed.pack(space, value)))
        assert first_difference(again, value) is None
        assert space.contains(again)


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_bytes_that_end_early_or_late_are_an_error(space):
    space.seed(0)
    data = packed.pack(space, space.sample())
    for end in range(len(data)):
        with pytest.raises(ValueError, match="bytes"):
            packed.unpack(space, memoryview(data[:end]))
    with pytest.raises(ValueError, match="bytes"):
        packed.unpack(space, memoryview(data + b"x"))
