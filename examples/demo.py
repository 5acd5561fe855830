"""The main job on real input: `make demo`.

Holds every Java environment against its Python original, trains a Python agent and a
Stable-Baselines3 agent on Java environments and a Java agent in pure Java, and writes their
learning curves, a frame of every environment and a screen of SpaceInvaders to demo-output/.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

import gymnasium as gym
import matplotlib as mpl
import numpy as np
from ppo_cart_pole import STEPS, ppo
from q_learning import q_learning
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from space_invaders import train, write_frame

import javagym
from javagym import jvm
from javagym.cli import console, crosscheck_table
from javagym.crosscheck import CrosscheckResult
from javagym.originals import ORIGINALS
from javagym.registration import built_in, registered

mpl.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).parent.parent
OUT = ROOT / "demo-output"
# Of the Atari games, if they are there.
GAME = "java/SpaceInvaders-v5"
ATARI = [id_ for id_ in (GAME, "java/Breakout-v5") if id_ in gym.registry]

AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"


def bars() -> Progress:
    """Return progress bars that say what they do, how far they are and how long it takes."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console()
    )


def crosscheck_all(progress: Progress) -> list[CrosscheckResult]:
    """Hold each environment against Gymnasium's, ale-py's, or its tables in pure Python."""
    results = []
    ids = sorted(built_in())
    task = progress.add_task("crosscheck of every environment", total=len(ids) + 2 * len(ATARI) + 2)

    def check(reference: object, candidate: object, **arguments: object) -> None:
        results.append(javagym.crosscheck(reference, candidate, **arguments))  # type: ignore[arg-type]
        progress.advance(task)

    for env_id in ids:
        if env_id in ORIGINALS:
            original = ORIGINALS[env_id]
            check(original, lambda name=env_id: gym.make(name, max_episode_steps=-1), steps=1000)
        else:
            check(env_id.removeprefix("java/"), env_id, steps=1000)
    for env_id in ATARI:
        original = f"ale_py:{env_id.replace('java', 'ALE')}"
        check(original, env_id, seeds=4, steps=250)
        check(original, env_id, seeds=1, steps=150, vector=4)
        results[-1].candidate += ", 4 rows"
    check("CartPole-v1", "java/CartPole-v1", steps=500, policy="heuristic")
    results[-1].candidate += ", balanced"
    check("CartPole-v1", "java/CartPole-v1", steps=500, vector=8)
    results[-1].candidate += ", 8 rows"
    return results


def java_q_learning() -> dict[str, float]:
    """Train in pure Java, in a process of its own; return what it wrote as its result."""
    out = OUT / "java-q-learning"
    command = ["-jar", AGENTS_JAR, "train", "--config", "x12", "--seed", "1", "--out", out]
    java = jvm.java_home()[0] / "bin/java"
    subprocess.run([java, *command, "--quiet"], check=True, timeout=120)
    result: dict[str, float] = json.loads((out / "result.json").read_text())
    return result


def draw(returns: list[float], title: str, path: Path, window: int) -> None:
    """Draw each episode's return, and their moving average."""
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    episodes = np.arange(1, len(returns) + 1)
    axes.plot(episodes, returns, ".", color="tab:blue", alpha=0.2, markersize=3, label="episode")
    average = np.convolve(returns, np.ones(window) / window, mode="valid")
    axes.plot(episodes[window - 1 :], average, color="tab:red", label=f"mean of {window}")
    axes.set(title=title, xlabel="episode", ylabel="return")
    axes.legend(loc="lower right")
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def draw_frames(path: Path) -> int:
    """Draw one frame of every environment that has pictures; return how many there are."""
    modes = {id_: spec["render_modes"] for id_, spec in registered().items()}
    ids = [id_ for id_ in sorted(built_in()) + ATARI if "rgb_array" in modes[id_]]
    columns = 4
    rows = -(-len(ids) // columns)
    figure, all_axes = plt.subplots(
        rows, columns, figsize=(3 * columns, 2.6 * rows), layout="constrained", squeeze=False
    )
    for axes in all_axes.flat:
        axes.axis("off")
    for axes, env_id in zip(all_axes.flat, ids, strict=False):
        with gym.make(env_id, render_mode="rgb_array") as env:
            env.reset(seed=1)
            env.action_space.seed(1)
            for _ in range(20):
                _, _, terminated, truncated, _ = env.step(env.action_space.sample())
                if terminated or truncated:
                    env.reset()
            axes.imshow(env.render())
        axes.set_title(env_id, fontsize=9)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return len(ids)


def main() -> int:
    """Run all of it; return 1 if an environment differs or an agent did not learn."""
    started = time.monotonic()
    # CartPole-v0 is compared too, on purpose, and SB3 tries "rgb_array" where there is none.
    warnings.filterwarnings("ignore", ".*(out of date|render_mode='rgb_array')")
    OUT.mkdir(exist_ok=True)
    table = Table(title="agents")
    for column in ("agent", "on", "reached", "at least", "seconds", "curve in demo-output/"):
        table.add_column(column, overflow="fold")

    learned_all = True

    def row(agent: str, env: str, reached: float, asked: float, since: float, curve: Path) -> None:
        nonlocal learned_all
        learned_all &= reached >= asked
        where = str(curve.relative_to(OUT))
        seconds = f"{time.monotonic() - since:.1f}"
        table.add_row(agent, env, f"{reached:.4g}", f"{asked:g}", seconds, where)

    with bars() as progress:
        results = crosscheck_all(progress)

        task = progress.add_task("a frame of every environment", total=1)
        frames = draw_frames(OUT / "frames.png")
        progress.advance(task)

        if GAME in ATARI:
            task = progress.add_task("a linear policy on SpaceInvaders", total=1)
            with gym.make(GAME, obs_type="ram", render_mode="rgb_array") as env:
                trained = train(env, steps=1000)
                write_frame(env, OUT / "space_invaders.png")
            learned_all &= bool(np.isfinite(trained.losses).all())
            progress.advance(task)

        since, curve = time.monotonic(), OUT / "python-q-learning.png"
        task = progress.add_task("Q-learning in Python on a Java lake", total=10_000)
        learned = q_learning("java/FrozenLake-v1", each_episode=lambda: progress.advance(task))
        draw(learned.returns, "Q-learning in Python on java/FrozenLake-v1", curve, 200)
        row("Q-learning in Python", "java/FrozenLake-v1", learned.success_rate, 0.95, since, curve)

        since, curve = time.monotonic(), OUT / "sb3-ppo.png"
        task = progress.add_task("Stable-Baselines3 PPO on a Java cart-pole", total=STEPS)
        returns, mean = ppo(
            "java/CartPole-v1", tell=lambda done: progress.update(task, completed=done)
        )
        draw(returns, "Stable-Baselines3 PPO on java/CartPole-v1", curve, 50)
        row("PPO of SB3", "java/CartPole-v1", mean, 400, since, curve)

        since, curve = time.monotonic(), OUT / "java-q-learning/learning_curve.png"
        task = progress.add_task("Q-learning in pure Java", total=1)
        result = java_q_learning()
        progress.advance(task)
        reached = result["success_rate_last_1000"]
        row("Q-learning in Java", "FrozenLake-v1", reached, 0.95, since, curve)

    console().print(crosscheck_table(results))
    console().print(table)
    console().print(f"demo-output/frames.png shows {frames} environments")
    equal = all(result.ok for result in results)
    verdict = "all environments equal" if equal else "ENVIRONMENTS DIFFER"
    verdict += ", all agents learned" if learned_all else ", NOT ALL AGENTS LEARNED"
    console().print(f"{verdict}, in {time.monotonic() - started:.0f} s")
    return 0 if equal and learned_all else 1


if __name__ == "__main__":
    sys.exit(main())
