"""What was said is read anew when a sketch is opened: the command line may have gone on with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infrasketch_desktop.assistant.conversation import Exchange
from infrasketch_desktop.assistant.kept import kept_to_text, with_exchange
from infrasketch_desktop.storage.library.conversations import sketch_key
from infrasketch_desktop.ui.main_window import MainWindow


def test_what_was_said_at_the_command_line_meanwhile_is_there(
    sketched: MainWindow, tmp_path: Path, rest: Callable[[], None]
) -> None:
    rest()
    keeper, shelf = sketched.services.keeper, sketched.services.shelf
    assert sketched.editor is not None
    session = sketched.editor.session
    session.save_as(tmp_path / "shop.infrasketch")
    keeper.keep_draft(session, "and then")
    assert keeper.log(session).entries == []
    parts = with_exchange({"draft": "and then"}, Exchange("What is slow?", "The database."))
    assert session.path is not None
    shelf.keep_conversation(sketch_key(session.path), kept_to_text(parts))
    assert [entry.exchange.asked for entry in keeper.log(session).entries] == ["What is slow?"]
    assert keeper.draft(session) == "and then"
