"""Why a wallet is not answered with a receipt. Nothing was concluded from its request, and nothing changed."""

from __future__ import annotations

from infrasketch_desktop.credits.errors import DocumentError, Reason
from licensing_server.errors import ApiError

_KEPT = "Your credits and your work are untouched."


class UnknownDeviceError(ApiError):
    """No device with this id was ever enrolled here."""

    def __init__(self) -> None:
        super().__init__(
            404, "unknown_device", f"This server does not know the device. {_KEPT} Enrol it with POST /api/devices."
        )


class RevokedDeviceError(ApiError):
    """The device was revoked; its credits went back to the account."""

    def __init__(self) -> None:
        super().__init__(
            403,
            "revoked_device",
            "This device was removed from the account, and its credits went back there. Sign in to add it again.",
        )


class StaleError(ApiError):
    """The challenge of the request was answered before, was overtaken by a newer one, or is too old."""

    def __init__(self) -> None:
        super().__init__(
            409, "stale", f"The request is not the newest one of this device. {_KEPT} Ask for a new challenge."
        )


class WrongAccountError(ApiError):
    """A file was made while the device belonged to an account that is not its account here."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "wrong_account",
            f"The file belongs to another account or to another server. {_KEPT} Write a new file on that device.",
        )


def refusal(error: DocumentError) -> ApiError:
    """The answer to a request whose signed document was refused."""
    status, code = {
        Reason.SIGNATURE: (403, "bad_signature"),
        Reason.AUDIENCE: (403, "wrong_audience"),
        Reason.TOO_LARGE: (413, "too_large"),
        Reason.VERSION: (422, "newer_version"),
    }.get(error.reason, (422, "bad_document"))
    return ApiError(status, code, f"{error} {_KEPT}", reason=error.reason.value)
