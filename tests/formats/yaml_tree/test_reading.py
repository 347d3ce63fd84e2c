from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import SourceFile
from infrasketch_desktop.formats.yaml_tree import (
    Document,
    Mapping,
    Scalar,
    at,
    building,
    items_at,
    number_at,
    plain,
    read_documents,
    scalars_in,
    text_at,
    texts_at,
    words,
)
from infrasketch_desktop.formats.yaml_tree.building import MAX_VALUES


def documents(text: str) -> tuple[Document, ...]:
    return read_documents(SourceFile("conf/app.yaml", text.encode()))


def only(text: str) -> Document:
    (document,) = documents(text)
    return document


def refusal(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        documents(text)
    return caught.value


def test_values_keep_their_lines_and_tags() -> None:
    root = only("a:\n  b: !Ref Table\n  c:\n    - 1\n    - !GetAtt [X, Arn]\n").root
    assert at(root, "a", "b") == Scalar("Table", 2, "!Ref")
    first, second = items_at(root, "a", "c")
    assert (first.line, second.line, second.tag) == (4, 5, "!GetAtt")


def test_keys_know_their_lines() -> None:
    root = only("a: 1\n\nb:\n  c: 2\n").root
    assert isinstance(root, Mapping)
    assert (root.line_of("a"), root.line_of("b"), root.line_of("missing")) == (1, 3, 1)


def test_a_file_may_hold_several_documents_and_empty_ones() -> None:
    first, second, third = documents("a: 1\n---\n---\nb: 2\n")
    assert (plain(first.root), second.root, plain(third.root)) == ({"a": "1"}, None, {"b": "2"})
    assert third.line == 3


def test_an_empty_file_has_no_document() -> None:
    assert documents("") == ()
    assert documents("# only words\n") == ()


def test_an_alias_shares_the_value_of_its_anchor() -> None:
    root = only("a: &x {k: 1}\nb: *x\n").root
    assert at(root, "a") is at(root, "b")


def test_merge_keys_are_followed_and_own_keys_win() -> None:
    root = only(
        "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  <<: [*one, *two]\n  a: own\nsimple:\n  <<: *two\n"
    ).root
    assert plain(at(root, "all")) == {"a": "own", "b": "1", "c": "2"}
    assert plain(at(root, "simple")) == {"b": "2", "c": "2"}


def test_a_key_that_stands_twice_is_noticed_and_the_later_value_counts() -> None:
    document = only("a: 1\nb: 2\na: 3\n")
    assert plain(document.root) == {"a": "3", "b": "2"}
    (remark,) = document.remarks
    assert ("“a”" in remark.what, remark.line) == (True, 3)


def test_keys_that_are_no_text_are_left_out_and_told() -> None:
    document = only("? [x, y]\n: 1\nb: 2\n")
    assert plain(document.root) == {"b": "2"}
    assert [remark.line for remark in document.remarks] == [1]


def test_quoted_nothing_is_a_text_and_plain_nothing_is_null() -> None:
    root = only("a:\nb: ''\nc: ~\nd: 'null'\n").root
    assert plain(root) == {"a": None, "b": "", "c": None, "d": "null"}


def test_what_is_not_there_or_of_another_sort_is_empty() -> None:
    root = only("a: [1, {b: 2}]\nc: {d: 7, e: x}\nf: word\n").root
    assert at(root, "a", "b") is None
    assert text_at(root, "c") == text_at(root, "no", "way") == ""
    assert [number_at(root, "c", key) for key in "de"] == [7, None]
    assert [scalar.text for scalar in texts_at(root, "a")] == ["1"]
    assert [scalar.text for scalar in texts_at(root, "f")] == ["word"]
    assert [scalar.text for scalar in words(root, "c")] == ["d", "e"]


def test_scalars_come_with_the_keys_that_lead_to_them() -> None:
    root = only("a: [1, {b: 2}]\nc: {d: 3}\n").root
    assert [(keys, scalar.text) for keys, scalar in scalars_in(root)] == [
        (("a",), "1"),
        (("a", "b"), "2"),
        (("c", "d"), "3"),
    ]


def test_json_with_tabs_escapes_and_surrogate_pairs_is_read() -> None:
    root = only('{\n\t"a": "\\ud83d\\ude00 \\/ \\\\ud83d\\\\ude00",\n\t"b":[1,true,null]\n}').root
    assert plain(root) == {"a": "😀 / \\ud83d\\ude00", "b": ["1", "true", None]}


_JSON = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab <:", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=30)
@given(_JSON, st.booleans())
def test_any_json_means_the_same_here(value: object, ascii_only: bool) -> None:
    text = json.dumps({"root": value}, ensure_ascii=ascii_only)
    assert plain(at(only(text).root, "root")) == value


def test_a_mistake_is_located() -> None:
    error = refusal("a: 1\nb: [1, 2\nc: 3\n")
    assert "conf/app.yaml:3" in str(error)
    assert "Nothing was imported." in str(error)


def test_the_text_around_a_mistake_is_not_shown() -> None:
    error = refusal('password: "s3cr3t\n')
    assert "s3cr3t" not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_a_template_is_told_to_be_rendered_first() -> None:
    assert "helm template" in refusal("a: {{ .Values.x }}\n{{- if .y }}\n  b: 1\n{{- end }}\n").advice


def test_billions_of_laughs_are_refused_while_they_are_counted() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    error = refusal("\n".join(lines))
    assert f"more than {MAX_VALUES:,} values" in error.what
    assert error.origin is not None
    assert error.origin.line <= 6  # ten to the fifth come with the fifth line, the bound with the sixth


def test_merge_keys_that_multiply_are_refused() -> None:
    wide = ", ".join(f"k{n}: 1" for n in range(1000))
    merges = "\n".join(f"m{n}: {{<<: [{', '.join(['*w'] * 100)}]}}" for n in range(10))
    assert "values" in refusal(f"w: &w {{{wide}}}\n{merges}\n").what


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "a: &a {b: {c: *a}}\n"])
def test_a_value_that_contains_itself_is_refused(text: str) -> None:
    assert "contains itself" in refusal(text).what


def test_an_alias_without_anchor_is_refused() -> None:
    assert "stands for nothing" in refusal("a: *nowhere\n").what


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_where_it_gets_too_deep(opening: str) -> None:
    assert "nested" in refusal(opening * 200_000).what


def test_python_objects_are_refused_and_never_made() -> None:
    error = refusal('a: 1\nb: !!python/object/apply:os.system ["touch /tmp/owned"]\n')
    assert "conf/app.yaml:2" in error.what
    assert "Python object" in error.what


def test_other_tags_are_data() -> None:
    root = only("a: !!binary aGk=\nb: !Custom {c: !!int 3}\nd: !!str 4\n").root
    assert plain(root) == {"a": "aGk=", "b": {"c": "3"}, "d": "4"}
    assert [getattr(at(root, key), "tag", None) for key in "abd"] == ["", "!Custom", ""]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MAX_VALUES", 1_000)
    assert documents("- a\n" * 999)
    assert "more than 1,000 values" in refusal("- a\n" * 1_001).what
    assert "more than 1,000 values" in refusal("---\na: 1\n" * 400).what


def test_fifty_megabytes_are_refused_by_their_size() -> None:
    with pytest.raises(FormatError, match="MB"):
        read_documents(SourceFile("big.yaml", b" " * 50_000_000))


def test_a_line_of_a_megabyte_is_one_text() -> None:
    assert text_at(only("a: " + "x" * 1_000_000).root, "a") == "x" * 1_000_000


def test_control_characters_are_refused() -> None:
    assert "no valid YAML" in refusal("a: \x01\n").what
