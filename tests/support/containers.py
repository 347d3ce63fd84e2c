"""What an engine does with the server's Dockerfile, as far as Linux alone can do it: the same files, user, environment
and command, in a root file system that cannot be written, without capabilities and with a network of its own.

The image is not built. Libraries are those of this environment that the image's lock names, and no other.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from tests.support.processes import Child, Start
from tests.support.programs import ROOT, Outcome

DOCKERFILE = ROOT / "packaging" / "server" / "Dockerfile"
LOCK = ROOT / "packaging" / "server" / "requirements.lock"

_MAKE_ROOT = r"""
set -eu
root=$1 image=$2 data=$3 python=$4; shift 4
mount -t tmpfs -o mode=755 tmpfs "$root"
for name in usr etc proc dev sys; do mkdir "$root/$name"; mount --rbind "/$name" "$root/$name"; done
for name in bin sbin lib lib64; do [ ! -e "/$name" ] || ln -s "usr/$name" "$root/$name"; done
mkdir -p "$root/opt/infrasketch" "$root/data" "$root/tmp"
mount --bind "$image" "$root/opt/infrasketch"
mount --bind "$data" "$root/data"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
for seen in "$python" $SEEN; do mkdir -p "$root$seen"; mount --bind "$seen" "$root$seen"; done
mount -o remount,ro "$root"
mount -t proc proc "$root/proc"
ip link set lo up
exec chroot "$root" "$@"
"""
"""Run as the first process of namespaces for mounts, processes and network."""


def instructions(file: Path = DOCKERFILE) -> list[tuple[str, str]]:
    """Every instruction of a Dockerfile, in order: its name and its arguments, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [(name, rest) for name, _, rest in (line.strip().partition(" ") for line in lines if line.strip())]


def last(name: str) -> str:
    """The arguments of the last instruction of this name, which is the one that counts."""
    return [rest for found, rest in instructions() if found == name][-1]


def health_check() -> list[str]:
    """The command of HEALTHCHECK."""
    found: list[str] = json.loads(last("HEALTHCHECK").partition("CMD ")[2])
    return found


def locked() -> dict[str, str]:
    """The lock of the image: versions by name, those for this platform."""
    pins = re.findall(r"^([\w.-]+)==([\w.]+)(?: ; (.*))? \\$", LOCK.read_text("utf-8"), re.MULTILINE)
    return {name: version for name, version, marker in pins if "sys_platform ==" not in marker}


def lay_out(image: Path) -> None:
    """What the first stage of the Dockerfile leaves in its folder; libraries are links into this environment."""
    copies = [shlex.split(rest) for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    for *sources, target in copies:
        for source in sources:
            if target == "./":
                continue  # the lock, of which only the libraries stay
            place = image / target / Path(source).name if target.endswith("/") else image / target
            place.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, place)
    libraries = image / "libraries"
    libraries.mkdir()
    for name in locked():
        _link(name, libraries)
    for folder in (image, *image.rglob("*")):
        folder.chmod(0o755)


def _link(name: str, libraries: Path) -> None:
    found = distribution(name)
    tops = {file.parts[0] for file in found.files or () if file.parts[0] not in {"..", "__pycache__"}}
    for top in tops:
        place = libraries / top
        if not place.exists():
            place.symlink_to(found.locate_file(top))


@dataclass(frozen=True, slots=True)
class Container:
    """A running one; `Child` is the process that stands outside of it."""

    child: Child
    python: Path

    @property
    def pid(self) -> int:
        """Outside, of the process that is number 1 inside."""
        children = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children")
        return int(self.child.wait_until(lambda: children.read_text().split(), what="the container")[0])

    def status(self) -> dict[str, str]:
        """What the kernel says of the process: `Uid`, `CapEff` and so on."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def run(self, command: Sequence[str]) -> Outcome:
        """A command inside, as the engine runs its health check."""
        inside = ["nsenter", "--target", str(self.pid), "--mount", "--pid", "--net", "--root", "--wd", "--"]
        done = subprocess.run(
            [*inside, *_as_user(), "env", "-i", *_environment({}), str(self.python), *command[1:]],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def stop(self) -> int:
        """SIGTERM to the first process inside, as `docker stop` sends it; its exit code."""
        os.kill(self.pid, signal.SIGTERM)
        return self.child.wait()


def start_container(
    start: Start, folder: Path, *, command: Sequence[str] = (), settings: dict[str, str], seen: Sequence[Path] = ()
) -> Container:
    """The image over `folder`, whose sub-folder `data` is mounted at /data; `seen` are folders that are seen inside
    under their own names. Only root can do this.
    """
    root, image, data = folder / "root", folder / "image", folder / "data"
    for place in (root, data):
        place.mkdir(exist_ok=True)
    if not image.exists():
        lay_out(image)
    os.chown(data, *_user())
    base = Path(sys.base_prefix)
    python = base / "bin" / Path(sys.executable).resolve().name
    libraries = Path(str(distribution("uvicorn").locate_file("")))
    given = [*json.loads(last("ENTRYPOINT"))[1:], *(command or json.loads(last("CMD")))]
    child = start(
        [
            *("unshare", "--mount", "--pid", "--net", "--fork", "--kill-child", "sh", "-c", _MAKE_ROOT, "sh"),
            *(root, image, data, base, *_as_user(), "env", "-i", *_environment(settings), python, *given),
        ],
        environment={"SEEN": " ".join(str(each) for each in (libraries, *seen))},
    )
    return Container(child, python)


def _user() -> tuple[int, int]:
    user, group = last("USER").split(":")
    return int(user), int(group)


def _as_user() -> list[str]:
    user, group = _user()
    rights = ["--clear-groups", "--bounding-set", "-all", "--inh-caps", "-all", "--no-new-privs"]
    return ["setpriv", "--reuid", str(user), "--regid", str(group), *rights, "--"]


def _environment(settings: dict[str, str]) -> list[str]:
    return ["PATH=/usr/bin:/bin", *shlex.split(last("ENV")), *(f"{name}={value}" for name, value in settings.items())]
