"""Stands for the licensing server where only its life is tested: starts fast, and misbehaves when its folder says so.

Run as `python stub_server.py serve --data FOLDER --ready-file FILE …`. A file `mood` in the folder holds `mute` (never
ready), `fault` (ends with a word) or `missing` (ends as if a library were not installed).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Roots(BaseHTTPRequestHandler):
    """Answers every question with the root of the folder, which may be empty."""

    folder = Path()

    def do_GET(self) -> None:
        root = self.folder / "keys" / "roots" / "1.json"
        content = root.read_bytes().strip() if root.exists() else b""
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nobody listens."""


def main() -> None:
    options = read_options()
    (options.data / "environment.json").write_text(json.dumps(dict(os.environ)))
    with (options.data / "starts").open("a") as starts:
        starts.write(f"{os.getpid()}\n")
    mood = options.data / "mood"
    match mood.read_text() if mood.exists() else "":
        case "fault":
            sys.exit("the database is locked by a dragon")
        case "missing":
            raise ModuleNotFoundError("No module named 'fastapi'")
        case "mute":
            sys.stdin.read()
            return
    serve(options)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["serve"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--host", choices=["127.0.0.1"])
    parser.add_argument("--port", type=int)
    parser.add_argument("--ready-file", type=Path)
    parser.add_argument("--sandbox", action="store_true", required=True)
    parser.add_argument("--with-parent", action="store_true", required=True)
    return parser.parse_args()


def serve(options: argparse.Namespace) -> None:
    Roots.folder = options.data
    server = HTTPServer((options.host, options.port), Roots)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    beside = options.ready_file.with_suffix(".new")
    beside.write_text(json.dumps({"port": server.server_port, "pid": os.getpid()}))
    beside.rename(options.ready_file)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
