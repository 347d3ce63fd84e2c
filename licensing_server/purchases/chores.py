"""Lets one process at a time do what is done again and again, by a row of the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from licensing_server.database import Database
from licensing_server.models.purchases import Chore
from licensing_server.purchases.rows import insert_once


def take(database: Database, name: str, holder: str, *, now: int, seconds: int) -> bool:
    """Whether `holder` may do the chore now; nobody else may for `seconds`, even if the holder dies.

    Who takes a chore for as long as its pause is done with it: it needs not be given back.
    """

    def claim(session: Session) -> bool:
        insert_once(session, Chore, name=name, position=0, held_until=0)
        free = (Chore.name == name) & (Chore.held_until <= now)
        result: Any = session.execute(update(Chore).where(free).values(holder=holder, held_until=now + seconds))
        return bool(result.rowcount == 1)

    return database.run(claim)


def give_back(database: Database, name: str, holder: str, *, at: int) -> None:
    """Let the chore be taken again from `at` on, by anybody; nothing happens if it is no longer the holder's."""
    mine = (Chore.name == name) & (Chore.holder == holder)
    database.run(lambda session: session.execute(update(Chore).where(mine).values(held_until=at)))


def position(database: Database, name: str) -> int:
    """How far the chore got; 0 at first."""
    with database.reading() as session:
        return session.scalar(select(Chore.position).where(Chore.name == name)) or 0


def advance(database: Database, name: str, reached: int) -> None:
    """The chore got to `reached`; it never falls back when somebody slower says less."""

    def write(session: Session) -> None:
        insert_once(session, Chore, name=name, position=0, held_until=0)
        further = (Chore.name == name) & (Chore.position < reached)
        session.execute(update(Chore).where(further).values(position=reached))

    database.run(write)
