"""The tables of the server, one module for each subject; importing the package knows them all.

Money tables are append-only: a correction is a new row. Times are integer seconds UTC, amounts integers, ids short
ASCII strings, so that SQLite and PostgreSQL hold and order the same values.
"""

from licensing_server.models import accounts, catalog, money, purchases, relay, reports
from licensing_server.models.base import Base

__all__ = ["Base", "accounts", "catalog", "money", "purchases", "relay", "reports"]
