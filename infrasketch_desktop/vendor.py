"""Who built this program and for which environment: the record that a release carries, read from its resources.

`packaging/vendor.toml` is where it is written; a release checks it and bakes it as `vendor/vendor.json` into the
resources of the bundle. In a checkout that file describes the sandbox, in which no money moves.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from infrasketch_desktop.resources import ResourceError, resource_path


class Build(StrEnum):
    """The environment that a program was built for; the names are those of `credits.receipts.Environment`, which is
    not imported for the sake of a quick start.
    """

    LIVE = "live"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class Vendor:
    """What a build knows of its vendor. A live build names a server and a root; elsewhere any text may be empty.

    `server` is the address of the licensing server, "" for the built-in sandbox; `root` the signed document that trust
    in it begins with, verbatim. `feed` is the https address of the update feed, "" for none, and `feed_keys` are the
    Ed25519 public keys that may sign it, as the `x` of a JWK. `website` is an https address, and the only host that
    notes of an update may link to.
    """

    name: str
    environment: Build
    server: str = ""
    root: str = ""
    feed: str = ""
    feed_keys: tuple[str, ...] = ()
    support_email: str = ""
    website: str = ""

    @property
    def is_live(self) -> bool:
        return self.environment is Build.LIVE


@cache
def read_vendor() -> Vendor:
    """The vendor of this program.

    Raises:
        ResourceError: its record is missing or damaged. It never falls back to the sandbox: a live build would turn
            into something that believes a server of anybody's.
    """
    return read_record(resource_path("vendor", "vendor.json"))


def read_record(file: Path) -> Vendor:
    """The vendor in `file`. Raises ResourceError as `read_vendor`."""
    try:
        return _vendor(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ResourceError(f"“{file.name}” in {file.parent} is damaged. Install InfraSketch again.") from error


def write_record(vendor: Vendor, file: Path) -> None:
    """Keep it under `file`, in one form. Raises OSError."""
    plain = dataclasses.asdict(vendor) | {"feed_keys": list(vendor.feed_keys)}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _vendor(plain: dict[str, Any]) -> Vendor:
    keys = plain.pop("feed_keys")
    if not (isinstance(keys, list) and all(isinstance(text, str) for text in [*plain.values(), *keys])):
        raise TypeError(plain)
    vendor = Vendor(**plain | {"environment": Build(plain["environment"]), "feed_keys": tuple(keys)})
    if vendor.is_live and not (vendor.server and vendor.root):
        raise ValueError(plain)
    return vendor
