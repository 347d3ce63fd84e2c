"""What a person asked of all programs is followed here too, once the desktop tells, and asking it holds nothing up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.storage.settings import Theme, Wish
from infrasketch_desktop.ui import settings_portal
from infrasketch_desktop.ui.desktop_wishes import DesktopWishes
from infrasketch_desktop.ui.settings_portal import SettingsPortal, session_portal
from tests.support.portals import Portal
from tests.support.skins import worn

APPEARANCE = "org.freedesktop.appearance"


@pytest.fixture
def wishes(qapp: QApplication) -> Iterator[DesktopWishes]:
    made = DesktopWishes(qapp)
    yield made
    made.release()


@pytest.mark.parametrize(
    ("namespace", "name", "value"),
    [
        (APPEARANCE, "reduced-motion", 1),
        ("org.gnome.desktop.interface", "enable-animations", False),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "0"),
    ],
)
def test_desktops_ask_for_stillness_in_their_own_words(
    wishes: DesktopWishes, qtbot: QtBot, namespace: str, name: str, value: object
) -> None:
    with qtbot.waitSignal(wishes.changed, timeout=0):
        wishes.hear(namespace, name, value)
    assert wishes.stillness
    assert not wishes.contrast


@pytest.mark.parametrize(
    ("namespace", "name", "value"),
    [
        (APPEARANCE, "contrast", 2),
        (APPEARANCE, "reduced-motion", 2),
        (APPEARANCE, "reduced-motion", "1"),
        (APPEARANCE, "color-scheme", 1),
        ("org.gnome.desktop.interface", "enable-animations", True),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "0.5"),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "fast"),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", None),
    ],
)
def test_other_settings_and_values_ask_for_nothing(
    wishes: DesktopWishes, qtbot: QtBot, namespace: str, name: str, value: object
) -> None:
    with qtbot.assertNotEmitted(wishes.changed):
        wishes.hear(namespace, name, value)
    assert not wishes.stillness
    assert not wishes.contrast


@pytest.mark.usefixtures("dark")
def test_the_wish_for_contrast_counts_until_a_person_says_otherwise(program: Program) -> None:
    skin, preferences = program.services.skin, program.services.preferences
    program._wishes.hear(APPEARANCE, "contrast", 1)
    assert skin.theme.name == "high contrast dark"
    preferences.change(high_contrast=Wish.OFF)
    assert skin.theme.name == "dark"
    program._wishes.hear(APPEARANCE, "contrast", 0)
    preferences.change(high_contrast=Wish.ON)
    assert skin.theme.name == "high contrast dark"


@pytest.fixture
def dark(program: Program) -> None:
    program.services.preferences.change(theme=Theme.DARK)


def test_a_chosen_contrast_is_painted(qapp: QApplication) -> None:
    with worn(qapp, Theme.DARK, Wish.ON) as skin:
        assert (skin.colors.window, skin.colors.text) == ("#000000", "#FFFFFF")
        assert "dashed" in qapp.styleSheet().partition("QPushButton:disabled")[2].partition("}")[0]


@pytest.fixture
def asked(portal: Portal, qapp: QApplication) -> Iterator[list[tuple[str, str, object]]]:
    """A portal with two settings was asked for them and one that it lacks; this is what it tells from then on."""
    portal.settings = {(APPEARANCE, "contrast"): ("u", 1), ("org.gnome", "enable-animations"): ("b", False)}
    bus = QDBusConnection.connectToBus(portal.address, "of a test")
    parent = QObject()
    told: list[tuple[str, str, object]] = []
    reader = SettingsPortal(bus, parent)
    reader.told.connect(lambda *words: told.append(words))
    reader.ask([(APPEARANCE, "contrast"), (APPEARANCE, "missing"), ("org.gnome", "enable-animations")])
    yield told
    parent.deleteLater()
    qapp.sendPostedEvents(parent)
    QDBusConnection.disconnectFromBus("of a test")


def test_a_real_portal_is_asked_and_followed(
    asked: list[tuple[str, str, object]], portal: Portal, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == [(APPEARANCE, "contrast", 1), ("org.gnome", "enable-animations", False)]
    portal.change(APPEARANCE, "reduced-motion", ("u", 1))
    qtbot.waitUntil(lambda: asked[2:] == [(APPEARANCE, "reduced-motion", 1)])


def test_without_a_bus_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, wishes: DesktopWishes) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(settings_portal, "QDBusConnection", None)
    assert session_portal(wishes) is None
    wishes.ask()
    assert not wishes.stillness


def test_a_qt_that_knows_the_wish_is_believed(
    wishes: DesktopWishes, monkeypatch: pytest.MonkeyPatch, make_hints: Callable[[str], object]
) -> None:
    for preference in ("ReducedMotion", "NoPreference"):
        with monkeypatch.context() as patch:
            patch.setattr(wishes, "_style", make_hints(preference))
            assert wishes.stillness is (preference == "ReducedMotion")


@pytest.fixture
def make_hints() -> Callable[[str], object]:
    """The hints of Qt 6.12, which has a word for motion."""

    def make(name: str) -> object:
        preference = SimpleNamespace(name=name)
        hints = SimpleNamespace(motionPreference=lambda: preference)
        return SimpleNamespace(accessibility=lambda: hints)

    return make
