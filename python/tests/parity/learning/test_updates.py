"""A hundred updates in Java and in PyTorch, from the same weights on the same batches."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tests.parity.learning.java import VECTORS, floats_from_java

torch = pytest.importorskip("torch")

UPDATES = 100
BATCH = 64
TOLERANCE = 1e-6
EDGE = 1e-4  # far more than the two differ by
BACKENDS = [("java", ()), ("java", VECTORS), ("djl", ())]


def mlp(*sizes):
    layers = []
    for inputs, outputs in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def distance_to_a_relus_edge(network, x):
    """Give the least size of what goes into a ReLU, for each row."""
    least = torch.full((len(x),), torch.inf)
    for layer, following in itertools.pairwise(network):
        x = layer(x)
        if isinstance(following, torch.nn.ReLU):
            least = torch.minimum(least, x.abs().amin(1))
    return least


def off_the_edges(draw, distance):
    """Draw a batch without rows where a gradient jumps.

    There rounding alone would decide which way it goes, and Adam makes a step of it.
    """
    batch = draw(BATCH)
    with torch.no_grad():
        while (near := distance(batch).numpy() < EDGE).any():
            batch[near] = draw(near.sum())
    return batch


def weights(*modules):
    return [p.detach().numpy().copy() for module in modules for p in module.parameters()]


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize(("backend", "options"), BACKENDS, ids=["plain", "vectors", "djl"])
@pytest.mark.parametrize("kind", ["mse", "huber", "double"])
def test_dqn(tmp_path, kind, backend, options):
    q, target = mlp(4, 128, 128, 2), mlp(4, 128, 128, 2)
    optimizer = torch.optim.Adam(q.parameters(), lr=1e-3)
    loss_of = torch.nn.SmoothL1Loss() if kind == "huber" else torch.nn.MSELoss()
    numbers = weights(q, target)
    random = np.random.default_rng(1)

    def draw(n):
        a, terminated = random.integers(0, 2, n), random.random(n) < 0.2
        states, r = random.standard_normal((n, 8)), random.normal(0, 2, n)
        return np.column_stack([states, a, r, terminated]).astype(np.float32)

    def distance(batch):
        s, following = torch.from_numpy(batch[:, :4]), torch.from_numpy(batch[:, 4:8])
        choice = q(following)
        gap = (choice[:, 0] - choice[:, 1]).abs()
        return torch.minimum(distance_to_a_relus_edge(q, s), gap)

    for _ in range(UPDATES):
        batch = off_the_edges(draw, distance)
        numbers += [batch[:, :4], batch[:, 4:8], batch[:, 8:]]
        s, following, rest = torch.from_numpy(batch).split([4, 4, 3], 1)
        a, r, terminated = rest[:, :1].long(), rest[:, 1], rest[:, 2]
        with torch.no_grad():
            best = (q if kind == "double" else target)(following).argmax(1, keepdim=True)
            y = r + 0.99 * (1 - terminated) * target(following).gather(1, best).squeeze(1)
        loss = loss_of(q(s).gather(1, a).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        if kind == "double":
            torch.nn.utils.clip_grad_norm_(q.parameters(), 0.5)
        optimizer.step()

    java = floats_from_java(
        "Updates.java", [kind, backend, str(UPDATES)], numbers, tmp_path, options
    )

    assert_equal(java, weights(q), numbers)


@pytest.mark.parametrize(("backend", "options"), BACKENDS, ids=["plain", "vectors", "djl"])
@pytest.mark.parametrize("kind", ["ppo", "ppo-value-clip", "ppo-gaussian"])
def test_ppo(tmp_path, kind, backend, options):
    gaussian = kind == "ppo-gaussian"
    outputs = 2 if gaussian else 4
    network = mlp(8, 256, 256, outputs + 1)
    log_std = torch.nn.Parameter(torch.zeros(2))
    parameters = [*network.parameters(), *([log_std] if gaussian else [])]
    optimizer = torch.optim.Adam(parameters, lr=3e-4, eps=1e-5)
    numbers = weights(network)
    random = np.random.default_rng(2)

    def draw(n):
        x = random.standard_normal((n, 8))
        action = random.standard_normal((n, 2)) if gaussian else random.integers(0, 4, (n, 1))
        # A third of the ratios are out of the clip, and most of the values.
        old = random.normal([-3 if gaussian else -1.4, 0, 0, 0], [0.5, 0.3, 1, 1], (n, 4))
        return np.column_stack([x, action, old]).astype(np.float32)

    def parts(batch):
        return torch.from_numpy(batch).split([8, 2 if gaussian else 1, 1, 1, 1, 1], 1)

    def distribution(y, action):
        if gaussian:
            pi = torch.distributions.Normal(y[:, :2], log_std.exp())
            return pi.log_prob(action).sum(1), pi.entropy().sum(1)
        pi = torch.distributions.Categorical(logits=y[:, :4])
        return pi.log_prob(action.squeeze(1)), pi.entropy()

    def distance(batch):
        x, action, old_log_prob, old_value, _, value_target = parts(batch)
        y = network(x)
        ratio = (distribution(y, action)[0] - old_log_prob.squeeze(1)).exp()
        moved = y[:, outputs] - old_value.squeeze(1)
        error = y[:, outputs] - value_target.squeeze(1)
        clipped_error = error - moved + moved.clamp(-0.2, 0.2)
        edges = [distance_to_a_relus_edge(network, x), (ratio - 0.8).abs(), (ratio - 1.2).abs()]
        if kind == "ppo-value-clip":
            even = (error.abs() - clipped_error.abs()).abs()
            edges += [(moved.abs() - 0.2).abs(), torch.where(moved.abs() < 0.2, torch.inf, even)]
        return torch.stack(edges).amin(0)

    for _ in range(UPDATES):
        batch = off_the_edges(draw, distance)
        x, action, *old = parts(batch)
        numbers += [x, action, torch.cat(old, 1)]
        old_log_prob, old_value, advantage, value_target = (column.squeeze(1) for column in old)
        y = network(x)
        log_prob, entropy = distribution(y, action)
        ratio = (log_prob - old_log_prob).exp()
        policy_loss = -torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()
        value = y[:, outputs]
        squares = (value - value_target) ** 2
        if kind == "ppo-value-clip":
            clipped = old_value + (value - old_value).clamp(-0.2, 0.2)
            squares = torch.max(squares, (clipped - value_target) ** 2)
        loss = policy_loss - 0.01 * entropy.mean() + 0.5 * 0.5 * squares.mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 0.5)
        optimizer.step()

    java = floats_from_java(
        "Updates.java", [kind, backend, str(UPDATES)], numbers, tmp_path, options
    )

    learned = weights(network) + ([log_std.detach().numpy()] if gaussian else [])
    assert_equal(java, learned, [*numbers, np.zeros(2)] if gaussian else numbers)


def assert_equal(java, learned, numbers):
    learned = np.concatenate([w.ravel() for w in learned])
    # They did learn: a weight moved by far more than the two may differ.
    start = np.concatenate([np.ravel(n) for n in numbers])[: java.size - 2]
    assert np.abs(learned[: start.size] - start).max() > 1e-3
    np.testing.assert_allclose(java, learned, rtol=0, atol=TOLERANCE)
