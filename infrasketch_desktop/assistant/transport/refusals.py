"""Says what a server means that refuses, by the page “Errors” of the API's documentation: status, type, message.

The relay and local servers use the same ones. What they say themselves is quoted where only they can know it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind
from infrasketch_desktop.assistant.transport.failures import NOTHING_CHANGED, PARTS_KEPT, quoting
from infrasketch_desktop.language import later, tr


@dataclass(frozen=True, slots=True)
class _Sentence:
    """`{host}` and `{address}` are filled in."""

    trouble: Trouble
    what: str
    advice: str


_REDIRECTED = _Sentence(
    Trouble.REDIRECTED,
    later("{host} sends requests on to another address; that was not followed."),
    later("Check the address in the settings, and whether this network asks to sign in first."),
)
_TOO_LONG = _Sentence(
    Trouble.TOO_LONG,
    later("The diagram and the conversation are longer than the model can read."),
    later("Select the part that the question is about, or begin a new conversation."),
)
_TOO_FEW_CREDITS = _Sentence(
    Trouble.TOO_FEW_CREDITS,
    later("There are not enough credits for this."),
    later("Buy credits, or choose a model that costs less."),
)
_NO_MONEY = _Sentence(
    Trouble.TOO_FEW_CREDITS,
    later("The account of this key has no money left."),
    later("Add some with whoever runs {host}, or choose another source of answers."),
)
_UNKNOWN_MODEL = _Sentence(
    Trouble.UNKNOWN_MODEL,
    later("{host} does not have this model."),
    later("Choose another model."),
)
_NOT_THE_API = _Sentence(
    Trouble.NOT_UNDERSTOOD,
    later("What answers at {address} does not speak the Messages API."),
    later("Check the address in the settings."),
)
_SIGNED_OUT = _Sentence(
    Trouble.WRONG_KEY,
    later("{host} does not take the sign-in of this computer."),
    later("Sign in again."),
)
_CLOSED = _Sentence(
    Trouble.SERVER,
    later("{host} does not pass questions on."),
    later("Use a key of your own or a model on this computer; drawing without a model works meanwhile."),
)
_NOT_TAKEN = _Sentence(
    Trouble.NOT_UNDERSTOOD,
    later("{host} did not take the request."),
    later("Try another model, or ask in other words."),
)
_FAILED = _Sentence(
    Trouble.SERVER,
    later("{host} failed at its end."),
    later("Try again later."),
)
_OVERLOADED = _Sentence(
    Trouble.OVERLOADED,
    later("{host} has too much to do just now."),
    later("Try again in a moment."),
)
_BY_STATUS = {
    401: _Sentence(
        Trouble.WRONG_KEY,
        later("{host} does not know this key."),
        later("Enter the key again in the settings."),
    ),
    403: _Sentence(
        Trouble.WRONG_KEY,
        later("{host} does not allow this with the key that was entered."),
        later("Choose another model, or ask whoever gave out the key."),
    ),
    404: _NOT_THE_API,
    405: _NOT_THE_API,
    413: _TOO_LONG,
    429: _Sentence(
        Trouble.RATE_LIMIT,
        later("{host} takes no more requests for the moment."),
        later("Wait a little, then try again."),
    ),
    503: _OVERLOADED,
    529: _OVERLOADED,
}
_STATUSES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""What an error in the middle of a stream would have been as a status."""
_QUOTED = (Trouble.NOT_UNDERSTOOD, Trouble.UNKNOWN_MODEL, Trouble.SERVER)
_QUOTED_OF_RELAY = (*_QUOTED, Trouble.RATE_LIMIT, Trouble.TOO_LONG)
"""The licensing server speaks to persons, and knows its own limits."""
_OUT_OF_CONTEXT = re.compile(r"prompt is too long|context (window|limit|length)|too many tokens", re.IGNORECASE)
_OUT_OF_MONEY = re.compile(r"credit balance is too low", re.IGNORECASE)
_LONGEST_WAIT = 24 * 3600
_DETAILS = ("required", "credits_remaining", "credits_on_devices", "packages")


def refusal(
    endpoint: Endpoint, status: int, body: Any, headers: Mapping[str, str], *, began: bool, hidden: str = ""
) -> AssistantError:
    """What an answer with an error means: with `status`, or in the middle of a stream that began with 200.

    `body` is the parsed JSON, or text; `hidden` is the key, which a server might repeat.
    """
    kind, code, message = _said(body)
    if status < 300:  # noqa: PLR2004 - statuses of HTTP
        status = _STATUSES.get(kind, 500)
    found = _sentence(endpoint, status, kind, code, message)
    what = tr(found.what, host=endpoint.host, address=endpoint.address)
    quoted = found.trouble in (_QUOTED_OF_RELAY if endpoint.kind is Kind.RELAY else _QUOTED)
    return AssistantError(
        found.trouble,
        quoting(what, message, hidden) if quoted else what,
        kept=tr(PARTS_KEPT if began else NOTHING_CHANGED),
        advice=tr(found.advice, host=endpoint.host),
        details=_details(found.trouble, body, headers),
    )


def _sentence(endpoint: Endpoint, status: int, kind: str, code: str, message: str) -> _Sentence:  # noqa: PLR0911 - one for each
    relayed = endpoint.kind is Kind.RELAY
    if code == "relay_closed":
        return _CLOSED
    if 300 <= status < 400:  # noqa: PLR2004 - statuses of HTTP
        return _REDIRECTED
    if status == 400 and _OUT_OF_CONTEXT.search(message):  # noqa: PLR2004 - as above
        return _TOO_LONG
    if status == 402 or _OUT_OF_MONEY.search(message):  # noqa: PLR2004 - as above
        return _TOO_FEW_CREDITS if relayed else _NO_MONEY
    if status == 404 and kind == "not_found_error":  # noqa: PLR2004 - as above
        return _UNKNOWN_MODEL
    if status == 401 and relayed:  # noqa: PLR2004 - as above
        return _SIGNED_OUT
    return _BY_STATUS.get(status, _FAILED if status >= 500 else _NOT_TAKEN)  # noqa: PLR2004 - as above


def _said(body: Any) -> tuple[str, str, str]:
    """Type, code and message of an error; other servers than the API's may name them at the top, or write plain text.

    The code is a word of the licensing server's own.
    """
    if not isinstance(body, Mapping):
        return "", "", body if isinstance(body, str) else ""
    error = body.get("error")
    fields: Mapping[str, Any] = error if isinstance(error, Mapping) else {**body, "type": error, "code": error}
    kind, code, message = (fields.get(name) for name in ("type", "code", "message"))
    return _word(kind), _word(code), _word(message)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _details(trouble: Trouble, body: Any, headers: Mapping[str, str]) -> dict[str, Any]:
    after = headers.get("retry-after", "")
    if trouble in (Trouble.RATE_LIMIT, Trouble.OVERLOADED):
        return {"retry_after": min(int(after), _LONGEST_WAIT)} if re.fullmatch("[0-9]{1,6}", after) else {}
    if trouble is not Trouble.TOO_FEW_CREDITS or not isinstance(body, Mapping):
        return {}
    error = body.get("error")
    found = {**body, **(error if isinstance(error, Mapping) else {})}
    return {name: found[name] for name in _DETAILS if name in found}
