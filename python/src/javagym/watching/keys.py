"""What the keys of a keyboard mean to an environment.

Keys have the names that a browser gives them: ``ArrowLeft``, ``a``, ``Enter``; and ``Space``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.envs.registration import parse_env_id

LEFT, RIGHT, UP, DOWN, SPACE = "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Space"

# pygame's numbers of keys that are no characters, by which get_keys_to_action may name them.
_PYGAME_KEYS = {1073741903: RIGHT, 1073741904: LEFT, 1073741905: DOWN, 1073741906: UP, 32: SPACE}


class Keys(ABC):
    """The keys of one environment.

    Attributes:
        labels: what each key does, in the order to show them: key and words.
        idle: what happens without a key, in words.
        turns: whether the environment stands still until a key is pressed.
    """

    labels: list[tuple[str, str]]
    idle: str
    turns: bool

    @abstractmethod
    def action(self, held: Sequence[str]) -> Any:
        """Return the action for keys that are held, the latest last; None to stand still."""


class Chords(Keys):
    """Chooses one of a few actions, by a key or by several held together.

    Args:
        actions: by the keys for them, and what they are in words.
        idle_actions: taken in turns while no key is held; with none the environment waits for a
            key.
        idle: that in words.
    """

    def __init__(
        self,
        actions: Mapping[tuple[str, ...], tuple[Any, str]],
        idle_actions: Sequence[Any] = (),
        idle: str = "waits for a key",
    ) -> None:
        self.labels = [(" ".join(chord), words) for chord, (_, words) in actions.items()]
        self.idle = idle
        self.turns = not idle_actions
        self._actions = {frozenset(chord): action for chord, (action, _) in actions.items()}
        self._idle_actions = list(idle_actions)
        self._idle_turn = 0

    def action(self, held: Sequence[str]) -> Any:
        """Return the action of the most keys, and among equals of the key pressed last."""
        age = {key: order for order, key in enumerate(held)}
        possible = [chord for chord in self._actions if chord <= age.keys()]
        if possible:
            best = max(possible, key=lambda chord: (len(chord), max(age[key] for key in chord)))
            return self._actions[best]
        if not self._idle_actions:
            return None
        self._idle_turn = (self._idle_turn + 1) % len(self._idle_actions)
        return self._idle_actions[self._idle_turn]

    def all_actions(self) -> Iterable[Any]:
        """Yield each action that there is a key for, or that is taken without."""
        yield from self._actions.values()
        yield from self._idle_actions


class Axes(Keys):
    """Adds up numbers, one or more for each key that is held.

    Args:
        space: that the actions are of.
        pushes: by key, the index of the number, what to add to it, and that in words.
    """

    turns = False
    idle = "nothing"

    def __init__(self, space: spaces.Box, pushes: Mapping[str, tuple[int, float, str]]) -> None:
        self.labels = [(key, words) for key, (_, _, words) in pushes.items()]
        self._space = space
        self._pushes = pushes

    def action(self, held: Sequence[str]) -> Any:
        """Return the sum of what the keys push, within the space's bounds."""
        action = np.zeros(self._space.shape, dtype=self._space.dtype)
        for key in held:
            if key in self._pushes:
                index, push, _ = self._pushes[key]
                action.flat[index] += push
        return np.clip(action, self._space.low, self._space.high)


def _each(*actions: tuple[str, Any, str]) -> dict[tuple[str, ...], tuple[Any, str]]:
    return {(key,): (action, words) for key, action, words in actions}


# By the environment's name, without namespace and version; new at each call, for idle has turns.
_TABLES: dict[str, Any] = {
    # It has no action that does nothing: pushes to both sides in turns come near to it.
    "CartPole": lambda: Chords(
        _each((LEFT, 0, "push left"), (RIGHT, 1, "push right")), (0, 1), "left and right in turns"
    ),
    # The engine on the left side pushes to the left: each key is where the lander goes.
    "LunarLander": lambda: Chords(
        _each((LEFT, 1, "to the left"), (RIGHT, 3, "to the right"), (UP, 2, "main engine")),
        (0,),
        "nothing",
    ),
    "MountainCar": lambda: Chords(
        _each((LEFT, 0, "push left"), (RIGHT, 2, "push right")), (1,), "nothing"
    ),
    "Acrobot": lambda: Chords(
        _each((LEFT, 0, "torque -1"), (RIGHT, 2, "torque +1")), (1,), "nothing"
    ),
    "FrozenLake": lambda: Chords(
        _each((LEFT, 0, "left"), (DOWN, 1, "down"), (RIGHT, 2, "right"), (UP, 3, "up"))
    ),
    "CliffWalking": lambda: Chords(
        _each((UP, 0, "up"), (RIGHT, 1, "right"), (DOWN, 2, "down"), (LEFT, 3, "left"))
    ),
    "Taxi": lambda: Chords(
        _each(
            (DOWN, 0, "south"),
            (UP, 1, "north"),
            (RIGHT, 2, "east"),
            (LEFT, 3, "west"),
            (SPACE, 4, "pick up"),
            ("d", 5, "drop off"),
        )
    ),
    "Blackjack": lambda: Chords(_each(("h", 1, "hit"), ("s", 0, "stick"))),
}
_TABLES["FrozenLake8x8"] = _TABLES["FrozenLake"]
_TABLES["CliffWalkingSlippery"] = _TABLES["CliffWalking"]

_PUSHES: dict[str, dict[str, tuple[int, float, str]]] = {
    "LunarLanderContinuous": {
        LEFT: (1, -1.0, "to the left"),
        RIGHT: (1, 1.0, "to the right"),
        UP: (0, 1.0, "main engine"),
    },
    "MountainCarContinuous": {LEFT: (0, -1.0, "push left"), RIGHT: (0, 1.0, "push right")},
    "Pendulum": {LEFT: (0, 2.0, "turn left"), RIGHT: (0, -2.0, "turn right")},
    "BipedalWalker": {
        "q": (0, 1.0, "one hip forward"),
        "a": (0, -1.0, "back"),
        "w": (1, 1.0, "its knee straight"),
        "s": (1, -1.0, "bent"),
        "u": (2, 1.0, "other hip forward"),
        "j": (2, -1.0, "back"),
        "i": (3, 1.0, "its knee straight"),
        "k": (3, -1.0, "bent"),
    },
}
_PUSHES["BipedalWalkerHardcore"] = _PUSHES["BipedalWalker"]
_BOXES = {
    name: (max(index for index, _, _ in each.values()) + 1,) for name, each in _PUSHES.items()
}


def keys_of(env: Any) -> Keys | None:
    """Return what keys mean to an environment; None if it can't be played by keys.

    In this order: Atari's keys by ``get_action_meanings``; what is known by the environment's name;
    the environment's own ``get_keys_to_action``, as `gymnasium.utils.play` takes it; a digit for
    each action of a Discrete space of ten or fewer; the arrows for a Box of one or two numbers.
    """
    space = env.action_space
    inner = env.unwrapped
    meanings = getattr(inner, "get_action_meanings", None)
    if callable(meanings) and isinstance(space, spaces.Discrete):
        found: Keys | None = _atari(list(meanings()))
        if found is not None:
            return found
    name = parse_env_id(env.spec.id)[1] if env.spec is not None else ""
    if name in _TABLES and isinstance(space, spaces.Discrete):
        known: Chords = _TABLES[name]()
        if all(space.contains(action) for action in known.all_actions()):
            return known
    if isinstance(space, spaces.Box) and space.shape == _BOXES.get(name):
        return Axes(space, _PUSHES[name])
    own = getattr(inner, "get_keys_to_action", None)
    if callable(own):
        return _of_play(own())
    return _of_space(space)


def _atari(meanings: list[str]) -> Chords | None:
    chords: dict[tuple[str, ...], tuple[Any, str]] = {}
    for action, meaning in enumerate(meanings):
        keys = [key for part, key in _ATARI_PARTS if part in meaning]
        if keys:
            chords[tuple(keys)] = (action, meaning.lower())
    if not chords or meanings[0] != "NOOP":
        return None
    return _Atari(chords, (0,), "nothing")


_ATARI_PARTS = (("UP", UP), ("DOWN", DOWN), ("LEFT", LEFT), ("RIGHT", RIGHT), ("FIRE", SPACE))


class _Atari(Chords):
    """Lists single keys alone, for everyone knows what two arrows mean together."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.labels = [label for label in self.labels if " " not in label[0]]


def _of_play(keys_to_action: Mapping[Any, Any]) -> Chords:
    """Return the keys that an environment declares for `gymnasium.utils.play`."""
    chords: dict[tuple[str, ...], tuple[Any, str]] = {}
    idle: tuple[Any, ...] = (0,)  # what play takes without a key, unless it is told
    for keys, action in keys_to_action.items():
        names = tuple(_key_name(key) for key in ([keys] if isinstance(keys, int) else keys))
        if names:
            chords[names] = (action, f"action {action}")
        else:
            idle = (action,)
    return Chords(chords, idle, f"action {idle[0]}")


def _key_name(key: Any) -> str:
    if isinstance(key, int):
        return _PYGAME_KEYS.get(key) or chr(key).lower()
    return SPACE if key == " " else str(key).lower()


def _of_space(space: spaces.Space[Any]) -> Keys | None:
    if isinstance(space, spaces.Discrete) and space.n <= 10:
        start = int(space.start)
        return Chords(
            _each(*((str(i), start + i, f"action {start + i}") for i in range(int(space.n))))
        )
    if not isinstance(space, spaces.Box) or space.shape not in ((1,), (2,)):
        return None
    low, high = np.clip(space.low, -1e6, 0), np.clip(space.high, 0, 1e6)
    pairs = ((LEFT, RIGHT), (DOWN, UP))[: space.shape[0]]
    pushes: dict[str, tuple[int, float, str]] = {}
    for index, (less, more) in enumerate(pairs):
        pushes[less] = (index, float(low[index]), f"action[{index}] = {low[index]:g}")
        pushes[more] = (index, float(high[index]), f"action[{index}] = {high[index]:g}")
    return Axes(space, pushes)
