"""A Debian with nothing in it but what every Debian has, in a folder of its own. Only root can make one.

Where packages come from is what apt of this machine is set up with. What runs inside sees this machine's network only
when packages are fetched; programs under test have none but their own loopback.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from tests.support.needs import miss
from tests.support.programs import Outcome

SUITE = "bookworm"
PERSON = "alice"
_SOURCES = ("apt-get", "indextargets", "--format", "deb $(REPO_URI) $(RELEASE) $(COMPONENT)")
_ENTER = """
set -eu
root=$1 user=$2 read_only=$3 network=$4; shift 4
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
[ "$network" = yes ] || ip link set lo up
if [ "$read_only" = yes ]; then
  mount --bind "$root/usr" "$root/usr"
  mount -o remount,bind,ro "$root/usr"
fi
exec chroot "$root" setpriv --reuid "$user" --regid "$user" --init-groups -- env -i "$@"
"""
"""Run as the first process of namespaces of its own: what it mounts and starts ends with it."""
_PASSING = ("proc", "dev", "sys", "run", "tmp", "var/log", "var/cache", "var/lib/apt", "var/lib/dpkg", "root")
"""What the system keeps for itself: mounts, logs, and what its package manager knows."""


@dataclass(frozen=True, slots=True)
class Debian:
    """The file system in `folder`."""

    folder: Path

    @property
    def home(self) -> Path:
        """Of the person who uses it."""
        return self.folder / "home" / PERSON

    def install(self, *packages: str | Path, recommended: bool = False) -> None:
        """By apt; a package in a file is copied in before."""
        names = []
        for package in packages:
            if isinstance(package, Path):
                shutil.copy(package, self.folder / "tmp")
            names.append(f"/tmp/{package.name}" if isinstance(package, Path) else package)
        how = "--install-recommends" if recommended else "--no-install-recommends"
        done = self._run(["apt-get", "install", "--yes", "-qq", how, *names], "root", network=True)
        assert done.code == 0, done.err

    def purge(self, package: str) -> None:
        done = self._run(["dpkg", "--purge", package], "root")
        assert done.code == 0, done.err

    def run(self, *words: str, read_only: bool = False, **variables: str) -> Outcome:
        """As the person, in the person's home, without a network."""
        return self._run(words, PERSON, read_only=read_only, variables=variables)

    def command(
        self,
        words: Sequence[str],
        user: str,
        *,
        read_only: bool = False,
        network: bool = False,
        variables: dict[str, str] | None = None,
    ) -> list[str]:
        """What runs `words` inside, as a command of this machine."""
        home = "/root" if user == "root" else f"/home/{user}"
        settings = {"HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **(variables or {})}
        if user == "root":
            settings["DEBIAN_FRONTEND"] = "noninteractive"
        spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        flags = [str(self.folder), user, *("yes" if each else "no" for each in (read_only, network))]
        inside = [*(f"{name}={value}" for name, value in settings.items()), "sh", "-c", 'cd && exec "$@"', "sh", *words]
        return [*spaces, "sh", "-c", _ENTER, "sh", *flags, *inside]

    def _run(
        self,
        words: Sequence[str],
        user: str,
        *,
        read_only: bool = False,
        network: bool = False,
        variables: dict[str, str] | None = None,
    ) -> Outcome:
        command = self.command(words, user, read_only=read_only, network=network, variables=variables)
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def files(self) -> dict[str, str]:
        """Everything in it that is there to stay: modes and content by path."""
        return {
            path.relative_to(self.folder).as_posix(): _described(path)
            for path in sorted(self.folder.rglob("*"))
            if not path.relative_to(self.folder).as_posix().startswith(_PASSING)
        }


def _described(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    mode = oct(path.stat().st_mode)
    return f"{mode} {sha256(path.read_bytes()).hexdigest()}" if path.is_file() else mode


def make_debian(folder: Path) -> Debian:
    """A fresh one, with a person in it; the test is skipped aloud where it cannot be made."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a root file system")
    if shutil.which("mmdebstrap") is None:
        miss("mmdebstrap", packages="mmdebstrap")
    asked = subprocess.run(
        [*_SOURCES, "Created-By: Packages", "Origin: Debian"], capture_output=True, text=True, check=True
    )
    sources = [line for line in dict.fromkeys(asked.stdout.splitlines()) if f" {SUITE}" in line]
    if not sources:
        pytest.skip(f"apt of this machine knows no Debian {SUITE}")
    words = ["mmdebstrap", "--mode=root", "--variant=minbase", "--quiet", SUITE, folder, *sources]
    subprocess.run(words, check=True, timeout=900)
    made = Debian(folder)
    for words in (["useradd", "--create-home", PERSON], ["apt-get", "update", "-qq"]):
        done = made._run(words, "root", network=True)
        assert done.code == 0, done.err
    return made
