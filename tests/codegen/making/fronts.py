"""Gateways for tests: their files on disk, with the addresses of their targets filled in, judged by their servers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.project import Engine, Part, Project
from tests.support import generated
from tests.support.needs import miss

_PATHS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"

NOWHERE = "http://127.0.0.1:9"


def put(project: Project, part: Part, folder: Path) -> Path:
    """Writes the files of a part, and returns its folder."""
    generated.write(files_of_part(project, part, program_templates()), folder)
    return folder / part.folder


def environment(project: Project, part: Part, **addresses: str) -> dict[str, str]:
    """The addresses that a front asks for: `addresses` by prefix, a closed port for all others."""
    prefixes = {project.part(link.target).prefix for link in project.needs(part)}
    urls = {f"{prefix}_URL": addresses.get(prefix, NOWHERE) for prefix in prefixes}
    return {"PATH": os.environ["PATH"], "NGINX_LOCAL_RESOLVERS": "127.0.0.1", **urls}


def split(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """The variables that the script of a front makes of its addresses."""
    script = f". {folder}/addresses.sh && env -0"
    done = subprocess.run(["sh", "-euc", script], env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if line)


def filled(folder: Path, settings: dict[str, str]) -> Path:
    """The configuration of NGINX with its variables filled in, as its image does it; what it keeps, it keeps here."""
    values = split(folder, settings)
    text = (folder / "nginx.conf").read_text(encoding="utf-8").replace(" /tmp/", f" {folder}/")
    path = folder / "filled.conf"
    path.write_text(re.sub(r"\$\{([A-Z0-9_]+)\}", lambda found: values.get(found[1], found[0]), text), encoding="utf-8")
    return path


def nginx() -> str:
    """Where the program is; the test is skipped aloud without it. Debian keeps it from the paths of users."""
    return shutil.which("nginx", path=_PATHS) or miss("nginx", packages="nginx-light")


def haproxy() -> str:
    """Where the program is; the test is skipped aloud without it."""
    return shutil.which("haproxy", path=_PATHS) or miss("haproxy", packages="haproxy")


def judge(project: Project, part: Part, folder: Path, **addresses: str) -> None:
    """The server of a front accepts its configuration without a word, with `addresses` by prefix."""
    here = put(project, part, folder)
    settings = environment(project, part, **addresses)
    if part.engine is Engine.HAPROXY:
        command = [haproxy(), "-c", "-q", "-f", str(here / "haproxy.cfg")]
        settings = split(here, settings)
    else:
        command = [nginx(), "-t", "-q", "-e", "stderr", "-p", str(here), "-c", str(filled(here, settings))]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
