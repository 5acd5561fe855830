"""Entry points: ``javagym.envs:CartPole-v1`` is the class of ``java/CartPole-v1``.

Gymnasium imports an entry point by name, so that specs can be written as JSON and cross processes.
The classes are made when they are asked for: ``CartPole-v1`` is a single environment,
``CartPole-v1@vector`` its vector form.
"""

from __future__ import annotations

from typing import Any

from javagym.registration import entry_point


def __getattr__(name: str) -> Any:
    return entry_point(name)
