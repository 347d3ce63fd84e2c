"""What every table shares: portable types and predictable names of constraints."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import BigInteger, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

ID_LENGTH = 64
"""Ids of our own have 26 characters, thumbprints 43, ids of the payment service up to 66 are texts."""

Id = Annotated[str, mapped_column(String(ID_LENGTH))]
"""An id; ASCII, compared by bytes."""

Seconds = Annotated[int, mapped_column(BigInteger)]
"""A time: seconds since 1970-01-01 UTC."""

Credits = Annotated[int, mapped_column(BigInteger)]
"""A number of whole credits."""

Json = Annotated[str, mapped_column(Text)]
"""A JSON value as text; the writer chooses the form, the database never looks inside."""

Name = Annotated[str, mapped_column(String(255))]

RowNumber = Annotated[
    int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
]
"""A key that the database counts up; SQLite counts only in columns that are declared INTEGER."""


class Base(DeclarativeBase):
    """The tables of the server. Constraints have names, so that migrations can change them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
