"""The endpoints about the server itself."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from licensing_server.dependencies import WithParts
from licensing_server.errors import ApiError, answers
from licensing_server.schemas import Answer
from licensing_server.signing import SigningError

router = APIRouter(tags=["health"])


class HealthAnswer(Answer):
    """Everything is as it should be."""

    status: str = "ok"


@router.get("/healthz", responses=answers())
def show_health() -> HealthAnswer:
    """The process lives and answers."""
    return HealthAnswer()


@router.get("/readyz", responses=answers())
def show_readiness(parts: WithParts) -> HealthAnswer:
    """The server can sign and can reach its database; send it customers."""
    try:
        parts.signer.check()
        parts.database.ping()
    except SigningError as error:
        parts.log.warning("not ready", why=str(error))
        raise _not_ready("it cannot sign") from error
    except SQLAlchemyError as error:
        parts.log.warning("not ready", why=type(error).__name__)
        raise _not_ready("it cannot reach its database") from error
    return HealthAnswer()


@router.get(
    "/metrics",
    response_class=Response,
    responses={**answers(), 200: {"content": {"text/plain": {}}, "description": "In the format of Prometheus."}},
)
def show_metrics(parts: WithParts) -> Response:
    """Counts since the server was started."""
    return Response(parts.metrics.render(), media_type=CONTENT_TYPE_LATEST)


def _not_ready(why: str) -> ApiError:
    message = f"The server is not ready: {why}. Try again in a moment; the log says more."
    return ApiError(503, "not_ready", message, headers={"Retry-After": "5"})
