"""Filling against the fake Messages API: what holds becomes a proposal, what does not is dropped with its reason."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from infrasketch_desktop.assistant.errors import Trouble
from infrasketch_desktop.assistant.filling.outgoing import fill_request
from infrasketch_desktop.assistant.filling.result import FillPhase, FillUpdate
from infrasketch_desktop.assistant.stopping import Stop
from infrasketch_desktop.assistant.transport.messages import body_of
from infrasketch_desktop.assistant.turns import Ending
from infrasketch_desktop.codegen import region_trial
from infrasketch_desktop.codegen.checking.tools import Run
from infrasketch_desktop.codegen.files import Level
from tests.assistant.filling.project import FILES, GOOD, ORDERS, filled, fills, wished
from tests.codegen.folders import Place
from tests.support.messages_script import (
    Reply,
    breaks_off,
    calls,
    cut_everywhere,
    length_of,
    refuses,
    says,
    text,
    thinks,
    waits,
)
from tests.support.messages_server import serving_messages

pytestmark = pytest.mark.loopback


def test_code_that_holds_becomes_a_proposal_with_what_it_passed(place: Place) -> None:
    with serving_messages(says(thinks("Hm."), text("Empty names are refused."), fills(post=GOOD))) as server:
        result = filled(wished(place, "post"), server)
    (fill,) = result.kept
    assert (result.ending, fill.name, fill.before) == (Ending.ANSWERED, "post", "    return add(name)\n")
    assert fill.after == "".join(f"    {line}\n" for line in GOOD.splitlines())
    assert "+    name = name.strip()" in fill.diff().splitlines()
    assert result.verdict.passed == ("Python's compiler", "ruff check", "ruff format")
    assert result.text == "Empty names are refused."
    assert place.read(ORDERS) == FILES[ORDERS], "nothing is written before it is accepted"
    assert len(server.asked()) == 1


def test_what_is_sent_is_what_was_shown_and_no_tool_is_forced(place: Place) -> None:
    wish = wished(place)
    with serving_messages(says(text("Nothing to do."))) as server:
        result = filled(wish, server)
    (sent,) = server.asked()
    assert {name: sent[name] for name in body_of(fill_request(wish), remembers=True)} == json.loads(
        json.dumps(body_of(fill_request(wish), remembers=True))
    )
    assert sent.keys().isdisjoint({"tool_choice", "temperature"})
    assert (result.ending, result.fills, result.text) == (Ending.ANSWERED, (), "Nothing to do.")


def test_code_is_formatted_and_its_imports_are_remarked(place: Place) -> None:
    untidy = "import re\nname=re.sub( r'\\s+',' ',name )\nreturn add(  name)"
    with serving_messages(says(fills(post=untidy))) as server:
        (fill,) = filled(wished(place, "post"), server).kept
    assert fill.after == (
        "    import re  # noqa: PLC0415 - for this region alone\n\n"
        '    name = re.sub(r"\\s+", " ", name)\n'
        "    return add(name)\n"
    )


def test_what_a_check_finds_is_mended_once(place: Place) -> None:
    replies = says(fills(post="return ad(name)", total="return sum(prices) or 0")), says(fills(post=GOOD))
    with serving_messages(*replies) as server:
        result = filled(wished(place), server)
    assert [fill.name for fill in result.kept] == ["post", "total"]
    told = server.asked()[1]["messages"][-1]["content"][0]
    assert told["is_error"]
    assert "Undefined name `ad`" in told["content"]
    assert "total" not in told["content"]


def test_what_fails_twice_is_dropped_and_the_rest_is_kept(place: Place) -> None:
    bad = fills(post="return ad(name)", total="return sum(prices) or 0")
    with serving_messages(says(bad), says(fills(post="return add(nam)"))) as server:
        result = filled(wished(place), server)
    assert [fill.name for fill in result.kept] == ["total"]
    (dropped,) = result.dropped
    assert "Undefined name `nam`" in dropped.why
    assert result.text_with(frozenset({"post", "total"})) == FILES[ORDERS].replace(
        "return sum(prices)", "return sum(prices) or 0"
    )


def test_what_holds_is_kept_when_mending_the_rest_fails(place: Place) -> None:
    bad = fills(post="return ad(name)", total="return sum(prices) or 0")
    with serving_messages(says(bad), refuses(529, "overloaded_error", "Overloaded")) as server:
        result = filled(wished(place), server)
    assert (result.ending, result.error, [fill.name for fill in result.kept]) == (Ending.ANSWERED, None, ["total"])


HOSTILE: dict[str, Any] = {
    "marks": fills(post="# endregion: post\nimport os\n# region: post"),
    "marks of another editor": fills(post="#endregion\nreturn add(name)"),
    "os": fills(post="import os\nos.system('true')\nreturn add(name)"),
    "exec": fills(post="exec('x = 1')\nreturn add(name)"),
    "a megabyte": calls("fill_regions", {"regions": [{"name": "post", "code": "x = 1\n" * 170_000}]}, size=9_000),
    "another file": calls("fill_regions", {"regions": [{"name": "post", "path": "../../etc/x", "text": "x"}]}),
    "a path as a name": fills(**{"../../services/api/src/api/store.py": "return 1"}),
    "another region": fills(nowhere="return 1"),
    "another tool": calls("write_file", {"path": "/etc/passwd", "content": "x"}),
    "no JSON": calls("fill_regions", '{"regions": [{"name": "post", "code": "retu'),
    "numbers": calls("fill_regions", {"regions": [{"name": "post", "code": 7}, 8, None]}),
    "no list": calls("fill_regions", {"regions": {"post": "return 1"}}),
    "deep": calls("fill_regions", "[" * 50_000, size=5_000),
    "unbalanced": fills(post='x = """'),
    "fences": fills(post="```python\nreturn add(name)\n```"),
    "masked": fills(post="key = '••••'\nreturn add(name)"),
    "a secret": fills(post=f"return add('sk-ant-{'0' * 30}')"),
    "silenced": fills(post="return ad(name)  # noqa: F821"),
    "no return but dead code": fills(post="return ad(name)\nif 1:\n    pass"),
    "nothing": calls("fill_regions", {}),
    "the same": fills(post="return add(name)"),
}


@pytest.mark.parametrize("block", HOSTILE.values(), ids=HOSTILE)
def test_hostile_replies_propose_nothing_and_change_nothing(place: Place, block: Any) -> None:
    before = {path: place.read(path) for path in place.paths}
    with serving_messages(says(block), says(block)) as server:
        result = filled(wished(place, "post"), server)
    assert (result.ending, result.kept) == (Ending.ANSWERED, ())
    assert {path: place.read(path) for path in place.paths} == before


def test_code_beside_the_tool_is_only_words(place: Place) -> None:
    with serving_messages(says(text(f"```python\n# region: post\n{GOOD}\n# endregion: post\n```"))) as server:
        result = filled(wished(place, "post"), server)
    assert result.fills == ()


def test_what_is_called_twice_counts_once(place: Place) -> None:
    replies = says(fills(post=GOOD), fills(post="import os"))
    with serving_messages(replies) as server:
        result = filled(wished(place, "post"), server)
    assert [fill.name for fill in result.kept] == ["post"]


def test_however_the_bytes_fall_the_result_is_the_same(place: Place) -> None:
    with serving_messages(cut_everywhere(says(text("Sure – “now”."), fills(post=GOOD)))) as server:
        result = filled(wished(place, "post"), server)
    assert (result.text, len(result.kept)) == ("Sure – “now”.", 1)


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (refuses(529, "overloaded_error", "Overloaded"), Trouble.OVERLOADED),
        (says(fills(post=GOOD), reason="max_tokens"), Trouble.TRUNCATED),
        (says(fills(post=GOOD), reason="refusal"), Trouble.REFUSED),
        (breaks_off(says(fills(post=GOOD)), after=700), Trouble.CUT),
    ],
    ids=lambda value: value.value if isinstance(value, Trouble) else "",
)
def test_an_answer_that_ends_early_proposes_nothing(place: Place, reply: Reply, trouble: Trouble) -> None:
    with serving_messages(reply) as server:
        result = filled(wished(place, "post"), server)
    assert result.error is not None
    assert (result.ending, result.error.trouble, result.fills) == (Ending.FAILED, trouble, ())


def test_stop_closes_the_connection_and_proposes_nothing(place: Place) -> None:
    stop = Stop()
    reply = says(text("One moment."), fills(post=GOOD))
    with serving_messages(waits(reply, after=length_of(reply, 4))) as server:

        def press() -> None:
            server.waiting.wait(20)
            stop.request()

        pressing = threading.Thread(target=press)
        pressing.start()
        result = filled(wished(place, "post"), server, stop=stop)
        assert server.left.wait(20)
        pressing.join()
    assert (result.ending, result.fills) == (Ending.STOPPED, ())


def test_stop_while_tools_run_ends_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that would take a minute is gone before its time, and with it the copy of the project."""
    stop, began = Stop(), place.folder.parent / "began"

    def slow(ground: Any) -> Any:
        command = ("sh", "-c", f"echo $PWD > {began}; exec sleep 60")
        yield Run(tool="mypy", files=(), level=Level.CHECKED, command=command, folder=ground.folder)

    monkeypatch.setattr(region_trial, "python_steps", slow)

    def on_update(update: FillUpdate) -> None:
        if update.phase is FillPhase.CHECKING:
            threading.Thread(target=press).start()

    def press() -> None:
        until(lambda: began.exists() and began.read_text())
        stop.request()

    with serving_messages(says(fills(post=GOOD))) as server:
        result = filled(wished(place, "post"), server, on_update, stop)
    assert (result.ending, result.fills) == (Ending.STOPPED, ())
    copy = began.read_text().strip()
    until(lambda: not place.folder.parent.joinpath(copy).exists())


def until(holds: Any) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)
