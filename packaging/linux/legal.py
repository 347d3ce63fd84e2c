"""The copyright file of the package."""

from __future__ import annotations

from datetime import UTC, datetime

from materials.third_party import FILE_NAME

_COPYRIGHT = """\
Copyright (C) {year} {vendor}{website}

This package is distributed by its vendor under the terms that the vendor has agreed with you. It is not part of Debian.

It is built from parts that others made. The list of them, the licences under which they are used and the full text of
each licence are in /usr/share/doc/infrasketch/{third_party}

Qt and Qt for Python are used under the GNU Lesser General Public License, version 3, whose text is in
/usr/share/common-licenses/LGPL-3
"""


def copyright_file(vendor: str, website: str, moment: int) -> str:
    """Who publishes the package since `moment` (seconds since 1970), and where the licences of its parts stand."""
    year = datetime.fromtimestamp(moment, UTC).year
    return _COPYRIGHT.format(year=year, vendor=vendor, website=f", {website}" if website else "", third_party=FILE_NAME)
