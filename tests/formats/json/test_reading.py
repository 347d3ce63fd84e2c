import json

import pytest

from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.json.reading import read
from infrasketch_desktop.formats.result import SourceFile
from infrasketch_desktop.technology import Catalog
from tests.formats.round_trips import applied


def file(content, **fields):
    if isinstance(content, dict):
        content = json.dumps({"format": "infrasketch-diagram", "version": 1, **content, **fields})
    return [SourceFile("shop.json", content.encode())]


def refused(content):
    with pytest.raises(FormatError) as caught:
        read(file(content), Catalog([]))
    return str(caught.value)


def a_node(**fields):
    return {"id": "api", "kind": "api", "label": "API", **fields}


def test_all_parts_but_the_head_may_be_missing():
    assert len(applied(read(file({}), Catalog([])))) == 1


def test_what_is_not_stated_is_at_its_default():
    diagram = applied(read(file({"nodes": [a_node()], "title": "Shop"}), Catalog([])))

    assert diagram.sheet.title == "Shop"
    assert (diagram.nodes["api"].width, diagram.nodes["api"].technology) == (180, "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"nodes": [a_node(), a_node(id="web", colour="red")]}, "(“web”): “colour” is not a field of “node”"),
        ({"nodes": [a_node(kind="pub")]}, "“kind” must be one of client, api"),
        ({"nodes": [{"id": "api", "label": "API"}]}, "“kind” is missing"),
        ({"nodes": [a_node(x="left")]}, "“x” must be a number"),
        ({"nodes": [a_node(x=10**400)]}, "finite"),
        ({"nodes": [a_node(width=1e9)]}, "too large to draw"),
        ({"nodes": [a_node(label="x" * 10_000)]}, "10,000 characters; at most 500"),
        ({"nodes": [a_node(id="../../etc")]}, "not a usable id"),
        ({"nodes": [a_node(id="sheet")]}, "not a usable id"),
        ({"nodes": [a_node(), a_node()]}, "“api” is used twice"),
        ({"nodes": [3]}, "must be an object"),
        ({"nodes": {}}, "“nodes” must be a list"),
        ({"edges": [{"id": "e", "source": "a", "target": "b"}]}, "which does not exist"),
        (
            {"groups": [{"id": "a", "label": "", "group": "b"}, {"id": "b", "label": "", "group": "a"}]},
            "contain itself",
        ),
        ({"extras": []}, "the part “extras” is not known"),
        ({"version": 2}, "version 2, and this InfraSketch reads up to 1"),
        ({"version": True}, "whole number"),
        ({"format": "other"}, "not a diagram"),
        ({"direction": "up"}, "the diagram: “direction” must be one of down, right"),
        ("[]", "not a diagram"),
        ("", "not valid JSON"),
        ('{"infrasketch": 1, "records": []}', "Open it with File, Open"),
        ('{"format":\n "a" "b"}', "shop.json:2: this is not valid JSON"),
        ('{"format": "x", "format": "y"}', "field “format” twice"),
        ('{"nodes": [{"id": "api", "x": 1, "x": 2}]}', "(“api”) has the field “x” twice"),
        ('{"a": NaN}', "NaN"),
        ('{"a": ' + "9" * 10_000 + "}", "far too long"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(content, said):
    assert said in refused(content)


def test_two_files_at_once_are_refused():
    with pytest.raises(FormatError, match="single file"):
        read(file({}) * 2, Catalog([]))


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("head", "piece", "times", "tail"),
    [("", "[", 5_000_000, ""), ("", '{"a":', 1_000_000, ""), ("[", "{},", 5_000_000, "0]"), ("", " ", 50_000_000, "")],
)
def test_files_meant_to_hurt_are_refused_at_once(head, piece, times, tail):
    refused(head + piece * times + tail)


def test_more_nodes_than_can_be_shown_are_refused():
    assert "5,001 nodes" in refused({"nodes": [a_node(id=f"n{i}") for i in range(5_001)]})
