"""`infrasketch-server feed`: say in a signed file which version of the program is the newest.

The key of updates is apart from those of root and server: it lies with whoever publishes releases, never on a server.
The signed file is public, and any web server may hand it out.
"""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.feed import LARGEST_FEED, Feed, read_feed, sign_feed
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.websites import is_of_website
from licensing_server.clock import utc_seconds
from licensing_server.operations.console import Console, standard_console
from licensing_server.operations.key_options import day, new_passphrase
from licensing_server.settings import Settings
from licensing_server.signing import SigningError
from licensing_server.signing.errors import PassphraseError
from licensing_server.signing.holders import DAY
from licensing_server.signing.key_files import PUBLIC_MODE, read_key, write_file, write_key

KEY_FILE = "update-key.pem"
PUBLIC_KEY_FILE = "update-key.json"
USUAL_DAYS = 180
"""A vendor who publishes nothing for half a year signs the same version again, or programs hear of none."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    create = steps.add_parser("create-key", help="make the key of updates, once")
    create.add_argument("--to", metavar="DIR", type=Path, required=True, help="the folder or medium of the key")
    create.add_argument("--ask-passphrase", action="store_true", help="encrypt the key with a passphrase")
    _add_sign(steps.add_parser("sign", help="write the signed feed for a version"))
    for step in steps.choices.values():
        step.add_argument("--json", dest="as_json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace, _settings: Settings) -> int:
    console = standard_console(as_json=options.as_json)
    {"create-key": _create_key, "sign": _sign}[options.step](options, console)
    return 0


def _create_key(options: argparse.Namespace, console: Console) -> None:
    advice = "Start it at a terminal, or leave --ask-passphrase out."
    passphrase = new_passphrase("the key of updates", advice) if options.ask_passphrase else ""
    how = "." if passphrase else ", without a passphrase."
    key = PrivateKey.generate(secrets.token_bytes)
    write_key(options.to / KEY_FILE, key, passphrase)
    public = key.public
    write_file(options.to / PUBLIC_KEY_FILE, canonical.encode({**public.jwk(), "kid": public.kid}), PUBLIC_MODE)
    console.tell(
        {"kid": public.kid, "public": public.text, "encrypted": bool(passphrase)},
        f"The key of updates {public.kid} was made in {options.to}{how}",
        f'In packaging/vendor.toml: update_keys = ["{public.text}"]',
    )


def _sign(options: argparse.Namespace, console: Console) -> None:
    key, now = _key(options.key), utc_seconds()
    if not is_of_website(options.page, options.website):
        raise SigningError(
            f"“{options.page}” is not an https page of {options.website}: programs would refuse the feed. Nothing was "
            "written."
        )
    try:
        feed = Feed(
            Environment(options.env),
            _number(options, key),
            now,
            now + options.days * DAY,
            options.version,
            now if options.released is None else options.released,
            options.page,
            {language: _text(Path(path)).strip() for language, path in options.notes},
            dict(options.minimum),
        )
        token = sign_feed(feed, key)
    except DocumentError as error:
        raise SigningError(f"A program would refuse this feed: {error} Nothing was written.") from error
    write_file(options.output, token.encode(), PUBLIC_MODE)
    console.tell(
        {"feed": feed.payload(), "file": str(options.output)},
        f"Issue {feed.number} for the {feed.env} environment: {feed.version}, good until {day(feed.expires_at)}.",
        f"Notes: {', '.join(feed.notes)}. Signed by {key.public.kid}.",
        f"Next: put {options.output} where `update_feed` of packaging/vendor.toml points to.",
    )


def _number(options: argparse.Namespace, key: PrivateKey) -> int:
    """One more than that of the issue that is published now. Programs refuse a lower one for good."""
    if options.first:
        return 1
    try:
        return read_feed(_text(options.after).strip(), [key.public]).number + 1
    except DocumentError as error:
        raise SigningError(f"{options.after} is no feed of this key: {error} Nothing was written.") from error


def _key(folder: Path) -> PrivateKey:
    file = folder / KEY_FILE
    try:
        return read_key(file)
    except PassphraseError as error:
        if not sys.stdin.isatty():
            raise SigningError(f"{file} is encrypted: sign at a terminal, which asks for the passphrase.") from error
        return read_key(file, getpass.getpass(f"Passphrase of {file}: "))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FEED + 1).decode("utf-8")
    except OSError as error:
        raise SigningError(f"{path} cannot be read: {error.strerror}. Nothing was written.") from error
    except ValueError as error:
        raise SigningError(f"{path} is not text. Nothing was written.") from error


def _add_sign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", metavar="DIR", type=Path, required=True, help="the folder of the key")
    parser.add_argument("--version", required=True, help="the newest version, for example 1.3.0")
    parser.add_argument("--page", metavar="URL", required=True, help="where a person gets it")
    parser.add_argument("--website", metavar="URL", required=True, help="as in packaging/vendor.toml")
    parser.add_argument(
        "--notes",
        metavar="LANGUAGE=FILE",
        type=_pair,
        action="append",
        required=True,
        help="what is new, in Markdown; English first: --notes en=notes.md; links lead to the website alone",
    )
    issue = parser.add_mutually_exclusive_group(required=True)
    issue.add_argument("--after", metavar="FILE", type=Path, help="the feed that is published now")
    issue.add_argument("--first", action="store_true", help="nothing was ever published under this key")
    parser.add_argument("--released", metavar="DATE", type=_date, help="when, for example 2026-11-20 (today)")
    parser.add_argument(
        "--minimum",
        metavar="SYSTEM=VERSION",
        type=_pair,
        action="append",
        default=[],
        help="oldest system it runs on: linux=2.36 (the C library), darwin=13, win32=10.0.19045",
    )
    parser.add_argument("--days", type=_days, default=USUAL_DAYS, help=f"for how long it is good ({USUAL_DAYS})")
    parser.add_argument("--env", choices=[str(env) for env in Environment], default="live", help="of the builds (live)")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError("NAME=VALUE")
    return name, value


def _date(text: str) -> int:
    try:
        return int(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp())
    except ValueError as error:
        raise argparse.ArgumentTypeError("a date like 2026-11-20") from error


def _days(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= 10 * 365):
        raise argparse.ArgumentTypeError("a number of days, at most ten years")
    return int(text)
