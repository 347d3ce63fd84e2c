"""What the books refuse."""

from __future__ import annotations

from licensing_server.errors import LicensingServerError


class BooksError(LicensingServerError):
    """An expected refusal of the books; nothing was booked."""


class UnknownAccountError(BooksError):
    """There is no such account."""

    def __init__(self, account_id: str) -> None:
        super().__init__(f"There is no account {account_id}.")


class GrantConflictError(BooksError):
    """A source that was granted already turns up with other credits or another account."""


class InsufficientCreditsError(BooksError):
    """A spend on the server asks for more than the account has; nothing was reserved."""

    def __init__(self, remaining: int, required: int) -> None:
        super().__init__(f"This needs {required} credits and {remaining} are left. Buy credits and try again.")
        self.remaining = remaining
        self.required = required


class HoldError(BooksError):
    """A reservation on the server is unknown or has ended otherwise than it is asked to end now."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class BooksFaultError(LicensingServerError):
    """The books contradict themselves: a fault of the server or a changed database, never of the caller."""
