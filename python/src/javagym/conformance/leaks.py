"""What is left when an environment is closed."""

from __future__ import annotations

import threading
from time import monotonic, sleep

from javagym.conformance.breach import require
from javagym.conformance.subject import Subject
from javagym.conformance.trajectories import play

_PATIENCE_SECONDS = 5


class LeakRules(Subject):
    """Rules about what stays behind."""

    def test_no_thread_stays_behind(self) -> None:
        """A closed environment leaves no thread behind."""
        self._use()  # what is started once, for all environments to come, may stay
        before = set(threading.enumerate())
        for _ in range(3):
            self._use()
        deadline = monotonic() + _PATIENCE_SECONDS
        while (left := set(threading.enumerate()) - before) and monotonic() < deadline:
            sleep(0.02)
        names = sorted(thread.name for thread in left)
        rule = "a closed environment leaves no thread behind"
        require(not left, rule, f"{_PATIENCE_SECONDS} s after close", "none", names)

    def _use(self) -> None:
        env, envs = self.open(), self.open_vec()
        play(env, 1, 3)
        play(envs, 1, 3)
        env.close()
        envs.close()
