"""The fake Stripe on loopback: real HTTP, Stripe's form encoding, its schema, its idempotency keys."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.support.stripe_account import NotAllowedError, NotThereError, StripeAccount
from tests.support.stripe_schema import RefusedRequestError, Request, StripeSchema

SECRET_KEY = "sk_test_of_the_fake"

Answer = tuple[int, Any]


class StripeServer(ThreadingHTTPServer):
    """Answers for one account. `faults` are statuses to answer with before anything else, one for each request."""

    daemon_threads = True

    def __init__(self, account: StripeAccount, schema: StripeSchema) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.account = account
        self.faults: deque[int] = deque()
        self.requests: list[Request] = []
        self.headers: list[dict[str, str]] = []
        self._schema = schema
        self._kept: dict[str, tuple[str, Answer]] = {}
        self._keeping = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, method: str, target: str, body: str, headers: Any) -> Answer:
        self.headers.append(dict(headers))
        if headers.get("Authorization") != f"Bearer {SECRET_KEY}":
            return _error(HTTPStatus.UNAUTHORIZED, "invalid_request_error", "invalid API key")
        if self.faults:
            return _error(self.faults.popleft(), "api_error", "try again")
        key = headers.get("Idempotency-Key") if method == "POST" else None
        if key is None:
            return self._answer(method, target, body)
        with self._keeping:
            if key not in self._kept:
                self._kept[key] = (target + body, self._answer(method, target, body))
            asked, answer = self._kept[key]
        if asked != target + body:
            return _error(HTTPStatus.BAD_REQUEST, "idempotency_error", "key used with other parameters")
        return answer

    def _answer(self, method: str, target: str, body: str) -> Answer:
        parts = urlsplit(target)
        try:
            request = self._schema.read(method, parts.path, body if method == "POST" else parts.query)
            self.requests.append(request)
            return HTTPStatus.OK, self._do(request)
        except NotThereError as error:
            return _error(HTTPStatus.NOT_FOUND, "invalid_request_error", f"no such object {error}", "resource_missing")
        except NotAllowedError as error:
            return _error(HTTPStatus.BAD_REQUEST, "invalid_request_error", "not possible", str(error))
        except RefusedRequestError as error:
            return _error(HTTPStatus.BAD_REQUEST, "invalid_request_error", str(error), "parameter_invalid")

    def _do(self, request: Request) -> Any:
        match request.method, request.template:
            case "POST", "/v1/checkout/sessions":
                return _shaped(self.account.create_checkout(request.fields), request)
            case "POST", "/v1/refunds":
                return self.account.refund(request.fields["payment_intent"], request.fields.get("amount"))
            case "GET", "/v1/events":
                return self._page(self.account.events[::-1], request)
            case "GET", "/v1/events/{id}":
                return self._event(request.ids["id"])
            case "GET", template if "{" in template:
                return _shaped(self.account.read(next(iter(request.ids.values()))), request)
            case "GET", template:
                kind = {"sessions": "checkout.session"}.get(template.rsplit("/", 1)[1], template.rsplit("/", 1)[1][:-1])
                return self._page(self.account.every(kind), request)
        raise NotThereError(request.template)

    def _event(self, id_: str) -> Any:
        for event in self.account.events:
            if event["id"] == id_:
                return event
        raise NotThereError(id_)

    def _page(self, newest_first: list[Any], request: Request) -> Any:
        fields = request.fields
        found = [item for item in newest_first if item["created"] >= fields.get("created", {}).get("gte", 0)]
        if "payment_intent" in fields:
            found = [item for item in found if item["payment_intent"] == fields["payment_intent"]]
        if "starting_after" in fields:
            ids = [item["id"] for item in found]
            found = found[ids.index(fields["starting_after"]) + 1 :]
        page = found[: fields.get("limit", 10)]
        shaped = [_shaped(item, request, "data.") for item in page]
        return {"object": "list", "url": request.template, "has_more": len(found) > len(page), "data": shaped}


def _shaped(item: Any, request: Request, prefix: str = "") -> Any:
    """Stripe gives the lines of a page only to those who ask for them."""
    if f"{prefix}line_items" in request.fields.get("expand", ()):
        return item
    return {key: value for key, value in item.items() if key != "line_items"}


def _error(status: int, kind: str, message: str, code: str | None = None) -> Answer:
    return int(status), {"error": {"type": kind, "message": message, "code": code}}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StripeServer

    def do_GET(self) -> None:
        self._respond("")

    def do_POST(self) -> None:
        self._respond(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def _respond(self, body: str) -> None:
        status, value = self.server.answer(self.command, self.path, body, self.headers)
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Request-Id", "req_of_the_fake")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.send_header("Stripe-Should-Retry", "true")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet: the test says what it expects."""


@contextmanager
def serving(account: StripeAccount, schema: StripeSchema) -> Iterator[StripeServer]:
    """The fake, listening on a port of loopback until the block ends."""
    with StripeServer(account, schema) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
