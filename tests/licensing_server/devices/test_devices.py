"""The owner of an account sees its devices and removes them."""

from __future__ import annotations

from sqlalchemy import select

from licensing_server.models.accounts import Audit
from tests.support.licensing import LicensingServer, device_key, enrolment


def test_the_list_names_this_device(server: LicensingServer) -> None:
    me = server.enrol(1)
    server.clock.forward(minutes=1)
    server.enrol(2, by=me)
    server.enrol(3)

    devices = server.client.get("/api/devices", headers=me.headers).json()["devices"]

    assert [device["id"] for device in devices] == [device_key(2).public.kid, device_key(1).public.kid]
    assert [device["is_this"] for device in devices] == [False, True]
    assert server.client.get(f"/api/devices/{me.device_id}", headers=me.headers).json() == devices[1]


def test_a_removed_device_is_signed_out_and_stays_out(server: LicensingServer) -> None:
    me = server.enrol(1)
    lost = server.enrol(2, by=me)

    answer = server.client.delete(f"/api/devices/{lost.device_id}", headers=me.headers)

    assert answer.status_code == 200
    assert answer.json()["device"]["revoked_at"] == server.clock()
    assert server.client.get("/api/devices", headers=lost.headers).status_code == 401
    again = server.client.post("/api/devices", json=enrolment(device_key(2), at=server.clock(), nonce="z" * 20))
    assert (again.status_code, again.json()["error"]) == (403, "revoked_device")


def test_removing_a_device_twice_is_once(server: LicensingServer) -> None:
    me = server.enrol(1)
    other = server.enrol(2, by=me)

    for _ in range(2):
        answer = server.client.delete(f"/api/devices/{other.device_id}", headers=me.headers)
        assert answer.status_code == 200
    with server.database.reading() as session:
        actions = session.scalars(select(Audit.action)).all()
        assert actions.count("device revoked") == 1


def test_devices_of_others_do_not_exist(server: LicensingServer) -> None:
    me, other = server.enrol(1), server.enrol(2)

    for method in ("GET", "DELETE"):
        answer = server.client.request(method, f"/api/devices/{other.device_id}", headers=me.headers)
        assert (answer.status_code, answer.json()["error"]) == (404, "device_not_found")


def test_an_anonymous_device_joins_the_account_with_all_it_has(server: LicensingServer) -> None:
    me, other = server.enrol(1), server.enrol(2)

    joined = server.enrol(2, by=me)

    assert joined.account_id == me.account_id
    assert len(server.client.get("/api/devices", headers=other.headers).json()["devices"]) == 2


def test_nobody_gets_nothing(server: LicensingServer) -> None:
    answer = server.client.get("/api/devices")

    assert (answer.status_code, answer.json()["error"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
