"""Secrets are told by their look; words about secrets are none."""

import pytest

from infrasketch_desktop.review.secrets import MASK, has_secret, masked


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a1B2" * 9,
        "sk_live_" + "x9Y8" * 5,
        "sk-ant-" + "api03-" + "Zz9" * 10,
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + "dozjgNryP4J3jVmN",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
        "postgres://shop:s3cr3t@db:5432/shop",
        "Password: hunter22",
        'api_key="0123456789"',
    ],
)
def test_a_secret_is_seen_and_masked(text):
    assert has_secret(text)
    assert MASK in masked(text)
    assert not has_secret(masked(text))


@pytest.mark.parametrize(
    "text",
    [
        "checks the access token",
        "password: ${DB_PASSWORD}",
        "api_key = <your key>",
        "secret: see the vault",
        "https://example.com:8080/path",
        "mail user@example.com",
        "Token bucket",
    ],
)
def test_words_about_secrets_are_none(text):
    assert not has_secret(text)


def test_what_is_around_a_secret_stays():
    assert masked("postgres://shop:s3cr3t@db:5432/shop") == f"postgres://shop:{MASK}@db:5432/shop"
