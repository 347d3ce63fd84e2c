"""The endpoints about devices."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PublicKey
from licensing_server.dependencies import (
    ClientAddress,
    CurrentCaller,
    OptionalCaller,
    ReadingSession,
    Seconds,
    WithMint,
    WithParts,
    WritingSession,
)
from licensing_server.devices.enrolment import WELCOME, Enroller, Newcomer
from licensing_server.devices.proofs import check_proof, names_of
from licensing_server.devices.removal import revoke
from licensing_server.devices.schemas import DeviceAnswer, DevicesAnswer, EnrolmentBody, RevokedAnswer
from licensing_server.errors import ApiError, answers
from licensing_server.limits import Claim, Rule, admit
from licensing_server.models.accounts import Device
from licensing_server.schemas import Thumbprint, TokensAnswer
from licensing_server.tokens import Caller

router = APIRouter(prefix="/api/devices", tags=["devices"])

ENROLMENTS = Rule("enrolments", most=60, seconds=3600)
"""For each network; an office behind one address may set up its computers on one day."""


@router.post(
    "",
    status_code=201,
    responses={
        **answers(401, 403, 409, 429),
        200: {"model": TokensAnswer, "description": "The device was known; nothing but its tokens is new."},
    },
)
def enrol(
    *,
    body: EnrolmentBody,
    response: Response,
    session: WritingSession,
    caller: OptionalCaller,
    mint: WithMint,
    parts: WithParts,
    now: Seconds,
    address: ClientAddress,
) -> TokensAnswer:
    """Enrol a device key. Without an access token a new device opens an anonymous account with the welcome credits;
    with one it joins that account. Again with the same key, the device is signed in anew.
    """
    key = _key(body.public_key)
    proof = check_proof(body.proof, key, audiences=names_of(parts.settings.public_url), now=now)
    admit(parts.database, now, Claim(ENROLMENTS, address))
    enroller = Enroller(session, mint, parts.book.prices.policy, parts.new_id, now)
    enrolled = enroller.enrol(Newcomer(key.kid, key.text, body.name, body.platform, proof.nonce), caller)
    parts.metrics.granted.labels(WELCOME).inc(enrolled.granted)
    response.status_code = 201 if enrolled.is_new else 200
    return TokensAnswer.of(enrolled.tokens)


@router.get("", responses=answers(401))
def list_devices(session: ReadingSession, caller: CurrentCaller) -> DevicesAnswer:
    """The devices that may hold credits of the account."""
    mine = select(Device).where(Device.account_id == caller.account_id, Device.revoked_at.is_(None))
    devices = session.scalars(mine.order_by(Device.enrolled_at.desc(), Device.id))
    return DevicesAnswer(devices=[DeviceAnswer.of(device, caller.device_id) for device in devices])


@router.get("/{device_id}", responses=answers(401, 404))
def get_device(device_id: Thumbprint, session: ReadingSession, caller: CurrentCaller) -> DeviceAnswer:
    """One device of the account, also when it was removed."""
    return DeviceAnswer.of(_mine(session, device_id, caller), caller.device_id)


@router.delete("/{device_id}", responses=answers(401, 404))
def revoke_device(device_id: Thumbprint, session: WritingSession, caller: CurrentCaller, now: Seconds) -> RevokedAnswer:
    """Remove a device, for example a lost one: it is signed out and what it had set aside returns to the account.

    Removing it again changes nothing.
    """
    device = _mine(session, device_id, caller)
    returned = revoke(session, device, actor=caller.actor, now=now)
    return RevokedAnswer(device=DeviceAnswer.of(device, caller.device_id), credits_returned=returned)


def _mine(session: Session, device_id: str, caller: Caller) -> Device:
    device = session.get(Device, device_id)
    if device is None or device.account_id != caller.account_id:
        raise ApiError(404, "device_not_found", "Your account has no such device. List your devices to see them all.")
    return device


def _key(text: str) -> PublicKey:
    try:
        return PublicKey.from_text(text)
    except DocumentError as error:
        raise ApiError(422, "bad_proof", f"The public key cannot be used. {error}", reason=error.reason.value) from None
