"""Compiles and runs the blocks of Java of all pages, in one JVM.

A block is a piece of what jshell takes: imports, then statements. One without imports has the usual
ones. Each becomes a class with a method.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from javagym.jar_packages import jar_packages
from tests.docs.pages import JAVA_IMPORTS, ROOT, Block

SECONDS = 240
AGENTS_JAR = ROOT / "java-agents/target/javagym-agents.jar"
USUAL_IMPORTS = "".join(
    f"import {package}.*;\n"
    for package in (
        "io.javagym",
        "io.javagym.agents.policyfile",
        "io.javagym.client",
        "java.nio.file",
        "java.util",
    )
)
MARK = "\x01"

_CLASS = """\
package docs;

{imports}
@SuppressWarnings("unused")
final class {name} {{
  static void run() throws Exception {{
{code}
  }}
}}
"""

_RUNNER = """\
package docs;

final class Runner {{
  interface Block {{
    void run() throws Exception;
  }}

  static void run(String place, Block block) {{
    System.out.print("{mark}" + place + "\\n");
    try {{
      block.run();
    }} catch (Throwable failure) {{
      failure.printStackTrace();
      System.err.println(place + " failed");
      System.exit(1);
    }}
    System.out.flush();
  }}

  public static void main(String[] args) {{
{calls}
    System.exit(0); // whatever threads a block has left
  }}
}}
"""


def has_atari() -> bool:
    """Tell whether the Atari package is here."""
    return any(package.name == "javagym_atari" for package in jar_packages())


def class_path() -> tuple[list[str], list[str]]:
    """Return jars and the options of the JVM that they want."""
    jars, options = [str(AGENTS_JAR)], []
    for package in jar_packages():
        jars += package.jars()
        options += [f"-D{key}={value}" for key, value in package.system_properties().items()]
    return jars, options


def run(blocks: list[Block], addresses: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what each block prints, by its place.

    Args:
        blocks: to be run, in this order.
        addresses: those of servers, by page.
        folder: for sources, classes and whatever the blocks write.
    """
    jars, options = class_path()
    sources, calls = folder / "sources", []
    sources.mkdir()
    for i, block in enumerate(blocks):
        name = f"Block{i}"
        imports, code = _taken_apart(block, addresses)
        text = _CLASS.format(imports=imports, name=name, code=code)
        (sources / f"{name}.java").write_text(text, encoding="utf-8")
        calls.append(f'    run("{block.place}", {name}::run);')
    runner = _RUNNER.format(calls="\n".join(calls), mark="\\u0001")
    (sources / "Runner.java").write_text(runner, encoding="utf-8")

    path = os.pathsep.join(jars)
    javac = ["javac", "-proc:none", "-nowarn", "-d", str(folder), "-cp", path]
    done = _run([*javac, *map(str, sorted(sources.glob("*.java")))], folder)
    assert done.returncode == 0, _with_places(done.stderr, blocks)

    flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g", "-Djava.awt.headless=true"]
    line = ["java", *flags, *options, "-cp", os.pathsep.join([str(folder), *jars]), "docs.Runner"]
    done = _run(line, folder)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-8000:]
    parts = (part.partition("\n") for part in done.stdout.split(MARK)[1:])
    return {place: printed for place, _, printed in parts}


def _taken_apart(block: Block, addresses: dict[str, str]) -> tuple[str, str]:
    match = JAVA_IMPORTS.match(block.code)
    imports = match.group() if match else ""
    code = block.code[len(imports) :]
    if block.page in addresses:
        code = code.replace("localhost:50051", addresses[block.page])
    return imports or USUAL_IMPORTS, code


def _run(line: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JAVAGYM_PYTHON": sys.executable}
    return subprocess.run(
        line,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def _with_places(errors: str, blocks: list[Block]) -> str:
    return re.sub(r"\S*Block(\d+)\.java", lambda m: f"{blocks[int(m.group(1))].place} +", errors)
