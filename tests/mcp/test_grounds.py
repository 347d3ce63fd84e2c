"""No path beyond what was given at the start can be named, whatever it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.mcp.errors import OutsideError
from infrasketch_desktop.mcp.grounds import Grounds
from tests.mcp.conftest import Caller

OUTSIDE = ["/etc/passwd", "../secret.infrasketch", "a/../../secret.infrasketch", "~/../../../../etc/passwd"]
NO_PATH = ["", "a\0b", "x" * 5000]


@pytest.fixture
def grounds(folder: Path, shop: Path) -> Grounds:
    (folder.parent / "secret.infrasketch").write_text("{}")
    return Grounds(tuple, (folder.resolve(),))


@pytest.mark.parametrize("name", [*OUTSIDE, *NO_PATH])
def test_a_path_outside_is_refused(grounds: Grounds, name: str) -> None:
    with pytest.raises(OutsideError):
        grounds.readable(name)
    with pytest.raises(OutsideError):
        grounds.new_file(name)


def test_a_link_that_leads_out_is_refused(grounds: Grounds, folder: Path) -> None:
    (folder / "link.infrasketch").symlink_to(folder.parent / "secret.infrasketch")
    (folder / "way").symlink_to(folder.parent)
    for name in ("link.infrasketch", "way/secret.infrasketch"):
        with pytest.raises(OutsideError, match="outside"):
            grounds.sketch(name)
    with pytest.raises(OutsideError, match="outside"):
        grounds.new_file("way/new.svg")
    assert [path.name for path in grounds.listed()] == ["shop.infrasketch"]


def test_a_folder_whose_name_only_begins_alike_is_outside(grounds: Grounds, folder: Path) -> None:
    twin = folder.with_name(f"{folder.name}-twin")
    twin.mkdir()
    (twin / "a.infrasketch").write_text("{}")
    with pytest.raises(OutsideError):
        grounds.readable(str(twin / "a.infrasketch"))


def test_what_is_there_is_not_a_new_file(grounds: Grounds) -> None:
    with pytest.raises(OutsideError, match="there already"):
        grounds.new_file("shop.infrasketch")


@pytest.mark.parametrize("name", [".git/hooks/post-commit", ".profile", "a/.hidden/x.svg"])
def test_nothing_is_made_in_hidden_places(grounds: Grounds, folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with pytest.raises(OutsideError, match="hidden"):
        grounds.new_file(name)


def test_a_single_file_gives_no_folder(folder: Path, shop: Path) -> None:
    (folder / "other.infrasketch").write_text("{}")
    grounds = Grounds(lambda: (shop,))
    assert grounds.sketch("") == shop.resolve()
    assert grounds.sketch("shop.infrasketch") == shop.resolve()
    with pytest.raises(OutsideError):
        grounds.sketch("other.infrasketch")
    with pytest.raises(OutsideError):
        grounds.new_file("new.svg")


def test_several_sketches_have_to_be_named(grounds: Grounds, folder: Path) -> None:
    assert grounds.sketch("").name == "shop.infrasketch"
    (folder / "two.infrasketch").write_text("{}")
    with pytest.raises(OutsideError, match="several"):
        grounds.sketch("")


def test_hidden_and_vendored_folders_are_not_listed(grounds: Grounds, folder: Path) -> None:
    for name in (".cache", "node_modules", "teams"):
        (folder / name).mkdir()
        (folder / name / "x.infrasketch").write_text("{}")
    assert [grounds.shown(path) for path in grounds.listed()] == ["shop.infrasketch", "teams/x.infrasketch"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("read_sketch", {"sketch": "../secret.infrasketch"}),
        ("review", {"sketch": "/etc/passwd"}),
        ("render", {"sketch": "/dev/zero"}),
        ("import_files", {"files": ["/etc/passwd"]}),
        ("import_files", {"files": ["../secret.infrasketch"]}),
        ("propose_operations", {"sketch": "../secret.infrasketch", "operations": [{}], "summary": "x"}),
    ],
)
def test_no_tool_reaches_outside(tools: Caller, folder: Path, tool: str, arguments: dict[str, object]) -> None:
    (folder.parent / "secret.infrasketch").write_text("{}")
    assert "outside of what was given" in tools.refused(tool, **arguments)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("sketch_from_text", {"text": "api -> db", "save_as": "../evil"}),
        ("export", {"to": "json", "name": "../evil.json"}),
        ("export", {"to": "text", "name": "/tmp/evil.txt"}),
    ],
)
def test_no_tool_writes_outside(tools: Caller, folder: Path, tool: str, arguments: dict[str, object]) -> None:
    told = tools.with_rights(may_write=True, spend=5).refused(tool, **arguments)
    assert "outside of what was given" in told
    assert sorted(path.name for path in folder.parent.glob("evil*")) == []
