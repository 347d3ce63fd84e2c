"""Which words of a source text wear which shade."""

import pytest

from infrasketch_desktop.ui.code.shading import MOST_CHARS, Shade, shaded


def words(path: str, text: str, shade: Shade) -> list[str]:
    """The runs of a shade, cut out as Qt would: by UTF-16 units."""
    found = []
    for line, spans in zip(text.split("\n"), shaded(path, text), strict=False):
        units = line.encode("utf-16-le")
        found += [
            units[2 * span.start : 2 * (span.start + span.length)].decode("utf-16-le")
            for span in spans
            if span.shade is shade
        ]
    return found


def test_words_of_python_are_told_apart() -> None:
    text = 'def run():  # now\n    return "done", 3\n'
    assert words("a/app.py", text, Shade.KEYWORD) == ["def", "return"]
    assert words("a/app.py", text, Shade.NAME) == ["run"]
    assert words("a/app.py", text, Shade.COMMENT) == ["# now"]
    assert "".join(words("a/app.py", text, Shade.STRING)) == '"done"'
    assert words("a/app.py", text, Shade.NUMBER) == ["3"]


def test_a_string_over_several_lines_is_shaded_on_each() -> None:
    text = '"""One.\n\nThree.\n"""\nx = 1\n'
    lines = shaded("app.py", text)
    assert [bool(spans) for spans in lines[:5]] == [True, False, True, True, True]


def test_letters_beyond_the_first_plane_count_twice_as_in_qt() -> None:
    text = 'x = "🚀"  # after\n'
    assert words("app.py", text, Shade.COMMENT) == ["# after"]


def test_leading_lines_without_text_are_counted() -> None:
    assert shaded("app.py", "\n\ndef a(): ...\n")[2]


@pytest.mark.parametrize(
    "path",
    [
        "Dockerfile",
        "Makefile",
        "compose.yaml",
        "main.tf",
        "pyproject.toml",
        ".env.example",
        "nginx.conf",
        "haproxy.cfg",
        "src/App.tsx",
        "README.md",
        "script.py.mako",
    ],
)
def test_the_languages_of_generated_files_are_known(path: str) -> None:
    text = '# x = 1\nname: 3\nFROM a\n[b]\nc = "d"\nlisten 80;\n'
    assert any(shaded(path, text))


def test_an_unknown_language_and_a_huge_text_stay_plain() -> None:
    assert shaded("picture.unknown", "x = 1") == ()
    assert shaded("app.py", "x = 1\n" * MOST_CHARS) == ()
