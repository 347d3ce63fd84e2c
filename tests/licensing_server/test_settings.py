"""Settings come from the environment; what is wrong is named, what is secret is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensing_server.errors import ConfigurationError
from licensing_server.settings import Env, read_settings

SECRETS = {
    "INFRASKETCH_STRIPE_SECRET_KEY": "sk_live_4242",
    "INFRASKETCH_STRIPE_WEBHOOK_SECRETS": "whsec_one, whsec_two",
    "INFRASKETCH_SMTP_PASSWORD": "swordfish",
    "INFRASKETCH_DATABASE_URL": "postgresql://owner:hunter2@db/licensing",
}


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()

    assert settings.env is Env.SANDBOX
    assert settings.database == f"sqlite:///{Path.cwd() / 'licensing-data' / 'licensing.db'}"


@pytest.mark.usefixtures("secrets")
def test_secrets_are_not_shown() -> None:
    shown = repr(read_settings(env=Env.LIVE)) + str(read_settings())

    for secret in ("sk_live_4242", "whsec_one", "whsec_two", "swordfish", "hunter2"):
        assert secret not in shown


@pytest.mark.usefixtures("secrets")
def test_two_webhook_secrets_are_valid_while_one_is_rotated() -> None:
    settings = read_settings()

    assert [secret.get_secret_value() for secret in settings.stripe_webhook_secrets] == ["whsec_one", "whsec_two"]
    assert settings.database == "postgresql+psycopg://owner:hunter2@db/licensing"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("INFRASKETCH_ENV", "production", "INFRASKETCH_ENV"),
        ("INFRASKETCH_ENV", "live", "INFRASKETCH_STRIPE_SECRET_KEY"),
        ("INFRASKETCH_SMTP_PORT", "mail", "INFRASKETCH_SMTP_PORT"),
        ("INFRASKETCH_PUBLIC_URL", "example.com", "INFRASKETCH_PUBLIC_URL"),
        ("INFRASKETCH_STRIPE_WEBHOOK_SECRETS", "a,b,c", "INFRASKETCH_STRIPE_WEBHOOK_SECRETS"),
        ("INFRASKETCH_TRUSTED_PROXIES", "-1", "INFRASKETCH_TRUSTED_PROXIES"),
    ],
)
def test_what_is_wrong_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigurationError, match=told) as caught:
        read_settings()
    assert caught.value.__cause__ is None


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFRASKETCH_STRIPE_PRICES", "sk_live_pasted_into_the_wrong_place")

    with pytest.raises(ConfigurationError, match="INFRASKETCH_STRIPE_PRICES") as caught:
        read_settings()
    assert "sk_live" not in str(caught.value)


@pytest.mark.parametrize("address", ["https://api.example.com", "http://127.0.0.1:9/api/", "http://localhost:9"])
def test_the_relay_asks_where_its_key_is_safe(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("INFRASKETCH_RELAY_UPSTREAM_URL", address)

    assert read_settings().relay_upstream_url == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    ["http://api.example.com", "ftp://127.0.0.1", "https://me:pw@api.example.com", "https://a.example/?b=c", "x"],
)
def test_the_relay_sends_its_key_nowhere_else(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("INFRASKETCH_RELAY_UPSTREAM_URL", address)

    with pytest.raises(ConfigurationError, match="INFRASKETCH_RELAY_UPSTREAM_URL") as caught:
        read_settings()

    assert "pw" not in str(caught.value)


def test_the_key_of_the_relay_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFRASKETCH_RELAY_UPSTREAM_KEY", "sk-ant-swordfish")

    assert "swordfish" not in repr(read_settings())


@pytest.fixture
def secrets_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of secrets as systemd and containers hand it over."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    return tmp_path


def test_secrets_are_read_from_files_too(secrets_folder: Path) -> None:
    for name, value in SECRETS.items():
        (secrets_folder / name.lower()).write_text(f"{value}\n")

    settings = read_settings()

    assert settings.stripe_secret_key.get_secret_value() == "sk_live_4242"
    assert [secret.get_secret_value() for secret in settings.stripe_webhook_secrets] == ["whsec_one", "whsec_two"]
    assert settings.database == "postgresql+psycopg://owner:hunter2@db/licensing"


def test_the_environment_comes_before_a_file(secrets_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (secrets_folder / "infrasketch_mail_from").write_text("file@example.com")
    assert read_settings().mail_from == "file@example.com"

    monkeypatch.setenv("INFRASKETCH_MAIL_FROM", "environment@example.com")
    assert read_settings().mail_from == "environment@example.com"


def test_an_empty_file_is_a_secret_that_was_not_set(secrets_folder: Path) -> None:
    for name in ("relay_upstream_key", "smtp_password", "stripe_secret_key", "stripe_webhook_secrets", "database_url"):
        (secrets_folder / f"infrasketch_{name}").write_text("\n")

    assert read_settings().stripe_webhook_secrets == ()
    assert read_settings().database.startswith("sqlite:")


def test_a_file_of_secrets_that_is_not_text_is_refused_without_its_content(secrets_folder: Path) -> None:
    (secrets_folder / "infrasketch_smtp_password").write_bytes(b"\xffswordfish")

    with pytest.raises(ConfigurationError, match="smtp_password") as caught:
        read_settings()
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("folder", ["", "/nowhere/at/all"])
def test_a_machine_without_files_of_secrets_needs_none(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", folder)

    assert read_settings().env is Env.SANDBOX
