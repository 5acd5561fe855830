"""Puts faults into the fast Atari processor; the comparison with plain ALE must find each.

    python benchmarks/atari_faults.py BUILD ALE_SOURCES ROMS

BUILD is a build of native/ in which compare_processors was built, ROMS the folder of ale-py's.
A fault that is not found is an error.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

NATIVE = Path(__file__).resolve().parents[1] / "native"
TIMEOUT_SECONDS = 120
GAMES = ("breakout", "solaris", "tutankham", "space_invaders", "asteroids", "pitfall2", "robotank")


class Fault(NamedTuple):
    """A fault: in this file of src/main/cpp, this text, which occurs once, becomes that text."""

    file: str
    text: str
    faulty: str


FAULTS = (
    # Arithmetic and flags.
    Fault(
        "fast_m6502_execute.hpp",
        "overflow = (a ^ sum) & (value ^ sum) & 0x80;",
        "overflow = (a ^ sum) & 0x80;",
    ),
    Fault("fast_m6502_execute.hpp", "carry = left >= right;", "carry = left > right;"),
    Fault(
        "fast_m6502_execute.hpp",
        "negative = value;\n    overflow",
        "negative = a & value;\n    overflow",
    ),
    Fault(
        "fast_m6502_opcodes.inc",
        "ALL_CHANGES(0x26, 0x36, 0x2e, 0x3e, shiftLeft(operand, carry))",
        "ALL_CHANGES(0x26, 0x36, 0x2e, 0x3e, shiftLeft(operand, 0))",
    ),
    Fault("fast_m6502_opcodes.inc", "#define IF_PLAIN if (D) goto plain;", "#define IF_PLAIN"),
    Fault("fast_m6502_opcodes.inc", "IMPLIED(0x9a, sp = x)", "IMPLIED(0x9a, result(sp = x))"),
    # Time.
    Fault("fast_m6502_execute.hpp", "!= 0 ? 2 << 16 : 1 << 16", "!= 0 ? 1 << 16 : 1 << 16"),
    Fault("fast_m6502_opcodes.inc", "take(5 + (low >> 8));", "take(5);"),
    Fault("fast_m6502_opcodes.inc", "take(4 + (low >> 8));", "take(4);"),
    Fault("fast_m6502_execute.hpp", "!= 0 ? 8 : 7;", "!= 0 ? 9 : 7;"),
    Fault("timer_wait.cpp", "lowest = 1;", "lowest = 0;"),
    Fault("timer_wait.cpp", "wait.cycles - 1 -", "wait.cycles - 2 -"),
    Fault(
        "fast_m6502_execute.hpp",
        "page.device == riot_ && page.directPeekBase == nullptr",
        "page.device == riot_",
    ),
    # Addresses.
    Fault("fast_m6502_opcodes.inc", "ZERO_INDEXED(0xb4, x,", "ZERO_INDEXED(0xb4, y,"),
    Fault(
        "fast_m6502_opcodes.inc",
        "const uint32_t pointer = (byteAt(1) + x) & 0xff;",
        "const uint32_t pointer = byteAt(1);",
    ),
    Fault("fast_m6502_opcodes.inc", "if ((pointer & 0xff) == 0xff ||", "if ("),
    Fault(
        "fast_m6502_opcodes.inc",
        "const uint32_t last = programCounter() + 2;",
        "const uint32_t last = programCounter() + 3;",
    ),
    # What devices see.
    Fault("fast_m6502_execute.hpp", "access::field<access::DataBus>(*mySystem) = bus;", ""),
    Fault("fast_m6502_execute.hpp", "myLastAccessWasRead = true;", ""),
    Fault("fast_m6502_execute.hpp", "setCycles(pokeDevice(", "(void)(pokeDevice("),
    # Banks, budgets, ends.
    Fault(
        "fast_m6502_execute.hpp",
        "if (!isPlain(page.device)) checkBank();\n    return value;",
        "return value;",
    ),
    Fault("fast_m6502_execute.hpp", "if (!isPlain(page.device)) checkBank();\n    if", "if"),
    Fault(
        "fast_m6502_execute.hpp",
        "(pc & 0x1fff) + 2 >= LOWEST_HOT_SPOT",
        "(pc & 0x1fff) + 2 >= 0x2000",
    ),
    Fault(
        "fast_m6502_execute.hpp",
        "codeSize = (last - first + 1) * 64 - 4;",
        "codeSize = (last - first + 1) * 64;",
    ),
    Fault("fast_m6502_execute.hpp", "    if (myExecutionStatus != 0) break;", ""),
    Fault("fast_m6502_execute.hpp", "if (remaining() == 1 || ", "if ("),
    # The beam.
    Fault("beam.cpp", "{4, 5, 2, 3}", "{4, 5, 3, 3}"),
    Fault("beam.cpp", "if (left == LINE_CLOCKS) endLine();", ""),
    Fault("beam.cpp", "if (from + count >= BLANK_CLOCKS + HMOVE_CLOCKS) hmoveBlank = false;", ""),
    Fault("beam.cpp", "leftHalf = block < 80;", "leftHalf = block <= 80;"),
    Fault("beam.cpp", "(m1 & pf ? 0x0400 : 0)", "0"),
    Fault("beam.cpp", "score && leftHalf ? _mm_andnot_si128(noPlayfield, all) : zero", "zero"),
    Fault("beam.cpp", "!field<access::CosmicArk>(tia_) &&", ""),
)


class Builder:
    """Builds compare_processors with one fault; what no fault touches is compiled once."""

    def __init__(self, build: Path, ale_sources: Path, folder: Path) -> None:
        self.folder = folder
        self.sources = folder / "cpp"
        self.tests = NATIVE / "src/test/cpp"
        includes = (self.sources, self.tests, ale_sources / "src", build / "ale/src/ale")
        self.flags = ["-std=c++17", "-O1", "-w", *(f"-I{path}" for path in includes)]
        self.copy_sources()
        library = build / "ale/src/ale/libale.a"
        ale = folder / "ale.o"
        self.run(
            "-r", "-flto=auto", "-flinker-output=nolto-rel", "-O1",
            "-Wl,--whole-archive", str(library), "-o", str(ale),
        )  # fmt: skip
        names = ("compare_processors", "emulator_pair", "fuzz")
        self.objects = [ale, *(self.compile(self.tests / f"{name}.cpp") for name in names)]
        self.objects.append(self.compile(self.sources / "fast_processor.cpp"))

    def run(self, *arguments: str) -> None:
        subprocess.run(["c++", *arguments], check=True)

    def copy_sources(self) -> None:
        shutil.rmtree(self.sources, ignore_errors=True)
        shutil.copytree(NATIVE / "src/main/cpp", self.sources)

    def compile(self, unit: Path) -> Path:
        out = self.folder / f"{unit.stem}.o"
        self.run(*self.flags, "-c", str(unit), "-o", str(out))
        return out

    def program(self, fault: Fault) -> Path:
        """The program with this fault."""
        self.copy_sources()
        file = self.sources / fault.file
        text = file.read_text()
        if text.count(fault.text) != 1:
            raise SystemExit(
                f"{fault.file} has {text.count(fault.text)} times {fault.text!r}: expected once"
            )
        file.write_text(text.replace(fault.text, fault.faulty))
        units = [self.sources / f"{name}.cpp" for name in ("beam", "fast_m6502", "timer_wait")]
        objects = [self.compile(unit) for unit in (*units, self.tests / "trace.cpp")]
        program = self.folder / "compare_processors"
        self.run(*map(str, (*self.objects, *objects)), "-o", str(program), "-lz", "-pthread")
        return program


def is_found(program: Path, roms: list[str]) -> str | None:
    """Which comparison finds a difference, and in which game."""
    for mode, steps in (("--fuzz", 30000), ("--trace", 150)):
        for rom in roms:
            command = [str(program), mode, "--steps", str(steps), rom]
            try:
                result = subprocess.run(
                    command, capture_output=True, timeout=TIMEOUT_SECONDS, check=False
                )
            except subprocess.TimeoutExpired:
                return f"{mode[2:]} of {Path(rom).stem}, which hangs"
            if result.returncode != 0:
                return f"{mode[2:]} of {Path(rom).stem}"
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("ale_sources", type=Path)
    parser.add_argument("roms", type=Path)
    parser.add_argument("--only", default="", help="faults whose text has this")
    arguments = parser.parse_args()
    roms = [str(arguments.roms / f"{game}.bin") for game in GAMES]
    faults = [fault for fault in FAULTS if arguments.only in fault.text]
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        builder = Builder(arguments.build, arguments.ale_sources, Path(folder))
        for fault in faults:
            program = builder.program(fault)
            found = is_found(program, roms)
            outcome = f"found by {found}" if found else "MISSED"
            print(f"{outcome:40} {fault.file}: {fault.text.strip()[:60]!r}", flush=True)
            if not found:
                missed.append(fault)
    print(f"{len(faults) - len(missed)} of {len(faults)} faults found")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
