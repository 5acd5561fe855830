"""Environments that tests serve from Python, to Python and to Java; importing registers them."""

from __future__ import annotations

import json
import os
import time
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import logger, spaces
from gymnasium.wrappers import FlattenObservation, FrameStackObservation, RecordEpisodeStatistics

from javagym.spaces import from_json


class Echo(gym.Env[Any, Any]):
    """Returns each action as the observation and as the info field "echo", in any space."""

    def __init__(self, space: str) -> None:
        self.observation_space = from_json(json.loads(space))
        self.action_space = from_json(json.loads(space))
        self.info_space = spaces.Dict(echo=from_json(json.loads(space)))
        self._sampler = from_json(json.loads(space))
        self._sampler.seed(0)

    def reset(self, *, seed=None, options=None):
        if seed is not None:
            self._sampler.seed(seed)
        return self._sampler.sample(), {}

    def step(self, action):
        return action, 0.5, False, False, {"echo": action}


class Slow(gym.Env[Any, Any]):
    """Takes its time: a reset as its option "seconds" says, a step as the action. Counts steps."""

    observation_space = spaces.Discrete(1 << 20)
    action_space = spaces.Discrete(1000)
    info_space = spaces.Dict()  # else a server would play it, to look at what it tells

    def __init__(self, seconds: int = 0) -> None:
        time.sleep(seconds)
        self._steps = 0

    def reset(self, *, seed=None, options=None):
        time.sleep((options or {}).get("seconds", 0))
        if "warn" in (options or {}):
            logger.warn("slow as ever")
        self._steps = 0
        return 0, {}

    def step(self, action):
        time.sleep(int(action))
        self._steps += 1
        return self._steps, 1.0, False, False, {}


class Broken(gym.Env[Any, Any]):
    """Has one fault, which shows when action 1 is taken unless its name says where."""

    metadata = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012
    observation_space = spaces.Dict(
        level=spaces.Discrete(3), position=spaces.Box(-1, 1, (2,), np.float32)
    )
    action_space = spaces.Discrete(2)
    info_space = spaces.Dict(speed=spaces.Box(0, 100, (), np.float64))

    def __init__(self, fault: str, render_mode: str | None = None) -> None:
        self.fault = fault
        self.render_mode = render_mode
        if fault == "CONSTRUCTOR_THROWS":
            raise RuntimeError("no license for the simulator")

    def reset(self, *, seed=None, options=None):
        if self.fault == "RESET_THROWS":
            raise IndexError("Index 7 out of bounds for length 3")
        return self._healthy(), {}

    def step(self, action):
        observation = self._healthy()
        info = {"speed": 3.5}
        if action == 0:
            return observation, 1.0, False, False, info
        if self.fault == "STEP_THROWS":
            raise RuntimeError("conveyor jammed")
        if self.fault == "STEP_OVERFLOWS_THE_STACK":
            return self.step(action)
        if self.fault == "STEP_EXITS":
            raise SystemExit(3)
        if self.fault == "STEP_GIVES_NOTHING":
            return None
        changes = {
            "FIELD_TOO_LONG": {"position": np.zeros(3, np.float32)},
            "FIELD_OF_OTHER_TYPE": {"position": "far"},
            "FIELD_OUT_OF_RANGE": {"level": 3},
            "FIELD_TOO_MANY": {"height": 1.0},
        }
        observation.update(changes.get(self.fault, {}))
        if self.fault == "FIELD_MISSING":
            del observation["level"]
        if self.fault == "INFO_UNDECLARED":
            info = {**info, "torque": 2.0}
        if self.fault == "INFO_OF_OTHER_TYPE":
            info = {"speed": "fast"}
        reward = "much" if self.fault == "REWARD_OF_OTHER_TYPE" else 1.0
        return observation, reward, False, False, info

    def render(self):
        if self.fault == "RENDER_THROWS":
            raise OSError("no display")
        return "healthy\n"

    def close(self):
        if self.fault == "CLOSE_THROWS":
            raise RuntimeError("still running")

    @staticmethod
    def _healthy() -> dict[str, Any]:
        return {"level": 1, "position": np.array([0.5, -0.5], np.float32)}


class Talkative(gym.Env[Any, Any]):
    """Tells infos of many kinds, some of which nobody could foresee."""

    observation_space = spaces.Box(-1, 1, (1,), np.float32)
    action_space = spaces.Discrete(4)

    def __init__(self) -> None:
        self._steps = 0

    def reset(self, *, seed=None, options=None):
        self._steps = 0
        return np.zeros(1, np.float32), {"lives": 3}

    def step(self, action):
        self._steps += 1
        info = {
            "lives": 2,
            "speed": np.float32(1.5),
            "ok": True,
            "where": np.arange(6, dtype=np.int16).reshape(2, 3),
            "name": "left" if action else "right",
            "inner": {"x": 1.0, "y": np.array([1, 2])},
            "mixed": 1 if self._steps % 2 else 0.5,
            "ragged": [0] * self._steps,
        }
        if self._steps > 250:  # later than any look
            info["surprise"] = {"häh": (1, None)}
            info["lives"] = "none"
        return np.zeros(1, np.float32), 0.0, False, False, info


class LastWords(Slow):
    """Takes its process with it, and says why."""

    def step(self, action):
        print("the simulator is on fire", flush=True)
        os._exit(7)


def wrapped(stack: int = 3) -> gym.Env[Any, Any]:
    """Return an environment in wrappers, as a user builds it."""
    env: Any = gym.make("CartPole-v1", max_episode_steps=30)
    env = RecordEpisodeStatistics(FrameStackObservation(env, stack))
    return FlattenObservation(env)


FAULTS = [
    *("NONE", "CONSTRUCTOR_THROWS", "RESET_THROWS", "STEP_THROWS", "STEP_OVERFLOWS_THE_STACK"),
    *("STEP_EXITS", "STEP_GIVES_NOTHING", "RENDER_THROWS", "CLOSE_THROWS", "FIELD_TOO_LONG"),
    *("FIELD_OF_OTHER_TYPE", "FIELD_OUT_OF_RANGE", "FIELD_MISSING", "FIELD_TOO_MANY"),
    *("REWARD_OF_OTHER_TYPE", "INFO_UNDECLARED", "INFO_OF_OTHER_TYPE"),
]

gym.register("Echo-v0", Echo)
gym.register("Slow-v0", Slow)
gym.register("LastWords-v0", LastWords)
gym.register("Talkative-v0", Talkative)
gym.register("Wrapped-v0", wrapped)
for fault in FAULTS:
    gym.register(f"broken/{fault}-v0", Broken, kwargs={"fault": fault})
