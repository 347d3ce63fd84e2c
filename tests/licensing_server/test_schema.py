"""Whatever is sent, the server has no fault and gives no answer that its schema does not announce."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import APIOperation
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from licensing_server.settings import Settings
from tests.support.licensing import URL, Clock, LicensingServer, running_server


def not_a_fault(context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """A relay without a key is no fault; what it answers with one is told in tests/licensing_server/relay."""
    if "relay_closed" not in response.text:
        not_a_server_error(context, response, case)


CHECKS = [
    not_a_fault,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def server(sqlite_url: str, tmp_path: Path) -> Iterator[LicensingServer]:
    """Each request comes from a network of its own, so that none has to wait."""
    told = Settings(data=tmp_path / "data", public_url=URL, trusted_proxies=1)
    with running_server(sqlite_url, tmp_path / "data", Clock(), settings=told) as running:
        yield running


def _break(server: LicensingServer, examples: int) -> Iterator[str]:
    """What went wrong, for every endpoint that did; each is called by a device of its own, since one signs it out."""
    networks = (f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1" for number in itertools.count())
    schema = schemathesis.openapi.from_asgi("/openapi.json", server.app)
    for found in schema.get_all_operations():
        operation = found.ok()
        try:
            _call_often(operation, server.enrol().headers, networks, examples)
        except Exception as error:  # noqa: BLE001 - collected: one endpoint must not hide the others
            yield f"{operation.label}: {error}"


def _call_often(operation: APIOperation, me: dict[str, str], networks: Iterator[str], examples: int) -> None:
    @given(operation.as_strategy())
    @settings(max_examples=examples)
    def call(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=me | {"X-Forwarded-For": next(networks)}, checks=CHECKS)

    call()


def test_every_answer_is_announced(server: LicensingServer) -> None:
    assert not (failures := list(_break(server, 6))), "\n".join(failures)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_every_answer_is_announced_however_long_one_looks(server: LicensingServer) -> None:
    assert not (failures := list(_break(server, 600))), "\n".join(failures)
