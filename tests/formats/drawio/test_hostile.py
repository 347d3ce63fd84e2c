import base64
import zlib

import pytest

from infrasketch_desktop.formats.drawio.reading import read
from infrasketch_desktop.formats.errors import FormatError
from tests.formats.drawio.pages import file, model, mxfile, packed, vertex
from tests.formats.round_trips import applied

LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))


def deflated(piece: bytes, times: int) -> str:
    """`piece` so many times: deflated once, for what follows a full flush stands alone."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = deflater.compress(piece) + deflater.flush(zlib.Z_FULL_FLUSH)
    return base64.b64encode(block * times + deflater.flush()).decode()


HOSTILE = {
    "billion laughs": f"<!DOCTYPE x [{LAUGHS}]><mxfile>&l9;</mxfile>",
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><mxfile>{"&a;" * 10_000}</mxfile>',
    "external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><mxfile>&a;</mxfile>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.com/a.dtd"> %a;]><mxfile/>',
    "external document type": '<!DOCTYPE mxfile SYSTEM "http://example.com/a.dtd"><mxfile/>',
    "deep nesting": lambda: "<mxfile>" * 500_000,
    "many elements": lambda: f"<mxfile>{'<a/>' * 1_500_000}</mxfile>",
    "not closed": "<mxfile><diagram>",
    "another vocabulary": "<svg/>",
    "no pages": "<mxfile/>",
    "empty page": "<mxfile><diagram/></mxfile>",
    "not base64": "<mxfile><diagram>§§§</diagram></mxfile>",
    "not deflated": f"<mxfile><diagram>{base64.b64encode(b'x' * 50).decode()}</diagram></mxfile>",
    "packed bomb": mxfile(deflated(b"0" * 1_000_000, 300)),
    "packed bomb of escapes": mxfile(deflated(b"%41" * 100_000, 80)),
    "packed text of escapes": mxfile(deflated(b"%41" * 100_000, 27)),
    "packed laughs": mxfile(packed(f"<!DOCTYPE x [{LAUGHS}]><mxGraphModel>&l9;</mxGraphModel>")),
    "packed text": mxfile(packed("just text")),
    "packed other": mxfile(packed("<svg/>")),
    "parents in a circle": model(
        vertex("a", "A", parent="b"), vertex("b", "B", parent="c"), vertex("c", "C", parent="a")
    ),
    "its own parent": model(vertex("a", "A", parent="a")),
    "a tower of groups": model(*(vertex(f"g{i}", "G", parent=f"g{i - 1}" if i else "1") for i in range(70))),
    "too many nodes": model(*(vertex(f"n{i}", "N") for i in range(5_001))),
    "50 MB": lambda: "<mxfile>" + " " * 50_000_000,
    "a NUL": "<mxfile>\0</mxfile>",
    "nothing": "",
}


@pytest.mark.timeout(4)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_at_once(text, catalog):
    with pytest.raises(FormatError, match=r"shop\.drawio|This would make|nested"):
        read(file(text() if callable(text) else text), catalog)


@pytest.mark.timeout(4)
def test_a_label_of_tags_is_cut_at_once(catalog):
    html = "&lt;b&gt;&lt;!--&lt;![CDATA[&lt;?" * 20_000

    imported = read(file(model(vertex("a", f"Label{html}", "html=1"))), catalog)

    assert next(iter(applied(imported).nodes.values())).label.startswith("Label")


@pytest.mark.parametrize("place", ["1e400", "NaN", "-1e300", "abc", "9" * 5000])
def test_a_place_that_is_none_leaves_the_node_to_the_layout(place, catalog):
    (node,) = applied(read(file(model(vertex("a", "A", box=(place, 0, 120, 60)))), catalog)).nodes.values()

    assert (node.x, node.y) == (0, 0)


def test_a_label_of_10_kb_is_cut_and_told(catalog):
    imported = read(file(model(vertex("a", "x" * 10_000))), catalog)

    assert len(next(iter(applied(imported).nodes.values())).label) == 500
    assert len(imported.losses) == 1


def test_ids_and_marks_that_mean_harm_are_only_text(catalog):
    cells = [vertex("../../etc/passwd", "&lt;/script&gt;\u202eevil"), vertex("sheet", "../..")]
    diagram = applied(read(file(model(*cells)), catalog))

    assert [(n.id, n.label) for n in diagram.nodes.values()] == [("script-evil", "</script>evil"), ("node", "../..")]
