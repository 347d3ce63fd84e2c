"""`infrasketch-server migrate`: brings the database to the form that this version works with."""

from __future__ import annotations

import argparse

from licensing_server import migrations
from licensing_server.database import Database
from licensing_server.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Run it before a new version is started; it may be run again at any time."


def run(_options: argparse.Namespace, settings: Settings) -> int:
    database = Database(settings.database)
    try:
        was_current = migrations.is_current(database)
        migrations.upgrade(database)
    finally:
        database.close()
    print("The database was up to date." if was_current else "The database is up to date now.")
    return 0
