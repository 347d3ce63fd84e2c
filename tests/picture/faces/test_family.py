from infrasketch_desktop.picture.faces import Face, Faces, firago


def stand_in(name: str, characters: str, *, bold: bool = False) -> Face:
    """A face of which only the characters are known."""
    face = Face(name, lambda: b"", bold=bold)
    face.__dict__["characters"] = frozenset(map(ord, characters))
    return face


LATIN, HAN, SYMBOLS = stand_in("Latin", "abc "), stand_in("Han", "日本a"), stand_in("Symbols", "★")
FACES = Faces([LATIN], [LATIN]).with_fallbacks([HAN, SYMBOLS])


def cut(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    return [(run.face.name, run.text) for run in FACES.runs(text, bold=bold)]


def test_text_of_one_face_is_one_run() -> None:
    assert cut("abc cab") == [("Latin", "abc cab")]
    assert cut("") == []


def test_each_stretch_gets_the_first_face_that_has_it() -> None:
    assert cut("ab日本a★") == [("Latin", "ab"), ("Han", "日本"), ("Latin", "a"), ("Symbols", "★")]
    assert cut("日") == [("Han", "日")]


def test_what_no_face_has_stays_with_the_first() -> None:
    assert cut("a☃b") == [("Latin", "a☃b")]


def test_marks_and_joiners_stay_with_what_they_belong_to() -> None:
    assert cut("日\u0301\u200d本") == [("Han", "日\u0301\u200d本")]
    assert cut("\u0301a") == [("Latin", "\u0301a")]


def test_bold_text_falls_back_to_regular_faces() -> None:
    assert cut("日", bold=True) == [("Han", "日")]
    assert [face.name for face in FACES.chain(bold=True)] == ["Latin", "Han", "Symbols"]


def test_missing_characters_are_named() -> None:
    assert FACES.missing("ab☃\ufe0f日\n\u200d") == {"☃"}
    assert firago().missing("Привет, κόσμε! مرحبا") == frozenset()
    assert firago().missing("API 日本") == {"日", "本"}
