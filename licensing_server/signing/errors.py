"""Why the server cannot sign, said to the person who runs it."""

from __future__ import annotations

from licensing_server.errors import ConfigurationError


class SigningError(ConfigurationError):
    """A key or a signed document of the keys folder cannot be used; the message says what to do."""


class PassphraseError(SigningError):
    """A private key is encrypted, and the passphrase is missing or wrong."""
