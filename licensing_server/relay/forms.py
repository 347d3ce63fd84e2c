"""The requests that the relay passes on: a strict part of the Messages API, by its page “Messages”.

What is not named here is refused, so that nothing reaches the vendor's account that the price does not cover: no
sampling, no tools that run on its servers, no files, pictures, containers or servers of others.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from licensing_server.relay.errors import RelayError, bad_request
from licensing_server.schemas import Body

MOST_MESSAGES = 400
MOST_BLOCKS = 200
MOST_TOOLS = 32
MOST_SYSTEM_BLOCKS = 8
SYSTEM_BYTES = 128 * 1024
TOOLS_BYTES = 128 * 1024
_LONGEST_PLACE = 80

ModelId = Annotated[str, StringConstraints(min_length=1, max_length=128)]
ToolName = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9_-]{1,128}$")]


class CacheControl(Body):
    """Caching for five minutes; an hour costs more than the price list knows."""

    type: Literal["ephemeral"]
    ttl: Literal["5m"] | None = None


class TextBlock(Body):
    type: Literal["text"]
    text: str
    cache_control: CacheControl | None = None
    citations: None = Field(default=None, description="Null, as answers have it.")


class DirectCaller(Body):
    type: Literal["direct"]


class ToolUseBlock(Body):
    type: Literal["tool_use"]
    id: ToolName
    name: ToolName
    input: dict[str, Any]
    cache_control: CacheControl | None = None
    caller: DirectCaller | None = None


class ToolResultBlock(Body):
    type: Literal["tool_result"]
    tool_use_id: ToolName
    content: str | Annotated[list[TextBlock], Field(max_length=MOST_BLOCKS)] = ""
    is_error: bool | None = None
    cache_control: CacheControl | None = None


class ThinkingBlock(Body):
    type: Literal["thinking"]
    thinking: str
    signature: str


class RedactedThinkingBlock(Body):
    type: Literal["redacted_thinking"]
    data: str


Block = Annotated[
    TextBlock | ToolUseBlock | ToolResultBlock | ThinkingBlock | RedactedThinkingBlock, Field(discriminator="type")
]


class Message(Body):
    role: Literal["user", "assistant"]
    content: str | Annotated[list[Block], Field(max_length=MOST_BLOCKS)]


class Tool(Body):
    """A tool that the caller runs."""

    name: ToolName
    description: str | None = None
    input_schema: dict[str, Any]
    type: Literal["custom"] | None = None
    strict: bool | None = None
    eager_input_streaming: bool | None = None
    cache_control: CacheControl | None = None


class ToolChoice(Body):
    type: Literal["auto", "none"]
    disable_parallel_tool_use: bool | None = None


class Thinking(Body):
    type: Literal["enabled", "adaptive", "disabled"]
    budget_tokens: int | None = Field(default=None, ge=1024)
    display: Literal["summarized", "omitted"] | None = None


class CountBody(Body):
    """POST /v1/messages/count_tokens."""

    model: ModelId
    system: str | Annotated[list[TextBlock], Field(max_length=MOST_SYSTEM_BLOCKS)] | None = None
    tools: Annotated[list[Tool], Field(max_length=MOST_TOOLS)] | None = None
    tool_choice: ToolChoice | None = None
    thinking: Thinking | None = None
    messages: Annotated[list[Message], Field(min_length=1, max_length=MOST_MESSAGES)]

    @model_validator(mode="after")
    def _bounded(self) -> CountBody:
        if len(self.model_dump_json(include={"system"})) > SYSTEM_BYTES:
            raise ValueError(f"`system` has more than {SYSTEM_BYTES} bytes")
        if len(self.model_dump_json(include={"tools"})) > TOOLS_BYTES:
            raise ValueError(f"`tools` have more than {TOOLS_BYTES} bytes")
        return self

    def sent(self) -> bytes:
        """The body as it goes upstream: what the caller set, in one order, so that caching finds it again."""
        return self.model_dump_json(exclude_unset=True).encode()


class MessagesBody(CountBody):
    """POST /v1/messages."""

    max_tokens: int = Field(ge=1)
    stream: bool = False

    def capped(self, most: int) -> MessagesBody:
        """The same with an answer of at most `most` tokens.

        Raises:
            RelayError: 400, the model is to think for as long as the whole answer may be.
        """
        tokens = min(self.max_tokens, most)
        budget = (self.thinking.budget_tokens or 0) if self.thinking else 0
        if budget >= tokens:
            raise bad_request("invalid", f"thinking.budget_tokens: has to be less than {tokens} (max_tokens).")
        return self.model_copy(update={"max_tokens": tokens})


def read_messages(content: bytes) -> MessagesBody:
    """Raises RelayError: 400, naming the fields at fault and nothing of what was sent in them."""
    try:
        return MessagesBody.model_validate_json(content)
    except ValidationError as error:
        raise _refused(error) from None


def read_count(content: bytes) -> CountBody:
    """Raises RelayError: 400, as `read_messages`."""
    try:
        return CountBody.model_validate_json(content)
    except ValidationError as error:
        raise _refused(error) from None


def _refused(error: ValidationError) -> RelayError:
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    named = "; ".join(_fault(fault["type"], fault["loc"], fault["msg"]) for fault in faults[:3])
    forbidden = any(fault["type"] == "extra_forbidden" for fault in faults)
    return bad_request("forbidden_field" if forbidden else "invalid", f"The relay does not take this request. {named}.")


def _fault(kind: str, place: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(part) for part in place)[:_LONGEST_PLACE] or "body"
    if kind in {"json_invalid", "union_tag_invalid"}:  # their sentences repeat what was sent
        message = "It is not JSON" if kind == "json_invalid" else "This kind of block is not passed on"
    return f"{where}: {message}"
