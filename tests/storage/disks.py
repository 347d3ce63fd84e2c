"""Disks that are really small or read-only, and folders without rights that even the administrator feels."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A tmpfs with `options` at `folder`."""
    folder.mkdir(exist_ok=True)
    try:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip(f"this account may not mount: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def make_read_only(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


NOBODY = 65534


@contextmanager
def ordinary_account() -> Iterator[Path]:
    """Work without the administrator's rights, in a folder that is this account's own; yields the folder.

    Not `tmp_path`: pytest closes the folders above it for others.
    """
    folder = Path(tempfile.mkdtemp(prefix="infrasketch-test-"))
    administrator = os.name != "nt" and os.geteuid() == 0
    if administrator:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if administrator:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)
