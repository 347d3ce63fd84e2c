"""The catalogs hold every text of the source, and what they say can be said."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from infrasketch_desktop.language import languages, load
from infrasketch_desktop.resources import resources_folder

FOLDER = resources_folder() / "languages"
CODES = tuple(path.stem for path in sorted(FOLDER.glob("*.po")))
COMPLETE: tuple[str, ...] = ("de", "ar")
"""Languages in which nothing may be left to translate."""
SOURCES = ("infrasketch_desktop", "resources/lexicon")
PLACE = re.compile(r"\{(\w*)[^{}]*\}")
FEW = {"ar": (0, 1, 2)}
"""Plural forms of which the words alone may tell how many there are (zero, one, two)."""


@cache
def catalog(code: str) -> Catalog:
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def texts(code: str) -> list[Message]:
    return [message for message in catalog(code) if message.id]


def ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def places(text: str) -> set[str]:
    return set(PLACE.findall(text.replace("{{", "").replace("}}", "")))


def test_there_are_catalogs() -> None:
    assert CODES
    assert languages() == ("en", *CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_source_stands_in_the_catalog_and_no_other(code: str, extracted: Catalog) -> None:
    known = {(message.context, message.id) for message in texts(code)}
    wanted = {(message.context, message.id) for message in extracted if message.id}
    assert wanted - known == set(), "run packaging/translate"
    assert known - wanted == set(), "run packaging/translate"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The texts of the source, taken out as packaging/translate does it."""
    script = (Path(__file__).parents[2] / "packaging" / "translate").read_text(encoding="utf-8")
    keywords = re.findall(r"--keyword (\S+)", script)
    made = tmp_path_factory.mktemp("texts") / "texts.pot"
    words = [word for keyword in keywords for word in ("--keyword", keyword)]
    plain = ("--mapping", "packaging/translate.cfg", "--no-default-keywords", "--no-location", "--output", str(made))
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", *words, *plain, *SOURCES],
        cwd=FOLDER.parents[1],
        env=os.environ | {"PYTHONPATH": "packaging"},
        check=True,
    )
    with made.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("code", CODES)
def test_what_the_program_reads_is_what_was_translated(code: str, tmp_path: Path) -> None:
    with (tmp_path / "again.mo").open("wb") as file:
        write_mo(file, catalog(code))
    with (tmp_path / "again.mo").open("rb") as again, (FOLDER / f"{code}.mo").open("rb") as there:
        made, read = gettext.GNUTranslations(again), gettext.GNUTranslations(there)
    assert made._catalog == read._catalog, "run packaging/translate"  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_a_guess(code: str) -> None:
    assert not [message.id for message in texts(code) if message.fuzzy]


@pytest.mark.parametrize("code", CODES)
def test_translations_have_the_places_of_their_texts(code: str) -> None:
    wrong = []
    for message in texts(code):
        allowed = set.union(*map(places, ids(message)))
        needed = set.intersection(*map(places, ids(message)))
        for at, said in enumerate(strings(message)):
            spares = len(strings(message)) > 1 and at in FEW.get(code, (0,))
            if said and not (places(said) <= allowed and (spares or needed <= places(said))):
                wrong.append((message.id, said))
    assert not wrong


@pytest.mark.parametrize("code", CODES)
def test_translations_name_the_number_of_their_texts(code: str) -> None:
    """Where a form stands for one number alone, the words may say it."""
    wrong = []
    for message in texts(code):
        has_number = "%n" in ids(message)[-1]
        for at, said in enumerate(strings(message)):
            names = "%n" in said
            if said and names != has_number and not (has_number and at in FEW.get(code, (0,))):
                wrong.append((message.id, said))
    assert not wrong


@pytest.mark.parametrize("code", CODES)
def test_translations_begin_and_end_as_their_texts_do(code: str) -> None:
    """Blanks and line ends at the edges belong to the layout."""
    wrong = [
        (message.id, said)
        for message in texts(code)
        for said in strings(message)
        if said and message.context is None and (said != said.strip()) != (ids(message)[0] != ids(message)[0].strip())
    ]
    assert not wrong


@pytest.mark.parametrize("code", CODES)
def test_plural_forms_are_those_of_cldr(code: str) -> None:
    plural = get_plural(code)
    assert (catalog(code).num_plurals, catalog(code).plural_expr) == (plural.num_plurals, plural.plural_expr)
    assert all(len(strings(message)) == plural.num_plurals for message in texts(code) if isinstance(message.id, tuple))


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40, b"text"])
def test_a_damaged_catalog_leaves_the_program_english(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "de.mo").write_bytes(content)
    monkeypatch.setattr("infrasketch_desktop.language.resources_folder", lambda: tmp_path)
    assert load("de").code == "en"
    assert load("fr").code == "en"


def test_nothing_is_left_to_translate_in_a_complete_language() -> None:
    left = {code: [message.id for message in texts(code) if not all(strings(message))] for code in COMPLETE}
    assert not {code: missing for code, missing in left.items() if missing}
