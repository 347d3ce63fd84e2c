"""Credits as the window and the command line use them: the wallet, its server, purchases, accounts and devices.

Every call may block on the network or the disk: call it on a worker. Expected failures are WalletErrors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.wallet import exchange, recalls
from infrasketch_desktop.wallet.balances import Balance, Movement
from infrasketch_desktop.wallet.client import Account, DeviceInfo, LicensingClient
from infrasketch_desktop.wallet.delivery import STANDARD, Delivered, Terms, Work, deliver
from infrasketch_desktop.wallet.device_key import make_key
from infrasketch_desktop.wallet.errors import NotConnectedError, ServerRefusedError
from infrasketch_desktop.wallet.meeting import Meeting, is_removed
from infrasketch_desktop.wallet.meta import write_facts
from infrasketch_desktop.wallet.purchases import Begun, Purchase
from infrasketch_desktop.wallet.relay_turns import MOST_RETURNS, TurnCost, missing_on_server, patiently
from infrasketch_desktop.wallet.renewal import begin_anew
from infrasketch_desktop.wallet.sign_in import SignIn, ThisDevice
from infrasketch_desktop.wallet.sync import Accepted
from infrasketch_desktop.wallet.vault import Vault
from infrasketch_desktop.wallet.wallet import Wallet

KEY_BYTES = 16

__all__ = ["Account", "Begun", "Credits", "DeviceInfo", "Purchase", "ThisDevice"]


class Credits:
    """One wallet with its server. `find_client` gives the client when it is first needed, which may start a server.

    Raises, beside what each method names: NotConnectedError, ServerRefusedError, StoreError.
    """

    def __init__(
        self, wallet: Wallet, find_client: Callable[[], LicensingClient], vault: Vault, device: ThisDevice
    ) -> None:
        self.wallet = wallet
        self._find_client = find_client
        self._vault = vault
        self._device = device
        self._client: LicensingClient | None = None
        self._sign_in: SignIn | None = None
        self._meeting: Meeting | None = None

    # Without the server

    def balance(self) -> Balance:
        """The balance, once the wallet was compared with what this computer remembers of it.

        A wallet that met no server has none, and asks no keyring: some ask for a password to make one.
        """
        if self.wallet.device is not None:
            self.wallet.check_anchor()
        return self.wallet.balance()

    def history(self, limit: int = 50, before: int | None = None) -> list[Movement]:
        """Movements on this device, newest first."""
        return self.wallet.history(limit, before)

    def deliver(
        self, asked: Quote, works: Sequence[Work], *, op: str | None = None, terms: Terms = STANDARD
    ) -> Delivered:
        """As delivery.deliver."""
        return deliver(self.wallet, asked, works, op=op, terms=terms)

    # Meeting the server

    def connect(self) -> None:
        """First contact: learn the keys and enrol this device, which brings the welcome credits with the first sync."""
        self._meet().connect()

    def sync(self, want: int | None = None) -> Balance:
        """Meet the server; returns the balance after it. `want` is how many credits this device would like to hold.

        Raises:
            AnswerError: the receipt was refused; the wallet is as it was.
            KeyLostError: call `enrol_anew` when the person agrees.
        """
        try:
            self._meet().sync(want)
        except ServerRefusedError as error:
            if is_removed(error):
                with self.wallet.replacing() as writing:
                    write_facts(writing.db, removed=1)
            raise
        return self.wallet.balance()

    def hand_back(self, amount: int) -> Balance:
        """Return `amount` credits to the account, where the server can spend them: it is paid there for the relay.

        Without a network they wait in the ledger and leave with the next sync. The one after that brings what is left
        of them back here.

        Raises:
            NotEnoughCreditsError: fewer may be spent here; nothing was returned.
            AnswerError: the receipt was refused; the credits leave with the next sync.
        """
        recalls.hand_back(self.wallet, amount)
        return self.sync(want=0)

    def enrol_anew(self) -> Balance:
        """Become a new device with a new key and an empty ledger; the old wallet is kept aside. Then sync.

        For a key that was lost, a device that was removed, and a sandbox that began anew. A person who is signed in
        stays so, and finds their credits in the account.
        """
        self._server().keyset()  # nothing is given up before the server can be met
        begin_anew(self.wallet)
        make_key(self._vault, self.wallet.around.random_bytes)
        self._sign_in = self._meeting = None
        return self.sync()

    def export_request(self, path: Path, want: int | None = None) -> None:
        """Write a request for a machine with a network to carry to the server.

        Raises:
            WalletError: this device is not enrolled, or the file cannot be written.
        """
        exchange.export_request(self.wallet, self._signing().key(), path, want)

    def import_answer(self, path: Path) -> Accepted:
        """Take the server's answer from a file. Raises AnswerError, StaleRequestError."""
        return exchange.import_answer(self.wallet, path)

    def carry(self, request: Path, answer: Path) -> None:
        """Take somebody's request file to the server, and write what it answers."""
        exchange.carry(self._server(), request, answer)

    # Purchases

    def buy(self, package: str) -> Begun:
        """Begin a purchase; open its `url` in a browser, then ask `purchase_state` after each pause of `pauses`."""
        key = self.wallet.around.random_bytes(KEY_BYTES).hex()
        self.connect()
        return self._signing().calling(lambda token: self._server().buy(package, token, key))

    def purchase_state(self, purchase: str) -> Purchase:
        """Where a purchase stands; once it is PAID, `sync` brings the credits."""
        return self._signing().calling(lambda token: self._server().purchase(purchase, token))

    # Accounts and devices

    def account(self) -> Account:
        """Whose the credits are."""
        self.connect()
        return self._signing().calling(self._server().me)

    def sign_up(self, email: str, password: str) -> str:
        """Ask for an account that keeps the credits of this device; returns what to tell the person.

        Raises:
            ServerRefusedError: for example a password that is too weak; the message says why.
        """
        self.connect()
        return self._signing().calling(lambda token: self._server().sign_up(email, password, token))

    def resend_verification(self, email: str) -> str:
        """Ask for the mail of a sign-up again."""
        return self._server().resend_verification(email)

    def forgot_password(self, email: str) -> str:
        """Ask for a mail to choose a new password."""
        return self._server().forgot_password(email)

    def log_in(self, email: str, password: str) -> Account:
        """Sign in; this device and its anonymous credits join the account. Then sync.

        Raises:
            ServerRefusedError: wrong password, or too many attempts.
        """
        self.connect()
        signing = self._signing()
        signing.keep(self._server().log_in(email, password, signing.fresh_token()))
        self.sync()
        return self.account()

    def log_out(self) -> None:
        """End the sign-in, here even when the server cannot be told. The credits on this device stay."""
        signing = self._signing()
        try:
            refresh_token = signing.refresh_token()
            if refresh_token is not None:
                self._server().log_out(signing.token(), refresh_token)
        except (NotConnectedError, ServerRefusedError):
            return
        finally:
            signing.forget()

    def access_token(self, refused: bool = False) -> str:
        """What shows the server that asks and bills: an access token, a new one when the last was `refused`."""
        self.connect()
        return self._signing().fresh_token() if refused else self._signing().token()

    def address(self) -> str:
        """Scheme, host and port of the server."""
        return self._server().base_url

    def refuse(self, op: str) -> TurnCost:
        """What the turn `op` of the assistant proposed was refused: the server gives its credits back."""
        return patiently(lambda: self._signing().calling(lambda token: self._server().refuse(op, token)))

    def take(self, op: str) -> TurnCost:
        """What the turn `op` costs, now that its answer is taken: one that was refused before is paid for again.

        Credits that lie on this computer are handed back to the account when the server misses them.

        Raises:
            ServerRefusedError: there are too few credits, or no such turn; nothing was charged.
            NotEnoughCreditsError: too few are here to make up for those that are missing; nothing was charged.
        """
        for _ in range(MOST_RETURNS):
            try:
                return self._take(op)
            except ServerRefusedError as error:
                missing = missing_on_server(error.extra)
                if not missing:
                    raise
            self.hand_back(missing)
        return self._take(op)

    def devices(self) -> list[DeviceInfo]:
        """The computers that may hold credits of the account."""
        self.connect()
        return self._signing().calling(self._server().devices)

    def revoke(self, device: str) -> int:
        """Remove a computer from the account; returns the credits that came back from it."""
        return self._signing().calling(lambda token: self._server().revoke(device, token))

    def close(self) -> None:
        """Release the wallet and the connection."""
        if self._client is not None:
            self._client.close()
        self.wallet.close()

    def _take(self, op: str) -> TurnCost:
        return patiently(lambda: self._signing().calling(lambda token: self._server().take(op, token)))

    def _server(self) -> LicensingClient:
        if self._client is None:
            self._client = self._find_client()
        return self._client

    def _signing(self) -> SignIn:
        if self._sign_in is None:
            self._sign_in = SignIn(self.wallet, self._server(), self._vault, self._device)
        return self._sign_in

    def _meet(self) -> Meeting:
        if self._meeting is None:
            self._meeting = Meeting(self.wallet, self._server(), self._signing())
        return self._meeting
