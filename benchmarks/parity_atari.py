"""Atari games beside ale-py's: how many observations, rewards, flags and infos differ?

.venv/bin/python benchmarks/parity_atari.py [--games all] [--seeds 5] [--steps 5000]

Twenty games, or every game that ale-py registers, with random actions. One environment of ale-py is
held against three of ours, which see rgb, grayscale and ram; ale-py's own emulator tells what it
would have given for the latter two.
"""

from __future__ import annotations

import argparse
import sys
import time

import ale_py  # noqa: F401 - registers ALE/
import gymnasium as gym

import javagym  # noqa: F401 - registers java/

TWENTY = [
    "SpaceInvaders",
    "Breakout",
    "Pong",
    "MsPacman",
    "Qbert",
    "Seaquest",
    "Asteroids",
    "BeamRider",
    "Boxing",
    "Enduro",
    "Freeway",
    "Frostbite",
    "Kangaroo",
    "MontezumaRevenge",
    "PrivateEye",
    "Riverraid",
    "Skiing",
    "Tennis",
    "VideoPinball",
    "Zaxxon",
]
OBSERVATIONS = ("rgb", "grayscale", "ram")


def observations(original: gym.Env, rgb) -> dict[str, bytes]:
    """Return what ale-py sees now, in each kind."""
    ale = original.unwrapped.ale
    return {
        "rgb": rgb.tobytes(),
        "grayscale": ale.getScreenGrayscale().tobytes(),
        "ram": ale.getRAM().tobytes(),
    }


def differences(game: str, seeds: int, steps: int) -> tuple[int, int]:
    """Run a game in all; return how many values were compared, and how many differ."""
    original = gym.make(f"ALE/{game}-v5")
    port = "AtariBlackjack" if game == "Blackjack" else game
    ours = {kind: gym.make(f"java/{port}-v5", obs_type=kind) for kind in OBSERVATIONS}
    compared = different = 0

    def compare(rgb, rest, outcomes) -> None:
        nonlocal compared, different
        expected = observations(original, rgb)
        for kind, (observation, *our_rest) in outcomes.items():
            compared += 1 + len(rest)
            different += observation.tobytes() != expected[kind]
            different += sum(a != b for a, b in zip(rest, our_rest, strict=True))

    def reset(seed: int | None) -> None:
        observation, info = original.reset(seed=seed)
        compare(observation, [info], {kind: env.reset(seed=seed) for kind, env in ours.items()})

    for seed in range(seeds):
        original.action_space.seed(seed)
        reset(seed)
        for _ in range(steps):
            action = original.action_space.sample()
            rgb, *rest = original.step(action)
            compare(rgb, rest, {kind: env.step(action) for kind, env in ours.items()})
            if rest[1] or rest[2]:
                reset(None)
    for env in (original, *ours.values()):
        env.close()
    return compared, different


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", default=",".join(TWENTY), help="names, or all")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5000)
    options = parser.parse_args()
    registered = [i[4:-3] for i in gym.registry if i.startswith("ALE/") and i.endswith("-v5")]
    games = registered if options.games == "all" else options.games.split(",")
    began = time.monotonic()
    all_compared = all_different = 0
    for game in games:
        compared, different = differences(game, options.seeds, options.steps)
        all_compared += compared
        all_different += different
        print(f"{game:20}{compared:10} values compared {different:6} differ", flush=True)
    print(
        f"{len(games)} games x {options.seeds} seeds x {options.steps} steps x"
        f" {len(OBSERVATIONS)} kinds of observation: {all_compared} values compared,"
        f" {all_different} differ ({time.monotonic() - began:.0f} s)"
    )
    sys.exit(all_different > 0)


if __name__ == "__main__":
    main()
