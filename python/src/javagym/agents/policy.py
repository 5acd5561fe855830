"""A policy from a file, in NumPy alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from javagym.agents import policyfile
from javagym.agents.policyfile import Array, Description, Layer, PathLike, PolicyFileError


class Policy:
    """A network that acts, computed by NumPy.

    Args:
        path: a file that an agent of `javagym.agents`, Java, or `save_policy` wrote.

    Attributes:
        algorithm: what trained it.
        observation_space: what it sees.
        action_space: what it does.
        description: what is in the file.
        tensors: its weights by name, float32.

    Raises:
        PolicyFileError: if the file holds no policy.
    """

    def __init__(self, path: PathLike) -> None:
        self.description, self.tensors = policyfile.read(path)
        self.algorithm = self.description.algorithm
        self.observation_space = self.description.observation_space
        self.action_space = self.description.action_space
        names = self.description.names()
        self._weights = [
            (self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]) for name in names
        ]
        self._random = np.random.default_rng()

    def seed(self, seed: int) -> None:
        """Begin the random stream of sampled actions anew."""
        self._random = np.random.default_rng(seed)

    def features(self, observations: Any) -> Array:
        """Return what the network sees of observations, float32 ``[B, *input_shape]``."""
        return features(self.description, observations)

    def outputs(self, observations: Any) -> Array:
        """Return what the network says of observations [B, ...], float32 [B, outputs]."""
        x = self.features(observations)
        for layer, (weight, bias) in zip(self.description.layers, self._weights, strict=True):
            x = _apply(layer, weight, bias, x)
        return x

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Any, Any]:
        """Return an action for one observation, or one for each of a batch.

        The call is that of Stable-Baselines3.

        Args:
            observation: an element of the observation space, or an array of many.
            state: returned as it is: there are no recurrent networks.
            episode_start: not used.
            deterministic: whether to take the likeliest action; else one is drawn. A policy by
                values takes the best in both cases.

        Returns:
            Actions, of a box clipped to its bounds, and the state.
        """
        batch, single = as_batch(self.observation_space, observation)
        outputs = self.outputs(batch)
        kind, size = self.description.outputs[0]
        if isinstance(self.action_space, spaces.Discrete):
            scores = outputs[:, :size]
            if kind == "logits" and not deterministic:
                # The greatest of logits with Gumbel noise is distributed as their softmax.
                scores = scores + self._random.gumbel(size=scores.shape)
            actions: Array = scores.argmax(axis=1) + self.action_space.start
        else:
            assert isinstance(self.action_space, spaces.Box)
            actions = outputs[:, :size]
            if not deterministic:
                if (
                    len(self.description.outputs) > 1
                    and self.description.outputs[1][0] == "log_std"
                ):
                    log_std = outputs[:, size : 2 * size]
                else:
                    log_std = self.tensors["log_std"]
                noise = self._random.standard_normal(actions.shape)
                actions = (actions + np.exp(log_std) * noise).astype(np.float32)
            actions = actions.reshape(-1, *self.action_space.shape)
            actions = np.clip(actions, self.action_space.low, self.action_space.high)
        return (actions[0] if single else actions), state


def as_batch(space: spaces.Space[Any], observation: Any) -> tuple[Array, bool]:
    """Return observations as an array of many, and whether there was one alone.

    Raises:
        ValueError: if the shape is neither that of one nor of many, or if a Discrete one is out of
            range.
    """
    array = np.asarray(observation)
    shape = space.shape or ()
    if array.shape != shape and (array.ndim != len(shape) + 1 or array.shape[1:] != shape):
        raise ValueError(
            f"an observation of shape {array.shape}, expected {shape}, or {('n', *shape)} for many"
        )
    if isinstance(space, spaces.Discrete):
        least, end = int(space.start), int(space.start + space.n)
        if array.dtype.kind not in "iu" or np.any((array < least) | (array >= end)):
            raise ValueError(
                f"an observation is {observation!r}, expected integers with {least} <= observation"
                f" < {end}"
            )
    return (array[None], True) if array.shape == shape else (array, False)


def features(described: Description, observations: Any) -> Array:
    """Return what a network sees of observations [B, ...], float32 ``[B, *input_shape]``."""
    space = described.observation_space
    array = np.asarray(observations)
    if described.features == "one_hot":
        assert isinstance(space, spaces.Discrete)
        x = np.zeros((len(array), int(space.n)), dtype=np.float32)
        x[np.arange(len(array)), array.astype(np.int64) - int(space.start)] = 1
    elif described.features == "bytes_over_255":
        x = array.astype(np.float32) / np.float32(255)
    elif described.features == "numbers":
        x = array.astype(np.float32)
    else:
        raise PolicyFileError(
            f"features {described.features!r}, expected numbers, bytes_over_255 or one_hot"
        )
    return x.reshape(len(array), *described.input_shape)


def _apply(layer: Layer, weight: Array, bias: Array, x: Array) -> Array:
    if layer.type == "linear":
        y: Array = x.reshape(len(x), -1) @ weight.T + bias
    else:
        windows = np.lib.stride_tricks.sliding_window_view(
            x, (layer.kernel, layer.kernel), axis=(2, 3)
        )[:, :, :: layer.stride, :: layer.stride]  # [B, C, H, W, k, k]
        y = np.einsum("bchwij,ocij->bohw", windows, weight, optimize=True)
        y = y + bias[:, None, None]
    if layer.activation == "relu":
        return np.maximum(y, 0)
    return np.tanh(y) if layer.activation == "tanh" else y
