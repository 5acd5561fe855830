"""Compares two builds of a release, byte for byte: ``python compare.py DIST OTHER_DIST``."""

from __future__ import annotations

import hashlib
import sys
import tarfile
import zipfile
from pathlib import Path

Members = dict[str, tuple[object, ...]]


def files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their names in it."""
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


def members(path: Path) -> Members:
    """Return what an archive says of each member, by name: the digest of its bytes, date, mode."""
    found: Members = {}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                digest = hashlib.sha256(archive.read(info)).hexdigest()
                found[info.filename] = (digest, info.date_time, info.external_attr, info.extra)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                digest = hashlib.sha256(content.read() if content else b"").hexdigest()
                found[member.name] = (digest, member.mtime, member.mode, member.linkname)
    return found


def main(one: str, other: str) -> None:
    """Say what is equal, and of the rest what differs."""
    ours, theirs = files(Path(one)), files(Path(other))
    differ = sorted(
        name
        for name in ours.keys() | theirs.keys()
        if name not in ours
        or name not in theirs
        or ours[name].read_bytes() != theirs[name].read_bytes()
    )
    for name in sorted(ours.keys() - set(differ)):
        if not name.endswith((".md5", ".sha1")):
            print(f"equal    {name}")
    for name in differ:
        print(f"DIFFERS  {name}")
        if name in ours and name in theirs:
            a, b = members(ours[name]), members(theirs[name])
            for member in sorted(a.keys() | b.keys()):
                if a.get(member) != b.get(member):
                    print(f"           {member}: {a.get(member)} and {b.get(member)}")
    print(f"{len(ours) - len(differ)} of {len(ours | theirs)} files are equal")
    if differ or not ours:
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
