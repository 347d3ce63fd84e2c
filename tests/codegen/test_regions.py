"""Regions: found by their marks, replaced one by one, and nothing else of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.codegen.regions import (
    MOST_CHARACTERS,
    MOST_CODE,
    MOST_REGIONS,
    RegionError,
    regions_in,
    with_inside,
)

TEXT = """\
def f(x: int) -> int:
    # region: f
    return x
    # endregion: f


class Order:
    # region: columns of Order
    # Further columns go here.
    # endregion: columns of Order
"""


def test_regions_are_found_with_what_stands_in_them() -> None:
    first, second = regions_in(TEXT)
    assert (first.name, first.inside, first.indent, first.line) == ("f", "    return x\n", "    ", 3)
    assert (second.name, second.line) == ("columns of Order", 9)
    assert TEXT[second.start : second.end] == second.inside


def test_other_languages_mark_with_their_own_comments() -> None:
    assert [one.name for one in regions_in("// region: view\n<p/>\n// endregion: view\n")] == ["view"]


def test_text_that_speaks_of_regions_has_none() -> None:
    assert regions_in('x = "# region: a"\nregion: str = "eu"\n- !Ref AWS::Region\n') == ()


@pytest.mark.parametrize(
    "text",
    [
        "# region: a\n",
        "# endregion: a\n",
        "# region: a\n# endregion: b\n",
        "# region: a\n# region: b\n# endregion: b\n# endregion: a\n",
        "# region: a\n# endregion: a\n# region: a\n# endregion: a\n",
        "# region:\n# endregion:\n",
        f"# region: {'a' * 101}\n",
        "# region: a\n# endregion: a\n" * 2,
        "".join(f"# region: {i}\n# endregion: {i}\n" for i in range(MOST_REGIONS + 1)),
        "x" * (MOST_CHARACTERS + 1),
        "# region:" + " " * (MOST_CHARACTERS - 20) + "\n",
    ],
    ids=["alone", "end-alone", "crossed", "nested", "twice", "nameless", "long-name", "again", "many", "long", "blank"],
)
def test_marks_that_do_not_fit_together_are_told(text: str) -> None:
    with pytest.raises(RegionError, match=r"region|names|characters"):
        regions_in(text)


def test_code_is_indented_as_its_region_and_all_else_stays() -> None:
    changed = with_inside(TEXT, "f", "\n\n        if x:\n            return 1\n\n        return 2\n\n")
    assert changed == TEXT.replace("    return x\n", "    if x:\n        return 1\n\n    return 2\n")


def test_line_ends_stay_as_the_file_has_them() -> None:
    changed = with_inside(TEXT.replace("\n", "\r\n"), "f", "y = x\nreturn y")
    assert changed == TEXT.replace("    return x\n", "    y = x\n    return y\n").replace("\n", "\r\n")


def test_tabs_in_front_become_spaces_and_those_in_texts_stay() -> None:
    assert "    if x:\n        return len('\t')\n" in with_inside(TEXT, "f", "if x:\n\treturn len('\t')")


@pytest.mark.parametrize(
    "code",
    [
        "# endregion: f\nimport os",
        "#endregion",
        "  #  EndRegion : f",
        "// region: x",
        "x = '# region: y'",
        "x = 1 # endregion: f",
        "a\x00b",
        "x = '\u202e'",
        "x\u2028# y",
        "x" * (MOST_CODE + 1),
        "x" * 1_000_000,
    ],
)
def test_code_with_marks_or_unseen_characters_stands_in_no_region(code: str) -> None:
    with pytest.raises(RegionError):
        with_inside(TEXT, "f", code)


def test_a_region_that_is_not_there_is_told() -> None:
    with pytest.raises(RegionError, match="no region “g”"):
        with_inside(TEXT, "g", "pass")


@given(st.text(max_size=60))
def test_whatever_the_code_nothing_outside_the_region_changes(code: str) -> None:
    first, second = regions_in(TEXT)
    try:
        changed = with_inside(TEXT, "f", code)
    except RegionError:
        return
    assert changed.startswith(TEXT[: first.start])
    assert changed.endswith(TEXT[first.end :])
    assert [one.name for one in regions_in(changed)] == [first.name, second.name]
    assert regions_in(changed)[1].inside == second.inside
    assert with_inside(changed, "f", first.inside) == TEXT
