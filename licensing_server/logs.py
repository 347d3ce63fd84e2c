"""Structured logs: one JSON object a line, with the id of the request and without any secret."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import FilteringBoundLogger, WrappedLogger

LOGGER_NAME = "licensing_server"

MASK = "***"

_SECRET_FIELDS = re.compile(
    r"pass(word|wd|phrase)|secret|token|authorization|cookie|signature|private|api_?key|seed|credential", re.IGNORECASE
)
"""A field whose name contains one of these is masked whatever it holds."""

_SECRET_TEXTS = re.compile(
    r"(?:sk|rk|whsec|pk)_[A-Za-z0-9_]{8,}"  # keys of Stripe
    r"|eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,2}"  # JWS compact
    r"|\$(?:argon2\w*|2[aby])\$[^\s\"']+"  # password hashes
    r"|(?i:bearer|basic)\s+[A-Za-z0-9._~+/=-]+"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"  # user and password of an address
    r"|(?<=token=)[A-Za-z0-9_-]+"
)


def make_logger(*, env: str) -> FilteringBoundLogger:
    """The logger of the server: events pass through the mask and leave through the logging of Python."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        logging.getLogger(LOGGER_NAME),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            mask_secrets,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
        env=env,
    )
    return logger


def write_logs(stream: TextIO) -> Callable[[], None]:
    """Send what the server and its libraries log to `stream`; libraries speak only when something is wrong.

    The answer is a function that ends it.
    """
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskingFilter())
    root, ours = logging.getLogger(), logging.getLogger(LOGGER_NAME)
    root.addHandler(handler)
    ours.setLevel(logging.INFO)

    def stop() -> None:
        root.removeHandler(handler)
        ours.setLevel(logging.NOTSET)

    return stop


def mask_secrets(_logger: WrappedLogger, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of structlog: secrets become `***`, by the name of their field and by their look."""
    for name, value in event.items():
        event[name] = MASK if _SECRET_FIELDS.search(name) and value is not None else _masked(value)
    return event


def mask_text(text: str) -> str:
    """`text` without what looks like a secret."""
    return _SECRET_TEXTS.sub(MASK, text)


class MaskingFilter(logging.Filter):
    """The same mask for what libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask_text(record.getMessage()), ()
        return True


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, Mapping):
        return {
            key: MASK if _SECRET_FIELDS.search(str(key)) and inner is not None else _masked(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_masked(inner) for inner in value]
    return value
