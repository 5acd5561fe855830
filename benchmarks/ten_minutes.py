"""A new user's ten minutes: docs/tutorial-own-environment.md as it stands, in an empty folder.

    python benchmarks/ten_minutes.py dist/javagym-0.1.0-py3-none-any.whl    # make ten-minutes

Each section of the page that has code is a step. All of them are one script for bash: blocks of sh
as they are, those of Python in a Python each, a diff applied. The home folder is a new one, so
nothing comes from this source tree, nor from anything that is installed or was downloaded before;
with --warm, what pip and Maven downloaded before is used, except javagym itself. How long each step
took goes to ten_minutes.json and, as a table, to ten_minutes.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "tutorial-own-environment.md"
RECORD = Path(__file__).with_suffix(".json")

# The port that the page serves on; another program may have it here.
PAGE_PORT = "50051"
TIMEOUT_SECONDS = 900

# How a machine reaches the network is no part of the user's home.
NETWORK = re.compile(r"(?i)PIP_.*|.*_PROXY|SSL_.*|REQUESTS_CA_BUNDLE|LANG|TMPDIR|JAVA_HOME")


@dataclass(frozen=True)
class Step:
    """A section of the page: its title, and its blocks of code with their languages."""

    title: str
    blocks: list[tuple[str, str]]


class StepFailedError(Exception):
    """A step of the page failed; the message has the end of its output."""


def steps(page: str) -> list[Step]:
    found = []
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        blocks = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        found.append(Step(title, blocks))
    return found


def script(sections: list[Step], logs: Path, port: int) -> str:
    """Return the page as one script, with the time of each step's begin and end in logs/times."""
    lines = ["set -euo pipefail"]
    clock = f'date +%s.%N >>"{logs}/times"'
    for number, step in enumerate(sections, 1):
        lines += [clock, f'exec >"{logs}/{number}.log" 2>&1']
        lines += [_run(language, code) for language, code in step.blocks]
    lines += [clock, "wait"]
    return "\n".join(lines).replace(PAGE_PORT, str(port)) + "\n"


def _run(language: str, code: str) -> str:
    if language == "python":
        return f"python - <<'END'\n{code}END"
    if language == "diff":
        return f"git apply - <<'END'\n{code}END"
    if language in ("java", "text"):
        return ""  # what is in the project, what is printed
    if language != "sh":
        raise ValueError(f"a block of {language!r}, expected sh, python, diff, java or text")
    if code.rstrip().endswith("&"):  # the next command may ask it something
        listening = f"(exec 3<>/dev/tcp/localhost/{PAGE_PORT}) 2>/dev/null"
        return f"{code}for _ in {{1..300}}; do {listening} && break; sleep 0.1; done"
    return code


def run(wheel: Path, folder: Path, page: Path, *, warm: bool) -> list[tuple[str, float]]:
    """Go through a page in an empty folder, and return the seconds that each step took.

    What the steps print is in the folder ``logs`` beside, a file for each by its number.
    """
    work, home, logs = folder / "work", folder / "home", folder / "logs"
    for made in (work, home, logs):
        made.mkdir(parents=True)
    shutil.copy(wheel, work)
    sections = steps(page.read_text(encoding="utf-8"))
    process = subprocess.Popen(
        ["bash", "-c", script(sections, logs, _free_port())],
        cwd=work,
        env=_environment(home, warm),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        status = process.wait(TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        status = None
    finally:
        _end(process)
    times = [float(line) for line in (logs / "times").read_text().split()]
    if status != 0:
        log = (logs / f"{len(times)}.log").read_text(encoding="utf-8", errors="replace")
        how = f"took longer than {TIMEOUT_SECONDS} s" if status is None else "failed"
        raise StepFailedError(f"step {sections[len(times) - 1].title!r} {how}:\n{log[-5000:]}")
    return [(step.title, times[i + 1] - times[i]) for i, step in enumerate(sections)]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what the script has left running, such as a server."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(home: Path, warm: bool) -> dict[str, str]:
    """Return the variables of a machine where nobody has worked yet."""
    kept = {name: value for name, value in os.environ.items() if NETWORK.fullmatch(name)}
    path = [str(Path(sys.base_prefix) / "bin")]
    path += [entry for entry in os.environ["PATH"].split(os.pathsep) if not _is_ours(entry)]
    # Java takes the home folder from the system and not from HOME.
    maven = {"MAVEN_OPTS": f"-Duser.home={home}"}
    (home / ".m2").mkdir()
    settings = Path.home() / ".m2" / "settings.xml"
    if settings.exists():  # mirrors are the machine's network, too
        shutil.copy(settings, home / ".m2")
    if not warm:
        kept.pop("PIP_FIND_LINKS", None)  # packages that were downloaded before
    else:
        _copy_repository(home / ".m2" / "repository")
        pip = [sys.executable, "-m", "pip", "cache", "dir"]
        kept["PIP_CACHE_DIR"] = subprocess.run(
            pip, capture_output=True, text=True, check=True, timeout=60
        ).stdout.strip()
    return {**kept, **maven, "HOME": str(home), "PATH": os.pathsep.join(path)}


def _is_ours(entry: str) -> bool:
    return Path(entry).resolve().is_relative_to(ROOT)


def _copy_repository(target: Path) -> None:
    """Give a home what Maven has downloaded on this machine, without javagym's own artifacts."""
    chosen = re.search(r"-Dmaven\.repo\.local=(\S+)", os.environ.get("MAVEN_OPTS", ""))
    source = Path(chosen[1]) if chosen else Path.home() / ".m2" / "repository"
    if not source.exists():
        return

    def ignored(folder: str, names: list[str]) -> list[str]:
        return ["javagym"] if Path(folder) == source / "io" and "javagym" in names else []

    shutil.copytree(source, target, ignore=ignored, copy_function=_link)


def _link(source: str, target: str) -> None:
    """Link a file that never changes, and copy any other."""
    if source.endswith((".jar", ".pom")):
        try:
            os.link(source, target)
            return
        except OSError:
            pass  # another file system
    shutil.copy2(source, target)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def record(taken: list[tuple[str, float]], warm: bool) -> None:
    line = ["git", "rev-parse", "--short", "HEAD"]
    said = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    commit = said.stdout.strip()
    machine = f"{os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}"
    result = {
        "date": datetime.now(timezone.utc).date().isoformat(),
        "commit": commit,
        "machine": machine,
        "downloads": "from before" if warm else "fresh",
        "seconds": {title: round(seconds, 1) for title, seconds in taken},
    }
    RECORD.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    rows = [f"| {title} | {seconds:.1f} |" for title, seconds in taken]
    total = sum(seconds for _, seconds in taken)
    text = f"""# A new user's ten minutes

Written by `make ten-minutes` on {result["date"]}, commit {commit}:
{machine}.
Every step of [the tutorial](../docs/tutorial-own-environment.md) in an empty folder with an
empty home, downloads {result["downloads"]}; without the time to read, to think and to type.

| step | seconds |
|---|---|
{chr(10).join(rows)}
| all | {total:.1f} |
"""
    RECORD.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--warm", action="store_true", help="use what pip and Maven downloaded")
    parser.add_argument("--folder", type=Path, help="where, and left there; no record is written")
    parser.add_argument("--page", type=Path, default=PAGE, help="another page than the tutorial")
    args = parser.parse_args()
    if args.folder is not None:
        for title, seconds in run(args.wheel, args.folder, args.page, warm=args.warm):
            print(f"{seconds:7.1f} s  {title}")
        return
    with tempfile.TemporaryDirectory() as folder:
        record(run(args.wheel, Path(folder), args.page, warm=args.warm), args.warm)


if __name__ == "__main__":
    try:
        main()
    except StepFailedError as failure:
        sys.exit(str(failure))
