"""The answers of the catalogue."""

from __future__ import annotations

from pydantic import BaseModel, Field


class CatalogAnswer(BaseModel):
    """The signed prices; what counts is the document, the version beside it saves reading it."""

    prices: str = Field(description="JWS compact, typ `isk-prices+jws`, signed by a key of GET /api/keys.")
    version: int = Field(description="Of the prices; it never falls.", ge=1)
    keyset_version: int = Field(description="Of the key list that holds the key.", ge=1)


class SignedDocument(BaseModel):
    """A document with several signatures over the same payload."""

    signatures: list[str] = Field(description="JWS compact, one for each signer.")
