"""How often what may be tried, per account and per network, as OWASP's Authentication Cheat Sheet asks."""

from __future__ import annotations

from licensing_server.limits import Claim, Rule

_NETWORK_LOGINS = Rule("logins of a network", most=50, seconds=600)
_ADDRESS_LOGINS = Rule("logins of an address", most=10, seconds=900)
_NETWORK_MAILS = Rule("mails for a network", most=30, seconds=3600)
_ADDRESS_MAILS = Rule("mails to an address", most=5, seconds=3600)
_REFRESHES = Rule("refreshes of a network", most=600, seconds=600)


def login_claims(network: str, email: str) -> tuple[Claim, ...]:
    """Counted for every address alike, whether there is an account or not."""
    return Claim(_NETWORK_LOGINS, network), address_claim(email)


def address_claim(email: str) -> Claim:
    return Claim(_ADDRESS_LOGINS, email)


def mail_claims(network: str, email: str) -> tuple[Claim, ...]:
    """Nobody's mailbox is filled through us."""
    return Claim(_NETWORK_MAILS, network), Claim(_ADDRESS_MAILS, email)


def refresh_claims(network: str) -> tuple[Claim, ...]:
    return (Claim(_REFRESHES, network),)
