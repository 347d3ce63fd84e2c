"""Checks packaging/vendor.toml and bakes it into the resources of a bundle: one sentence for each mistake.

.venv/bin/python packaging/baking.py                          check, and show what would be built in
.venv/bin/python packaging/baking.py --into DIST/…/resources  check, and bake
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from infrasketch_desktop.credits.errors import DocumentError  # noqa: E402 - the program is found first
from infrasketch_desktop.credits.keys import PublicKey  # noqa: E402
from infrasketch_desktop.credits.prices import PriceList, default_prices_file, read_prices  # noqa: E402
from infrasketch_desktop.credits.roots import Root, first_root  # noqa: E402
from infrasketch_desktop.credits.websites import is_web_address  # noqa: E402
from infrasketch_desktop.vendor import Build, Vendor, write_record  # noqa: E402
from infrasketch_desktop.wallet.http import is_loopback  # noqa: E402

VENDOR_FILE = HERE / "vendor.toml"
TEXTS = ("name", "environment", "server", "root", "prices", "update_feed", "support_email", "website")
LISTS = ("update_keys",)
LONGEST_NAME = 60
LARGEST_FILE = 1_000_000
_EMAIL = re.compile(r"[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:.]+")


class VendorError(Exception):
    """The vendor's record cannot be built in; `mistakes` has one sentence for each reason."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


@dataclass(frozen=True, slots=True)
class Baked:
    """What goes into a bundle: the record, its root (None in a sandbox without a server), and the price list."""

    vendor: Vendor
    root: Root | None
    prices: PriceList
    prices_text: str


def read_vendor_file(file: Path = VENDOR_FILE, now: float | None = None) -> Baked:
    """What `file` describes, once all of it is as it must be; `now` is seconds UTC, the clock's when None.

    Raises:
        VendorError: with every mistake.
    """
    return _Reading(file.parent, _fields(file), time.time() if now is None else now).baked()


def bake(baked: Baked, resources: Path) -> None:
    """Write it into the folder `resources` of a bundle, over what the checkout had there. Raises OSError."""
    write_record(baked.vendor, resources / "vendor" / "vendor.json")
    (resources / "catalog" / "prices.json").write_text(baked.prices_text, "utf-8")


def describe(baked: Baked) -> Iterable[str]:
    """What was built in, with the ids of all keys: whoever builds compares them with the holders of the keys."""
    vendor = baked.vendor
    yield f"{vendor.name}, for the {vendor.environment} environment."
    yield f"Licensing server: {vendor.server or 'the built-in sandbox'}"
    if baked.root is not None:
        yield f"Root {baked.root.n}; compare the ids of its keys with what the holders wrote down:"
        yield from (f"  {key.kid}" for key in baked.root.keys)
    yield f"Prices before a server was met: version {baked.prices.version}, in {baked.prices.currency}."
    yield f"Update feed: {vendor.feed or 'none'}" + ("; keys that may sign it:" if vendor.feed else "")
    yield from (f"  {PublicKey.from_text(key).kid}" for key in vendor.feed_keys)
    yield f"Support: {vendor.support_email or 'none'}; website: {vendor.website or 'none'}."


@dataclass(slots=True)
class _Reading:
    """One reading of the file: looks at everything, and gathers what is wrong."""

    folder: Path
    fields: Mapping[str, Any]
    now: float
    mistakes: list[str] = field(default_factory=list)

    def baked(self) -> Baked:
        self._check_name()
        environment = self._environment()
        is_live = environment is Build.LIVE
        server = self._address("server", is_live=is_live, bare=True)
        feed = self._address("update_feed", is_live=is_live)
        website = self._address("website", is_live=is_live)
        root = self._root(environment)
        keys = self._update_keys(root)
        prices_text, prices = self._prices()
        self._check_email()
        self._check_together(is_live=is_live, server=server, feed=feed, keys=keys, website=website)
        if self.mistakes or environment is None or prices is None:
            raise VendorError(self.mistakes)
        vendor = Vendor(
            self.fields["name"],
            environment,
            server,
            "" if root is None else root.text,
            feed,
            keys,
            self.fields["support_email"],
            website,
        )
        return Baked(vendor, root, prices, prices_text)

    def _check_name(self) -> None:
        name = self.fields["name"]
        if not (name.strip() == name and 0 < len(name) <= LONGEST_NAME and name.isprintable()):
            self.mistakes.append(f"“name” is one line of 1 to {LONGEST_NAME} characters, not “{name}”.")

    def _environment(self) -> Build | None:
        try:
            return Build(self.fields["environment"])
        except ValueError:
            self.mistakes.append(f"“environment” is “live” or “sandbox”, not “{self.fields['environment']}”.")
            return None

    def _address(self, name: str, *, is_live: bool, bare: bool = False) -> str:
        """An https address; `bare` when it says no more than scheme, host and port. "" when none or a wrong one."""
        address: str = self.fields[name]
        if not address:
            return ""
        if not is_web_address(address):
            self.mistakes.append(f"“{name}” is an address like https://www.example.com, not “{address}”.")
        elif not (urlsplit(address).scheme == "https" or (is_loopback(address) and not is_live)):
            where = "" if is_live else "; http is for this computer alone"
            self.mistakes.append(f"“{name}” begins with https://, and “{address}” does not{where}.")
        elif is_live and is_loopback(address):
            self.mistakes.append(f"“{name}” is an address of this computer, “{address}”: no user reaches it.")
        elif bare and urlsplit(address)._replace(scheme="", netloc="").geturl() not in ("", "/"):
            self.mistakes.append(f"“{name}” is scheme, host and port alone, and “{address}” says more.")
        else:
            return address.rstrip("/") if bare else address
        return ""

    def _root(self, environment: Build | None) -> Root | None:
        text = self._file("root")
        if text is None:
            return None
        name = self.fields["root"]
        try:
            root = first_root(text.strip())
        except DocumentError as error:
            self.mistakes.append(f"“root” names “{name}”, which is not a sound root: {error}")
            return None
        if environment is not None and root.env.value != environment.value:
            self.mistakes.append(f"“root” names a root of the {root.env} environment; this build is {environment}.")
        if root.not_after <= self.now:
            self.mistakes.append(f"“root” names “{name}”, whose time is over; hold a root ceremony first.")
        return root

    def _update_keys(self, root: Root | None) -> tuple[str, ...]:
        keys = []
        for text in self.fields["update_keys"]:
            try:
                key = PublicKey.from_text(text)
            except DocumentError as error:
                self.mistakes.append(f"“update_keys” has “{text}”, which is not a public key: {error}")
                continue
            if root is not None and key in root.keys:
                self.mistakes.append(f"“update_keys” has the root key {key.kid}; make one for updates alone.")
            keys.append(text)
        if len(set(keys)) != len(keys):
            self.mistakes.append("“update_keys” names a key twice.")
        return tuple(keys)

    def _prices(self) -> tuple[str, PriceList | None]:
        text = self._file("prices") if self.fields["prices"] else default_prices_file().read_text("utf-8")
        if text is None:
            return "", None
        try:
            return text, read_prices(json.loads(text))
        except (ValueError, TypeError, RecursionError, DocumentError) as error:
            self.mistakes.append(f"“prices” names “{self.fields['prices']}”, which is not a price list: {error}")
            return "", None

    def _check_email(self) -> None:
        email = self.fields["support_email"]
        if email and not _EMAIL.fullmatch(email):
            self.mistakes.append(f"“support_email” is an address like help@example.com, not “{email}”.")

    def _check_together(self, *, is_live: bool, server: str, feed: str, keys: tuple[str, ...], website: str) -> None:
        given = {name for name, value in self.fields.items() if value}
        if is_live and "server" not in given:
            self.mistakes.append("“server” is missing: a live build needs the address of its licensing server.")
        if is_live and "support_email" not in given:
            self.mistakes.append("“support_email” is missing: packages name whom users of a live build can write to.")
        if (is_live or server) and "root" not in given:
            self.mistakes.append("“root” is missing: without it the program would believe no licensing server.")
        if not is_live and "root" in given and "server" not in given:
            self.mistakes.append("“root” is given without a “server”: the built-in sandbox has a root of its own.")
        if feed and "update_keys" not in given:
            self.mistakes.append("“update_keys” is empty: without a key the program would believe no update feed.")
        if keys and "update_feed" not in given:
            self.mistakes.append("“update_keys” is given without an “update_feed”.")
        if feed and not website and "website" not in given:
            self.mistakes.append("“website” is missing: an update is shown with a page of your website.")

    def _file(self, name: str) -> str | None:
        """The text of the file that the field `name` names; None for none, and for one that cannot be read."""
        if not self.fields[name]:
            return None
        path: Path = self.folder / self.fields[name]
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                self.mistakes.append(f"“{name}” names “{path}”, which is larger than 1 MB.")
                return None
            return content.decode("utf-8")
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not text"
            self.mistakes.append(f"“{name}” names “{path}”, which cannot be read: {why}.")
            return None


def _fields(file: Path) -> dict[str, Any]:
    """All fields with their types. Raises VendorError."""
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise VendorError([f"{file} cannot be read: {error.strerror}."]) from error
    except ValueError as error:  # also what is not TOML, or not UTF-8
        raise VendorError([f"{file} is not TOML: {error}."]) from error
    mistakes = [f"“{name}” is not a field of {file.name}." for name in found if name not in (*TEXTS, *LISTS)]
    mistakes += [f"“{name}” is missing." for name in ("name", "environment") if name not in found]
    mistakes += [f"“{name}” is a text in quotes." for name in TEXTS if not isinstance(found.get(name, ""), str)]
    mistakes += [f"“{name}” is a list of texts." for name in LISTS if not _are_texts(found.get(name, []))]
    if mistakes:
        raise VendorError(mistakes)
    defaults: dict[str, Any] = dict.fromkeys(TEXTS, "") | {name: [] for name in LISTS}
    return defaults | found


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the vendor's record, and bake it into a bundle.")
    parser.add_argument("file", nargs="?", type=Path, default=VENDOR_FILE, metavar="VENDOR.TOML")
    parser.add_argument("--into", type=Path, metavar="RESOURCES", help="the folder of resources of a bundle")
    options = parser.parse_args()
    try:
        baked = read_vendor_file(options.file)
    except VendorError as error:
        sys.stderr.write(f"{options.file} cannot be built in:\n" + "".join(f"  {one}\n" for one in error.mistakes))
        return 1
    if options.into is not None:
        bake(baked, options.into)
    sys.stdout.write("\n".join(describe(baked)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
