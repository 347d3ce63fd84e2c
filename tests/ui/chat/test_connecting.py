"""The window's way to the vendor's relay: paid on the server, with credits that this computer hands back."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.assistant.sources import RELAY, Keys
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.ui.chat.connecting import connection_to
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.wallet.vault import FileVault
from tests.assistant.transport.asking import ask
from tests.support.credits_desk import MemoryDesk
from tests.support.messages_script import says, text, too_few
from tests.support.messages_server import serving_messages


@pytest.mark.loopback
def test_credits_of_this_computer_are_handed_back_when_the_relay_misses_them(tmp_path: Path) -> None:
    desk = MemoryDesk(10)
    with serving_messages(too_few(3, 0, 10), says(text("Hello"))) as server, AssistantLoop() as loop:
        server.key, desk.relay = desk.relay_token(refused=False), server.address
        connection = connection_to(RELAY, "", Keys(FileVault(tmp_path)), lambda: desk)
        assert connection is not None
        found = ask(loop, connection.transport)
    assert (found.error, connection.payer, desk.here, desk.pool) == (None, Payer.RELAY, 7, 3)
