import codecs

import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode, Insert
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.formats.bounds import check_counts, decoded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import SourceFile


def add_node(number):
    return AddNode(id=f"n{number}", kind=NodeKind.SERVICE, label="")


def tower(depth):
    return [AddGroup(id=f"g{i}", label="", group=f"g{i - 1}" if i else None) for i in range(depth)]


@pytest.mark.parametrize(
    "content",
    [
        "äß".encode(),
        codecs.BOM_UTF8 + "äß".encode(),
        "äß".encode("utf-16"),
        codecs.BOM_UTF16_BE + "äß".encode("utf-16-be"),
    ],
)
def test_text_is_decoded_without_its_mark(content):
    assert decoded(SourceFile("a.txt", content)) == "äß"


def test_line_ends_stay():
    assert decoded(SourceFile("a.txt", b"a\r\nb\rc\n")) == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    "content",
    [b"a\0b", b"%PDF-1.7", b"\x89PNG\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", "a".encode("utf-32"), b"\xff\xfea"],
)
def test_what_is_no_text_is_refused_with_advice(content):
    with pytest.raises(FormatError, match=r"a\.txt.*Nothing was imported\. Save it as UTF-8"):
        decoded(SourceFile("a.txt", content))


def test_the_line_that_is_not_utf_8_is_named():
    with pytest.raises(FormatError) as caught:
        decoded(SourceFile("a.txt", b"one\ntwo\nthr\xe9e\n"))

    assert str(caught.value.origin) == "a.txt:3"


def test_a_file_is_refused_by_its_size():
    assert decoded(SourceFile("a.txt", b"1234"), limit=4) == "1234"
    with pytest.raises(FormatError, match=r"50\.0 MB"):
        decoded(SourceFile("a.txt", b"x" * 50_000_000))


def test_more_nodes_than_a_diagram_shows_are_refused():
    check_counts([add_node(i) for i in range(5_000)])
    with pytest.raises(FormatError, match="5,001 nodes"):
        check_counts([add_node(i) for i in range(5_001)])


def test_more_edges_than_a_diagram_shows_are_refused():
    with pytest.raises(FormatError, match="10,001 connections"):
        check_counts([AddEdge(source="a", target="b")] * 10_001)


def test_groups_nested_too_deep_are_refused():
    check_counts(tower(64))
    check_counts(tower(64)[::-1])
    with pytest.raises(FormatError, match="64 deep"):
        check_counts(tower(65))
    with pytest.raises(FormatError, match="64 deep"):
        check_counts(tower(65)[::-1])


def test_groups_that_contain_each_other_are_refused():
    cycle = [Insert(record=Group(id=a, label="", group=b)) for a, b in (("a", "b"), ("b", "c"), ("c", "a"))]

    with pytest.raises(FormatError, match="contain each other"):
        check_counts(cycle)
