"""The stand-in bundle and the .deb made from it, once for each folder of tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from linux.deb import write_deb
from tests.packaging_linux.standins import CONTROL, EDITION, make_bundle, package_entries


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle") / "InfraSketch")


@pytest.fixture(scope="session")
def deb(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("deb") / "infrasketch_0.1.0_amd64.deb"
    write_deb(package_entries(bundle), CONTROL, target, EDITION.moment)
    return target
