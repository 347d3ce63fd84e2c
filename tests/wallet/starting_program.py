"""A program that starts the built-in server of a folder, says its address, and lives until its input ends."""

from __future__ import annotations

import sys
from pathlib import Path

from infrasketch_desktop.wallet.local_server import LocalServer


def main() -> None:
    folder, *command = sys.argv[1:]
    server = LocalServer(Path(folder), command)
    print(server.url())
    if sys.stdin.readline():
        server.close()


if __name__ == "__main__":
    main()
