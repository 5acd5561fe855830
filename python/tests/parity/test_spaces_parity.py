"""Java's spaces against Gymnasium's: equal samples, members, reprs and JSON, bit for bit."""

from __future__ import annotations

import json
import warnings
from typing import Any

import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.spaces import GraphInstance
from gymnasium.vector.utils import iterate
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from javagym.spaces import from_json, to_json

SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]
FLOATING = ["float16", "float32", "float64"]
SEEDS = st.one_of(st.integers(0, 2**32), st.integers(0, 2**200))

parity = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    # The JVM outlives the test in any case.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _quiet() -> Any:
    """Gymnasium warns of what some of these spaces do on purpose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


# --- Spaces -----------------------------------------------------------------------------------


def shapes(axes=0, least=0) -> Any:
    return st.lists(st.integers(least, 3), min_size=axes, max_size=3).map(tuple)


@st.composite
def float_boxes(draw) -> Any:
    dtype = draw(st.sampled_from(FLOATING))
    shape = draw(shapes())
    width = 8 * np.dtype(dtype).itemsize
    bound = st.one_of(
        st.floats(allow_nan=False, width=width),
        st.floats(-10, 10, width=width),
        st.sampled_from([-np.inf, np.inf, 0.0, 1.0]),
    )
    size = int(np.prod(shape, dtype=int))
    low, high = bounds(draw, bound, size)
    return spaces.Box(
        np.array(low, dtype=dtype).reshape(shape),
        np.array(high, dtype=dtype).reshape(shape),
        dtype=dtype,
    )


@st.composite
def integer_boxes(draw) -> Any:
    dtype = draw(st.sampled_from([*SIGNED, *UNSIGNED, "bool"]))
    shape = draw(shapes())
    info = np.iinfo(np.uint8 if dtype == "bool" else dtype)
    least, greatest = (0, 1) if dtype == "bool" else (int(info.min), int(info.max))
    bound = st.one_of(st.integers(least, greatest), st.integers(max(least, -9), min(greatest, 9)))
    low, high = bounds(draw, bound, int(np.prod(shape, dtype=int)))
    return spaces.Box(
        np.array(low, dtype=dtype).reshape(shape),
        np.array(high, dtype=dtype).reshape(shape),
        dtype=dtype,
    )


@st.composite
def half_bounded_integer_boxes(draw) -> Any:
    """Integers that Gymnasium was given infinite bounds of, for all elements or for some."""
    dtype = draw(st.sampled_from(SIGNED))
    shape = draw(shapes())
    if dtype == "int64" or draw(st.booleans()):
        low = draw(st.sampled_from([-np.inf, -5, 0]))
        high = draw(st.sampled_from([np.inf, 7, 0]))
        return spaces.Box(low, high, shape=shape, dtype=dtype)
    size = int(np.prod(shape, dtype=int))
    low, high = bounds(draw, st.sampled_from([-np.inf, np.inf, -5.0, 0.0, 7.0]), size)
    lows = np.array([-3.0 if x == np.inf else x for x in low]).reshape(shape)
    highs = np.array([9.0 if x == -np.inf else x for x in high]).reshape(shape)
    return spaces.Box(lows, highs, dtype=dtype)


def bounds(draw, bound, size) -> Any:
    if draw(st.booleans()):
        pairs = [sorted(draw(st.tuples(bound, bound)))] * size
    else:
        pairs = [
            sorted(pair)
            for pair in draw(st.lists(st.tuples(bound, bound), min_size=size, max_size=size))
        ]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def boxes() -> Any:
    return st.one_of(float_boxes(), integer_boxes(), half_bounded_integer_boxes())


@st.composite
def intervals(draw, dtype) -> Any:
    """A count and a start whose integers are all of the dtype, and of Java's long."""
    info = np.iinfo(dtype)
    greatest = min(int(info.max), 2**63 - 1)
    n = draw(st.one_of(st.integers(1, 12), st.integers(1, greatest)))
    start = draw(
        st.one_of(
            st.just(0),
            st.integers(max(int(info.min), -9), min(9, greatest - n + 1)),
            st.integers(int(info.min), greatest - n + 1),
        )
    )
    return n, start


@st.composite
def discretes(draw) -> Any:
    dtype = np.dtype(draw(st.sampled_from([*SIGNED, *UNSIGNED]))).type
    n, start = draw(intervals(dtype))
    return spaces.Discrete(n, start=start, dtype=dtype)


@st.composite
def multi_discretes(draw) -> Any:
    dtype = np.dtype(draw(st.sampled_from([*SIGNED, *UNSIGNED]))).type
    shape = draw(shapes(axes=1))  # A scalar of a batch is no member in Gymnasium.
    size = int(np.prod(shape, dtype=int))
    pairs = draw(st.lists(intervals(dtype), min_size=size, max_size=size))
    nvec, start = (
        np.array([pair[i] for pair in pairs], dtype=dtype).reshape(shape) for i in (0, 1)
    )
    return spaces.MultiDiscrete(nvec, dtype=dtype, start=start)


def multi_binaries() -> Any:
    # Gymnasium tells MultiBinary(3) from MultiBinary((3,)); Java doesn't.
    return shapes(axes=1, least=1).map(lambda s: spaces.MultiBinary(s[0] if len(s) == 1 else s))


@st.composite
def texts(draw) -> Any:
    characters = st.characters(exclude_categories=["Cs"])
    charset = draw(st.one_of(st.none(), st.text(characters, min_size=1, max_size=20)))
    least = draw(st.integers(0, 5))
    most = least + draw(st.integers(0, 8))
    kwargs = {} if charset is None else {"charset": charset}
    return spaces.Text(most, min_length=least, **kwargs)


LEAVES = {
    "Box": boxes(),
    "Discrete": discretes(),
    "MultiDiscrete": multi_discretes(),
    "MultiBinary": multi_binaries(),
    "Text": texts(),
}


@st.composite
def tuples(draw, inner, least) -> Any:
    return spaces.Tuple(draw(st.lists(inner, min_size=least, max_size=3)))


@st.composite
def dicts(draw, inner, least) -> Any:
    # What Python calls printable depends on its Unicode version, so these are old characters.
    keys = st.text("aZ0 '\"\\\n\t\x00\x7f\xad\xe9\u2028\u3000\ue000\uffee\U0001d11e", max_size=4)
    items = draw(
        st.lists(st.tuples(keys, inner), min_size=least, max_size=3, unique_by=lambda item: item[0])
    )
    return spaces.Dict(dict(items), sort_keys=draw(st.booleans()))


@st.composite
def sequences(draw, inner) -> Any:
    return spaces.Sequence(draw(inner), stack=draw(st.booleans()))


@st.composite
def graphs(draw, inner) -> Any:
    return spaces.Graph(draw(inner), draw(st.one_of(st.none(), inner)))


@st.composite
def one_ofs(draw, inner) -> Any:
    return spaces.OneOf(draw(st.lists(inner, min_size=1, max_size=3)))


def nested(depth, least=0, with_graphs=True) -> Any:
    """All kinds of spaces. Gymnasium cannot iterate over a batch of an empty tuple or dict."""
    leaves = st.one_of(*LEAVES.values())
    if depth == 0:
        return leaves
    inner = nested(depth - 1, least, with_graphs)
    batched = nested(depth - 1, 1, False)
    kinds = [leaves, tuples(inner, least), dicts(inner, least), sequences(batched), one_ofs(inner)]
    return st.one_of(*kinds, graphs(batched)) if with_graphs else st.one_of(*kinds)


KINDS = {
    **LEAVES,
    "Tuple": tuples(nested(1), 0),
    "Dict": dicts(nested(1), 0),
    "Sequence": sequences(nested(1, 1, False)),
    "Graph": graphs(nested(1, 1, False)),
    "OneOf": one_ofs(nested(1)),
}


# --- There and back ---------------------------------------------------------------------------


def in_java(jvm, space) -> Any:
    return jvm.JClass("io.javagym.spaces.SpaceJson").fromJson(json.dumps(to_json(space)))


def plain(space, value) -> Any:
    """A value of Gymnasium, with arrays as their bytes and batches taken apart."""
    if isinstance(space, (spaces.Box, spaces.MultiBinary)):
        array = np.asarray(value)
        assert array.dtype == space.dtype
        assert array.shape == space.shape
        return array.tobytes()
    if isinstance(space, spaces.Discrete):
        assert value.dtype == space.dtype
        return int(value)
    if isinstance(space, spaces.MultiDiscrete):
        return np.asarray(value).astype(np.int64).tobytes()
    if isinstance(space, spaces.Text):
        return value
    if isinstance(space, spaces.Tuple):
        return [plain(part, x) for part, x in zip(space.spaces, value, strict=True)]
    if isinstance(space, spaces.Dict):
        return {key: plain(field, value[key]) for key, field in space.spaces.items()}
    if isinstance(space, spaces.Sequence):
        items = iterate(space.stacked_feature_space, value) if space.stack else value
        return [plain(space.feature_space, item) for item in items]
    if isinstance(space, spaces.Graph):
        nodes = [plain(space.node_space, x) for x in iterate(space.batch_node_space, value.nodes)]
        if value.edges is None:
            return nodes, None, None
        edges = [plain(space.edge_space, x) for x in iterate(space.batch_edge_space, value.edges)]
        return nodes, edges, value.edge_links.astype(np.int32).tobytes()
    index, choice = value
    return int(index), plain(space.spaces[index], choice)


def plain_java(space, value) -> Any:
    """The same of a value of Java."""
    if isinstance(space, (spaces.Box, spaces.MultiBinary, spaces.MultiDiscrete)):
        return memoryview(value).tobytes()
    if isinstance(space, spaces.Discrete):
        return int(value)
    if isinstance(space, spaces.Text):
        return str(value)
    if isinstance(space, spaces.Tuple):
        return [plain_java(part, x) for part, x in zip(space.spaces, value, strict=True)]
    if isinstance(space, spaces.Dict):
        assert [str(key) for key in value.keySet()] == list(space.spaces)
        return {key: plain_java(field, value.get(key)) for key, field in space.spaces.items()}
    if isinstance(space, spaces.Sequence):
        return [plain_java(space.feature_space, item) for item in value]
    if isinstance(space, spaces.Graph):
        nodes = [plain_java(space.node_space, x) for x in value.nodes()]
        if value.edges() is None:
            return nodes, None, None
        edges = [plain_java(space.edge_space, x) for x in value.edges()]
        return nodes, edges, memoryview(value.edgeLinks()).tobytes()
    return int(value.index()), plain_java(space.spaces[value.index()], value.value())


def to_java(jvm, space, value) -> Any:
    """A value for Java, which may be no element of the space."""
    if isinstance(space, (spaces.Box, spaces.MultiBinary)):
        array = np.ascontiguousarray(value).ravel()
        signed = array.view(f"i{array.itemsize}") if array.dtype not in ("f4", "f8") else array
        return jvm.JArray.of(signed)
    if isinstance(space, spaces.MultiDiscrete):
        return jvm.JArray.of(np.asarray(value).ravel().astype(np.int64))
    if isinstance(space, spaces.Discrete):
        return jvm.JObject(int(value), jvm.java.lang.Long)
    if isinstance(space, spaces.Text):
        return jvm.JString(value)
    if isinstance(space, spaces.Dict):
        java = jvm.java.util.LinkedHashMap()
        for key, part in value.items():
            java.put(key, to_java(jvm, space.spaces.get(key), part))
        return java
    if isinstance(space, spaces.Tuple):
        parts = [*space.spaces, *([None] * len(value))]
        return java_list(
            jvm, [to_java(jvm, part, x) for part, x in zip(parts, value, strict=False)]
        )
    if isinstance(space, spaces.Sequence):
        items = iterate(space.stacked_feature_space, value) if space.stack else value
        return java_list(jvm, [to_java(jvm, space.feature_space, item) for item in items])
    if isinstance(space, spaces.Graph):
        nodes = iterate(space.batch_node_space, value.nodes)
        java_nodes = java_list(jvm, [to_java(jvm, space.node_space, x) for x in nodes])
        edges, links = None, None
        if value.edges is not None:
            items = iterate(space.batch_edge_space, value.edges)
            edges = java_list(jvm, [to_java(jvm, space.edge_space, x) for x in items])
        if value.edge_links is not None:
            links = jvm.JArray.of(np.ascontiguousarray(value.edge_links, dtype=np.int32).ravel())
        return jvm.JClass("io.javagym.spaces.GraphInstance")(java_nodes, edges, links)
    if isinstance(space, spaces.OneOf):
        index, choice = value
        part = space.spaces[index] if 0 <= index < len(space.spaces) else None
        return jvm.JClass("io.javagym.spaces.OneOf$Choice")(index, to_java(jvm, part, choice))
    return jvm.JString("of no space")


def java_list(jvm, items) -> Any:
    java = jvm.java.util.ArrayList()
    for item in items:
        java.add(item)
    return java


# --- Samples ----------------------------------------------------------------------------------


def assert_samples_equal(jvm, space, seed, count) -> Any:
    sampler = in_java(jvm, space).sampler(jvm.java.math.BigInteger(str(seed)))
    space.seed(seed)
    for _ in range(count):
        expected = drawn(space)
        if expected is None:
            with pytest.raises(jvm.java.lang.ArithmeticException):
                sampler.sample()
            return
        assert plain_java(space, sampler.sample()) == expected


def drawn(space, **guide) -> Any:
    """A sample, or None where NumPy refuses the range of a uniform draw."""
    try:
        return plain(space, space.sample(**guide))
    except (OverflowError, ValueError) as e:
        if str(e) in ("Range exceeds valid bounds", "high - low < 0"):
            return None
        raise


@pytest.mark.parametrize("kind", KINDS)
def test_equal_seeds_give_equal_samples_of(jvm, kind):
    @parity
    @given(KINDS[kind], SEEDS)
    def check(space, seed):
        assert_samples_equal(jvm, space, seed, 6)

    check()


@parity
@given(nested(3), SEEDS)
def test_equal_seeds_give_equal_samples_of_nested_spaces(jvm, space, seed):
    assert_samples_equal(jvm, space, seed, 3)


def known_spaces() -> Any:
    """Spaces as environments have them; built anew, since seeding changes them."""
    position = np.array([4.8, np.inf, 0.41887903, np.inf], dtype=np.float32)
    grid = np.arange(2400).reshape(20, 40, 3) % 256
    return [
        spaces.Discrete(6),
        spaces.MultiDiscrete(np.arange(1, 61)),
        spaces.MultiBinary((5, 7)),
        spaces.Text(20),
        spaces.Box(-position, position),
        spaces.Box(-np.inf, np.inf, (40,), np.float64),
        spaces.Box(0, 255, (84, 84), np.uint8),
        spaces.Box(grid // 2, grid, dtype=np.uint8),
        spaces.Box(np.linspace(-1e-3, 1, 1500), np.linspace(1, 1e9, 1500), dtype=np.float64),
        spaces.Box(np.array([0.1, 1e-9]), np.array([np.inf, 1234567.125]), dtype=np.float64),
        spaces.Dict(cargo=spaces.Box(0, 9, (4,)), docked=spaces.MultiBinary(3)),
        spaces.Sequence(spaces.Dict(x=spaces.Box(-1, 1, (2,)), y=spaces.Discrete(3)), stack=True),
        spaces.Graph(spaces.Box(-1, 1, (3,)), spaces.Discrete(4)),
    ]


@pytest.mark.parametrize("space", known_spaces(), ids=lambda space: type(space).__name__)
def test_a_long_run_of_samples_is_equal(jvm, space):
    assert_samples_equal(jvm, space, 2**70 + 1, 200)


# --- Masks ------------------------------------------------------------------------------------

MOST_MASKED = 300


@st.composite
def guides(draw, space, kind) -> Any:
    """A mask or probabilities for a space, or None where it takes none."""
    if isinstance(space, (spaces.Tuple, spaces.OneOf)):
        return tuple(draw(guides(part, kind)) for part in space.spaces)
    if isinstance(space, spaces.Dict):
        return {key: draw(guides(field, kind)) for key, field in space.spaces.items()}
    if isinstance(space, spaces.Sequence):
        least = 1 if space.stack else 0  # Gymnasium cannot stack nothing.
        lengths = st.one_of(st.none(), st.integers(least, 6), st.just(np.array([3, 1, 4, 1, 5])))
        return draw(lengths), draw(guides(space.feature_space, kind))
    if isinstance(space, spaces.Graph):
        node, edge = None, None
        if isinstance(space.node_space, spaces.Discrete) and space.node_space.n <= MOST_MASKED:
            node = tuple(draw(weights(space.node_space.n, kind)) for _ in range(10))
        if isinstance(space.edge_space, spaces.Discrete):
            edge = draw(guides(space.edge_space, kind))
        return node, edge
    if isinstance(space, spaces.Text):
        length = draw(st.one_of(st.none(), st.integers(space.min_length, space.max_length)))
        letters = weights(len(space.character_list), kind, least=1)
        return length, draw(st.one_of(st.none(), letters))
    if isinstance(space, spaces.Discrete):
        return draw(weights(space.n, kind)) if space.n <= MOST_MASKED else None
    if (
        isinstance(space, spaces.MultiDiscrete)
        and space.nvec.size
        and (space.nvec <= MOST_MASKED).all()
    ):
        return nested_weights(draw, space.nvec, kind)
    if isinstance(space, spaces.MultiBinary):
        random = np.random.default_rng(draw(st.integers(0, 2**32)))
        if kind == "mask":
            return random.integers(0, 3, space.shape, dtype=np.int8)
        return random.random(space.shape)
    return None


@st.composite
def weights(draw, n, kind, least=0) -> Any:
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    mask = random.integers(0, 2, n, dtype=np.int8)
    if kind == "mask" and least <= mask.sum():
        return mask
    mask[random.integers(n)] = 1
    return mask if kind == "mask" else (p := mask * random.random(n) + 1e-9 * mask) / p.sum()


def nested_weights(draw, nvec, kind) -> Any:
    if nvec.ndim == 0:
        return draw(weights(int(nvec), kind))
    return tuple(nested_weights(draw, part, kind) for part in nvec)


def guide_to_java(jvm, guide) -> Any:
    if isinstance(guide, np.ndarray):
        return jvm.JArray.of(guide.ravel())
    if isinstance(guide, tuple):
        return java_list(jvm, [guide_to_java(jvm, part) for part in guide])
    if isinstance(guide, dict):
        java = jvm.java.util.HashMap()
        for key, part in guide.items():
            java.put(key, guide_to_java(jvm, part))
        return java
    return None if guide is None else jvm.JObject(guide, jvm.java.lang.Long)


@pytest.mark.parametrize("kind", ["mask", "probability"])
def test_equal_seeds_give_equal_samples_under(jvm, kind):
    @parity
    @given(nested(2), SEEDS, st.data())
    def check(space, seed, data):
        guide = data.draw(guides(space, kind))
        sampler = in_java(jvm, space).sampler(jvm.java.math.BigInteger(str(seed)))
        sample = sampler.sample if kind == "mask" else sampler.sampleByProbability
        space.seed(seed)
        for _ in range(3):
            expected = drawn(space, **{kind: guide})
            if expected is None:
                return
            assert plain_java(space, sample(guide_to_java(jvm, guide))) == expected

    check()


# --- Members ----------------------------------------------------------------------------------


@st.composite
def near_values(draw, space) -> Any:
    """A value that may be just inside the space or just outside."""
    if isinstance(space, spaces.Box):
        size = draw(st.sampled_from([space.low.size] * 5 + [space.low.size + 1]))
        lows, highs = np.resize(space.low, size), np.resize(space.high, size)
        pairs = zip(lows.tolist(), highs.tolist(), strict=True)
        values = [draw(near_interval(low, high, space.dtype)) for low, high in pairs]
        shape = space.shape if size == space.low.size else (size,)
        return np.array(values, dtype=space.dtype).reshape(shape)
    if isinstance(space, spaces.Discrete):
        start = int(space.start)
        return draw(near_interval(start, start + int(space.n) - 1, np.dtype(np.int64)))
    if isinstance(space, spaces.MultiDiscrete):
        last = space.start + (space.nvec - 1)
        pairs = zip(space.start.ravel().tolist(), last.ravel().tolist(), strict=True)
        values = [draw(near_interval(low, high, space.dtype)) for low, high in pairs]
        return np.array(values, dtype=space.dtype).reshape(space.shape)
    if isinstance(space, spaces.MultiBinary):
        size = int(np.prod(space.shape))
        listed = draw(
            st.lists(st.sampled_from([0, 1, 0, 1, 0, 1, 2, -1]), min_size=size, max_size=size)
        )
        return np.array(listed, dtype=np.int8).reshape(space.shape)
    if isinstance(space, spaces.Text):
        letters = st.sampled_from([*space.character_list * 4, "\u00e9", "\U0001d11e"])
        return draw(st.text(letters, max_size=space.max_length + 1))
    if isinstance(space, spaces.Tuple):
        parts = tuple(draw(near_values(part)) for part in space.spaces)
        return draw(st.sampled_from([parts] * 5 + [(*parts, "more"), parts[:-1]]))
    if isinstance(space, spaces.Dict):
        fields = {key: draw(near_values(field)) for key, field in space.spaces.items()}
        fewer = dict(list(fields.items())[1:])
        return draw(st.sampled_from([fields] * 5 + [{**fields, "some other": "x"}, fewer]))
    if isinstance(space, spaces.OneOf):
        index = draw(st.integers(-1, len(space.spaces)))
        return index, draw(near_values(space.spaces[index % len(space.spaces)]))
    if isinstance(space, spaces.Sequence) and not space.stack:
        return tuple(draw(st.lists(near_values(space.feature_space), max_size=3)))
    return draw(near_batches(space))


@st.composite
def near_batches(draw, space) -> Any:
    """Batches are only sampled, since a batch of arrays of unequal shapes is no batch."""
    space.seed(draw(st.integers(0, 2**32)))
    try:
        value = space.sample()
    except (OverflowError, ValueError):
        return draw(st.nothing())
    if isinstance(space, spaces.Sequence) or value.edges is None:
        return value
    links = value.edge_links.copy()
    links[0, 0] = draw(st.sampled_from([-1, 0, 9, 10]))
    return draw(
        st.sampled_from(
            [
                value,
                value._replace(edge_links=links),
                value._replace(edge_links=links[1:]),
                value._replace(edge_links=None),
                GraphInstance(value.nodes, None, None),
            ]
        )
    )


def near_interval(low, high, dtype) -> Any:
    if dtype.kind == "b":
        return st.booleans()
    if dtype.kind == "f":
        inside = st.sampled_from([low, high, low / 2 + high / 2])
        outside = [np.nextafter(low, -np.inf, dtype=dtype), np.nextafter(high, np.inf, dtype=dtype)]
        return st.one_of(
            inside, inside, st.sampled_from([*map(float, outside), np.nan, np.inf, 0.0])
        )
    info = np.iinfo(dtype)
    inside = st.integers(int(low), int(high))
    outside = [x for x in (int(low) - 1, int(high) + 1) if info.min <= x <= info.max]
    return st.one_of(inside, inside, inside, st.sampled_from([*outside, int(low)]))


@pytest.mark.parametrize("kind", KINDS)
def test_equal_members_of(jvm, kind):
    @parity
    @given(KINDS[kind], st.data())
    def check(space, data):
        value = data.draw(near_values(space))
        java, java_value = in_java(jvm, space), to_java(jvm, space, value)
        assert bool(java.contains(java_value)) == space.contains(value), java.explain(java_value)
        assert (java.explain(java_value) is None) == space.contains(value)

    check()


# --- Text forms -------------------------------------------------------------------------------


@parity
@given(nested(3))
def test_equal_reprs(jvm, space):
    # Which of 0.0 and -0.0 is the least, NumPy doesn't say.
    texts = (str(in_java(jvm, space).toString()), repr(space))
    java, python = (text.replace("-0.0,", "0.0,") for text in texts)
    assert java == python


@pytest.mark.parametrize("space", known_spaces(), ids=lambda space: type(space).__name__)
def test_equal_reprs_of_known_spaces(jvm, space):
    assert str(in_java(jvm, space).toString()) == repr(space)


@parity
@given(nested(3))
@example(spaces.Box(np.array([[-np.inf], [0.0]]), np.array([[9.0], [9.0]]), dtype=np.int8))
def test_json_brings_back_an_equal_space(jvm, space):
    java = in_java(jvm, space)
    space_json = jvm.JClass("io.javagym.spaces.SpaceJson")
    text = space_json.toJson(java)
    back = from_json(json.loads(str(text)))
    assert back == space
    assert to_json(back) == to_json(space)
    assert space_json.fromJson(text).equals(java)


@parity
@given(st.lists(st.text(max_size=3), unique=True, max_size=5))
def test_keys_of_a_plain_dict_are_sorted_as_in_python(jvm, keys):
    java_space = jvm.JClass("io.javagym.spaces.Discrete").of(2)
    spaces_by_key = jvm.java.util.LinkedHashMap()
    for key in keys:
        spaces_by_key.put(key, java_space)
    java = jvm.JClass("io.javagym.spaces.Dict").of(spaces_by_key)
    expected = spaces.Dict({key: spaces.Discrete(2) for key in keys})
    assert [str(key) for key in java.spaces().keySet()] == list(expected.spaces)
