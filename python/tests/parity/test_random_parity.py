"""Java's draws against NumPy's, Java's sine and cosine against the C library's, bit for bit.

The promise is for x86-64 with FMA and glibc. NumPy's tails go through glibc's log1p, which rounds
as expected here from 2.39 on, and in Debian's 2.36.
"""

from __future__ import annotations

import ctypes
import math
import platform
import random
from typing import Any

import numpy as np
import pytest
from gymnasium.envs.toy_text.utils import categorical_sample
from gymnasium.utils import seeding

Pair = tuple[Any, Any]  # what NumPy and Java drew

SEEDS = [0, 1, 42, 123456789, 2**31, 2**32 - 1, 2**32 + 5, 2**64 - 1, 2**128 + 7, 2**200]
MASK64 = 2**64 - 1
MIXED_DRAWS = 10_000
FILL_LENGTH = 100_001

WEIGHTS = [[1.0], [0.2, 0.5, 0.3], [0.1] * 10, [1 / 3, 0.0, 2 / 3]]
SHORT_OF_ONE = [0.2, 0.3]  # categorical_sample falls back to 0

# NumPy's dtype, IntegerType's name, Java's array type, the least value, one more than the largest.
INTEGERS = [
    ("bool", "BOOL", "JBoolean", 0, 2),
    ("int8", "INT8", "JByte", -(2**7), 2**7),
    ("uint8", "UINT8", "JByte", 0, 2**8),
    ("int16", "INT16", "JShort", -(2**15), 2**15),
    ("uint16", "UINT16", "JShort", 0, 2**16),
    ("int32", "INT32", "JInt", -(2**31), 2**31),
    ("uint32", "UINT32", "JInt", 0, 2**32),
    ("int64", "INT64", "JLong", -(2**63), 2**63 - 1),
]
# Lemire's rejections are frequent just above a power of two and near three quarters of one.
INT64_RANGES = [1, 2, 6, 2**31 + 1, 3 * 2**30, 2**32 - 1, 2**32, 2**32 + 1, 2**40, 3 * 2**61]

needs_glibc = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or platform.machine() != "x86_64",
    reason="the C library to compare with is glibc on x86-64",
)


def generators(jvm: Any, seed: int) -> tuple[np.random.Generator, Any]:
    java = jvm.JClass("io.javagym.random.NumpyGenerator")
    return seeding.np_random(seed)[0], java.seeded(jvm.java.math.BigInteger(str(seed)))


def assert_same_state(numpy_generator: np.random.Generator, java_generator: Any) -> None:
    state = java_generator.getState()
    assert numpy_generator.bit_generator.state == {
        "bit_generator": "PCG64",
        "state": {
            "state": (state.stateHigh() & MASK64) << 64 | state.stateLow() & MASK64,
            "inc": (state.incHigh() & MASK64) << 64 | state.incLow() & MASK64,
        },
        "has_uint32": int(state.hasUint32()),
        "uinteger": state.uinteger() & 0xFFFFFFFF,
    }


def assert_same_bits(actual: Any, expected: Any) -> None:
    expected = np.asarray(expected)
    actual = np.asarray(actual).view(expected.dtype)
    differing = np.flatnonzero(actual.view(np.uint8) != expected.view(np.uint8))
    index = differing[:1] // expected.itemsize
    assert len(differing) == 0, f"at {index}: got {actual[index]}, expected {expected[index]}"


def java_doubles(jvm: Any, values: Any) -> Any:
    return jvm.JArray(jvm.JDouble)(np.asarray(values, dtype=np.float64))


def integer_range(choice: random.Random, low: int, high: int) -> tuple[int, int]:
    """A part of [low, high): all of it, one value, a few, or any."""
    first = choice.randrange(low, high)
    last = choice.randrange(low, high)
    return choice.choice(
        [
            (low, high),
            (first, first + 1),
            (first, min(high, first + choice.randint(1, 300))),
            (min(first, last), max(first, last) + 1),
        ]
    )


def draw_integers(
    jvm: Any, choice: random.Random, numpy_generator: np.random.Generator, java_generator: Any
) -> Pair:
    dtype, name, array_type, low, high = choice.choice(INTEGERS)
    low, high = integer_range(choice, low, high)
    if choice.random() < 0.5:
        java_type = getattr(jvm.JClass("io.javagym.random.IntegerType"), name)
        actual = java_generator.integers(java_type, low, high)
        return int(numpy_generator.integers(low, high, dtype=dtype)), actual
    out = jvm.JArray(getattr(jvm, array_type))(choice.randint(1, 11))
    java_generator.integers(low, high, out)
    expected = numpy_generator.integers(low, high, size=len(out), dtype=dtype)
    return expected.tobytes(), np.asarray(out).tobytes()


def draw_geometric(
    jvm: Any, choice: random.Random, numpy_generator: np.random.Generator, java_generator: Any
) -> Pair:
    p = choice.choice([1 / 3, 0.333, 1.0, 1e-9, 1e-25, choice.random() / 3, 1 - choice.random()])
    return int(numpy_generator.geometric(p)), java_generator.geometric(p)


def draw_weighted(
    jvm: Any, choice: random.Random, numpy_generator: np.random.Generator, java_generator: Any
) -> Pair:
    p = choice.choice(WEIGHTS)
    return int(numpy_generator.choice(len(p), p=p)), java_generator.choiceWeighted(
        java_doubles(jvm, p)
    )


def draw_categorical(
    jvm: Any, choice: random.Random, numpy_generator: np.random.Generator, java_generator: Any
) -> Pair:
    p = choice.choice([*WEIGHTS, SHORT_OF_ONE])
    return int(categorical_sample(p, numpy_generator)), java_generator.categoricalSample(
        java_doubles(jvm, p)
    )


def draw_shuffle(
    jvm: Any, choice: random.Random, numpy_generator: np.random.Generator, java_generator: Any
) -> Pair:
    expected = np.arange(choice.randint(1, 9)) * 3
    actual = jvm.JArray(jvm.JLong)(expected.copy())
    numpy_generator.shuffle(expected)
    java_generator.shuffle(actual)
    return expected.tolist(), list(actual)


def draw_simple(
    jvm: Any, choice: random.Random, numpy_generator: np.random.Generator, java_generator: Any
) -> Pair:
    low = choice.randint(-(2**61), 2**61)
    bounds = (low, low + choice.choice(INT64_RANGES))
    n = choice.randint(1, 9)
    name, arguments, java_name, java_arguments = choice.choice(
        [
            ("random", (), "random", ()),
            ("uniform", (-0.05, 0.05), "uniform", (-0.05, 0.05)),
            ("integers", bounds, "integers", bounds),
            ("integers", (-(2**63), 2**63), "integersInclusive", (-(2**63), 2**63 - 1)),
            ("standard_normal", (), "standardNormal", ()),
            ("normal", (1.5, 0.25), "normal", (1.5, 0.25)),
            ("standard_exponential", (), "standardExponential", ()),
            ("choice", (n,), "choice", (n,)),
            ("permutation", (n,), "permutation", (n,)),
        ]
    )
    expected = getattr(numpy_generator, name)(*arguments)
    actual = getattr(java_generator, java_name)(*java_arguments)
    return (expected.tolist(), list(actual)) if name == "permutation" else (expected, actual)


@pytest.mark.parametrize("seed", SEEDS)
def test_draws_of_all_kinds_mixed_are_numpys(jvm, seed):
    # In any order, as half of a 64-bit draw may wait for the next 32-bit one.
    numpy_generator, java_generator = generators(jvm, seed)
    choice = random.Random(seed)
    kinds = [draw_integers, draw_geometric, draw_weighted, draw_categorical, draw_shuffle]
    assert_same_state(numpy_generator, java_generator)
    for _ in range(MIXED_DRAWS):
        draw = choice.choice([draw_simple, draw_simple, *kinds])
        expected, actual = draw(jvm, choice, numpy_generator, java_generator)
        assert expected == actual, draw
    assert_same_state(numpy_generator, java_generator)


@pytest.mark.parametrize("seed", SEEDS)
def test_fills_are_numpys(jvm, seed):
    numpy_generator, java_generator = generators(jvm, seed)
    doubles = jvm.JArray(jvm.JDouble)(FILL_LENGTH)
    for name, arguments, java_name in [
        ("random", (), "random"),
        ("uniform", (-3.0, 2.5), "uniform"),
        ("standard_normal", (), "standardNormal"),
        ("normal", (1.5, 0.25), "normal"),
        ("standard_exponential", (), "standardExponential"),
    ]:
        getattr(java_generator, java_name)(*arguments, doubles)
        assert_same_bits(doubles, getattr(numpy_generator, name)(*arguments, size=FILL_LENGTH))
    longs = jvm.JArray(jvm.JLong)(FILL_LENGTH)
    for p in (0.01, 0.25, 0.5):
        java_generator.geometric(p, longs)
        assert_same_bits(longs, numpy_generator.geometric(p, FILL_LENGTH))
    ints = jvm.JArray(jvm.JInt)(FILL_LENGTH)
    java_generator.choiceWeighted(java_doubles(jvm, WEIGHTS[1]), ints)
    expected = numpy_generator.choice(3, FILL_LENGTH, p=WEIGHTS[1])
    assert_same_bits(ints, expected.astype(np.int32))
    assert_same_bits(
        java_generator.permutation(1000), numpy_generator.permutation(1000).astype("i4")
    )
    assert_same_state(numpy_generator, java_generator)


@pytest.mark.parametrize(("dtype", "name", "array_type", "low", "high"), INTEGERS)
def test_integer_fills_are_numpys(jvm, dtype, name, array_type, low, high):
    numpy_generator, java_generator = generators(jvm, 2**70)
    out = jvm.JArray(getattr(jvm, array_type))(FILL_LENGTH)
    choice = random.Random(name)
    for _ in range(10):
        bounds = integer_range(choice, low, high)
        java_generator.integers(*bounds, out)
        assert_same_bits(out, numpy_generator.integers(*bounds, size=FILL_LENGTH, dtype=dtype))
    assert_same_state(numpy_generator, java_generator)


@pytest.mark.parametrize("span", INT64_RANGES)
def test_int64_fills_are_numpys_for_each_path(jvm, span):
    numpy_generator, java_generator = generators(jvm, 3)
    out = jvm.JArray(jvm.JLong)(FILL_LENGTH)
    java_generator.integers(-5, span - 5, out)
    assert_same_bits(out, numpy_generator.integers(-5, span - 5, size=FILL_LENGTH))
    assert_same_state(numpy_generator, java_generator)


@pytest.mark.parametrize("seed", SEEDS)
def test_seed_words_are_numpys(jvm, seed):
    java = jvm.JClass("io.javagym.random.SeedSequence")(jvm.java.math.BigInteger(str(seed)))
    numpys = np.random.SeedSequence(seed)
    for words in (1, 2, 9):
        assert_same_bits(java.generateState(words), numpys.generate_state(words))
        assert_same_bits(java.generateState64(words), numpys.generate_state(words, np.uint64))


def apply_java(jvm: Any, name: str, java_type: Any, values: Any, owner: str = "Libm") -> Any:
    """The function of each value. A method handle saves a call from Python for each."""
    invoke = jvm.JPackage("java").lang.invoke
    operator = jvm.JClass("java.util.function.DoubleUnaryOperator").class_
    libm = jvm.JClass(f"io.javagym.random.{owner}").class_
    own_type = invoke.MethodType.methodType(java_type.class_, java_type.class_)
    double_type = invoke.MethodType.methodType(jvm.JDouble.class_, jvm.JDouble.class_)
    handle = invoke.MethodHandles.publicLookup().findStatic(libm, name, own_type)
    handle = invoke.MethodHandles.explicitCastArguments(handle, double_type)
    function = invoke.MethodHandleProxies.asInterfaceInstance(operator, handle)
    stream = jvm.JClass("java.util.stream.DoubleStream").of(java_doubles(jvm, values))
    return np.asarray(stream.map(function).toArray())


def angles(scale: float, count: int) -> Any:
    generator = np.random.default_rng(count)
    return scale * (2 * generator.random(count) - 1)


COMPLEMENT_LIMIT = float.fromhex("0x1.368fdp1")  # about 2.426
# The bounds between glibc's methods, with their neighbours.
EDGES = np.array(
    [
        sign * float(value)
        for edge in (0.0, 2.0**-27, 2.0**-26, 0.126, 0.85546875, COMPLEMENT_LIMIT, np.pi / 4, np.pi)
        for value in (edge, np.nextafter(edge, 0), np.nextafter(edge, 9))
        for sign in (1, -1)
    ]
    + [5e-324, 105414335.99, -105414335.99]
)


@needs_glibc
@pytest.mark.parametrize("name", ["sin", "cos"])
def test_doubles_are_the_c_librarys(jvm, name):
    values = np.concatenate(
        [
            angles(0.5, 400_000),
            angles(3, 300_000),
            angles(1e5, 200_000),
            angles(105414336, 100_000),
            np.arange(-1000, 1000) * (np.pi / 2),
            np.arange(-1000, 1000) / 128,
            EDGES,
        ]
    )
    function = getattr(math, name)
    expected = [function(value) for value in values.tolist()]
    assert_same_bits(apply_java(jvm, name, jvm.JDouble, values), expected)


@needs_glibc
@pytest.mark.parametrize("name", ["sinf", "cosf"])
def test_floats_are_the_c_librarys(jvm, name):
    function = getattr(ctypes.CDLL("libm.so.6"), name)
    function.argtypes = [ctypes.c_float]
    function.restype = ctypes.c_float
    edges = EDGES[np.abs(EDGES) < 120]
    values = np.concatenate(
        [angles(0.8, 300_000), angles(12.7, 300_000), angles(120, 100_000), edges]
    )
    values = values.astype(np.float32).astype(np.float64)
    expected = [function(value) for value in values.tolist()]
    assert_same_bits(apply_java(jvm, name, jvm.JFloat, values), expected)


@needs_glibc
def test_squares_are_the_c_librarys(jvm):
    # Python's ** is pow, which is not x * x in 8 of 10,000 arguments.
    values = np.concatenate(
        [angles(1, 300_000), angles(30, 300_000), np.exp(angles(240, 100_000)), EDGES[1:-3]]
    )
    expected = [value**2 for value in values.tolist()]
    assert_same_bits(apply_java(jvm, "square", jvm.JDouble, values), expected)
    assert np.count_nonzero(expected != values * values) > 100


@needs_glibc
def test_float_squares_are_numpys(jvm):
    values = np.concatenate([angles(2, 300_000), angles(1e4, 100_000), [0.0, -0.0, 1.0]])
    values = values.astype(np.float32)
    expected = [float(value**2) for value in values]
    actual = apply_java(jvm, "squaref", jvm.JFloat, values.astype(np.float64))
    assert_same_bits(actual, expected)


@needs_glibc
@pytest.mark.parametrize("name", ["sin", "cos"])
def test_floats_are_numpys(jvm, name):
    edges = EDGES[np.abs(EDGES) < 10]
    values = np.concatenate(
        [angles(0.1, 300_000), angles(10, 300_000), angles(7e4, 300_000), edges]
    )
    values = values.astype(np.float32)
    expected = getattr(np, name)(values).astype(np.float64)
    values = values.astype(np.float64)
    assert_same_bits(apply_java(jvm, f"{name}f", jvm.JFloat, values, "NumpyMath"), expected)


def test_remainders_are_numpys(jvm):
    mod = jvm.JClass("io.javagym.random.NumpyMath").mod
    values = np.concatenate([angles(20, 2000), angles(1e6, 1000), np.arange(-20, 20) * np.pi])
    for divisor in (2 * np.pi, -1.5):
        expected = values % divisor
        assert_same_bits([mod(value, divisor) for value in values.tolist()], expected)
