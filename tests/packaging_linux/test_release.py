"""What a release says of its vendor, and how large it may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.vendor import Build, Vendor, write_record
from linux.release import LargeError, check_sizes, control_of, read_edition

RECORD = "_internal/infrasketch_desktop/_resources/vendor/vendor.json"


@pytest.mark.parametrize(
    ("given", "said"), [("help@sketches.example", "help@sketches.example"), ("", "nobody@sandbox.invalid")]
)
def test_a_package_names_whom_users_can_write_to_or_plainly_nobody(given: str, said: str, tmp_path: Path) -> None:
    write_record(Vendor("Ada's Sketches", Build.SANDBOX, support_email=given), tmp_path / RECORD)
    edition = read_edition(tmp_path, 1_795_000_000)
    assert control_of(edition, "x86_64").maintainer == f"Ada's Sketches <{said}>"


def test_an_archive_that_is_larger_than_was_promised_stops_the_release(tmp_path: Path) -> None:
    small, large = tmp_path / "small.deb", tmp_path / "large.deb"
    small.write_bytes(b"1234")
    large.write_bytes(b"12345")
    check_sizes([small], 4)
    with pytest.raises(LargeError, match=r"large\.deb"):
        check_sizes([small, large], 4)
