"""Python lays out a batch's memory as Java does."""

from __future__ import annotations

import json

import numpy as np
import pytest
from gymnasium import spaces
from hypothesis import given, settings
from hypothesis import strategies as st

from javagym.serving.layout import lay_out
from javagym.serving.refusal import Refusal
from javagym.spaces import to_json
from javagym.wire import layout_from_proto, layout_to_proto

DTYPES = [
    *("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64", "bool"),
]
SHAPES = st.lists(st.integers(0, 5), max_size=3).map(tuple)
LEAVES = st.one_of(
    st.builds(lambda s, t: spaces.Box(0, 1, s, np.dtype(t)), SHAPES, st.sampled_from(DTYPES)),
    st.builds(
        lambda n, t: spaces.Discrete(n, dtype=np.dtype(t).type),  # type: ignore[type-var]
        st.integers(1, 100),
        st.sampled_from(DTYPES[:8]),
    ),
    st.lists(st.integers(1, 9), min_size=1, max_size=4).map(spaces.MultiDiscrete),
    st.integers(1, 70).map(spaces.MultiBinary),
    st.integers(1, 9).map(spaces.Text),
)
SPACES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(spaces.Tuple),
        st.dictionaries(st.text(max_size=3), inner, max_size=3).map(spaces.Dict),
        st.lists(inner, min_size=1, max_size=3).map(spaces.OneOf),
        inner.map(spaces.Sequence),
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(rows=st.integers(1, 70), observation=SPACES, action=SPACES, info=SPACES, mode=st.booleans())
def test_it_is_javas_layout(jvm, rows, observation, action, info, mode):
    info_space = spaces.Dict([("told", info), ("n", spaces.Discrete(3))])
    java = jvm.JPackage("io").javagym
    builder = java.Batch.builder(rows, java_space(java, observation), java_space(java, action))
    same_step = java.AutoresetMode.SAME_STEP if mode else java.AutoresetMode.NEXT_STEP
    batch = builder.info(java_space(java, info_space)).autoreset(same_step).build()
    ours = lay_out(rows, observation, action, info_space, with_final=mode)
    assert ours == json.loads(str(batch.describe()))


def java_space(java, space):
    return java.spaces.SpaceJson.fromJson(json.dumps(to_json(space)))


@settings(max_examples=50, deadline=None)
@given(observation=SPACES, action=SPACES, mode=st.booleans())
def test_it_crosses_the_wire_unchanged(observation, action, mode):
    ours = lay_out(3, observation, action, spaces.Dict(told=action), with_final=mode)
    theirs = layout_from_proto(layout_to_proto(ours))
    del ours["heap_generation_offset"], theirs["heap_generation_offset"]
    assert json.loads(json.dumps(theirs)) == ours


def test_what_no_batch_can_hold_is_refused():
    huge = spaces.Box(0, 1, (1000,))
    with pytest.raises(Refusal, match="make fewer environments"):
        lay_out(1 << 20, huge, spaces.Discrete(2), spaces.Dict(), with_final=False)
