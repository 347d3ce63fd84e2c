"""Which server a build meets, and by which root it believes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.vendor import Build
from infrasketch_desktop.vendor import Vendor as Record
from infrasketch_desktop.wallet.endpoints import RemoteServer, choose_endpoint
from infrasketch_desktop.wallet.errors import NotConnectedError, WalletError
from infrasketch_desktop.wallet.local_server import LocalServer
from tests.support.vendor import Vendor

LIVE_ROOT, SANDBOX_ROOT = (Vendor(env=env).signed_root() for env in Environment)
OTHER_ROOT = Vendor(("dora", "emil", "finn"), Environment.LIVE).signed_root()
LIVE = Record("InfraSketch", Build.LIVE, "https://licensing.example", LIVE_ROOT)
SANDBOX = Record("InfraSketch", Build.SANDBOX)


@pytest.fixture
def root_file(tmp_path: Path) -> Path:
    file = tmp_path / "root.json"
    file.write_text(SANDBOX_ROOT + "\n")
    return file


def test_a_sandbox_build_without_a_licensing_server_has_the_built_in_one(tmp_path: Path) -> None:
    assert isinstance(choose_endpoint(SANDBOX, tmp_path), LocalServer)
    assert not list(tmp_path.iterdir())


def test_a_live_build_meets_the_server_of_its_vendor_under_its_root(tmp_path: Path) -> None:
    endpoint = choose_endpoint(LIVE, tmp_path)
    assert (endpoint.environment, endpoint.url(), endpoint.root()) == (Environment.LIVE, LIVE.server, LIVE_ROOT)


@pytest.mark.parametrize("server", ["", "https://evil.example", "http://127.0.0.1:8000", "no address"])
@pytest.mark.parametrize("root", [LIVE_ROOT, SANDBOX_ROOT, OTHER_ROOT])
def test_neither_a_setting_nor_a_variable_leads_a_live_build_elsewhere(
    server: str, root: str, root_file: Path, tmp_path: Path
) -> None:
    root_file.write_text(root)
    assert choose_endpoint(LIVE, tmp_path, server, str(root_file)) == choose_endpoint(LIVE, tmp_path)


def test_a_live_build_never_starts_the_built_in_server(tmp_path: Path) -> None:
    damaged = replace(LIVE, server="")
    with pytest.raises(WalletError, match="is not the address of a licensing server"):
        choose_endpoint(damaged, tmp_path)


def test_a_server_is_not_believed_without_a_root(tmp_path: Path) -> None:
    with pytest.raises(NotConnectedError, match=r"carries no root keys for it.*Nothing was sent to it") as refused:
        choose_endpoint(SANDBOX, tmp_path, "https://licensing.example").url()
    assert not refused.value.offline


def test_a_root_that_is_handed_out_is_good_for_the_sandbox(root_file: Path, tmp_path: Path) -> None:
    endpoint = choose_endpoint(SANDBOX, tmp_path, "http://127.0.0.1:8000", str(root_file))
    assert (endpoint.environment, endpoint.root()) == (Environment.SANDBOX, SANDBOX_ROOT)
    assert endpoint.url() == "http://127.0.0.1:8000"
    root_file.unlink()
    with pytest.raises(NotConnectedError, match="there is no root in"):
        endpoint.url()


@pytest.mark.parametrize("given", ["file", "record"])
def test_a_sandbox_build_refuses_a_root_of_live(given: str, root_file: Path, tmp_path: Path) -> None:
    root_file.write_text(LIVE_ROOT)
    vendor = replace(SANDBOX, root=LIVE_ROOT) if given == "record" else SANDBOX
    endpoint = choose_endpoint(vendor, tmp_path, "https://licensing.example", str(root_file) if given == "file" else "")
    with pytest.raises(NotConnectedError, match=r"The root is of the live environment, not sandbox\. Nothing was sent"):
        endpoint.url()


def test_a_live_build_refuses_a_root_of_the_sandbox(tmp_path: Path) -> None:
    with pytest.raises(NotConnectedError, match=r"The root is of the sandbox environment, not live\. Nothing was sent"):
        choose_endpoint(replace(LIVE, root=SANDBOX_ROOT), tmp_path).url()


def test_a_sandbox_build_may_come_with_a_server_and_be_led_to_another(root_file: Path, tmp_path: Path) -> None:
    vendor = replace(SANDBOX, server="https://sandbox.example", root=SANDBOX_ROOT)
    assert choose_endpoint(vendor, tmp_path).url() == "https://sandbox.example"
    assert choose_endpoint(vendor, tmp_path, "https://other.example", str(root_file)) == RemoteServer(
        "https://other.example", Environment.SANDBOX, SANDBOX_ROOT, root_file
    )


@pytest.mark.parametrize(
    "address",
    [
        "licensing.example",
        "http://licensing.example",
        "ftp://licensing.example",
        "https://",
        "https://me:secret@licensing.example",
        "https://licensing.example/path",
        "https://licensing.example?a=1",
        "https://licensing.example:port",
        "https://[half",
    ],
)
def test_what_is_no_safe_address_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(WalletError, match="is not the address of a licensing server"):
        choose_endpoint(SANDBOX, tmp_path, address)
