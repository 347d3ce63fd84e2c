"""The real program as a child, spoken to by the real client of the protocol; and by hostile ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from infrasketch_desktop.mcp.tools import TOOLS
from infrasketch_desktop.storage import sketches
from tests.support.programs import INFRASKETCH, ROOT

PNG = "iVBORw0KGgo"
"""The first bytes of every PNG, as base64 (PNG specification, 5.2)."""


LAST = 9


def environment() -> dict[str, str]:
    return dict(os.environ) | {"PYTHONPATH": str(ROOT)}


def talk(words: list[str], conversation: Callable[[Client], Awaitable[None]]) -> None:
    """Start the program, and have `conversation` with it; it ends when the client leaves."""
    program, *rest = INFRASKETCH

    async def run() -> None:
        parameters = StdioServerParameters(command=program, args=[*rest, "mcp", *words], env=environment())
        with anyio.fail_after(60):
            async with Client(stdio_client(parameters)) as client:
                await conversation(client)

    anyio.run(run)


async def told(client: Client, name: str, /, **arguments: Any) -> Any:
    result = await client.call_tool(name, arguments)
    first = result.content[0]
    assert not result.is_error, first
    assert first.type == "text"
    return json.loads(first.text)


def test_an_assistant_draws_by_the_protocol(folder: Path, shop: Path, tmp_path: Path) -> None:
    (folder / "evil.infrasketch").symlink_to("/etc/passwd")

    async def conversation(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == [tool.name for tool in TOOLS]
        assert (await told(client, "list_sketches"))["sketches"][0]["sketch"] == "shop.infrasketch"
        operations = [{"op": "add_node", "id": "x", "kind": "cache", "label": "Cache"}]
        assert (await told(client, "propose_operations", operations=operations, summary="Add"))["kept"]
        assert (await told(client, "apply_proposal"))["saved"] == "shop.infrasketch"
        picture = (await client.call_tool("render", {})).content[1]
        assert picture.type == "image"
        assert picture.data.startswith(PNG)
        assert (await told(client, "export", to="svg", name="a", only_price=True))["price"] == 1
        await refusals(client)
        await resources(client)

    words = ["--folder", str(folder), "--write", "--spend", "0", "--profile", str(tmp_path / "profile")]
    talk(words, conversation)
    assert "cache" in sketches.load(shop)


async def refusals(client: Client) -> None:
    for name, arguments in (
        ("read_sketch", {"sketch": "evil.infrasketch"}),
        ("read_sketch", {"sketch": "../../etc/passwd"}),
        ("read_sketch", {"sketch": 1}),
        ("propose_operations", {"operations": "x", "summary": "x"}),
        ("export", {"to": "svg", "name": "a"}),
    ):
        assert (await client.call_tool(name, arguments)).is_error, name
    with pytest.raises(MCPError, match="There is no tool “rm”"):
        await client.call_tool("rm", {"path": "/"})


async def resources(client: Client) -> None:
    listed = (await client.list_resources()).resources
    assert [resource.uri for resource in listed] == [
        "infrasketch://sketch/shop.infrasketch",
        "infrasketch://outline/shop.infrasketch",
    ]
    (content,) = (await client.read_resource(listed[1].uri)).contents
    assert "- Web app (client)" in getattr(content, "text", "")
    for uri in ("infrasketch://sketch/..%2F..%2Fetc%2Fpasswd", "file:///etc/passwd", "infrasketch://x"):
        with pytest.raises(MCPError):
            await client.read_resource(uri)


def test_whatever_comes_in_nothing_but_the_protocol_goes_out(folder: Path, shop: Path, tmp_path: Path) -> None:
    """Noise, lines that are too long and calls of the wrong shape; a later request is answered all the same."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        "noise",
        '{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "read_sketch", "arguments": "x"}}',
        '{"jsonrpc": "2.0", "id": 3, "method": "tools/call"}',
        '{"jsonrpc": "2.0", "id": 4, "method": "no/such"}',
        "x" * (5 * 1024 * 1024),
        "[" * 100_000,
        '{"jsonrpc": "2.0", "id": 9, "method": "tools/call", "params": {"name": "read_sketch", "arguments": {}}}',
    ]
    child = subprocess.Popen(
        [*INFRASKETCH, "mcp", str(shop), "--profile", str(tmp_path / "profile")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(("\n".join(lines) + "\n").encode())
        child.stdin.flush()
        answers = []
        while not answers or answers[-1].get("id") != LAST:
            answers.append(json.loads(child.stdout.readline()))
        child.stdin.close()
        assert child.stdout.read() == b""
    assert all(answer["jsonrpc"] == "2.0" for answer in answers)
    by_id = {answer.get("id"): answer for answer in answers}
    assert [name in by_id[number] for number, name in ((1, "result"), (2, "error"), (3, "error"), (4, "error"))]
    assert "Web app" in by_id[LAST]["result"]["content"][0]["text"]
    assert child.returncode == 0


def test_a_program_that_is_only_asked_for_its_version_loads_no_protocol() -> None:
    code = "import sys; import infrasketch_desktop.cli.program; sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=environment(), check=False).returncode == 0
