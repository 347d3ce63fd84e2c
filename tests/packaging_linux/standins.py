"""A small folder that stands in for a bundle: a script as the program, libraries that link to each other, odd names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from linux.deb import HOME
from linux.integration import Edition, integration
from linux.news import Release
from linux.release import control_of, documents
from linux.tree import Entry, below, folder

EDITION = Edition(
    version="0.1.0",
    releases=(
        Release("0.1.0", None, "The first version.", ("Describe. Type a sentence.", "Draw. By mouse & keyboard.")),
    ),
    moment=1_795_000_000,
    vendor="InfraSketch",
    website="https://infrasketch.example",
    email="support@infrasketch.example",
)
CONTROL = control_of(EDITION, "x86_64")
_PROGRAM = """#!/bin/sh
printf '%s\\n' "$@" > "${SAID_TO:?}.part"
mv "$SAID_TO.part" "$SAID_TO"
"""


def make_bundle(place: Path) -> Path:
    """The program notes its arguments in the file that SAID_TO names."""
    libraries = place / "_internal" / "Qt lib"
    libraries.mkdir(parents=True)
    program = place / "infrasketch"
    program.write_text(_PROGRAM, "utf-8")
    (libraries / "libx.so.1").write_bytes(b"library")
    (libraries / "libx.so").symlink_to("libx.so.1")
    (place / "_internal" / "grün.txt").write_text("ü", "utf-8")
    for file in (program, libraries / "libx.so.1"):
        file.chmod(0o755)
    return place


def package_entries(bundle: Path) -> list[Entry]:
    """What the .deb of that folder holds."""
    return [*folder(bundle, HOME), *below("usr", integration(EDITION)), *documents(EDITION, CONTROL)]


def copy_differently(bundle: Path, place: Path) -> Path:
    """The same content made in another order, at another time and with other modes."""
    for file in sorted(bundle.rglob("*"), reverse=True):
        target = place / file.relative_to(bundle)
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.is_symlink():
            target.symlink_to(file.readlink())
        elif file.is_file():
            shutil.copyfile(file, target)
            target.chmod(0o700 if file.name == "infrasketch" else 0o600)
    return place


def bill_files(bill: str) -> dict[str, str]:
    """The files that a bill of materials names, with their SHA-256."""
    content = json.loads(bill)
    parts = [content["metadata"]["component"], *content["components"]]
    files = [each for part in parts for each in part.get("components", ()) if each["type"] == "file"]
    return {file["name"]: file["hashes"][0]["content"] for file in files}
