"""Every setting of the program, in the order the dialog shows them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from infrasketch_desktop.diagram.kinds import Direction, EdgeStyle
from infrasketch_desktop.language import languages, tr, tr_in
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.storage.settings import Wish
from infrasketch_desktop.ui.numbers import percent
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.settings.controls import door, menu, switch, text, whole_number
from infrasketch_desktop.ui.settings.doors import Doors
from infrasketch_desktop.ui.settings.rows import Row, Section
from infrasketch_desktop.ui.updates.silence import silence
from infrasketch_desktop.ui.window_language import language_name
from infrasketch_desktop.vendor import read_vendor

_SCALES = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5)


def sections(preferences: Preferences, doors: Doors, *, may_choose_server: bool) -> tuple[Section, ...]:
    """`may_choose_server`: the address of the licensing server is the person's to choose, not the vendor's."""
    return (
        Section(tr("General"), "info", _general(preferences, doors)),
        Section(tr("Appearance"), "theme", _appearance(preferences)),
        Section(tr("Canvas"), "grid", _canvas(preferences)),
        Section(tr("Files"), "save", _files(preferences)),
        Section(tr("Assistant"), "chat", _assistant(doors)),
        Section(tr("Credits"), "credits", _credits(preferences, doors, may_choose_server=may_choose_server)),
        Section(tr("Privacy and updates"), "lock", _privacy(preferences)),
    )


def _general(preferences: Preferences, doors: Doors) -> tuple[Row, ...]:
    return (
        Row(
            tr("Language"),
            tr("Of menus, dialogs and messages, once this dialog is closed. Your diagrams stay as they are."),
            lambda: menu(preferences, "language", ("", *languages()), language_name),
            _names_of_languages(),
            ("language",),
        ),
        Row(
            tr("Keyboard shortcuts"),
            tr("All keys, with a search."),
            lambda: door(tr("Show…"), doors.show_shortcuts),
            tr_in("search words", "keys"),
        ),
        Row(
            tr("Profile folder"),
            tr("Settings, library, wallet and unsaved work lie there."),
            lambda: door(tr("Open folder"), doors.open_profile),
            tr_in("search words", "data backup portable"),
        ),
    )


def _appearance(preferences: Preferences) -> tuple[Row, ...]:
    themes = {
        Appearance.SYSTEM: tr("As the system"),
        Appearance.LIGHT: tr("Light"),
        Appearance.DARK: tr("Dark"),
    }
    wishes = {Wish.SYSTEM: tr("As the system"), Wish.ON: tr("On"), Wish.OFF: tr("Off")}
    return (
        Row(
            tr("Theme"),
            tr("Colours of the windows and of the canvas."),
            lambda: menu(preferences, "theme", list(themes), themes.__getitem__),
            tr_in("search words", "dark light night colours colors"),
            ("theme",),
        ),
        Row(
            tr("High contrast"),
            tr("Letters and lines in full ink, in light and in dark."),
            lambda: menu(preferences, "high_contrast", list(wishes), wishes.__getitem__),
            tr_in("search words", "accessibility colours colors strong"),
            ("high_contrast",),
        ),
        Row(
            tr("Text size"),
            tr("Of everything but the diagram, which zooms by itself."),
            lambda: menu(preferences, "text_scale", _SCALES, percent),
            tr_in("search words", "font scale zoom larger"),
            ("text_scale",),
        ),
        Row(
            tr("Reduce motion"),
            tr("Flowing edges, fades and turning signs stand still."),
            lambda: menu(preferences, "reduce_motion", list(wishes), wishes.__getitem__),
            tr_in("search words", "animation accessibility"),
            ("reduce_motion",),
        ),
    )


def _canvas(preferences: Preferences) -> tuple[Row, ...]:
    directions = {Direction.DOWN: tr("Downwards"), Direction.RIGHT: tr("To the right")}
    styles = {
        EdgeStyle.ORTHOGONAL: tr("At right angles"),
        EdgeStyle.CURVED: tr("Curved"),
        EdgeStyle.STRAIGHT: tr("Straight"),
    }
    return (
        Row(
            tr("New diagrams read"),
            tr("Diagrams that you have keep their direction."),
            lambda: menu(preferences, "direction", list(directions), directions.__getitem__),
            tr_in("search words", "direction layout down right"),
            ("direction",),
        ),
        Row(
            tr("Edges of new diagrams"),
            tr("Each diagram can have its own: Arrange."),
            lambda: menu(preferences, "edge_style", list(styles), styles.__getitem__),
            tr_in("search words", "lines orthogonal"),
            ("edge_style",),
        ),
        Row(
            tr("Grid"),
            tr("Dots on the canvas."),
            lambda: switch(preferences, "show_grid"),
            tr_in("search words", "dots"),
            ("show_grid",),
        ),
        Row(
            tr("Snap to the grid"),
            tr("What is dragged stops at every 20 units."),
            lambda: switch(preferences, "snap_to_grid"),
            "",
            ("snap_to_grid",),
        ),
        Row(
            tr("Snap to others"),
            tr("Edges, centres and equal gaps attract, and guides show it."),
            lambda: switch(preferences, "show_guides"),
            tr_in("search words", "guides align"),
            ("show_guides",),
        ),
        Row(
            tr("Minimap"),
            tr("The whole diagram in a corner."),
            lambda: switch(preferences, "show_minimap"),
            tr_in("search words", "overview"),
            ("show_minimap",),
        ),
    )


def _files(preferences: Preferences) -> tuple[Row, ...]:
    return (
        Row(
            tr("Save by itself"),
            tr("Writes a diagram that has a file. What has none is kept for the next start in any case."),
            lambda: switch(preferences, "autosave"),
            tr_in("search words", "autosave automatic"),
            ("autosave",),
        ),
        Row(
            tr("Save after"),
            tr("How long after the last edit."),
            lambda: whole_number(preferences, "autosave_seconds", 1, 3600, tr_in("seconds, behind a number", " s")),
            tr_in("search words", "autosave seconds interval"),
            ("autosave_seconds",),
        ),
    )


def _assistant(doors: Doors) -> tuple[Row, ...]:
    return (
        Row(
            tr("Where answers come from"),
            tr("A key of your own, the service of InfraSketch, a server of your own, or nobody."),
            lambda: door(tr("Choose…"), doors.show_sources),
            tr_in("search words", "claude anthropic key model api ollama local"),
        ),
    )


def _credits(preferences: Preferences, doors: Doors, *, may_choose_server: bool) -> tuple[Row, ...]:
    rows = [
        Row(
            tr("Wallet"),
            tr("Balance and every movement."),
            lambda: door(tr("Show…"), doors.show_wallet),
            tr_in("search words", "balance"),
        ),
        Row(
            tr("Account"),
            tr("Sign in, change the password, sign out."),
            lambda: door(tr("Show…"), doors.show_account),
            tr_in("search words", "login password e-mail"),
        ),
    ]
    if may_choose_server:
        server = Row(
            tr("Licensing server"),
            tr("Empty: the built-in one, in which no money moves. Counts from the next start."),
            lambda: text(preferences, "licensing_server", tr("Built-in sandbox")),
            tr_in("search words", "address url vendor"),
            ("licensing_server",),
            wide=True,
        )
        rows.append(server)
    return tuple(rows)


def _privacy(preferences: Preferences) -> tuple[Row, ...]:
    usual = tr("Asks at most once a day, only tells, and installs nothing.")
    return (
        Row(
            tr("Look for updates"),
            silence(preferences.current, read_vendor()) or usual,
            lambda: switch(preferences, "check_for_updates"),
            tr_in("search words", "version new feed"),
            ("check_for_updates",),
        ),
    )


def _names_of_languages() -> str:
    """Each as it calls itself, and in English."""
    codes = languages()
    return " ".join(
        (*map(language_name, codes), *(QLocale.languageToString(QLocale(code).language()) for code in codes))
    )
