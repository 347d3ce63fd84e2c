"""A fake Messages API on loopback: real HTTP, the real event stream, and the real one's refusals.

    with serving_messages(says(text("Hello"))) as server:
        ...                      # ask server.address with server.key
        server.requests[0].body  # what arrived

Answers are given in the order they are scripted (`tests/support/messages_script.py`), one for each POST /v1/messages;
`server.answer` may be replaced by a function of the body. A request that the real API would refuse is answered 400 in
its words and uses up no answer (`tests/support/messages_rules.py`). Tests that use it are marked `loopback`.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.support.messages_rules import complaint
from tests.support.messages_script import Answer, Reply, Whole, refuses, signatures

KEY = "sk-ant-of-the-fake-0123456789"
_TURN_SECONDS = 0.01
"""How often a waiting answer looks whether it may go on; a client that leaves wakes it at once."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it arrived; names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None


def model_info(id_: str, line: str | None = None, lifecycle: str = "active", **more: Any) -> dict[str, Any]:
    """An entry of GET /v1/models."""
    return {
        "type": "model",
        "id": id_,
        "display_name": id_,
        "created_at": "2026-10-01T00:00:00Z",
        "lifecycle": lifecycle,
        "line": line,
        "max_input_tokens": 200_000,
        "max_tokens": 64_000,
    } | more


CURRENT_MODELS = (
    model_info("claude-opus-5-5", "opus"),
    model_info("claude-sonnet-5-5", "sonnet"),
    model_info("claude-haiku-5-5", "haiku"),
    model_info("claude-sonnet-4-5", "sonnet", "deprecated"),
    model_info("claude-haiku-4-5", "haiku"),
)


class MessagesServer(ThreadingHTTPServer):
    """Answers as the API does.

    `key` is what it wants to be shown (None: nothing, as local servers do), `models` what GET /v1/models lists (None:
    404), `tokens` what count_tokens answers (None: 404). `left` is set as soon as a client closed its connection before
    the end of an answer, and `left_at` says when by `time.monotonic`; `waiting` is set while an answer waits.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, replies: tuple[Reply, ...] = ()) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key: str | None = KEY
        self.models: tuple[Mapping[str, Any], ...] | None = CURRENT_MODELS
        self.tokens: int | None = 42
        self.checks = True
        self.requests: list[Recorded] = []
        self.answer: Callable[[Any], Reply] = self._next
        self.left = threading.Event()
        self.left_at = 0.0
        self.waiting = threading.Event()
        self.going_on = threading.Event()
        self.replies: deque[Reply] = deque(replies)
        self._given: list[Reply] = list(replies)
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def script(self, *replies: Reply) -> None:
        """Add answers for the next questions."""
        self.replies.extend(replies)
        self._given += replies

    def go_on(self) -> None:
        """Let the answers that wait go on."""
        self.going_on.set()

    def asked(self, path: str = "/v1/messages") -> list[Any]:
        """The bodies that were sent to `path`."""
        return [request.body for request in self.requests if urlsplit(request.path).path == path]

    def reply_to(self, request: Recorded) -> Reply:
        path = urlsplit(request.path).path
        self.requests.append(request)
        if self.key is not None and self.key not in _shown_keys(request.headers):
            return refuses(HTTPStatus.UNAUTHORIZED, "authentication_error", "invalid x-api-key")
        match request.method, path:
            case "GET", "/v1/models" if self.models is not None:
                return _json({"data": list(self.models), "has_more": False, "first_id": None, "last_id": None})
            case "POST", "/v1/messages/count_tokens" if self.tokens is not None:
                return self._checked(request, counting=True) or _json({"input_tokens": self.tokens})
            case "POST", "/v1/messages":
                return self._checked(request) or self.answer(request.body)
        return refuses(HTTPStatus.NOT_FOUND, "not_found_error", "Not Found")

    def _checked(self, request: Recorded, *, counting: bool = False) -> Whole | None:
        if not self.checks:
            return None
        body = _parsed(request.content)
        if why := complaint(body, signatures(self._given), counting=counting):
            return refuses(HTTPStatus.BAD_REQUEST, "invalid_request_error", why)
        if "anthropic-version" not in request.headers:
            return refuses(HTTPStatus.BAD_REQUEST, "invalid_request_error", "anthropic-version: header is required")
        if self.models is not None and body["model"] not in {model["id"] for model in self.models}:
            return refuses(HTTPStatus.NOT_FOUND, "not_found_error", f"model: {body['model']}")
        return None

    def _next(self, _body: Any) -> Reply:
        with self._lock:
            if self.replies:
                return self.replies.popleft()
        return refuses(HTTPStatus.INTERNAL_SERVER_ERROR, "api_error", "The test scripted no further answer.")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: MessagesServer

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def _respond(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.reply_to(Recorded(self.command, self.path, headers, content))
        try:
            self._send(reply) if isinstance(reply, Whole) else self._stream(reply)
        except OSError:
            self._note_leaving()

    def _send(self, reply: Whole) -> None:
        self._begin(reply.status, {"content-type": "application/json", **reply.headers})
        self.send_header("content-length", str(len(reply.content)))
        self.end_headers()
        self.wfile.write(reply.content)

    def _stream(self, answer: Answer) -> None:
        self._begin(HTTPStatus.OK, {"content-type": answer.content_type, "transfer-encoding": "chunked"})
        self.end_headers()
        written = 0
        for piece in answer.pieces:
            for part in _parts(piece, written, answer):
                if not self._may_go_on(written, answer):
                    return
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                written += len(part)
        if self._may_go_on(written, answer):
            self.wfile.write(b"0\r\n\r\n")

    def _may_go_on(self, written: int, answer: Answer) -> bool:
        if written == answer.waits_after and not self._wait():
            return False
        if written == answer.breaks_after:
            self._break_off()
            return False
        return True

    def _begin(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"request-id": "req_of_the_fake", **headers}.items():
            self.send_header(name, value)

    def _wait(self) -> bool:
        """Whether the client stayed until it went on."""
        self.server.waiting.set()
        while not self.server.going_on.is_set():
            readable, _, _ = select.select([self.connection], [], [], _TURN_SECONDS)
            if readable and not self._peek():
                self._note_leaving()
                return False
        self.server.waiting.clear()
        return True

    def _peek(self) -> bytes:
        try:
            return self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return b""

    def _break_off(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _note_leaving(self) -> None:
        self.close_connection = True
        if not self.server.left.is_set():
            self.server.left_at = time.monotonic()
            self.server.left.set()

    def log_message(self, *_: object) -> None:
        """Quiet: the test says what it expects."""


def _parts(piece: bytes, start: int, answer: Answer) -> Iterator[bytes]:
    """The piece, cut once more where the answer waits or breaks off."""
    stops = (answer.waits_after, answer.breaks_after)
    offsets = sorted({stop - start for stop in stops if stop is not None and start < stop < start + len(piece)})
    for begin, end in zip([0, *offsets], [*offsets, len(piece)], strict=True):
        yield piece[begin:end]


def _shown_keys(headers: Mapping[str, str]) -> tuple[str, str]:
    return headers.get("x-api-key", ""), headers.get("authorization", "").removeprefix("Bearer ")


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _json(value: Any) -> Whole:
    return Whole(HTTPStatus.OK, json.dumps(value).encode())


@contextmanager
def serving_messages(*replies: Reply) -> Iterator[MessagesServer]:
    """The fake, listening on a port of loopback until the block ends."""
    with MessagesServer(replies) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.go_on()
            server.shutdown()
            thread.join()
