"""X2: policies in Java beside PyTorch's distributions, with the same parameters and noise."""

from __future__ import annotations

import numpy as np
import pytest

from tests.parity.learning.java import floats_from_java

torch = pytest.importorskip("torch")

FEATURES = 8
ROWS = 2000
SEED = 5
TOLERANCE = {"rtol": 1e-6, "atol": 1e-6}


def network(outputs):
    """Make the 64-64 tanh network that all of them have."""
    torch.manual_seed(3)
    return torch.nn.Sequential(
        torch.nn.Linear(FEATURES, 64),
        torch.nn.Tanh(),
        torch.nn.Linear(64, 64),
        torch.nn.Tanh(),
        torch.nn.Linear(64, outputs),
    )


def from_java(tmp_path, kind, module, x, *more):
    numbers = [p.detach().numpy() for p in module.parameters()]
    floats = floats_from_java("Policies.java", [kind, str(SEED)], [*numbers, *more, x], tmp_path)
    return torch.from_numpy(floats.reshape(ROWS, -1))


@pytest.fixture
def x():
    return 3 * np.random.default_rng(1).standard_normal((ROWS, FEATURES)).astype(np.float32)


@torch.no_grad()
def test_deterministic(tmp_path, x):
    module = network(3)
    java = from_java(tmp_path, "deterministic", module, x, np.zeros(3))
    torch.testing.assert_close(java[:, 5:], module(torch.from_numpy(x)), **TOLERANCE)


@torch.no_grad()
@pytest.mark.parametrize("kind", ["free", "network"])
def test_diagonal_gaussian(tmp_path, x, kind, monkeypatch):
    module = network(3 if kind == "free" else 6)
    outputs = module(torch.from_numpy(x))
    log_std = torch.tensor([-1.0, 0.0, 0.5]) if kind == "free" else outputs[:, 3:]
    java = from_java(tmp_path, kind, module, x, *([log_std] if kind == "free" else []))
    pi = torch.distributions.Normal(outputs[:, :3], log_std.exp())

    noise = torch.from_numpy(np.random.default_rng(SEED).standard_normal((ROWS, 3))).float()
    monkeypatch.setattr(torch.distributions.normal, "_standard_normal", lambda *_, **__: noise)
    torch.testing.assert_close(java[:, :3], pi.rsample(), **TOLERANCE)
    # Of the sample that Java drew: a likelihood so far out would blow up the difference of two.
    log_prob = pi.log_prob(java[:, :3]).sum(1)
    torch.testing.assert_close(java[:, 3], log_prob, **TOLERANCE)
    torch.testing.assert_close(java[:, 4], pi.entropy().sum(1), **TOLERANCE)


@torch.no_grad()
def test_categorical(tmp_path, x):
    module = network(6)
    pi = torch.distributions.Categorical(logits=4 * module(torch.from_numpy(x)))
    module[-1].weight *= 4
    module[-1].bias *= 4
    java = from_java(tmp_path, "categorical", module, x)
    taken = java[:, 0].long()

    exponentials = torch.from_numpy(np.random.default_rng(SEED).standard_exponential((ROWS, 6)))
    assert torch.equal(taken, (pi.probs / exponentials).argmax(1))
    assert taken.unique().tolist() == list(range(6))
    torch.testing.assert_close(java[:, 1], pi.log_prob(taken), **TOLERANCE)
    torch.testing.assert_close(java[:, 2], pi.entropy(), **TOLERANCE)
    assert torch.equal(java[:, 3].long(), pi.probs.argmax(1))


def test_pytorch_draws_by_exponentials_too():
    pi = torch.distributions.Categorical(logits=torch.randn(ROWS, 6))
    torch.manual_seed(SEED)
    sample = pi.sample()
    torch.manual_seed(SEED)
    exponentials = torch.empty(ROWS, 6).exponential_(1)
    assert torch.equal(sample, (pi.probs / exponentials).argmax(1))
