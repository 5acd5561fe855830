"""What a Java environment can do beside ``reset`` and ``step``, as methods of the Python one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from gymnasium import spaces

from javagym import packed
from javagym.spaces import from_json

# Calls a method by name with packed arguments, and returns its packed result.
Call = Callable[[str, bytes], bytes]


class Methods:
    """The methods of one environment, which Java declares with their spaces.

    Args:
        declared: what ``io.javagym.doors.Session.describe`` tells of them.
        call: calls one.
    """

    def __init__(self, declared: dict[str, Any], call: Call) -> None:
        self._declared = declared
        self._call = call

    def call_by(self, call: Call) -> None:
        """Have all methods, those that were given out too, called in another way."""
        self._call = call

    def __contains__(self, name: str) -> bool:
        return name in self._declared

    def __iter__(self) -> Iterable[str]:
        return iter(self._declared)

    def get(self, name: str) -> Any:
        """Return what an attribute of this name is: a function, a value, or an object of both.

        Raises:
            AttributeError: if Java declares none.
        """
        declaration = self._declared.get(name)
        if declaration is not None:
            function = self._function(name, declaration)
            return function() if declaration["constant"] else function
        inner = {
            full.removeprefix(f"{name}."): declaration
            for full, declaration in self._declared.items()
            if full.startswith(f"{name}.")
        }
        if not inner:
            raise AttributeError(name)
        return _Namespace(Methods(inner, lambda rest, data: self._call(f"{name}.{rest}", data)))

    def _function(self, name: str, declaration: dict[str, Any]) -> Callable[..., Any]:
        parameters = from_json(declaration["parameters"])
        result = from_json(declaration["result"])
        assert isinstance(parameters, spaces.Tuple)
        count = len(parameters.spaces)

        def function(*arguments: Any) -> Any:
            out = arguments[count:]
            if len(arguments) < count or len(out) > 1:
                raise TypeError(f"{name} takes {count} arguments, got {len(arguments)}")
            data = packed.pack(parameters, tuple(arguments[:count]))
            value = packed.unpack(result, memoryview(self._call(name, data)))
            if out:
                np.copyto(out[0], value, casting="no")
                return None
            if isinstance(result, spaces.Tuple) and not result.spaces:
                return None
            if isinstance(result, spaces.Discrete):
                return int(value)
            return list(value) if isinstance(result, spaces.Sequence) else value

        function.__name__ = name
        function.__doc__ = (
            f"Call {name} in Java, with arguments of {parameters}; return an element of {result}."
            " One more argument is an array that the result is copied into."
        )
        return function


class _Namespace:
    """The methods whose names start with a word and a dot."""

    def __init__(self, methods: Methods) -> None:
        self._methods = methods

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._methods.get(name)
        setattr(self, name, value)  # found at once the next time
        return value
