"""What two environments return, held to be the same."""

from __future__ import annotations

from typing import Any

import numpy as np


def assert_same(ours: Any, theirs: Any, what: str, *, but: frozenset[str] = frozenset()) -> None:
    """Compare observations and infos by each number and the arrays' kinds, but for these keys."""
    if isinstance(theirs, dict):
        assert set(ours) == set(theirs), what
        for key, value in theirs.items():
            if key not in but:
                assert_same(ours[key], value, f"{what}[{key!r}]", but=but)
    elif isinstance(theirs, (tuple, list)):
        assert len(ours) == len(theirs), what
        for i, value in enumerate(theirs):
            assert_same(ours[i], value, f"{what}[{i}]", but=but)
    else:
        if hasattr(theirs, "dtype") and np.ndim(theirs):
            assert type(ours) is type(theirs), what
            assert ours.dtype == theirs.dtype, what
        np.testing.assert_array_equal(np.asarray(ours), np.asarray(theirs), what)
