"""What ``render`` gives."""

from __future__ import annotations

import inspect
import warnings
from contextlib import suppress
from typing import Any

import numpy as np
from gymnasium import error

from javagym.conformance.breach import require, require_error, skip_unless
from javagym.conformance.subject import Subject
from javagym.conformance.trajectories import play

_KINDS = ("ansi", "rgb_array")


class PictureRules(Subject):
    """Rules about pictures."""

    def _modes(self) -> list[str]:
        """Return the modes to look at, if the environment can be made with one."""
        parameters = inspect.signature(self.make).parameters.values()
        skip_unless(
            any(p.kind is p.VAR_KEYWORD or p.name == "render_mode" for p in parameters),
            "make() takes no render_mode",
        )
        modes = self.open().metadata.get("render_modes", [])
        return [mode for mode in modes if mode in _KINDS]

    def test_every_render_mode_draws_and_no_other(self) -> None:
        """Each of ``metadata["render_modes"]`` draws frames of its kind; another is an error."""
        modes = self._modes()
        for mode in modes:
            env = self.open(render_mode=mode)
            env.reset(seed=1)
            try:
                frame = env.render()
            except error.DependencyNotInstalled:
                continue
            require(
                env.render_mode == mode and _fits(mode, frame),
                "a render mode that metadata lists draws frames of its kind",
                f"render_mode={mode!r}",
                "a str" if mode == "ansi" else "a uint8 array of height, width, 3",
                frame,
            )
        if self.is_java():
            with warnings.catch_warnings():
                # Gymnasium's warning of what is asked for here on purpose.
                warnings.filterwarnings("ignore", ".*not in the possible render_modes")
                for mode in {*_KINDS, "nonsense"} - set(modes):
                    require_error(
                        "a render mode that metadata does not list is refused",
                        f"render_mode={mode!r}",
                        lambda mode=mode: self.open(render_mode=mode),
                        error.UnsupportedMode,
                        mode,
                    )

    def test_rendering_changes_nothing(self) -> None:
        """``render`` changes nothing."""
        self.require_deterministic()
        steps = min(self.steps, 15)  # pictures take their time
        for mode in self._modes():
            env = self.open(render_mode=mode)

            def draw(env: Any = env) -> None:
                with suppress(error.DependencyNotInstalled):
                    env.render()

            expected = play(self.open(render_mode=mode), 1, steps)
            got = play(env, 1, steps, disturb=draw)
            expected.require_same(f"render changes nothing, in mode {mode!r}", got)


def _fits(mode: str, frame: Any) -> bool:
    if mode == "ansi":
        return isinstance(frame, str)
    return (
        isinstance(frame, np.ndarray)
        and frame.dtype == np.uint8
        and frame.ndim == 3
        and frame.shape[2] == 3
        and frame.size > 0
    )
