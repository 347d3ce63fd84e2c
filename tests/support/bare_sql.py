"""Records what the server says to PostgreSQL for each piece of work, and says it again without the server."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether they are many rows; COMMIT stands for itself."""

COMMIT: Statement = ("COMMIT", None, False)


@contextmanager
def recording(engine: Engine) -> Iterator[list[Statement]]:
    """Everything that is executed and committed on `engine` within the block, in order."""
    said: list[Statement] = []

    def on_execute(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        said.append((statement, parameters, many))

    def on_commit(_connection: Any) -> None:
        said.append(COMMIT)

    event.listen(engine, "before_cursor_execute", on_execute)
    event.listen(engine, "commit", on_commit)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", on_execute)
        event.remove(engine, "commit", on_commit)


def replay_seconds(url: str, works: list[list[Statement]], processes: int) -> float:
    """Seconds that `processes`, each with one connection, take to say all of it; starting them is not counted."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with context.Manager() as manager, ProcessPoolExecutor(processes, mp_context=context) as pool:
        barrier = manager.Barrier(processes)
        shares = [works[start::processes] for start in range(processes)]
        times = list(pool.map(_replay, [url] * processes, shares, [barrier] * processes))
    return max(end for _, end in times) - min(start for start, _ in times)


def _replay(url: str, works: list[list[Statement]], barrier: Any) -> tuple[float, float]:
    parsed = make_url(url)
    with psycopg.connect(dbname=parsed.database, user=parsed.username, **parsed.query) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        connection.commit()
        barrier.wait(60)
        started = time.time()
        for work in works:
            for statement in work:
                _say(connection, cursor, statement)
        return started, time.time()


def _say(connection: psycopg.Connection, cursor: psycopg.Cursor, statement: Statement) -> None:
    sql, parameters, many = statement
    if statement == COMMIT:
        connection.commit()
    elif many:
        cursor.executemany(sql, parameters)
    else:
        cursor.execute(sql, parameters)
