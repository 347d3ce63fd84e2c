import pytest

from infrasketch_desktop.formats.d2.reading import read
from infrasketch_desktop.formats.result import Imported, SourceFile
from tests.formats.inspecting import applied, edges, groups, nodes

SHOP = """# shop
direction: right
title: Shop { near: top-center }
vars: { region: eu }
classes: {
  store: {shape: cylinder; style.fill: red}
}
web: Web app {
  shape: person
  style.fill: "#eee"
}
cloud: "AWS ${region}" {
  api: API {
    tooltip: x
  }
  db.class: store
  api -> db: reads
  inner: {
    q: Jobs {shape: queue}
    _.api -> q: jobs
    _._.web <-> q
  }
  users: {
    shape: sql_table
    id: int {constraint: primary_key}
    name: string
  }
}
web -> cloud.api -> ext: "calls; \\"x\\"" {
  style.animated: true
}
cloud.(api -> users.id): fk
(web -> cloud.api)[0].label: HTTPS
*.style.fill: blue
why: |md
  # Hello
  there
|
...@other
gone -> web
gone: null
layers: {
  l: { z -> y }
}
"""


def imported(text: str, catalog) -> Imported:
    return read([SourceFile("shop.d2", text.encode())], catalog)


@pytest.fixture(scope="module")
def shop(catalog) -> Imported:
    return imported(SHOP, catalog)


def test_shapes_are_known_by_their_words_and_looks(shop):
    assert {label: node.kind.value for label, node in nodes(shop).items()} == {
        "Web app": "client",
        "API": "api",
        "db": "database",
        "Jobs": "queue",
        "users": "database",
        "ext": "service",
    }
    assert nodes(shop)["Jobs"].origin == "shop.d2:19"


def test_rows_of_a_table_are_its_description(shop):
    assert nodes(shop)["users"].description == "id: int\nname: string"


def test_connections_are_read_from_wherever_they_stand(shop):
    assert edges(shop) == {
        "API -> db: reads",
        "API -> Jobs: jobs",
        "Web app -> Jobs",
        "Jobs -> Web app",
        "Web app -> API: HTTPS",
        'API -> ext: calls; "x"',
        "API -> users: fk",
    }


def test_containers_are_groups_with_variables_put_in(shop):
    assert groups(shop) == {"AWS eu": {"API", "db", "users", "inner"}, "inner": {"Jobs"}}


def test_text_alone_is_a_note_and_the_title_a_title(shop):
    assert [note.text for note in applied(shop).notes.values()] == ["# Hello\nthere"]
    assert (applied(shop).sheet.title, applied(shop).sheet.direction) == ("Shop", "right")


def test_what_is_not_carried_is_told_by_line(shop):
    told = {(loss.what, loss.origin.line if loss.origin else 0) for loss in shop.losses}
    assert told == {
        ("“style”", 10),
        ("“tooltip”", 14),
        ("“constraint”", 25),
        ("“*.style.fill”", 34),
        ("“...@other”", 39),
        ("“layers”", 42),
    }


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a: 'it''s ${x}'", ["it's ${x}"]),
        ('a: "x\\n\\"y\\" \\${z}"', ['x\n"y" ${z}']),
        ("a: x # comment", ["x"]),
        ("a: x#y", ["x#y"]),
        ("a; b; c", ["a", "b", "c"]),
        ('"a.b": x', ["x"]),
        ("a.label: x", ["x"]),
        ("a: {label: x}", ["x"]),
        ("A: x\na.shape: cloud", ["x"]),
        ('"label": x', ["x"]),
        ("a: one \\\n  two", ["one two"]),
        ("a-b: x", ["x"]),
        ('""" a\nb """\nc', ["c"]),
    ],
)
def test_strings_and_keys_are_read_as_d2_does(text, labels, catalog):
    assert list(nodes(imported(text, catalog))) == labels


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a -> b -> c", {"a -> b", "b -> c"}),
        ("a <- b", {"b -> a"}),
        ("a <-> b: x", {"a -> b: x", "b -> a: x"}),
        ("a -- b", {"a -> b"}),
        ("a ---> b", {"a -> b"}),
        ("a->b: {label: x}", {"a -> b: x"}),
        ("a -> b\na -> b\n(a -> b)[1].label: x", {"a -> b", "a -> b: x"}),
        ("a -> a", {"a -> a"}),
    ],
)
def test_every_connection_is_read(text, found, catalog):
    assert edges(imported(text, catalog)) == found


def test_an_import_is_not_opened(catalog):
    found = imported("a: @/etc/passwd\n...@x", catalog)
    assert [loss.why for loss in found.losses] == ["other files are never opened"] * 2
