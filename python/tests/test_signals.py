"""The JVM keeps the signal handlers by which it lives."""

from __future__ import annotations

from tests.processes import run

# A stack that is used up is a SIGSEGV first, and an exception then, if Java hears of it in full.
OVERFLOW = """
    import javagym
    from javagym.errors import JavaEnvError
    import gymnasium as gym

    def overflows():
        with gym.make("broken/STEP_OVERFLOWS_THE_STACK-v0") as env:
            env.reset(seed=0)
            try:
                env.step(1)
            except JavaEnvError as e:
                return "StackOverflowError" in str(e)
"""


def test_java_survives_pygame_that_is_imported_after_it(broken):
    done = run(
        OVERFLOW
        + """
    assert overflows()
    import pygame
    assert overflows()
    pygame.display.init()
    pygame.init()
    assert overflows()
    """,
        JAVAGYM_CLASSPATH=str(broken),
        SDL_VIDEODRIVER="dummy",
        SDL_AUDIODRIVER="dummy",
        PYGAME_HIDE_SUPPORT_PROMPT="1",
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def test_java_survives_pygame_that_was_there_before(broken):
    done = run(
        "    import pygame\n" + OVERFLOW + "    assert overflows()\n",
        JAVAGYM_CLASSPATH=str(broken),
        PYGAME_HIDE_SUPPORT_PROMPT="1",
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
