"""The version of this package, from its metadata: pyproject.toml is the one place that says it."""

from importlib.metadata import version

__version__ = version("javagym")
