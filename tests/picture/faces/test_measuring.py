import random

import pytest

from infrasketch_desktop.picture.faces import FaceMeasurer, firago
from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer
from infrasketch_desktop.picture.shapes import Font

FONTS = (Font(11), Font(12, bold=True), Font(13, bold=True), Font(12.5), Font(34, bold=True))

ALPHABETS = {
    "Latin": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ AVToTeWaLTYo fi ff ffl 0123456789.,:;-_/()[]{}&+*#@",
    "accented": "äöüßéèêàçñøåłžčřőűİığşÄÖÜÉÀÇ ÑØÅŁŽ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ ієїґ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ άέήίόύώ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي لا ء ئ ؤ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשת םןךףץ",
    "Devanagari": "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह ािीुूेैोौं्",
    "signs": "→←↔•–—…€£½×÷±≤≥",
}


def words(alphabet: str, count: int) -> list[str]:
    rng = random.Random(alphabet)
    return ["".join(rng.choices(alphabet, k=rng.randint(1, 30))) for _ in range(count)]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("script", ALPHABETS)
def test_text_is_as_wide_as_in_qt(script: str) -> None:
    with_qt, without = QtTextMeasurer(), FaceMeasurer()
    for text in words(ALPHABETS[script], 60):
        for font in FONTS:
            assert without.width(text, font) == pytest.approx(with_qt.width(text, font), abs=0.1), (text, font)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "text",
    ["API שלום 123 def", "кэш Redis", "abc مرحبا 12 x", "Ω-gateway", "naïve café", "", " ", "x" * 300, "e\u0301"],
)
def test_mixed_scripts_are_as_wide_as_in_qt(text: str) -> None:
    assert FaceMeasurer().width(text, Font(13)) == pytest.approx(QtTextMeasurer().width(text, Font(13)), abs=0.1)


def test_kerning_counts() -> None:
    measurer = FaceMeasurer()
    apart = measurer.width("A", Font(100)) + measurer.width("V", Font(100))
    assert measurer.width("AV", Font(100)) < apart - 1


def test_what_no_face_has_is_guessed_by_its_sort() -> None:
    measurer = FaceMeasurer()
    assert measurer.width("日本", Font(20)) == 40
    assert measurer.width("日本a", Font(20)) == 40 + measurer.width("a", Font(20))
    assert measurer.width("\u2603", Font(20)) == 12  # a snowman is narrow
    assert measurer.width("a\u200d\ufe0f", Font(20)) == measurer.width("a", Font(20))


def test_the_face_of_the_program_is_read_once() -> None:
    assert firago() is firago()
    assert FaceMeasurer().faces is firago()
