"""Policies between Java and PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import error, spaces

from javagym.agents import policyfile
from javagym.agents.policy import as_batch, features
from javagym.agents.policyfile import Array, Description, Layer, PathLike


def load_policy(path: PathLike) -> Any:
    """Return a policy that Java or `save_policy` wrote as a ``torch.nn.Module``.

    Called with features [B, ...] it gives the outputs [B, n] of the network, differentiable; its
    ``predict`` is that of Stable-Baselines3, with observations. `javagym.agents.Policy` is the same
    without PyTorch.

    Raises:
        gymnasium.error.DependencyNotInstalled: if PyTorch is missing.
        javagym.agents.PolicyFileError: if the file holds no policy.
    """
    torch = _torch("load_policy")
    described, tensors = policyfile.read(path)
    modules = _modules(torch, described)
    log_std = tensors.get("log_std")

    class TorchPolicy(torch.nn.Module):  # type: ignore[misc, name-defined] # torch is optional
        """A policy from a file."""

        def __init__(self) -> None:
            super().__init__()
            self.description = described
            self.policy = torch.nn.Sequential(*modules)
            self.log_std = None
            if log_std is not None:
                self.log_std = torch.nn.Parameter(torch.from_numpy(log_std.copy()))

        def forward(self, x: Any) -> Any:
            """Return the outputs for features."""
            return self.policy(x)

        def features(self, observations: Any) -> Any:
            """Return what the network sees of observations [B, ...]."""
            return torch.from_numpy(features(described, observations))

        def predict(
            self,
            observation: Any,
            state: Any = None,
            episode_start: Any = None,
            deterministic: bool = False,
        ) -> tuple[Any, Any]:
            """Return actions for observations; see `javagym.agents.Policy.predict`."""
            batch, single = as_batch(described.observation_space, observation)
            with torch.no_grad():
                outputs = self(self.features(batch))
                actions = self._actions(outputs, deterministic).numpy()
            actions = _into_space(described.action_space, actions)
            return (actions[0] if single else actions), state

        def _actions(self, outputs: Any, deterministic: bool) -> Any:
            kind, size = described.outputs[0]
            first = outputs[:, :size]
            if kind == "mean":
                if deterministic:
                    return first
                spread = outputs[:, size : 2 * size] if self.log_std is None else self.log_std
                return torch.normal(first, spread.exp().expand_as(first))
            if kind == "q" or deterministic:
                return first.argmax(dim=1)
            return torch.distributions.Categorical(logits=first).sample()

    module = TorchPolicy()
    weights = {name: torch.from_numpy(array.copy()) for name, array in tensors.items()}
    used = module.state_dict().keys()
    module.load_state_dict({name: array for name, array in weights.items() if name in used})
    return module


def _into_space(space: spaces.Space[Any], actions: Array) -> Array:
    if isinstance(space, spaces.Discrete):
        return actions + int(space.start)
    assert isinstance(space, spaces.Box)
    return np.clip(actions.reshape(-1, *space.shape), space.low, space.high)


def _modules(torch: Any, described: Description) -> list[Any]:
    modules: list[Any] = []
    activations = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}
    flat = described.layers[0].type == "linear"
    for layer in described.layers:
        if layer.type == "conv2d":
            modules.append(torch.nn.Conv2d(layer.inputs, layer.outputs, layer.kernel, layer.stride))
        else:
            if not flat:
                modules.append(torch.nn.Flatten())
                flat = True
            modules.append(torch.nn.Linear(layer.inputs, layer.outputs))
        if layer.activation != "identity":
            modules.append(activations[layer.activation]())
    return modules


def save_policy(
    model: Any,
    path: PathLike,
    *,
    observation_space: spaces.Space[Any] | None = None,
    action_space: spaces.Space[Any] | None = None,
    outputs: str | None = None,
    log_std: Any = None,
    algorithm: str | None = None,
) -> None:
    """Write a policy that PyTorch trained, for Java and `load_policy`.

    Args:
        model: a PPO, A2C or DQN of Stable-Baselines3 with ``MlpPolicy`` or ``CnnPolicy``, which
            knows all else; or a ``torch.nn.Sequential`` of Linear, Conv2d, Flatten, ReLU and Tanh.
        path: the file; one that is there is replaced.
        observation_space: what a Sequential sees. Observations go in as Java's agents see them: a
            Discrete as a 1 among zeros, a Box of uint8 over 255.
        action_space: what a Sequential does.
        outputs: what a Sequential's outputs are: "logits", "q" or "mean".
        log_std: the logarithms of standard deviations, for "mean": a tensor of as many.
        algorithm: what trained a Sequential.

    Raises:
        gymnasium.error.DependencyNotInstalled: if PyTorch is missing.
        TypeError: for a model, or a module in it, that has no form in such a file.
        ValueError: if the spaces, the outputs and the network don't fit.
    """
    torch = _torch("save_policy")
    if isinstance(model, torch.nn.Sequential):
        if observation_space is None or action_space is None or outputs is None:
            raise ValueError(
                "a Sequential knows neither its spaces nor its outputs: give observation_space,"
                " action_space and outputs"
            )
        modules = list(_flatten(torch, model))
        seen = _seen(observation_space, normalized=True)
    else:
        observation_space, action_space = model.observation_space, model.action_space
        algorithm = type(model).__name__
        modules, outputs, log_std = _sb3_parts(torch, model)
        seen = _seen(observation_space, normalized=_is_picture(model, observation_space))
    layers, tensors = _layers(torch, modules)
    picture = layers[0].type == "conv2d"
    size = layers[-1].outputs
    _check(outputs, size, action_space)
    if outputs == "mean":
        tensors["log_std"] = (
            np.zeros(size, np.float32) if log_std is None else _numpy(log_std).reshape(-1)
        )
    described = Description(
        algorithm or "PyTorch",
        observation_space,
        action_space,
        seen[0],
        seen[1] if picture else (int(np.prod(seen[1])),),
        tuple(layers),
        ((outputs, size),),
    )
    policyfile.write(path, described, tensors)


def _sb3_parts(torch: Any, model: Any) -> tuple[list[Any], str, Any]:
    """Return the modules between observation and output, what that is, and log_std if any."""
    policy: Any = getattr(model, "policy", None)
    if hasattr(policy, "q_net"):
        q_net = policy.q_net
        extractor, heads, kind = q_net.features_extractor, [q_net.q_net], "q"
    elif hasattr(policy, "mlp_extractor") and hasattr(policy, "action_net"):
        extractor = policy.pi_features_extractor
        heads = [policy.mlp_extractor.policy_net, policy.action_net]
        discrete = isinstance(model.action_space, spaces.Discrete)
        kind = "logits" if discrete else "mean"
    else:
        raise TypeError(
            f"{type(model).__name__} has no form in a policy file: expected a PPO, A2C or DQN of"
            " Stable-Baselines3, or a torch.nn.Sequential"
        )
    if getattr(policy, "squash_output", False) or getattr(policy, "use_sde", False):
        raise TypeError(f"{type(model).__name__} with squashed outputs or gSDE is not supported")
    modules = []
    if hasattr(extractor, "cnn"):
        modules += [*_flatten(torch, extractor.cnn), *_flatten(torch, extractor.linear)]
    elif type(extractor).__name__ != "FlattenExtractor":
        raise TypeError(
            f"{type(extractor).__name__} is not supported, expected FlattenExtractor or NatureCNN"
        )
    for head in heads:
        modules += _flatten(torch, head)
    return modules, kind, getattr(policy, "log_std", None)


def _flatten(torch: Any, module: Any) -> list[Any]:
    if isinstance(module, torch.nn.Sequential):
        return [inner for child in module for inner in _flatten(torch, child)]
    return [module]


def _is_picture(model: Any, space: spaces.Space[Any]) -> bool:
    from stable_baselines3.common.preprocessing import is_image_space

    return bool(model.policy.normalize_images and is_image_space(space))


def _seen(space: spaces.Space[Any], *, normalized: bool) -> tuple[str, tuple[int, ...]]:
    """Return the name of the features of a space, and their shape."""
    if isinstance(space, spaces.Discrete):
        return "one_hot", (int(space.n),)
    if isinstance(space, spaces.Box):
        if space.dtype == np.uint8:
            return ("bytes_over_255" if normalized else "numbers"), space.shape
        if space.dtype in (np.float32, np.float64):
            return "numbers", space.shape
    raise ValueError(f"a policy sees Discrete, or a Box of float32, float64 or uint8, got {space}")


def _layers(torch: Any, modules: list[Any]) -> tuple[list[Layer], dict[str, Array]]:
    layers: list[Layer] = []
    tensors: dict[str, Array] = {}
    index = 0
    flat = not any(isinstance(module, torch.nn.Conv2d) for module in modules)
    names = {torch.nn.ReLU: "relu", torch.nn.Tanh: "tanh"}
    for module in modules:
        if isinstance(module, (torch.nn.Flatten, torch.nn.Identity)):
            continue
        if type(module) in names:
            if not layers or layers[-1].activation != "identity":
                raise TypeError(f"{module} follows no layer with weights")
            layers[-1] = layers[-1]._replace(activation=names[type(module)])
            index += 1
            continue
        if isinstance(module, torch.nn.Linear) and module.bias is not None:
            layer = Layer("linear", module.in_features, module.out_features, "identity")
            index += 0 if flat else 1
            flat = True
        elif isinstance(module, torch.nn.Conv2d) and _is_plain(module):
            kernel, stride = int(module.kernel_size[0]), int(module.stride[0])
            channels = module.in_channels, module.out_channels
            layer = Layer("conv2d", *channels, "identity", kernel, stride)
        else:
            raise TypeError(
                f"{module} has no form in a policy file: expected Linear or Conv2d with bias,"
                " square kernel and no padding, Flatten, ReLU or Tanh"
            )
        tensors[f"policy.{index}.weight"] = _numpy(module.weight)
        tensors[f"policy.{index}.bias"] = _numpy(module.bias)
        layers.append(layer)
        index += 1
    if not layers or layers[-1].type != "linear" or layers[-1].activation != "identity":
        raise TypeError("the last layer must be linear, and nothing may follow it")
    return layers, tensors


def _is_plain(conv: Any) -> bool:
    return (
        conv.bias is not None
        and conv.kernel_size[0] == conv.kernel_size[1]
        and conv.stride[0] == conv.stride[1]
        and tuple(conv.padding) == (0, 0)
        and tuple(conv.dilation) == (1, 1)
        and conv.groups == 1
    )


def _check(outputs: str, size: int, space: spaces.Space[Any]) -> None:
    if isinstance(space, spaces.Discrete) and outputs in ("logits", "q"):
        expected = int(space.n)
    elif isinstance(space, spaces.Box) and space.dtype == np.float32 and outputs == "mean":
        expected = int(np.prod(space.shape))
    else:
        raise ValueError(
            f"outputs {outputs!r} for {space}, expected logits or q of a Discrete, or mean of a Box"
            " of float32"
        )
    if size != expected:
        raise ValueError(f"a network of {size} outputs, expected {expected} for {space}")


def _numpy(tensor: Any) -> Array:
    array: Array = tensor.detach().cpu().numpy().astype(np.float32)
    return array


def _torch(what: str) -> Any:
    try:
        import torch
    except ImportError as e:
        raise error.DependencyNotInstalled(
            f"javagym.agents.{what} needs PyTorch: run `pip install javagym[torch]`;"
            " javagym.agents.Policy acts without it"
        ) from e
    return torch
