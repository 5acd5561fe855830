"""Atari games beside ale-py's: how many observations, rewards, flags and infos differ in a single bit?

.venv/bin/python benchmarks/parity_atari.py [--games all] [--seeds 5] [--steps 5000]

Twenty games, or every game that ale-py registers, in rgb, grayscale and ram, with random actions.
"""

from __future__ import annotations

import argparse
import sys
import time

import ale_py  # noqa: F401 - registers ALE/
import gymnasium as gym

import javagym

TWENTY = (
    "SpaceInvaders Breakout Pong MsPacman Qbert Seaquest Asteroids BeamRider Boxing Enduro Freeway"
    " Frostbite Kangaroo MontezumaRevenge PrivateEye Riverraid Skiing Tennis VideoPinball Zaxxon"
).split()
OBSERVATIONS = ("rgb", "grayscale", "ram")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", default=",".join(TWENTY), help="names, or all")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5000)
    options = parser.parse_args()
    registered = [i[4:-3] for i in gym.registry if i.startswith("ALE/") and i.endswith("-v5")]
    games = registered if options.games == "all" else options.games.split(",")
    compared = different = 0
    began = time.monotonic()
    for game in games:
        for obs_type in OBSERVATIONS:
            result = javagym.crosscheck(
                f"ALE/{game}-v5",
                f"java/{game}-v5",
                seeds=options.seeds,
                steps=options.steps,
                kwargs={"obs_type": obs_type},
            )
            compared += sum(result.compared.values())
            different += sum(result.different.values())
            print(
                f"{game:20}{obs_type:10}{result.compared['observations']:8} observations"
                f" {sum(result.different.values()):6} differ",
                flush=True,
            )
            if not result.ok:
                print(f"  first: {result.first}", flush=True)
    print(
        f"{len(games)} games x {options.seeds} seeds x {options.steps} steps x"
        f" {len(OBSERVATIONS)} kinds of observation: {compared} values compared, {different} differ"
        f" ({time.monotonic() - began:.0f} s)"
    )
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
