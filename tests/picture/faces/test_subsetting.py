from io import BytesIO

from fontTools.ttLib import TTFont

from infrasketch_desktop.picture.faces import Face, firago, subset
from infrasketch_desktop.picture.faces.advances import Advances

TEXT = "Web app PostgreSQL Кэш Ω"


def opened(data: bytes) -> TTFont:
    return TTFont(BytesIO(data))


def test_a_subset_has_the_characters_asked_for_and_no_others() -> None:
    small = opened(subset(firago().regular[0], [TEXT]))
    assert {chr(code) for code in small.getBestCmap()} == set(TEXT)
    assert "glyf" in small


def test_a_subset_is_small() -> None:
    whole = firago().bold[0]
    assert len(subset(whole, TEXT)) < len(whole.data) / 50


def test_the_order_of_characters_does_not_matter() -> None:
    face = firago().regular[0]
    assert subset(face, TEXT) == subset(face, sorted(set(TEXT), reverse=True)) == subset(face, [TEXT, TEXT])


def test_text_is_as_wide_in_the_subset() -> None:
    for face in (firago().regular[0], firago().bold[0]):
        small = Face("small", lambda face=face: subset(face, TEXT + "AVTo مرحبا"))
        for text in ("Web app", "AVTo", "PostgreSQL", "مرحبا"):
            assert Advances(small, 13).width(text) == Advances(face, 13).width(text)


def test_a_subset_of_nothing_is_still_a_font() -> None:
    assert opened(subset(firago().regular[0], "")).getBestCmap() in ({}, None)
