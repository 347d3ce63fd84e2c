"""What the vendor sets from outside, read from the environment and from files of secrets, checked once at the start."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from licensing_server.errors import ConfigurationError

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

_PREFIX = "INFRASKETCH_"
_SECRETS_FOLDER = "CREDENTIALS_DIRECTORY"
"""systemd names the folder of a service's credentials so (systemd.exec); our containers do the same."""


class Env(StrEnum):
    """Which money a server deals in; documents of one are refused by the other."""

    LIVE = "live"
    SANDBOX = "sandbox"


class Settings(BaseSettings):
    """Every setting of the server. Set `INFRASKETCH_<NAME>` in the environment, or write the value into a file
    `infrasketch_<name>` in the folder that `CREDENTIALS_DIRECTORY` names; lists are separated by commas.

    The environment comes first, then the file. Secrets are `SecretStr`: neither `repr` nor a log shows them.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    env: Env = Env.SANDBOX
    data: Path = Field(default=Path("licensing-data"), description="Folder for the database, keys and mail.")
    database_url: str = Field(default="", description="SQLite in the data folder when empty.", repr=False)
    public_url: str = Field(default="http://127.0.0.1:8000", description="How devices and browsers reach the server.")
    keys_folder: Path | None = Field(default=None, description="`keys` in the data folder when unset.")
    root_passphrase: SecretStr = Field(
        default=SecretStr(""), description="Opens root keys for the commands that need them; never set it on a server."
    )
    prices_file: Path | None = Field(default=None, description="The price list as JSON; the default one when unset.")

    stripe_secret_key: SecretStr = SecretStr("")
    stripe_webhook_secrets: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(), max_length=2, description="One, or two while the secret is being rotated."
    )
    stripe_prices: Annotated[dict[str, str], NoDecode] = Field(default={}, description='JSON: {"package": "price_…"}.')

    mail_folder: Path | None = Field(default=None, description="`mail` in the data folder when unset.")
    smtp_host: str = Field(default="", description="Mail is written to the mail folder when empty.")
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = "InfraSketch <no-reply@infrasketch.example>"

    imported_bcrypt_cost: int = Field(
        default=0, ge=0, le=16, description="While accounts with imported bcrypt hashes remain: the cost of those."
    )
    trusted_proxies: int = Field(default=0, ge=0, le=8, description="How many proxies of our own add X-Forwarded-For.")
    max_body_bytes: int = Field(default=4 * 1024 * 1024, ge=64 * 1024)
    threads: int = Field(default=16, ge=2, le=200, description="Requests worked on at a time, in each process.")

    relay_upstream_key: SecretStr = Field(
        default=SecretStr(""), description="The vendor's key for the Messages API; without it the relay is closed."
    )
    relay_upstream_url: str = "https://api.anthropic.com"
    relay_max_body_bytes: int = Field(default=512 * 1024, ge=1024, description="The largest request to a model.")
    relay_max_tokens: int = Field(default=16_000, ge=1, le=128_000, description="The longest answer of a model.")
    relay_requests_per_turn: int = Field(default=8, ge=1, le=50, description="Requests that are paid for once.")
    relay_requests_per_minute: int = Field(default=20, ge=1, le=10_000, description="Of one account.")
    relay_streams_per_account: int = Field(default=3, ge=1, le=100, description="Answers to one account at a time.")
    relay_streams: int = Field(default=200, ge=1, le=10_000, description="Answers at a time, in each process.")
    relay_stream_seconds: int = Field(default=600, ge=1, le=3600, description="The longest time one answer may take.")
    relay_silence_seconds: int = Field(default=120, ge=1, le=3600, description="How long a model may say nothing.")
    relay_refusals_per_day: int = Field(
        default=20, ge=0, le=10_000, description="Refused proposals of an account that are given back."
    )

    @field_validator("stripe_webhook_secrets", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("stripe_prices", mode="before")
    @classmethod
    def _parse(cls, value: object) -> object:
        """Here and not in the library, which would answer with an error of another kind."""
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError('it must be JSON like {"pro": "price_…"}') from None

    @field_validator("public_url")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("it must start with https:// (or http:// on loopback)")
        return value.rstrip("/")

    @field_validator("relay_upstream_url")
    @classmethod
    def _keeps_the_key(cls, value: str) -> str:
        """The key goes there: encrypted, or not beyond this machine."""
        parts = urlsplit(value)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK_NAMES):
            raise ValueError("it must start with https:// (or http:// on loopback)")
        if parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("it must be an address without user, query and fragment")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _live_needs_stripe(self) -> Self:
        if self.env is Env.LIVE and not (self.stripe_secret_key.get_secret_value() and self.stripe_webhook_secrets):
            raise ValueError(
                f"a live server needs {_PREFIX}STRIPE_SECRET_KEY and {_PREFIX}STRIPE_WEBHOOK_SECRETS; "
                f"for a trial without money set {_PREFIX}ENV=sandbox"
            )
        return self

    @property
    def database(self) -> str:
        """The address of the database as SQLAlchemy wants it."""
        if not self.database_url:
            return f"sqlite:///{self.data.absolute() / 'licensing.db'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url

    @property
    def is_local(self) -> bool:
        """Whether only programs of the same machine reach the server."""
        return urlsplit(self.public_url).hostname in LOOPBACK_NAMES

    @property
    def keys(self) -> Path:
        return self.keys_folder or self.data / "keys"

    @property
    def mails(self) -> Path:
        return self.mail_folder or self.data / "mail"


def read_settings(**overrides: object) -> Settings:
    """The settings of the environment, with `overrides` from the command line on top.

    Raises:
        ConfigurationError: a value is missing or wrong; the message names the variable, never its value.
    """
    try:
        return Settings(**overrides | {"_secrets_dir": _secrets_folder()})  # type: ignore[arg-type]  # checked by pydantic
    except SettingsError as error:  # names the setting, never its value
        raise ConfigurationError(
            f"The files of secrets in {os.environ.get(_SECRETS_FOLDER)} cannot be read: {error}. "
            "Each has to be text that the user of the server may read."
        ) from None
    except ValidationError as error:
        faults = (f"{_variable(fault['loc'])}: {fault['msg']}" for fault in error.errors(include_input=False))
        raise ConfigurationError("The server is not set up. " + "; ".join(faults)) from None


def _secrets_folder() -> Path | None:
    """Nothing when there is no such folder: a container without secrets has none."""
    folder = Path(os.environ.get(_SECRETS_FOLDER, ""))
    return folder if folder.name and folder.is_dir() else None


def _variable(place: tuple[int | str, ...]) -> str:
    return f"{_PREFIX}{str(place[0]).upper()}" if place else "settings"
