"""`infrasketch-server root-ceremony`: make or replace the root keys, each on the medium of its holder.

Four steps, on a machine without a network. No two root keys need to be on it at the same time: what travels between
the holders is the draft, the public keys and the signatures, none of them secret.
"""

from __future__ import annotations

import argparse
import json
import secrets
from pathlib import Path

from infrasketch_desktop.credits import canonical, documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import join
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import ROOT_KEYS, Root, draft_root
from infrasketch_desktop.credits.trust import Trust
from licensing_server.clock import utc_seconds
from licensing_server.operations.console import Console, standard_console
from licensing_server.operations.key_options import ask_for_root_key, day, new_passphrase
from licensing_server.settings import Settings
from licensing_server.signing import KeysFolder, SigningError
from licensing_server.signing.holders import DAY, create_root_key
from licensing_server.signing.key_files import PUBLIC_MODE, write_file

PUBLIC_KEY_FILE = "root-key.json"
STEPS = """\
Three holders each make a key; any two of them can later sign key lists, and a lost key is replaced by a new ceremony.

  1. each holder:  infrasketch-server root-ceremony create-key --to /media/HOLDER
  2. once:         infrasketch-server root-ceremony draft --public FILE --public FILE --public FILE -o root.draft
                   (the FILEs are the root-key.json of the three; --keys DIR when there is a root already)
  3. two holders:  infrasketch-server root-ceremony sign --root-key /media/HOLDER --draft root.draft -o HOLDER.signature
                   (to replace a root: two holders of the old keys and two of the new ones; who has both signs once)
  4. once:         infrasketch-server root-ceremony assemble --keys DIR *.signature

Then sign the first key list: infrasketch-server rotate-key --keys DIR --root-key /media/A --root-key /media/B"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = STEPS
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    _add_create_key(steps.add_parser("create-key", help="a holder makes a root key on a medium"))
    _add_draft(steps.add_parser("draft", help="write what the holders will sign"))
    _add_sign(steps.add_parser("sign", help="a holder signs the draft"))
    _add_assemble(steps.add_parser("assemble", help="put the signatures together and check them as a device does"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    console = standard_console(as_json=options.as_json)
    try:
        {"create-key": _create_key, "draft": _draft, "sign": _sign, "assemble": _assemble}[options.step](
            options, settings, console
        )
    except DocumentError as error:
        raise SigningError(f"A device would refuse this root: {error} Nothing was written.") from error
    return 0


def _create_key(options: argparse.Namespace, settings: Settings, console: Console) -> None:
    passphrase = settings.root_passphrase.get_secret_value()
    if options.ask_passphrase:
        advice = "set INFRASKETCH_ROOT_PASSPHRASE and leave --ask-passphrase out."
        passphrase = new_passphrase("this root key", f"Start it at a terminal, or {advice}")
    key = create_root_key(options.to, secrets.token_bytes, passphrase).public
    write_file(options.to / PUBLIC_KEY_FILE, canonical.encode({**key.jwk(), "kid": key.kid}), PUBLIC_MODE)
    console.tell(
        {"kid": key.kid, "public": str(options.to / PUBLIC_KEY_FILE), "encrypted": bool(passphrase)},
        f"Root key {key.kid} was made in {options.to}" + ("." if passphrase else ", without a passphrase."),
        f"Write its id down. Give {PUBLIC_KEY_FILE} to whoever makes the draft; the medium stays with its holder.",
    )


def _draft(options: argparse.Namespace, _settings: Settings, console: Console) -> None:
    now = utc_seconds()
    folder = KeysFolder(options.keys) if options.keys else None
    current = folder.trust(folder.environment()).root if folder is not None and folder.has_roots else None
    keys = tuple(_public_key(path) for path in options.public)
    env = Environment(options.env) if current is None else current.env
    root = Root(1 if current is None else current.n + 1, env, keys, now, now + round(options.years * 365.25) * DAY)
    draft_root(root.payload())
    write_file(options.output, canonical.encode(root.payload()), PUBLIC_MODE)
    console.tell(
        {"draft": str(options.output), "root": root.payload()}, *_described(root), "Next: the holders sign it."
    )


def _sign(options: argparse.Namespace, settings: Settings, console: Console) -> None:
    payload = canonical.decode_object(_read(options.draft))
    root = draft_root(payload)
    key = ask_for_root_key(options.root_key, settings.root_passphrase.get_secret_value())
    write_file(options.output, documents.sign(DocumentType.ROOT, payload, key).encode(), PUBLIC_MODE)
    console.tell(
        {"signed_by": key.public.kid, "signature": str(options.output), "root": payload},
        *_described(root),
        f"Signed by {key.public.kid}: {options.output}. Compare the ids of the keys with what the holders wrote down.",
    )


def _assemble(options: argparse.Namespace, _settings: Settings, console: Console) -> None:
    tokens = [_read(path).decode("utf-8", "replace").strip() for path in options.signatures]
    text = join(tokens, DocumentType.ROOT).text
    folder = KeysFolder(options.keys)
    with folder.changing():
        if folder.has_roots:
            trust = folder.trust(folder.environment()).accept_root(text)
        else:
            trust = Trust.begin(draft_root(join(tokens, DocumentType.ROOT).unverified_payload).env, text)
        folder.put_root(trust)
    file = folder.root_file(trust.root.n)
    console.tell(
        {"root": trust.root.payload(), "file": str(file)},
        *_described(trust.root),
        f"It is sound, and kept as {file}.",
        "Next: sign the key list under it, with two of its keys:",
        "  infrasketch-server rotate-key --root-key … --root-key …" + ("" if trust.root.n == 1 else " --renew"),
        *_afterwards(trust.root),
    )


def _afterwards(root: Root) -> list[str]:
    if root.n == 1:
        return ["Then build it into the program (packaging/VENDOR.md), and copy the folder to the servers."]
    return ["Then copy the folder to the servers. Devices fetch the new root by themselves; no new build is needed."]


def _described(root: Root) -> list[str]:
    lines = [f"Root {root.n} of the {root.env} environment, good until {day(root.not_after)}, two of three keys sign:"]
    return lines + [f"  {key.kid}" for key in root.keys]


def _public_key(path: Path) -> PublicKey:
    try:
        return PublicKey.from_text(str(json.loads(_read(path))["x"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SigningError(f"{path} is not the {PUBLIC_KEY_FILE} of a holder.") from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(canonical.LARGEST_DOCUMENT + 1)
    except OSError as error:
        raise SigningError(f"{path} cannot be read: {error.strerror}.") from error


def _add_create_key(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="the medium of the holder")
    parser.add_argument("--ask-passphrase", action="store_true", help="encrypt the key with a passphrase of the holder")


def _add_draft(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument("--public", metavar="FILE", type=Path, action="append", required=True, help="three times")
    parser.add_argument("--keys", metavar="DIR", type=Path, help="the keys folder with the root that is replaced")
    parser.add_argument(
        "--env", choices=[str(env) for env in Environment], default="live", help="of a first root (live)"
    )
    parser.add_argument(
        "--years", type=float, default=10, help=f"how long it may sign key lists (10); {ROOT_KEYS} keys"
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)


def _add_sign(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument("--root-key", metavar="DIR", type=Path, required=True, help="the medium of the holder")
    parser.add_argument("--draft", metavar="FILE", type=Path, required=True)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)


def _add_assemble(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument("signatures", metavar="SIGNATURE", type=Path, nargs="+")
    parser.add_argument(
        "--keys", metavar="DIR", type=Path, required=True, help="the keys folder that the root goes into"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", dest="as_json", action="store_true", help="print the result as JSON")
