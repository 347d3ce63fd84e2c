from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.ids import is_valid_id
from infrasketch_desktop.formats.names import Names, clean_label, cut


def test_marks_that_reorder_text_are_taken_out():
    assert clean_label("pay\u202egnp.exe\u2066 \x1b[31mred\x00") == "paygnp.exe [31mred"


def test_every_line_end_is_a_newline():
    assert clean_label("a\r\nb\rc\u2028d\x85e\tf") == "a\nb\nc\nd\ne\tf"


def test_letters_of_every_script_emoji_and_joiners_stay():
    text = "שלום 你好 Привет 👩\u200d💻 é\u0301 \u200fעברית"
    assert clean_label(text) == text


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_label(clean_label(text)) == clean_label(text)


def test_a_long_text_ends_in_an_ellipsis():
    assert cut("a" * 10, 10) == "a" * 10
    assert cut("abcd efghij", 6) == "abcd…"


def test_namesakes_are_counted():
    names = Names(["api"])
    assert [names.allot("API"), names.allot("api!"), names.allot("Web")] == ["api-2", "api-3", "web"]


def test_the_id_of_the_sheet_is_never_allotted():
    assert Names().allot("Sheet") == "sheet-2"


def test_an_edge_is_named_after_its_ends():
    names = Names()
    assert [names.allot_edge("a", "b"), names.allot_edge("a", "b")] == ["a--b", "a--b-2"]


@given(st.lists(st.text(max_size=80) | st.sampled_from(["a", "a-2", "a" * 64]), max_size=20))
def test_ids_are_valid_and_unique(texts):
    names = Names()
    ids = [names.allot(text) for text in texts]
    assert len(set(ids)) == len(ids)
    assert all(map(is_valid_id, ids))
