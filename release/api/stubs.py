"""Writes what a Python package promises, as stubs: its public names with their signatures.

A class has its inherited members too, where the class that it inherits from is the package's own:
who uses it need not know where in the package a method is.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import griffe

Thing = griffe.Object | griffe.Alias


def write(package: str, modules: list[str], more: list[str], sources: Path, folder: Path) -> None:
    """Write the stubs of the modules of a package below the folder.

    Args:
        package: the package.
        modules: those of its modules whose ``__all__`` is promised, itself perhaps among them.
        more: what users hold in their hands though no module names it in ``__all__``, by its
            path. It goes to the stubs of the package.
        sources: where the package is.
        folder: where the stubs go.
    """
    loaded = griffe.load(package, search_paths=[str(sources)])
    for name in modules:
        module = loaded if name == package else at(loaded, name)
        if module.exports is None:
            raise SystemExit(f"{name} has no __all__, so nobody knows what it promises")
        promised = {str(export): exported(loaded, module, str(export)) for export in module.exports}
        if name == package:
            promised |= {path.split(".")[-1]: at(loaded, path) for path in more}
        file = folder.joinpath(*name.split("."), "__init__.pyi")
        file.parent.mkdir(parents=True, exist_ok=True)
        text = [f"__all__ = {sorted(promised)}"]
        text += [stub(*item) for item in sorted(promised.items())]
        file.write_text("\n\n".join(text) + "\n", encoding="utf-8")


def at(package: Thing, path: str) -> griffe.Object:
    """Return what has the path, wherever it is written."""
    found = package[path.removeprefix(f"{package.path}.")]
    return found.final_target if isinstance(found, griffe.Alias) else found


def exported(package: Thing, module: Thing, name: str) -> griffe.Object:
    """Return what a module exports by the name: what it imports, sooner than a module below it."""
    return at(package, module.imports.get(name, f"{module.path}.{name}"))


def stub(name: str, target: griffe.Object, method: bool = False) -> str:
    """Return the stub of a function, class, or attribute."""
    if isinstance(target, griffe.Class):
        return class_stub(name, target)
    if isinstance(target, griffe.Function):
        signature = str(target.signature(name=name))
        if method and "staticmethod" not in target.labels:
            first = "cls" if "classmethod" in target.labels else "self"
            others = signature.removeprefix(f"{name}(")
            signature = f"{name}({first}{'' if others.startswith(')') else ', '}{others}"
        return f"{decorators(target)}def {signature}: ..."
    if isinstance(target, griffe.Attribute):
        if "property" in target.labels:
            return f"@property\ndef {name}(self) -> {target.annotation}: ..."
        return f"{name}: {target.annotation or 'object'}"
    raise TypeError(f"{target.path} is a {target.kind.value}, which has no stub")


def decorators(function: griffe.Function) -> str:
    """Return the decorators that change how the function is called."""
    known = ("classmethod", "staticmethod")
    return "".join(f"@{label}\n" for label in known if label in function.labels)


def class_stub(name: str, cls: griffe.Class) -> str:
    """Return the stub of a class with its members."""
    bases = ", ".join(str(base) for base in cls.bases)
    head = f"class {name}({bases}):" if bases else f"class {name}:"
    body = [textwrap.indent(stub(*member, method=True), "    ") for member in members(cls)]
    return "\n".join([head, *(body or ["    ..."])])


def members(cls: griffe.Class) -> Iterator[tuple[str, griffe.Object]]:
    """Yield the public members, with those that the package's own classes hand down, by name."""
    for name, member in sorted(cls.all_members.items()):
        target = member.final_target if isinstance(member, griffe.Alias) else member
        special = name.startswith("__") and name.endswith("__") and target.is_function
        if special or not name.startswith("_"):
            yield name, target
