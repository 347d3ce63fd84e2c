"""The forms of what is asked and answered about devices."""

from __future__ import annotations

from pydantic import Field

from licensing_server.models.accounts import Device
from licensing_server.schemas import Answer, Body, Label, Thumbprint


class EnrolmentBody(Body):
    """A device key and the proof that the sender holds it."""

    public_key: Thumbprint = Field(description="`x` of the key's JWK: 32 bytes, base64url.")
    proof: str = Field(
        max_length=4096,
        pattern=r"^[A-Za-z0-9_.-]+$",
        description="A compact JWS of the type isk-enrolment+jws, signed by the key: {v, iss, aud, at, nonce}.",
    )
    name: Label = Field(description="What its owner calls the device.", examples=["Ada's laptop"])
    platform: Label = Field(examples=["linux"])


class DeviceAnswer(Answer):
    """A device as its owner sees it; times are seconds UTC."""

    id: str
    name: str
    platform: str
    enrolled_at: int
    seen_at: int = Field(description="When it last enrolled or synced, to ten minutes.")
    revoked_at: int | None
    is_this: bool = Field(description="Whether the request came from this device.")

    @classmethod
    def of(cls, device: Device, this: str | None) -> DeviceAnswer:
        return cls(
            id=device.id,
            name=device.name,
            platform=device.platform,
            enrolled_at=device.enrolled_at,
            seen_at=device.seen_at,
            revoked_at=device.revoked_at,
            is_this=device.id == this,
        )


class DevicesAnswer(Answer):
    """The devices of an account, the last enrolled first; removed ones are left out."""

    devices: list[DeviceAnswer]


class RevokedAnswer(Answer):
    """A device that was removed, and how many credits came back from it."""

    device: DeviceAnswer
    credits_returned: int
