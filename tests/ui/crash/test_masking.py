"""No secret survives in a report, whatever stands around it."""

from __future__ import annotations

import getpass
import platform
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node, Note
from infrasketch_desktop.ui.crash.masking import (
    LONGEST_TEXT,
    Masks,
    masks_of_this_computer,
    without_names,
    without_secrets,
)
from infrasketch_desktop.ui.crash.traces import retold, short_path, signature, told
from infrasketch_desktop.ui.crash.words import words_in

MASKS = Masks(homes=("/home/ada.lovelace",), names=("ada.lovelace", "adas-laptop"), words=("Moon Base", "Payroll Ω"))

ALNUM = string.ascii_letters + string.digits
mixed = st.text(ALNUM, min_size=20, max_size=60).filter(
    lambda text: any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
)
secrets = st.one_of(
    mixed,
    st.builds("sk-ant-{}".format, st.text(ALNUM + "-_", min_size=20, max_size=80)),
    st.builds("ghp_{}".format, st.text(ALNUM, min_size=36, max_size=36)),
    st.builds("AKIA{}".format, st.text(string.ascii_uppercase + string.digits, min_size=16, max_size=16)),
    st.builds("eyJ{}.eyJ{}.{}".format, *[st.text(ALNUM, min_size=10, max_size=40)] * 3),
    st.builds("{}@{}.example".format, *[st.text(ALNUM, min_size=3, max_size=12)] * 2),
    st.builds("/home/ada.lovelace/{}/plan.infrasketch".format, st.text(ALNUM, min_size=6, max_size=12)),
    st.builds("C:\\Users\\{}\\plan.txt".format, st.text(ALNUM, min_size=6, max_size=12)),
    st.builds("https://{}.example/path?token=1".format, st.text(ALNUM, min_size=6, max_size=12)),
    st.builds("{}.{}.{}.{}".format, *[st.integers(10, 255)] * 4),
    st.sampled_from(["ada.lovelace", "ADAS-LAPTOP", "Moon Base", "moon base", "Payroll Ω"]),
)
around = st.text(" .,;:()[]{}<>!\n\t", max_size=6)
words = st.sampled_from(["", "cannot open", "was refused by", "ValueError", "key", "of the node"])


@given(before=words, left=around, secret=secrets, right=around, after=words)
def test_no_secret_survives_in_a_message(before: str, left: str, secret: str, right: str, after: str) -> None:
    text = without_secrets(f"{before} {left}{secret}{right} {after}", MASKS)
    assert secret.casefold() not in text.casefold()
    middle = secret.strip("/").split("/")[-2] if secret.startswith("/home") else secret
    assert middle not in text


@given(secret=secrets.filter(lambda text: "\\" not in text), quote=st.sampled_from(["''", '""', "“”", "‘’"]))
def test_nothing_quoted_survives(secret: str, quote: str) -> None:
    assert secret not in without_secrets(f"no node {quote[0]}it is {secret} here{quote[1]} found", MASKS)


@given(label=st.text(ALNUM + " äß漢ʼ-&", min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_no_label_of_an_open_diagram_survives(label: str) -> None:
    text = without_secrets(f"the parts ({label}) and [{label}], {label}.", Masks(words=(label,)))
    assert label.strip().casefold() not in text.replace("the parts", "").replace("and", "").casefold()


@pytest.mark.parametrize("label", ["İstanbul", "Ωmega\u0345", "STRASSE", "straße", "a_b", "&&", "ſchema-7"])
def test_letters_that_fold_into_others_are_found(label: str) -> None:
    others = tuple(f"{label} {number}" for number in range(100))
    for text in (label, f"({label})", f"no {label}\u0345", f"<{label.upper()}> and {label}, {label}7"):
        assert "••••" in without_secrets(text, Masks(words=(*others, label)))


@pytest.mark.parametrize(
    "text",
    [
        "cannot open /srv/My Merger Plans/acme merger.infrasketch today",
        r"cannot open D:\Users\Bob Merger\Plans for\merger.txt today",
        r"cannot open \\server\board\Merger Plan\x.txt",
        "cannot open ../Merger/plans and boards/merger.json, or merger.infrasketch",
        "„Merger“ ist keine Zahl, ‚Merger‘ auch nicht, »Merger« und ›Merger‹ erst recht nicht",
        "「Merger」 is no number",
        "no node “the Merger of two\nlines and the Merger”",
        "no node 'It's a Merger' here",
        "WARNING infrasketch: no node 'it is the Merger and the line was cut her",
        "WARNING infrasketch: no node “it is the Merger and the line was cut her",
        "cannot decode b'Merger\\xff and more'",
        "refused: Authorization: Bearer Merger1",
        "refused: Authorization: Basic TWVyZ2Vy; X-Token: Merger2",
        "Cookie: session=Merger",
        "refused TheMergerOfLettersWithoutAnyDigitOrGap",
        "cannot reach Merger.contoso.com, Merger-7.db.internal or db.merger:5432",
        "cannot reach admin:Merger@db or Merger:none@db",
        "cannot reach merger.müller.de, mergér.intern, merger.рф or db.xn--merger-p1ai",
        "Passwort: Merger1, kennwort=Merger2, auth=Merger3, pass: Merger4",
        "password==> Merger1, token := Merger2, secret        =     Merger3",
    ],
)
def test_nothing_survives_that_looks_like_somebodys(text: str) -> None:
    found = without_secrets(text, Masks()).lower()
    for word in ("merger", "twvyz2vy", "bob", "board", "my ", "contoso", "db"):
        assert word not in found


def test_an_account_without_a_home_and_a_name_has_a_report_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> str:
        raise RuntimeError

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(Path, "home", nothing)
    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.setattr(platform, "node", lambda: "")
    assert masks_of_this_computer(["Moon"]) == Masks(words=("Moon",))


def test_a_long_message_is_cut_before_it_is_searched() -> None:
    for piece in ("a", "'", "“", "/a ", "x@", "aA1-", "../"):
        assert (
            len(without_secrets(piece * 1_000_000, MASKS)) < 5 * LONGEST_TEXT
        )  # dots may be longer than what they hide


@pytest.mark.parametrize(
    "text",
    [
        "list index out of range in reveal at step 12 of 40: expected NodeKind, got None",
        "the process ended with exit code: 139, and it isn't the first one",
        "ERROR infrasketch: unexpected error",
        "QPainter::begin: Paint device returned engine == 0, type: 3",
        "Qt 6.7.2 on Linux 6.1.0-18-amd64 x86_64 with glibc 2.36",
        "dictionary changed size during iteration; 5 > 4 and 3/4 of infrasketch_desktop.ui.panels.document.pages",
    ],
)
def test_what_helps_to_mend_stays(text: str) -> None:
    assert without_secrets(text, MASKS) == text


def test_every_text_of_a_diagram_is_a_word_to_take_out() -> None:
    document = Document(Diagram())
    with document.edit("Draw") as edit:
        node = Node(
            id="api-1", kind=NodeKind.API, label="Moon\nBase", description="of the moon", inputs=("ore",), notes="cold"
        )
        edit.put(node)
        edit.put(Node(id="db-1", kind=NodeKind.DATABASE, label="Store"))
        edit.put(Edge(id="e-1", source="api-1", target="db-1", label="dust"))
        edit.put(Note(id="n-1", text="ask Ada"))
    found = set(words_in(document.diagram))
    assert {"Moon", "Base", "of the moon", "ore", "cold", "Store", "dust", "ask Ada", "api-1"} <= found


PLACE = "/srv/data/secret.txt"


def fail(text: str) -> Exception:
    def deeper() -> None:
        raise KeyError(text)

    try:
        try:
            deeper()
        except KeyError as error:
            raise RuntimeError(f"no luck with {text} at {PLACE}") from error
    except RuntimeError as error:
        return error


def test_a_traceback_names_places_of_the_program_and_nothing_of_the_person() -> None:
    text = told(fail("Moon Base"), MASKS)
    assert text.startswith("builtins.RuntimeError: no luck with ••••")
    assert "builtins.KeyError: ••••" in text
    assert "came after" in text
    assert "test_masking.py:" in text
    assert "raise KeyError(text)" in text
    for secret in ("Moon", "/srv", "secret", "/work", "/home"):
        assert secret not in text


def test_what_was_said_to_be_no_cause_is_not_told() -> None:
    error = RuntimeError()
    error.__context__, error.__suppress_context__ = KeyError(), True  # as by `raise … from None`
    text = told(error, MASKS)
    assert "RuntimeError" in text
    assert "KeyError\n" not in text
    assert "came after" not in text


def test_the_same_mistake_has_the_same_signature() -> None:
    assert signature(fail("one")) == signature(fail("another"))
    assert signature(fail("one")) != signature(ValueError("one"))


def test_a_recursion_and_an_exception_that_cannot_be_told_are_told() -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise ValueError

    def deep(left: int) -> None:
        if left == 0:
            raise MuteError
        deep(left - 1)

    with pytest.raises(MuteError) as caught:
        deep(300)
    text = told(caught.value, MASKS)
    assert "MuteError" in text
    assert " more\n" in text
    assert len(text.splitlines()) < 100


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/home/ada.lovelace/x/infrasketch_desktop/ui/app.py", "ui/app.py"),
        ("/opt/infrasketch_desktop/_internal/infrasketch_desktop/ui/app.py", "ui/app.py"),
        ("/home/ada/.venv/lib/python3.12/site-packages/requests/api.py", "requests/api.py"),
        ("C:\\Users\\ada\\infrasketch_desktop\\ui\\app.py", "ui/app.py"),
        ("/usr/lib/python3.12/threading.py", "threading.py"),
        ("<string>", "<string>"),
        ("wasmtime/_bindings.py", "wasmtime/_bindings.py"),
        ("infrasketch_desktop/ui/app.py", "ui/app.py"),
        ("D:/ada/plan.py", "plan.py"),
        ("", ""),
    ],
)
def test_a_path_is_told_from_its_package_on(path: str, short: str) -> None:
    assert short_path(path) == short


def test_the_last_words_of_the_interpreter_are_shortened() -> None:
    fault = (
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n"
        '  File "/home/ada.lovelace/prog/infrasketch_desktop/app.py", line 68 in main\n'
        "Extension modules: shiboken6.Shiboken, PySide6.QtCore (total: 2)"
    )
    text = retold(fault, MASKS)
    assert "Segmentation fault" in text
    assert "  app.py:68 in main" in text
    assert "ada" not in text


def test_names_go_from_source_lines_as_well() -> None:
    assert without_names("x = '/home/ada.lovelace/y' # by Ada.Lovelace", MASKS) == "x = '~/y' # by ••••"
