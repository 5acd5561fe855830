"""The package safetensors reads what Java writes, and Java what the package writes."""

from __future__ import annotations

import jpype
import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from javagym.agents.jar import agent_session

RNG = np.random.default_rng(3)
TENSORS = {
    "weight": RNG.normal(size=(3, 5)).astype(np.float32),
    "gewürz": RNG.normal(size=7),
    "steps": np.array([np.iinfo(np.int64).min, -1, 5]),
    "counts": np.array([[1, -2]], dtype=np.int32),
    "bytes": RNG.integers(256, size=(2, 3, 4), dtype=np.uint8),
    "flags": np.array([True, False, True]),
    "halves": RNG.normal(size=3).astype(np.float16),
    "none": np.zeros((0, 4), dtype=np.float32),
    "one": np.array(2.5, dtype=np.float64),
}
METADATA = {"who": 'a "quoted" ümlaut', "empty": ""}


@pytest.fixture(scope="module")
def java():
    agent_session()
    package = "io.javagym.agents.policyfile."
    names = ("SafeTensors", "Tensor", "TensorType")
    return {name: jpype.JClass(package + name) for name in names}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.safetensors"


def java_path(path):
    return jpype.JClass("java.nio.file.Path").of(str(path))


def test_the_package_reads_what_java_wrote(java, path):
    kinds = {
        "float32": "F32",
        "float64": "F64",
        "int64": "I64",
        "int32": "I32",
        "uint8": "U8",
        "bool": "BOOL",
        "float16": "F16",
    }
    tensors = jpype.JClass("java.util.HashMap")()
    for name, array in TENSORS.items():
        kind = java["TensorType"].valueOf(kinds[array.dtype.name])
        shape = jpype.java.util.ArrayList([jpype.JInt(size) for size in array.shape])
        data = jpype.java.nio.ByteBuffer.wrap(jpype.JArray(jpype.JByte)(array.tobytes()))
        tensors.put(name, java["Tensor"](kind, shape, data))
    java["SafeTensors"](tensors, jpype.java.util.HashMap(METADATA)).write(java_path(path))

    read = load_file(path)
    assert read.keys() == TENSORS.keys()
    for name, array in TENSORS.items():
        assert read[name].dtype == array.dtype
        np.testing.assert_array_equal(read[name], array)
    with safe_open(path, framework="numpy") as file:
        assert file.metadata() == METADATA


def test_java_reads_what_the_package_wrote(java, path):
    save_file(TENSORS, path, METADATA)
    read = java["SafeTensors"].read(java_path(path))
    assert {str(name) for name in read.tensors().keySet()} == TENSORS.keys()
    for name, array in TENSORS.items():
        tensor = read.get(name)
        assert [int(size) for size in tensor.shape()] == list(array.shape)
        assert bytes(tensor.bytes().array()) == array.tobytes()
    assert {str(e.getKey()): str(e.getValue()) for e in read.metadata().entrySet()} == METADATA
