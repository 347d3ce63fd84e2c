"""Makes what people on Linux install from the folder of a bundle: .deb, .tar.xz, bill of materials and checksums.

.venv/bin/python -m linux.release --bundle dist/build/InfraSketch --into dist      (with packaging in PYTHONPATH)
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import platform
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.vendor import read_record
from linux.deb import HOME, Control, debian_version, write_deb
from linux.depends import LINKED, OPENED, RECOMMENDED, SUGGESTED
from linux.integration import Edition, integration
from linux.legal import copyright_file
from linux.news import NewsError, debian_changelog, read_news
from linux.tarball import write_tarball
from linux.tree import Entry, TreeError, below, folder, text
from materials.bill import bill_of_materials
from materials.components import LicenceError
from materials.inventory import EXECUTABLE, InventoryError, packed_modules, take_inventory
from materials.third_party import FILE_NAME, write_third_party

ROOT = Path(__file__).resolve().parents[2]
_VENDOR_RECORD = "_internal/infrasketch_desktop/_resources/vendor/vendor.json"
_NO_ADDRESS = "nobody@sandbox.invalid"
"""Debian wants an address of the maintainer. A sandbox without one gets one that says that it reaches nobody."""
LARGEST_PACKED = 70_000_000
"""In bytes, of each archive; what is promised to those who download it."""
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_DOC = "usr/share/doc/infrasketch"


class LargeError(Exception):
    """An archive is larger than was promised."""


def read_edition(bundle: Path, moment: int) -> Edition:
    """What is released: this version, by the vendor who is baked into `bundle`.

    Raises:
        NewsError, ResourceError: the CHANGELOG or the record of the vendor cannot be used.
    """
    vendor = read_record(bundle / _VENDOR_RECORD)
    news = read_news((ROOT / "packaging" / "CHANGELOG.md").read_text("utf-8"))
    return Edition(
        version=version("infrasketch-desktop"),
        releases=tuple(news),
        moment=moment,
        vendor=vendor.name,
        website=vendor.website,
        email=vendor.support_email or _NO_ADDRESS,
    )


def release(bundle: Path, into: Path, edition: Edition) -> list[Path]:
    """Write everything that is released into the folder `into` and return it, the checksums last.

    Raises:
        InventoryError, LicenceError: something in the bundle comes from nobody, or without its licence.
        TreeError: two things want the same place.
        NewsError: the CHANGELOG is not about this version.
        LargeError: an archive is larger than was promised.
    """
    machine = platform.machine()
    inventory = take_inventory(bundle, packed_modules(bundle / EXECUTABLE))
    write_third_party(inventory, bundle)
    name = f"infrasketch-{edition.version}"
    bill = into / f"{name}-linux-{machine}.cdx.json"
    bill.write_text(
        bill_of_materials(inventory, bundle, version=edition.version, vendor=edition.vendor, moment=edition.moment),
        "utf-8",
    )
    fitted = integration(edition)
    control = control_of(edition, machine)
    deb = into / f"infrasketch_{debian_version(edition.version)}_{control.architecture}.deb"
    tarball = into / f"{name}-linux-{machine}.tar.xz"
    with ThreadPoolExecutor(max_workers=2) as both:  # xz leaves the interpreter while it packs
        entries = [*folder(bundle, HOME), *below("usr", fitted), *documents(edition, control)]
        jobs = [
            both.submit(write_deb, entries, control, deb, edition.moment),
            both.submit(write_tarball, folder(bundle, "program"), fitted, name, tarball, edition.moment),
        ]
        for job in jobs:
            job.result()
    check_sizes([deb, tarball])
    return [deb, tarball, bill, write_checksums([deb, tarball, bill], into)]


def check_sizes(archives: Iterable[Path], largest: int = LARGEST_PACKED) -> None:
    """Raises LargeError for the first of `archives` with more than `largest` bytes."""
    for archive in archives:
        size = archive.stat().st_size
        if size > largest:
            raise LargeError(f"{archive.name} has {size / 1e6:.1f} MB; {largest / 1e6:.0f} MB are promised.")


def control_of(edition: Edition, machine: str) -> Control:
    return Control(
        version=edition.version,
        architecture=_ARCHITECTURES.get(machine, machine),
        depends=(*LINKED, *OPENED),
        recommends=tuple(RECOMMENDED),
        suggests=tuple(SUGGESTED),
        maintainer=f"{edition.vendor} <{edition.email}>",
        homepage=edition.website,
    )


def documents(edition: Edition, control: Control) -> Iterable[Entry]:
    """What Debian wants in the folder of documents, and why its checks are overruled where they are."""
    changelog = debian_changelog(edition.releases, control, edition.moment)
    yield text(f"{_DOC}/copyright", copyright_file(edition.vendor, edition.website, edition.moment))
    yield Entry(f"{_DOC}/changelog.gz", gzip.compress(changelog.encode(), 9, mtime=0))
    yield Entry(f"{_DOC}/{FILE_NAME}", link=f"../../../lib/infrasketch/{FILE_NAME}")
    yield Entry("usr/share/lintian/overrides/infrasketch", Path(__file__).with_name("lintian-overrides"))


def write_checksums(files: Iterable[Path], into: Path) -> Path:
    """SHA256SUMS, as `sha256sum --check` reads it."""
    sums = into / "SHA256SUMS"
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(files)]
    sums.write_text("".join(lines), "utf-8")
    return sums


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the releases for Linux from the folder of a bundle.")
    parser.add_argument("--bundle", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="where the releases are written")
    parser.add_argument("--moment", type=int, default=os.environ.get("SOURCE_DATE_EPOCH", "0"), metavar="SECONDS")
    given = parser.parse_args()
    try:
        edition = read_edition(given.bundle, given.moment)
        files = release(given.bundle, given.into, edition)
    except (InventoryError, LargeError, LicenceError, NewsError, ResourceError, TreeError) as error:
        sys.stderr.write(f"infrasketch: {error} Nothing can be released.\n")
        return 1
    sys.stdout.writelines(f"{file}: {file.stat().st_size / 1e6:.1f} MB\n" for file in files)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
