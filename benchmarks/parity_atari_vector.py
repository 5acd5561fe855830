"""The vector form of Atari games beside ale-py's: how many values differ in a single bit?

.venv/bin/python benchmarks/parity_atari_vector.py [steps of each case] [rows]

Observations, rewards, flags and infos of 8 rows over 5,000 steps, in each autoreset mode of
ale-py's, for several games and sets of arguments.
"""

from __future__ import annotations

import sys
import time
from functools import partial

import ale_py
import gymnasium as gym

import javagym

STICKY_SHORT = {"max_num_frames_per_episode": 1200, "noop_max": 60}
SQUARE = {"img_height": 96, "img_width": 96, "grayscale": False, "stack_num": 2}
WIDE = {"img_height": 105, "img_width": 80, "maxpool": False, "reward_clipping": False}

# Each in each autoreset mode.
CASES = [
    ("SpaceInvaders", {}),
    ("Breakout", {}),
    ("Pong", {}),
    ("MsPacman", {"episodic_life": True}),
    ("Qbert", {"life_loss_info": True}),
    ("Seaquest", STICKY_SHORT),
    ("SpaceInvaders", {"frameskip": 12, "repeat_action_probability": 0.0}),
    ("Breakout", {"frameskip": 1, "use_fire_reset": False, "episodic_life": True}),
    ("Pong", {"continuous": True, "max_num_frames_per_episode": 3000}),
    ("SpaceInvaders", SQUARE),
    ("MsPacman", {**WIDE, "full_action_space": True}),
]


def check(game: str, mode: str, kwargs: dict, steps: int, rows: int) -> javagym.CrosscheckResult:
    """Run one case; the actions of both are those that the spaces draw."""
    make = partial(
        gym.make_vec, num_envs=rows, autoreset_mode=mode, **without_signals(kwargs, mode)
    )
    return javagym.crosscheck(
        partial(make, f"ALE/{game}-v5"),
        partial(make, f"java/{game}-v5"),
        seeds=[1],
        steps=steps,
        vector=rows,
    )


def without_signals(kwargs: dict, mode: str) -> dict:
    """Leave out life_loss_info with SAME_STEP: there, ale-py gives memory that nobody wrote."""
    return {k: v for k, v in kwargs.items() if mode != "SameStep" or k != "life_loss_info"}


def main() -> None:
    gym.register_envs(ale_py)
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    failed = 0
    for game, kwargs in CASES:
        for mode in ("NextStep", "SameStep"):
            since = time.monotonic()
            result = check(game, mode, kwargs, steps, rows)
            failed += not result.ok
            different, compared = sum(result.different.values()), sum(result.compared.values())
            print(
                f"{game:14} {mode:9} {rows} x {steps}: {different} of {compared} differ,"
                f" {time.monotonic() - since:.0f} s  {kwargs}"
                + ("" if result.ok else f"\n  {result.first}"),
                flush=True,
            )
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
