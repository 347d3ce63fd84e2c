"""Access tokens: short-lived JWTs that only this server reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.documents import ALGORITHM
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PrivateKey, PublicKey, from_base64url
from licensing_server.errors import TokenError
from licensing_server.signing.keys_folder import AccessKey

TYPE = "at+jwt"
"""RFC 9068: an access token, which nothing else can be taken for."""
LONGEST_TOKEN = 4096


def newest(keys: Sequence[AccessKey], now: int) -> PrivateKey | None:
    """The key that signs at `now`; `keys` are in order of their start."""
    started = [each.key for each in keys if each.starts_at <= now]
    return started[-1] if started else None


def sign_token(claims: Mapping[str, Any], key: PrivateKey) -> str:
    header = {"alg": ALGORITHM, "kid": key.public.kid, "typ": TYPE}
    return jwt.encode(header, dict(claims), OKPKey.import_key({**key.jwk()}), algorithms=[ALGORITHM])


def token_kid(token: str) -> str:
    """The `kid` of what looks like an access token; its signature has not been looked at.

    Raises:
        TokenError: it is none.
    """
    parts = token.split(".") if len(token) <= LONGEST_TOKEN and token.isascii() else []
    if len(parts) != 3:  # noqa: PLR2004 - header, claims, signature
        raise TokenError("The access token does not have its three parts.")
    try:
        header, _claims, _signature = map(from_base64url, parts)  # each in its one form
        fields = canonical.decode(header)
    except DocumentError as error:
        raise TokenError("The access token cannot be read.") from error
    if not isinstance(fields, dict) or fields.keys() != {"alg", "kid", "typ"}:
        raise TokenError("The header of the access token has other fields than alg, kid and typ.")
    if (fields["alg"], fields["typ"]) != (ALGORITHM, TYPE):
        raise TokenError("The token is not an access token.")
    return str(fields["kid"])


def read_token(token: str, key: PublicKey) -> dict[str, Any]:
    """The claims of `token`, whose signature by `key` is valid; the times in it are not judged.

    Raises:
        TokenError: the signature is not valid.
    """
    try:
        return dict(jwt.decode(token, OKPKey.import_key({**key.jwk()}), algorithms=[ALGORITHM]).claims)
    except (JoseError, ValueError) as error:
        raise TokenError("The access token was not signed by this server.") from error
