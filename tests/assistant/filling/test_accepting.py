"""What is accepted goes into the file as an edit of the person, and only if it still is the file that was judged."""

from __future__ import annotations

import pytest

from infrasketch_desktop.assistant.filling.accepting import write_fills
from infrasketch_desktop.assistant.filling.result import Fill, FillResult
from infrasketch_desktop.assistant.turns import Ending
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.codegen.manifest import read_manifest
from infrasketch_desktop.codegen.updating import State
from tests.assistant.filling.project import FILES, ORDERS, wished
from tests.codegen.folders import Place, states

BEFORE, AFTER = "    return add(name)\n", "    return add(name.strip())\n"
POST = Fill("post", BEFORE, AFTER)
TOTAL = Fill("total", "    return sum(prices)\n", "    return sum(prices) or 0\n")


def proposed(place: Place, *fills: Fill) -> FillResult:
    return FillResult(Ending.ANSWERED, wished(place), fills)


def test_accepted_code_is_an_edit_that_generating_keeps(place: Place) -> None:
    remembered = read_manifest(place.folder)
    write_fills(proposed(place, POST), ["post"])
    assert place.read(ORDERS) == FILES[ORDERS].replace(BEFORE, AFTER)
    assert read_manifest(place.folder) == remembered
    assert states(place.generate(FILES, "api"))[ORDERS] is State.KEPT
    assert place.read(ORDERS) == FILES[ORDERS].replace(BEFORE, AFTER)


def test_line_ends_stay(place: Place) -> None:
    place.edit(ORDERS, FILES[ORDERS].replace("\n", "\r\n"))
    write_fills(proposed(place, POST), ["post"])
    content = (place.folder / ORDERS).read_bytes().decode()
    assert content == FILES[ORDERS].replace(BEFORE, AFTER).replace("\n", "\r\n")


def test_a_file_that_was_edited_meanwhile_stays_as_it_is(place: Place) -> None:
    result = proposed(place, POST)
    place.edit(ORDERS, FILES[ORDERS] + "# mine\n")
    with pytest.raises(CodegenError, match="was changed while"):
        write_fills(result, ["post"])
    assert place.read(ORDERS) == FILES[ORDERS] + "# mine\n"


def test_what_was_dropped_cannot_be_accepted(place: Place) -> None:
    dropped = Fill("post", BEFORE, "    import os\n", why="It imports `os`.")
    write_fills(proposed(place, dropped), ["post"])
    assert place.read(ORDERS) == FILES[ORDERS]


def test_a_part_of_a_proposal_has_to_hold_by_itself(place: Place) -> None:
    helped = Fill("post", BEFORE, "    return add(helper(name))\n")
    result = proposed(place, helped, TOTAL)
    with pytest.raises(CodegenError, match="do not hold without the others"):
        write_fills(result, ["post"])
    assert place.read(ORDERS) == FILES[ORDERS]
    write_fills(result, ["total"])
    assert place.read(ORDERS) == FILES[ORDERS].replace("return sum(prices)", "return sum(prices) or 0")
