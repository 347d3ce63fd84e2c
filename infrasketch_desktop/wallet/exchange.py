"""Sync by file, for machines that never touch a network: a request goes out, the server's answer comes back.

Both are JSON objects: `{"format", "request"}` and `{"format", "receipt", "keyset", "roots", "prices"}`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.client import LicensingClient
from infrasketch_desktop.wallet.errors import AnswerError, WalletError
from infrasketch_desktop.wallet.learning import learn_keys, learn_prices
from infrasketch_desktop.wallet.recovery import recover
from infrasketch_desktop.wallet.sync import KEPT, Accepted, accept, build_request
from infrasketch_desktop.wallet.wallet import Wallet

REQUEST_FORMAT = "infrasketch-sync-request/1"
ANSWER_FORMAT = "infrasketch-sync-answer/1"
LARGEST_FILE = 16 * 1024 * 1024


def export_request(wallet: Wallet, key: PrivateKey, path: Path, want: int | None = None) -> None:
    """Write a request with everything the server has not confirmed.

    Raises:
        WalletError: the device is not enrolled, or the file cannot be written.
    """
    _write(path, {"format": REQUEST_FORMAT, "request": build_request(wallet, key, None, want)})


def carry(client: LicensingClient, request: Path, answer: Path) -> None:
    """Take a request file to the server from a machine with a network, and write its answer.

    Raises:
        NotConnectedError, ServerRefusedError, WalletError
    """
    fields = _read(request, REQUEST_FORMAT)
    receipt = client.sync_by_file(_text(fields, "request"))
    answered = {
        "format": ANSWER_FORMAT,
        "receipt": receipt,
        "keyset": client.keyset(),
        "roots": client.roots_after(1),
        "prices": client.prices(),
    }
    _write(answer, answered)


def import_answer(wallet: Wallet, path: Path) -> Accepted:
    """Take the server's answer: keys first, then the receipt, then the prices.

    Raises:
        AnswerError, StaleRequestError: the receipt was refused; the wallet is as it was.
        WalletError: the file cannot be read.
    """
    fields = _read(path, ANSWER_FORMAT)
    roots = fields.get("roots")
    if not isinstance(roots, list) or not all(isinstance(root, str) for root in roots):
        raise _malformed(path)
    learn_keys(wallet, roots, _text(fields, "keyset"))
    accepted = accept(wallet, _text(fields, "receipt"))
    learn_prices(wallet, _text(fields, "prices"))
    recover(wallet)
    return accepted


def _read(path: Path, expected: str) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        fields = json.loads(content) if len(content) <= LARGEST_FILE else None
    except OSError as error:
        raise WalletError(
            tr("“{name}” cannot be read: {strerror}.", name=path.name, strerror=error.strerror),
            kept=tr(KEPT),
            advice=tr("Check the path."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _malformed(path) from error
    if not isinstance(fields, dict) or fields.get("format") != expected:
        raise _malformed(path)
    return fields


def _write(path: Path, fields: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(fields, indent=1), encoding="utf-8")
    except OSError as error:
        advice = tr("Choose another place.")
        raise WalletError(
            tr("“{name}” cannot be written: {strerror}.", name=path.name, strerror=error.strerror),
            kept=tr(KEPT),
            advice=advice,
        ) from error


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise AnswerError(
            tr("The sync file does not hold its {name}.", name=name), kept=tr(KEPT), advice=tr("Ask for a new one.")
        )
    return value


def _malformed(path: Path) -> AnswerError:
    return AnswerError(
        tr("“{name}” is not the sync file that is needed here.", name=path.name),
        kept=tr(KEPT),
        advice=tr("A request is carried to the server, and its answer is taken in here."),
    )
