"""Accounts, the people and devices that act for them, and what guards their doors."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from licensing_server.models.base import Base, Id, Json, Name, RowNumber, Seconds

HASH_LENGTH = 64
"""SHA-256 in hexadecimal."""


class Account(Base):
    """Owns credits. Anonymous until a user confirms an address for it; one that was merged points to its heir."""

    __tablename__ = "accounts"

    id: Mapped[Id] = mapped_column(primary_key=True)
    created_at: Mapped[Seconds]
    merged_into: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))
    stripe_customer: Mapped[str | None] = mapped_column(String(255), unique=True)


class User(Base):
    """A person who signs in. The address is confirmed: unconfirmed ones live in `mail_tokens` only."""

    __tablename__ = "users"

    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[Name]
    created_at: Mapped[Seconds]


class Device(Base):
    """A device key that may hold credits of an account; the id is the RFC 7638 thumbprint of the key."""

    __tablename__ = "devices"

    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    public_key: Mapped[str] = mapped_column(String(43), doc="The 32 bytes of the Ed25519 key, base64url.")
    name: Mapped[Name]
    platform: Mapped[Name]
    enrolled_at: Mapped[Seconds]
    seen_at: Mapped[Seconds]
    revoked_at: Mapped[Seconds | None]


class SignIn(Base):
    """One sign-in of a user or device: a family of refresh tokens. Once ended, none of its tokens is worth anything."""

    __tablename__ = "sign_ins"

    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    user_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"), index=True)
    device_id: Mapped[Id | None] = mapped_column(ForeignKey("devices.id"), index=True)
    created_at: Mapped[Seconds]
    ended_at: Mapped[Seconds | None]


class RefreshToken(Base):
    """A refresh token, known only by its hash; using it once more than once ends its family."""

    __tablename__ = "refresh_tokens"

    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    sign_in_id: Mapped[Id] = mapped_column(ForeignKey("sign_ins.id"), index=True)
    created_at: Mapped[Seconds]
    expires_at: Mapped[Seconds]
    used_at: Mapped[Seconds | None]


class MailToken(Base):
    """A link that was mailed, known only by its hash: a sign-up that waits for its address, or a new password."""

    __tablename__ = "mail_tokens"

    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    email: Mapped[str] = mapped_column(String(254), index=True)
    account_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"))
    user_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    password_hash: Mapped[Name | None]
    created_at: Mapped[Seconds]
    expires_at: Mapped[Seconds]
    used_at: Mapped[Seconds | None]


class EnrolmentProof(Base):
    """A proof of possession that was accepted; it is not accepted again."""

    __tablename__ = "enrolment_proofs"

    device_id: Mapped[Id] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[Seconds] = mapped_column(index=True)


class Attempt(Base):
    """One attempt that a limit counts; `subject` is an address, an account or the hash of a mail address."""

    __tablename__ = "attempts"
    __table_args__ = (Index(None, "rule", "subject", "at"),)

    id: Mapped[RowNumber]
    rule: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(HASH_LENGTH))
    at: Mapped[Seconds] = mapped_column(index=True)


class Audit(Base):
    """What was done to an account, by whom; rows are only ever added."""

    __tablename__ = "audit"

    id: Mapped[RowNumber]
    account_id: Mapped[Id | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    at: Mapped[Seconds]
    actor: Mapped[str] = mapped_column(String(80), doc="user:…, device:…, operator:…, stripe or server.")
    action: Mapped[str] = mapped_column(String(64))
    detail: Mapped[Json]


class IdempotentAnswer(Base):
    """The answer to a request that named an idempotency key; the same request gets it again."""

    __tablename__ = "idempotency"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[RowNumber]
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str] = mapped_column(String(255))
    request_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    answer: Mapped[Json]
    at: Mapped[Seconds] = mapped_column(index=True)


class OutgoingMail(Base):
    """A mail that was decided in a transaction and leaves after it; `sent_at` once it has left."""

    __tablename__ = "outbox"

    id: Mapped[Id] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(255))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Seconds]
    next_try_at: Mapped[Seconds | None] = mapped_column(index=True, doc="Null once it was sent or given up.")
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[Seconds | None]
