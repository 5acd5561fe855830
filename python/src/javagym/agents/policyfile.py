"""Policies in files, as ``io.javagym.agents.policyfile`` writes and reads them.

A file is in the safetensors format. Its tensors are the weights of a network, named as those of a
``torch.nn.Sequential``; its metadata say under `DESCRIPTION`, in JSON, what they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from gymnasium import spaces
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from javagym.spaces import from_json, to_json

DESCRIPTION = "javagym.policy"
AGENT = "javagym.agent"
VERSION = 1

Array = npt.NDArray[Any]
PathLike = str | os.PathLike[str]


class PolicyFileError(ValueError):
    """A file holds no policy: it is cut short, changed, or something else."""


class Layer(NamedTuple):
    """A layer with weights, and what follows it.

    Attributes:
        type: "linear" or "conv2d".
        inputs: numbers, or channels.
        outputs: numbers, or channels.
        activation: "identity", "relu" or "tanh".
        kernel: the side of a square kernel; 0 for a linear layer.
        stride: how far the kernel moves; 0 for a linear layer.
    """

    type: str
    inputs: int
    outputs: int
    activation: str
    kernel: int = 0
    stride: int = 0


class Description(NamedTuple):
    """What a file holds.

    Attributes:
        algorithm: what trained it.
        observation_space: what it sees.
        action_space: what it does.
        features: "numbers" as they are, "bytes_over_255", or "one_hot".
        input_shape: of the features.
        layers: from first to last.
        outputs: what the numbers of the last layer are, in order, and how many of each: "q", or
            "logits", or "mean" and perhaps "log_std"; perhaps "value" after them.
    """

    algorithm: str
    observation_space: spaces.Space[Any]
    action_space: spaces.Space[Any]
    features: str
    input_shape: tuple[int, ...]
    layers: tuple[Layer, ...]
    outputs: tuple[tuple[str, int], ...]

    def names(self) -> list[str]:
        """Return what the tensors of each layer begin with, as in a ``torch.nn.Sequential``."""
        names = []
        index = 0
        for number, layer in enumerate(self.layers):
            if layer.type == "linear" and number and self.layers[number - 1].type == "conv2d":
                index += 1  # the Flatten
            names.append(f"policy.{index}")
            index += 1 if layer.activation == "identity" else 2
        return names


def read(path: PathLike) -> tuple[Description, dict[str, Array]]:
    """Read a policy.

    Returns:
        Its description, and its tensors by name.

    Raises:
        PolicyFileError: if the file holds none.
        OSError: if it can't be read.
    """
    tensors, metadata = read_tensors(path)
    text = metadata.get(DESCRIPTION)
    if text is None:
        raise PolicyFileError(
            f"{path}: no policy: its metadata are {sorted(metadata)}, expected {DESCRIPTION!r}"
            " among them"
        )
    try:
        described = _description(json.loads(text))
    except (KeyError, TypeError, ValueError) as e:
        raise PolicyFileError(f"{path}: the description of the policy: {e!r}") from e
    for name, layer in zip(described.names(), described.layers, strict=True):
        shape: tuple[int, ...] = (layer.outputs, layer.inputs)
        if layer.type == "conv2d":
            shape += (layer.kernel, layer.kernel)
        _require(path, tensors, f"{name}.weight", shape)
        _require(path, tensors, f"{name}.bias", (layer.outputs,))
    if described.outputs[0][0] == "mean" and not any(n == "log_std" for n, _ in described.outputs):
        _require(path, tensors, "log_std", (described.outputs[0][1],))
    return described, tensors


def read_tensors(path: PathLike) -> tuple[dict[str, Array], dict[str, str]]:
    """Read all tensors, and the metadata."""
    if not Path(path).is_file():
        raise FileNotFoundError(f"no file {path}")
    try:
        with safe_open(path, framework="numpy") as file:
            return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}  # noqa: SIM118 - it is no dict
    except SafetensorError as e:
        raise PolicyFileError(f"{path}: {e}") from e


def write(path: PathLike, described: Description, tensors: Mapping[str, Array]) -> None:
    """Write a policy; a file that is there is replaced, at once."""
    unfinished = Path(f"{os.fspath(path)}.{os.getpid()}.tmp")
    contiguous = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    try:
        save_file(contiguous, unfinished, {DESCRIPTION: json.dumps(_to_json(described))})
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _require(
    path: PathLike, tensors: Mapping[str, Array], name: str, shape: tuple[int, ...]
) -> None:
    found = tensors.get(name)
    if found is None:
        raise PolicyFileError(f"{path}: no tensor {name!r}, expected one of shape {shape}")
    if found.dtype != np.float32 or found.shape != shape:
        raise PolicyFileError(
            f"{path}: tensor {name!r} is {found.dtype} of shape {found.shape}, expected float32 of"
            f" shape {shape}"
        )
    if not np.isfinite(found).all():
        where = int(np.flatnonzero(~np.isfinite(found.ravel()))[0])
        raise PolicyFileError(
            f"{path}: tensor {name!r} has {found.ravel()[where]} at {where}, expected finite"
            " numbers"
        )


_ACTIVATIONS = ("identity", "relu", "tanh")
_OUTPUTS = (["q"], ["logits"], ["mean"], ["mean", "log_std"])


def _description(given: dict[str, Any]) -> Description:
    if given["version"] != VERSION:
        raise ValueError(f"a policy of version {given['version']}, expected {VERSION}")
    layers = []
    for layer in given["network"]["layers"]:
        if layer["activation"] not in _ACTIVATIONS:
            raise ValueError(f"activation {layer['activation']!r}, expected one of {_ACTIVATIONS}")
        if layer["type"] not in ("linear", "conv2d"):
            raise ValueError(f"layer type {layer['type']!r}, expected linear or conv2d")
        layers.append(Layer(**layer))
    outputs = tuple((output["name"], int(output["size"])) for output in given["outputs"])
    names = [name for name, _ in outputs if name != "value"]
    if names not in _OUTPUTS or sum(size for _, size in outputs) != layers[-1].outputs:
        raise ValueError(f"outputs {outputs} of a network of {layers[-1].outputs}")
    return Description(
        str(given["algorithm"]),
        from_json(given["observation_space"]),
        from_json(given["action_space"]),
        str(given["features"]),
        tuple(int(size) for size in given["network"]["input_shape"]),
        tuple(layers),
        outputs,
    )


def _to_json(described: Description) -> dict[str, Any]:
    layers = []
    for layer in described.layers:
        fields = layer._asdict()
        if layer.type == "linear":
            del fields["kernel"], fields["stride"]
        layers.append(fields)
    return {
        "version": VERSION,
        "algorithm": described.algorithm,
        "observation_space": to_json(described.observation_space),
        "action_space": to_json(described.action_space),
        "features": described.features,
        "network": {"input_shape": list(described.input_shape), "layers": layers},
        "outputs": [{"name": name, "size": size} for name, size in described.outputs],
    }
