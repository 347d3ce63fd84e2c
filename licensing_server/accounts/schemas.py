"""The forms of what is asked and answered about accounts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from licensing_server.accounts.addresses import EmailAddress
from licensing_server.accounts.passwords import LARGEST
from licensing_server.schemas import Answer, Body, SecretText

Password = Annotated[SecretStr, Field(min_length=1, max_length=LARGEST)]
"""Bounded here for its cost; how a new one has to be is for check_strength to say."""


class AddressBody(Body):
    """A mail address."""

    email: EmailAddress = Field(examples=["ada@example.com"])


class CredentialsBody(AddressBody):
    """A mail address and a password."""

    password: Password


class RefreshBody(Body):
    """A refresh token, which is used up by this."""

    refresh_token: SecretText


class LogoutBody(Body):
    """The refresh token of the sign-in to end; not needed beside a valid access token."""

    refresh_token: SecretText | None = None


class ChangePasswordBody(Body):
    """The password as it is and as it shall be."""

    current_password: Password
    new_password: Password


class UserAnswer(Answer):
    """The person who signs in to the account."""

    id: str
    email: str


class MeAnswer(Answer):
    """Who the access token speaks for."""

    account_id: str
    env: str = Field(description="live or sandbox.")
    user: UserAnswer | None = Field(description="Null while the account is anonymous.")
    device_id: str | None
    signed_in: bool = Field(description="Whether a person has signed in, rather than the device alone.")
