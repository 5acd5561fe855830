"""What a project's name becomes in Java, in Maven and in Gymnasium."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")
_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MOST_CHARACTERS = 50

# Words that no part of a Java package can be: the Java Language Specification, 3.9 and 3.10.
_WORDS_OF_JAVA = """
    abstract assert boolean break byte case catch char class const continue default do double else
    enum extends false final finally float for goto if implements import instanceof int interface
    long native new null package private protected public return short static strictfp super switch
    synchronized this throw throws transient true try void volatile while _
"""
_RESERVED = frozenset(_WORDS_OF_JAVA.split())

# Classes that the project uses by their simple names, so that it can have none of these names.
_CLASSES_IN_USE = """
    Box Dict Discrete Env EnvConformance EnvProvider EnvSpec Frame Gym Info Kwargs List Long Map
    Math Object Override RenderMode Reset SeededEnv StateExchange Step String Test
"""
TAKEN = frozenset(_CLASSES_IN_USE.split())


@dataclass(frozen=True)
class Names:
    """The names of one project.

    Attributes:
        artifact: the Maven artifact and its jar, such as ``my-sim``.
        class_name: the environment's class, such as ``MySim``.
        module: a name for Python files, such as ``my_sim``.
        package: the Java package, such as ``com.example.mysim``.
    """

    artifact: str
    class_name: str
    module: str
    package: str

    @property
    def env_name(self) -> str:
        """The environment's id in Java; in Python it is the same under ``java/``."""
        return f"{self.class_name}-v0"

    @classmethod
    def of(cls, name: str, package: str | None = None) -> Names:
        """Return what a name such as ``my-sim``, ``my_sim`` or ``MySim`` becomes.

        Args:
            name: letters and digits, in words parted by hyphens, underscores or capitals.
            package: the Java package; ``com.example.`` and the name if left out.

        Raises:
            ValueError: if the name or the package is none that Java and Maven take.
        """
        if not _NAME.fullmatch(name) or len(name) > _MOST_CHARACTERS:
            raise ValueError(
                f"the name is {name!r}, expected ASCII letters and digits, a letter first, in words"
                f" parted by - or _, at most {_MOST_CHARACTERS} characters, as in my-sim"
            )
        words = [word.lower() for word in _WORD.findall(name)]
        class_name = "".join(word.capitalize() for word in words)
        if class_name in TAKEN:
            raise ValueError(
                f"the name {name!r} gives a class {class_name}, which javagym or Java has:"
                f" choose another, such as {name}-sim"
            )
        chosen = f"com.example.{''.join(words)}" if package is None else package
        if not _PACKAGE.fullmatch(chosen):
            raise ValueError(
                f"the package is {chosen!r}, expected lower-case words of ASCII letters, digits and"
                " underscores, no digit first, parted by dots, as in com.example.mysim"
            )
        for part in chosen.split("."):
            if part in _RESERVED:
                raise ValueError(
                    f"the package is {chosen!r}, and {part!r} is a word of the Java language:"
                    " choose another name, or another package by --package"
                )
        for owned in ("java", "javax", "io.javagym"):
            if f"{chosen}.".startswith(f"{owned}."):
                raise ValueError(
                    f"the package is {chosen!r}, but {owned} is not yours: choose one such as"
                    f" com.example.{''.join(words)}"
                )
        return cls("-".join(words), class_name, "_".join(words), chosen)
