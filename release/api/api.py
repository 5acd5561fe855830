"""The API that was released last, and whether this one keeps its promises.

``python api.py check`` fails if something is gone or called in another way, unless the version says
so: until 1.0.0 a new minor version may break, later a new major version. ``python api.py write``
writes the API down as it is; docs/release.md says what is API. It takes built jars.

Java's promises are jars without code, compared by japicmp; Python's are stubs, compared by griffe.
"""

from __future__ import annotations

import filecmp
import re
import shutil
import subprocess
import sys
from pathlib import Path

import griffe
import stubs

ROOT = Path(__file__).resolve().parents[2]
RELEASED = ROOT / "release/api/released"
CURRENT = ROOT / "build/api"
TOOLS = ROOT / "build/api-tools"
JARS = ROOT / "python/src/javagym/jars"

JAVA = {
    "java-envs/target/javagym-envs.jar": [
        "io.javagym",
        "io.javagym.envs",
        "io.javagym.envs.box2d",
        "io.javagym.envs.classic",
        "io.javagym.envs.drawing",
        "io.javagym.envs.tabular",
        "io.javagym.envs.toytext",
        "io.javagym.random",
        "io.javagym.spaces",
        "io.javagym.vector",
        "io.javagym.wrappers",
    ],
    "java-conformance/target/javagym-conformance.jar": ["io.javagym.conformance"],
    "java-client/target/javagym-client.jar": ["io.javagym.client"],
    "java-server/target/javagym-server-alone.jar": ["io.javagym.server"],
    "java-agents/target/javagym-agents-alone.jar": [
        "io.javagym.agents",
        "io.javagym.agents.algorithms",
        "io.javagym.agents.checkpoints",
        "io.javagym.agents.dqn",
        "io.javagym.agents.nn",
        "io.javagym.agents.nn.djl",
        "io.javagym.agents.policies",
        "io.javagym.agents.policyfile",
        "io.javagym.agents.policygradient",
        "io.javagym.agents.ppo",
        "io.javagym.agents.replay",
        "io.javagym.agents.tabular",
        "io.javagym.agents.tensorboard",
        "io.javagym.agents.training",
    ],
    "native/target/javagym-atari.jar": ["io.javagym.atari"],
}
PYTHON = ["javagym", "javagym.agents", "javagym.conformance", "javagym.ray"]
# What gym.make, gym.make_vec, javagym.connect and javagym.serve hand out.
HANDED_OUT = [
    "javagym.env.JavaEnv",
    "javagym.remote.Client",
    "javagym.served.Server",
    "javagym.vector.JavaVectorEnv",
]


def version() -> str:
    """Return the version of the sources."""
    pom = (ROOT / "pom.xml").read_text(encoding="utf-8")
    (found,) = re.findall(r"<revision>(.*)</revision>", pom)
    return str(found)


def may_break(old: str, new: str) -> bool:
    """Say whether a program for the old version has to expect changes in the new one."""
    (old_major, old_minor), (new_major, new_minor) = (
        [int(number) for number in text.split(".")[:2]] for text in (old, new)
    )
    return new_major > old_major or (new_major == old_major == 0 and new_minor > old_minor)


def stub_name(jar: str) -> str:
    """Return the name that a module's stubs have, which is that of its artifact."""
    return Path(jar).name.replace("-alone", "")


def write(folder: Path) -> None:
    """Write what both languages promise now."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "java").mkdir(parents=True)
    for jar, packages in JAVA.items():
        if not (ROOT / jar).exists() and jar.startswith("native/"):
            continue  # make ATARI=no
        stub = folder / "java" / stub_name(jar)
        java = ["java", "-cp", str(TOOLS / "asm.jar"), str(ROOT / "release/api/WriteStubs.java")]
        subprocess.run([*java, str(ROOT / jar), str(stub), *packages], check=True)
    stubs.write("javagym", PYTHON, HANDED_OUT, ROOT / "python/src", folder / "python")
    (folder / "version").write_text(version() + "\n", encoding="utf-8")


def java_changes() -> str:
    """Return what japicmp says of changes that break a Java program, compiled or in sources."""
    said = ""
    class_path = ":".join(map(str, [*JARS.rglob("*.jar"), *(CURRENT / "java").iterdir()]))
    for old in sorted((RELEASED / "java").iterdir()):
        new = CURRENT / "java" / old.name
        if not new.exists():
            if old.name == "javagym-atari.jar":
                continue
            said += f"{old.name} is gone\n"
        elif not filecmp.cmp(old, new, shallow=False):
            command = ["java", "-jar", str(TOOLS / "japicmp-jar-with-dependencies.jar")]
            command += ["-a", "protected", "-o", str(old), "-n", str(new), "--only-modified"]
            command += ["--old-classpath", class_path, "--new-classpath", class_path]
            command += ["--error-on-binary-incompatibility", "--error-on-source-incompatibility"]
            ran = subprocess.run(command, capture_output=True, text=True)
            if ran.returncode != 0:
                broken = re.search(r"at least one incompatibility: (.*)", ran.stderr)
                said += f"{old.name}: {broken[1] if broken else ran.stdout + ran.stderr}\n"
    return said


def python_changes() -> str:
    """Return what griffe says of changes that break a Python program."""
    (old, new) = (
        griffe.load("javagym", search_paths=[str(folder / "python")], try_relative_path=False)
        for folder in (RELEASED, CURRENT)
    )
    one_line = griffe.ExplanationStyle.ONE_LINE
    breakages = griffe.find_breaking_changes(old, new)
    said = "".join(breakage.explain(one_line) + "\n" for breakage in breakages)
    return re.sub(r"\x1b\[\d+m", "", said)  # no colours


def check() -> None:
    """Fail if a promise is broken that the version says is kept."""
    write(CURRENT)
    changes = java_changes() + python_changes()
    if not changes:
        return
    old, new = (RELEASED / "version").read_text(encoding="utf-8").strip(), version()
    allowed = may_break(old, new)
    print(f"{new} breaks what {old} promised{', as it may' if allowed else ''}:\n{changes}", end="")
    if not allowed:
        print("\nkeep the old one beside the new, or raise <revision> in pom.xml: docs/release.md")
        sys.exit(1)


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        write(RELEASED)
    elif sys.argv[1:] == ["check"]:
        check()
    else:
        sys.exit("python api.py check, or python api.py write")
