"""Gives every refusal and every fault the one shape of an error."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from licensing_server.database import is_transient
from licensing_server.errors import ApiError
from licensing_server.parts import Parts

_CODES = {
    400: ("bad_request", "The body cannot be read. Send UTF-8 JSON."),
    404: ("not_found", "There is nothing at this path. See /openapi.json for what there is."),
    405: ("method_not_allowed", "This path knows other methods; the Allow header names them."),
    413: ("too_large", "The body is larger than this server takes. Send less at a time."),
}


def install(app: FastAPI, parts: Parts) -> None:
    """Answer exceptions of `app` as errors.ErrorAnswer says."""

    def on_refusal(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ApiError)
        return JSONResponse(error.body(), error.status, error.headers)

    def on_http_error(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return JSONResponse(_body(error.status_code), error.status_code, error.headers)

    def on_database_error(_request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, DBAPIError) and not is_transient(error):
            raise error
        parts.log.warning("database busy", error=type(error).__name__)
        body = {"error": "busy", "message": "The server is busy. Nothing was changed; try again in a moment."}
        return JSONResponse(body, 503, {"Retry-After": "2"})

    app.add_exception_handler(ApiError, on_refusal)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(DBAPIError, on_database_error)
    app.add_exception_handler(PoolTimeoutError, on_database_error)


def _on_invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = [{"field": _place(fault["loc"]), "problem": fault["msg"]} for fault in error.errors()]
    named = "; ".join(f"{fault['field']}: {fault['problem']}" for fault in fields[:3])
    body = {"error": "invalid", "message": f"The request cannot be worked on. {named}.", "fields": fields[:20]}
    return JSONResponse(body, 422)


def _body(status: int) -> dict[str, str]:
    code, message = _CODES.get(status, ("refused", HTTPStatus(status).description))
    return {"error": code, "message": message}


def _place(place: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in place[1:]) or str(place[0] if place else "body")


def fault_body() -> dict[str, str]:
    """What is said about a fault of ours; the log holds the rest."""
    message = "The server made a mistake. Nothing was changed; try again, and tell support if it stays."
    return {"error": "internal", "message": message}


def too_large_body() -> dict[str, str]:
    """What is said about a body that is too large."""
    return _body(413)
