"""Reports of crashes, as people sent them; who sent one is not among what is stored."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Index, String, Text, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from licensing_server.models.base import Base, Id, Seconds

VERSION_LENGTH = 40
SYSTEM_LENGTH = 120
FINGERPRINT_LENGTH = 16
HEADLINE_LENGTH = 160
_EMPTY: ColumnElement[str] = literal_column("''")


class CrashReport(Base):
    """One report. `id` was drawn by the sender, so that sending it again is not a second one.

    `fingerprint` is the same for the same mistake, "" where none is told of; `headline` says which (`reports.gist`).
    """

    __tablename__ = "crash_reports"
    __table_args__ = (Index(None, "received_at"), Index(None, "fingerprint"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    received_at: Mapped[Seconds]
    version: Mapped[str] = mapped_column(String(VERSION_LENGTH))
    system: Mapped[str] = mapped_column(String(SYSTEM_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(FINGERPRINT_LENGTH), default="", server_default=_EMPTY)
    headline: Mapped[str] = mapped_column(String(HEADLINE_LENGTH), default="", server_default=_EMPTY)
