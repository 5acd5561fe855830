"""The memory of all sessions' batches together."""

from __future__ import annotations

import threading

from javagym.serving.refusal import invalid


class MemoryBudget:
    """Bytes that sessions share.

    Args:
        max_bytes: for all of them.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._used_bytes = 0
        self._lock = threading.Lock()

    def share(self) -> Share:
        """Return a session's part of it."""
        return Share(self)

    def take(self, count: int) -> None:
        """Take so many bytes, or refuse them."""
        with self._lock:
            free = self._max_bytes - self._used_bytes
            if count > free:
                raise invalid(
                    f"the server's memory for batches is used up: {count} more bytes were asked"
                    f" for, {free} of {self._max_bytes} are free; make fewer environments, or start"
                    " the server with a larger --max-memory"
                )
            self._used_bytes += count

    def give_back(self, count: int) -> None:
        """Have bytes be free again."""
        with self._lock:
            self._used_bytes -= count

    @property
    def used_bytes(self) -> int:
        """Return how many are taken."""
        return self._used_bytes


class Share:
    """What one session has of a budget."""

    def __init__(self, budget: MemoryBudget) -> None:
        self._budget = budget
        self._taken = 0

    def take(self, count: int) -> None:
        """Take so many bytes, or refuse them."""
        self._budget.take(count)
        self._taken += count

    def release(self) -> None:
        """Give all back; doing it twice is harmless."""
        taken, self._taken = self._taken, 0
        self._budget.give_back(taken)
