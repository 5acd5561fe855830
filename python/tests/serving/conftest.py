from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.doors.servers import RunningServer
from tests.serving.servers import python_server


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server in Python that lives as long as the tests."""
    with python_server(tmp_path_factory.mktemp("python-server")) as running:
        yield running
