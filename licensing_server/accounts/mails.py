"""The words of the mails about accounts; plain text, one link, what to do when it was not you."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    subject: str
    body: str


def confirm_address(link: str) -> Letter:
    return Letter(
        "Confirm your address for InfraSketch",
        f"Welcome to InfraSketch.\n\nOpen this page and press the button to confirm your address:\n\n{link}\n\n"
        "The link is good for two days. If you did not sign up, do nothing: without the button there is no account.\n",
    )


def address_taken(link: str) -> Letter:
    return Letter(
        "You already have an InfraSketch account",
        "Somebody, most likely you, has just tried to sign up with this address. There is an account for it already: "
        "sign in with your password. If you have forgotten it, ask for a new one in the program, or here:"
        f"\n\n{link}\n\n"
        "The link is good for one hour. If it was not you, do nothing; your account is unchanged.\n",
    )


def reset_password(link: str) -> Letter:
    return Letter(
        "Choose a new password for InfraSketch",
        f"Open this page to choose a new password:\n\n{link}\n\n"
        "The link is good for one hour. If you did not ask for it, do nothing; your password is unchanged.\n",
    )


def no_account() -> Letter:
    return Letter(
        "There is no InfraSketch account for this address",
        "Somebody, most likely you, has asked for help with an account of this address, but there is none that is "
        "confirmed. You may have used another address, or have not signed up yet.\n\n"
        "If it was not you, do nothing.\n",
    )


def password_changed() -> Letter:
    return Letter(
        "Your InfraSketch password was changed",
        "The password of your InfraSketch account was changed, and you were signed out everywhere else.\n\n"
        "If it was not you, ask for a new password at once in the program, and answer this mail.\n",
    )
