"""The price lists that were ever offered; a receipt names the version it was reckoned by."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from licensing_server.models.base import Base, Json, Seconds


class OfferedPrices(Base):
    """One version of the prices, as it was first offered. Rows are never changed: one version has one content."""

    __tablename__ = "offered_prices"

    version: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    content: Mapped[Json]
    offered_at: Mapped[Seconds]
