"""Sources of answers can be written down; keys cannot, and go to the address alone that they were entered for."""

from __future__ import annotations

import pytest

from infrasketch_desktop.assistant import sources
from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.sources import (
    NOBODY,
    OWN_KEY,
    RELAY,
    Keys,
    Relay,
    Source,
    SourceKind,
    endpoint_of,
    local_source,
    source_in,
    transport_for,
)
from infrasketch_desktop.assistant.transport.endpoint import Kind
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.wallet.errors import KeyUnavailableError
from infrasketch_desktop.wallet.vault import FileVault
from tests.assistant.transport.asking import ask
from tests.support.messages_script import says, text
from tests.support.messages_server import KEY, serving_messages

LOCAL = local_source("http://127.0.0.1:11434")


@pytest.fixture
def keys(tmp_path):
    return Keys(FileVault(tmp_path))


@pytest.mark.parametrize(
    ("settings", "source"),
    [
        (Settings(), NOBODY),
        (Settings(assistant_source="own-key"), OWN_KEY),
        (Settings(assistant_source="relay"), RELAY),
        (Settings(assistant_source="local", assistant_address=LOCAL.address), LOCAL),
        (
            Settings(assistant_source="local", assistant_address="http://nas:1234", assistant_in_the_clear=True),
            local_source("http://nas:1234", in_the_clear=True),
        ),
        (Settings(assistant_source="other"), NOBODY),
        (Settings(assistant_source="local"), NOBODY),
        (Settings(assistant_source="local", assistant_address="http://nas:1234"), NOBODY),
    ],
)
def test_settings_choose_who_answers_or_nobody(settings, source):
    assert source_in(settings) == source


def test_settings_cannot_lead_the_own_key_elsewhere():
    assert source_in(Settings(assistant_source="own-key", assistant_address="http://127.0.0.1:9")) == OWN_KEY


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("http://localhost:11434/", "http://localhost:11434"),
        (" http://127.0.0.1:1234/v1 ", "http://127.0.0.1:1234"),
        ("http://[::1]:8080/v1/", "http://[::1]:8080"),
        ("https://models.example.com/team", "https://models.example.com/team"),
    ],
)
def test_addresses_are_taken_as_other_programs_want_them(given, address):
    assert local_source(given).address == address


@pytest.mark.parametrize(
    "given",
    [
        "",
        "localhost:11434",
        "ftp://127.0.0.1",
        "http://",
        "http://me:secret@127.0.0.1:1",
        "http://127.0.0.1:1/?key=secret",
        "http://127.0.0.1:1/#x",
        "http://127.0.0.1:99999",
        "http://127.0.0.1 .example.com",
        "http://127.0.0.1@example.com",
        "http://exämple.com",
        "http://nas:1234",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
    ],
)
def test_other_addresses_are_refused_without_repeating_them(given):
    with pytest.raises(AssistantError) as raised:
        local_source(given)
    assert "secret" not in str(raised.value)


def test_a_key_is_found_for_the_address_it_was_entered_for(keys):
    other = local_source("http://127.0.0.1:11435")
    keys.keep(LOCAL, f" {KEY}\n")
    assert keys.find(LOCAL) == KEY
    assert keys.find(local_source("http://127.0.0.1:11434/v1/")) == KEY
    assert keys.find(other) is None
    assert keys.find(OWN_KEY) is None
    assert endpoint_of(other, keys).secret is None


@pytest.mark.parametrize("other", ["https://127.0.0.1:11434", "http://localhost:11434", "http://127.0.0.1:80"])
def test_another_scheme_host_or_port_is_another_address(keys, other):
    keys.keep(LOCAL, KEY)
    assert keys.find(local_source(other)) is None


def test_a_key_can_be_forgotten(keys):
    keys.keep(OWN_KEY, KEY)
    keys.forget(OWN_KEY)
    assert keys.find(OWN_KEY) is None


@pytest.mark.parametrize(
    "kept", ["{", "null", "[]", '{"key": "sk-12345678"}', '{"origin": "https://api.anthropic.com:443"}']
)
def test_what_is_no_key_in_the_vault_is_not_taken_for_one(keys, tmp_path, kept):
    FileVault(tmp_path).set("assistant-own-key", kept)
    assert keys.find(OWN_KEY) is None


@pytest.mark.parametrize("key", ["", "short", "two words here", "sk-ant-\x00123456", "x" * 5_000])
def test_what_is_no_key_is_not_kept(keys, key):
    with pytest.raises(AssistantError) as raised:
        keys.keep(OWN_KEY, key)
    assert raised.value.trouble is Trouble.WRONG_KEY
    assert not key.strip() or key not in str(raised.value)


def test_no_key_is_ever_entered_for_the_relay(keys):
    with pytest.raises(ValueError, match="relay"):
        keys.keep(RELAY, KEY)


def test_a_locked_keyring_is_told(tmp_path):
    class Locked(FileVault):
        def get(self, _name):
            raise KeyUnavailableError("The keyring is locked.", advice="Unlock it.")

    with pytest.raises(AssistantError, match=r"The keyring is locked\. Nothing was sent\. Unlock it\."):
        Keys(Locked(tmp_path)).find(OWN_KEY)


def test_each_source_leads_to_its_address(keys):
    assert endpoint_of(OWN_KEY, keys).address == "https://api.anthropic.com"
    assert endpoint_of(LOCAL, keys).address == "http://127.0.0.1:11434"
    relay = endpoint_of(RELAY, keys, Relay("https://licensing.example.com/", lambda _refused: "token"))
    assert (relay.kind, relay.address, relay.secret.renewable) == (Kind.RELAY, "https://licensing.example.com", True)


def test_what_a_server_is_marked_to_remember_is_marked_where_that_is_known(keys):
    assert endpoint_of(OWN_KEY, keys).remembers
    assert not endpoint_of(LOCAL, keys).remembers


@pytest.mark.parametrize("source", [NOBODY, RELAY])
def test_nobody_answers_where_nobody_was_chosen(keys, source):
    with pytest.raises(AssistantError) as raised:
        transport_for(source, keys)
    assert raised.value.trouble is Trouble.NO_KEY


def test_a_relay_without_encryption_is_refused(keys):
    with pytest.raises(AssistantError):
        endpoint_of(RELAY, keys, Relay("http://licensing.example.com", lambda _refused: "token"))


@pytest.mark.loopback
def test_the_key_is_shown_to_the_server_it_was_entered_for(keys):
    with serving_messages(says(text("Hello"))) as server, AssistantLoop() as loop:
        own = Source(SourceKind.OWN_KEY, server.address)
        missing = ask(loop, transport_for(own, keys)).error
        assert missing.trouble is Trouble.NO_KEY
        assert not server.requests
        keys.keep(own, KEY)
        assert ask(loop, transport_for(own, keys)).error is None
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.loopback
def test_the_wallet_is_asked_for_another_token_when_one_is_refused(keys):
    asked = []

    def token(refused):
        asked.append(refused)
        return KEY if refused else "expired"

    with serving_messages(says(text("Hello"))) as server, AssistantLoop() as loop:
        assert ask(loop, transport_for(RELAY, keys, Relay(server.address, token))).error is None
    assert asked == [False, True]


def test_no_key_is_in_any_repr(keys):
    keys.keep(OWN_KEY, KEY)
    shown = [endpoint_of(OWN_KEY, keys), transport_for(OWN_KEY, keys), keys, vars(keys), OWN_KEY]
    assert KEY not in " ".join(map(repr, shown))
    assert sources.ANTHROPIC == "https://api.anthropic.com"
