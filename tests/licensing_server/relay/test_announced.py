"""Whatever an open relay is sent, it answers as its schema announces."""

from __future__ import annotations

import json

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.relays import RelayServer, question

pytestmark = pytest.mark.loopback

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from([*question(), "system", "tools", "tool_choice", "thinking", "temperature"])
HEADERS = st.sampled_from(["X-InfraSketch-Op", "X-InfraSketch-Item", "anthropic-version", "anthropic-beta"])
TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/messages/count_tokens"])
def test_every_answer_is_announced(sqlite_relay: RelayServer, path: str) -> None:
    """The model has no further answer, so that good questions are told 502."""
    me = sqlite_relay.enrol()
    operation = schemathesis.openapi.from_dict(sqlite_relay.licensing.app.openapi())[path]["POST"]

    @given(st.dictionaries(FIELDS, JSON, max_size=2), st.dictionaries(HEADERS, TEXT, max_size=1))
    @settings(max_examples=10, deadline=None)
    def ask(more: dict[str, object], headers: dict[str, str]) -> None:
        content = json.dumps(question() | more)
        answer = sqlite_relay.http.post(path, content=content, headers=me.headers | headers)
        operation.Case(headers=me.headers | headers).validate_response(answer, checks=CHECKS)

    ask()
