from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.prices import default_prices, read_prices
from infrasketch_desktop.credits.trust import Trust
from licensing_server.catalog.offers import offer
from licensing_server.database import Database
from licensing_server.errors import ConfigurationError
from licensing_server.operations.init import prepare_sandbox
from licensing_server.price_book import PriceBook, read_price_book
from licensing_server.signing import KeysFolder
from tests.support.licensing import Clock, LicensingServer, running_server
from tests.support.vendor import SANDBOX, counted_bytes, sandbox_signer


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def server(database_url: str, tmp_path: Path, keys: Path, now: Clock) -> Iterator[LicensingServer]:
    with running_server(database_url, tmp_path / "data", now, signer=sandbox_signer(keys, now)) as running:
        yield running


def version(number: int, welcome: int = 10) -> PriceBook:
    usual = read_price_book()
    content = {**usual.content, "version": number}
    content["policy"] = {**content["policy"], "welcome_credits": welcome}
    return PriceBook(read_prices(content), content)


def trust_by_http(server: LicensingServer) -> Trust:
    """What a device believes that has the first root and fetches the rest."""
    trust, n = Trust.begin(SANDBOX, server.client.get("/api/roots/1").text), 2
    while (answer := server.client.get(f"/api/roots/{n}")).status_code == 200:
        trust, n = trust.accept_root(answer.text), n + 1
    return trust.accept_keyset(server.client.get("/api/keys").text)


def test_a_device_reads_the_prices_with_what_the_server_answers_alone(server: LicensingServer) -> None:
    answer = server.client.get("/api/catalog").json()
    payload = trust_by_http(server).read_new(answer["prices"], DocumentType.PRICES)
    assert read_prices(payload) == default_prices()
    assert (answer["version"], answer["keyset_version"]) == (1, 1)
    assert payload["issued_at"] == server.clock.time


def test_the_answers_are_the_same_for_everybody_and_at_all_times(server: LicensingServer, now: Clock) -> None:
    before = [server.client.get(path) for path in ("/api/catalog", "/api/keys", "/api/roots/1")]
    now.forward(days=3)
    after = [server.client.get(path) for path in ("/api/catalog", "/api/keys", "/api/roots/1")]
    assert [each.content for each in before] == [each.content for each in after]
    assert [each.headers["etag"] for each in before] == [each.headers["etag"] for each in after]


@pytest.mark.parametrize("path", ["/api/catalog", "/api/keys", "/api/roots/1"])
def test_what_is_held_is_not_sent_again(server: LicensingServer, path: str) -> None:
    etag = server.client.get(path).headers["etag"]
    for held in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = server.client.get(path, headers={"If-None-Match": held})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    for other in ('"other"', etag.strip('"'), ""):
        assert server.client.get(path, headers={"If-None-Match": other}).status_code == 200


@pytest.mark.parametrize("n", ["2", "999999"])
def test_a_root_that_does_not_exist_yet_is_not_found(server: LicensingServer, n: str) -> None:
    answer = server.client.get(f"/api/roots/{n}")
    assert (answer.status_code, answer.json()["error"]) == (404, "no_such_root")


@pytest.mark.parametrize("n", ["0", "-1", "x", "1e3", "99999999999999999999"])
def test_a_number_that_no_root_has_is_refused(server: LicensingServer, n: str) -> None:
    assert server.client.get(f"/api/roots/{n}").status_code == 422


def test_a_rotation_is_answered_without_a_restart(server: LicensingServer, keys: Path, now: Clock) -> None:
    before = server.client.get("/api/catalog")
    now.forward(days=70)
    prepare_sandbox(KeysFolder(keys), now(), counted_bytes("later"))
    after = server.client.get("/api/catalog", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["keyset_version"]) == (200, 2)
    payload = trust_by_http(server).read_new(after.json()["prices"], DocumentType.PRICES)
    assert payload["issued_at"] == now(), "signed within the time of the new key"


def test_nothing_is_answered_unsigned_when_the_keys_have_expired(server: LicensingServer, now: Clock) -> None:
    now.forward(days=400)
    answer = server.client.get("/api/catalog")
    assert (answer.status_code, answer.json()["error"]) == (503, "cannot_sign")


def test_new_prices_are_offered_with_a_new_version(database_url: str, tmp_path: Path, keys: Path, now: Clock) -> None:
    for number in (1, 2):
        signer = sandbox_signer(keys, now)
        with running_server(database_url, tmp_path, now, signer=signer, book=version(number)) as server:
            assert server.client.get("/api/catalog").json()["version"] == number
        now.forward(days=1)


def test_the_version_of_the_prices_never_falls(database_url: str) -> None:
    database = Database(database_url)
    assert offer(database, version(3), 100) == 100
    with pytest.raises(ConfigurationError, match=r"Version 3 .* version 2 is too old.*offer them as version 4"):
        offer(database, version(2), 200)
    database.close()


def test_one_version_has_one_content(database_url: str) -> None:
    database = Database(database_url)
    offer(database, version(3), 100)
    with pytest.raises(ConfigurationError, match="Give the new ones version 4"):
        offer(database, version(3, welcome=1000), 200)
    database.close()


def test_offering_again_changes_nothing(database_url: str) -> None:
    database = Database(database_url)
    assert [offer(database, version(1), at) for at in (100, 200, 300)] == [100, 100, 100]
    database.close()


def test_processes_that_start_together_agree_since_when(database_url: str) -> None:
    database = Database(database_url)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda at: offer(database, version(1), at), range(100, 108)))) == 1
    database.close()


def test_a_price_file_of_the_vendor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text(json.dumps(dict(version(7).content), indent=2))
    assert read_price_book(file).prices == replace(default_prices(), version=7)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "not JSON"),
        ("[]", "it is an object"),
        ("{}", "“version”"),
        ('{"version": 1.5}', "whole numbers"),
        ('{"version": 1, "version": 2}', "twice"),
        (json.dumps({**version(1).content, "env": "live"}), "an object without"),
        (json.dumps({**version(1).content, "items": []}), ""),
    ],
)
def test_a_file_that_is_no_price_list_says_why(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "prices.json"
    file.write_text(content)
    with pytest.raises(ConfigurationError, match=f"cannot be used.*{why}.*INFRASKETCH_PRICES_FILE"):
        read_price_book(file)


def test_a_missing_price_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.json cannot be used: it cannot be read"):
        read_price_book(tmp_path / "gone.json")
