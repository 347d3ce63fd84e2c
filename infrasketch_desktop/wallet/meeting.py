"""One meeting with the licensing server: keys first, then rounds of challenge, request and receipt."""

from __future__ import annotations

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet import learning
from infrasketch_desktop.wallet.client import LicensingClient
from infrasketch_desktop.wallet.errors import AnswerError, ServerRefusedError, StaleRequestError, WalletError
from infrasketch_desktop.wallet.recovery import recover
from infrasketch_desktop.wallet.sign_in import SignIn
from infrasketch_desktop.wallet.sync import Accepted, accept, build_request
from infrasketch_desktop.wallet.wallet import Wallet

MOST_ROUNDS = 5
"""Of one sync: the server may ask credits back, or there may be more entries than one request carries."""
NEWER_KEYS_NEEDED = frozenset({Reason.UNKNOWN_KEY, Reason.KEYSET_EXPIRED, Reason.KEY_EXPIRED, Reason.KEY_USE})


class Meeting:
    """Meets one server for one wallet. Every method may raise NotConnectedError and ServerRefusedError."""

    def __init__(self, wallet: Wallet, client: LicensingClient, sign_in: SignIn) -> None:
        self._wallet = wallet
        self._client = client
        self._sign_in = sign_in
        self._is_known = False

    def connect(self) -> None:
        """First contact: learn whom to believe, and enrol this device. Later calls do nothing.

        Raises:
            WalletError: the server belongs to another environment, or is another sandbox.
        """
        if not self._is_known:
            if self._wallet.around.environment is Environment.SANDBOX:
                with self._wallet.looking() as standing:
                    number = 1 if standing.trust is None else standing.trust.roots[0].n
                learning.begin_trust(self._wallet, self._client.root(number) or "")
            self._is_known = True
        with self._wallet.looking() as standing:
            knows_keys = standing.trust is not None and standing.trust.keyset is not None
            enrolled = standing.facts.device is not None and standing.facts.account is not None
        if not knows_keys:
            self.learn_keys()
        if not enrolled:
            self._sign_in.enrol()

    def sync(self, want: int | None = None) -> None:
        """Exchange what happened for a receipt; `want` is how many credits this device would like to hold.

        Raises:
            AnswerError: the server's receipt was refused; the wallet is as it was.
            KeyLostError: this computer has to be enrolled anew.
        """
        self.connect()
        for _ in range(MOST_ROUNDS):
            if not self._round(want):
                break
        self._follow_news()
        recover(self._wallet)

    def learn_keys(self) -> None:
        """Fetch the roots that came after the newest one known, and the key list."""
        with self._wallet.looking() as standing:
            newest = 0 if standing.trust is None else standing.trust.root.n
        learning.learn_keys(self._wallet, self._client.roots_after(newest), self._client.keyset())

    def _round(self, want: int | None) -> bool:
        """Ask once; returns whether to ask again."""
        key = self._sign_in.key()
        device = key.public.kid
        try:
            request = build_request(self._wallet, key, self._hello(device), want)
            receipt = self._client.sync(request)
        except ServerRefusedError as error:
            if error.code == "stale":  # another run of the program was faster
                return True
            raise
        try:
            accepted = self._accept(receipt)
        except StaleRequestError:
            return True
        return accepted is None or accepted.ask_again

    def _hello(self, device: str) -> str:
        try:
            return self._client.hello(device)
        except ServerRefusedError as error:
            if error.code != "unknown_device":
                raise
        self._sign_in.enrol()  # the server forgot, or is new
        return self._client.hello(device)

    def _accept(self, receipt: str) -> Accepted | None:
        """Take the receipt, fetching newer keys when it is signed by one; None when it should be asked for again."""
        try:
            return accept(self._wallet, receipt)
        except AnswerError as error:
            if not (isinstance(error.__cause__, DocumentError) and error.__cause__.reason in NEWER_KEYS_NEEDED):
                raise
        self.learn_keys()
        return accept(self._wallet, receipt)

    def _follow_news(self) -> None:
        """Fetch keys and prices that the receipt says are newer; a receipt that lost its key is asked for again."""
        with self._wallet.looking() as standing:
            receipt, trust, prices, facts = standing.receipt, standing.trust, standing.prices, standing.facts
        if receipt is None or trust is None:
            return
        if receipt.keyset_ver > trust.keyset_version:
            self.learn_keys()
            if self._wallet.state.reason is not None:
                self._round(None)
        if facts.prices is None or receipt.prices_ver > prices.version:
            self._learn_prices()

    def _learn_prices(self) -> None:
        token = self._client.prices()
        try:
            learning.learn_prices(self._wallet, token)
        except AnswerError as error:
            if not (isinstance(error.__cause__, DocumentError) and error.__cause__.reason in NEWER_KEYS_NEEDED):
                raise
            self.learn_keys()
            learning.learn_prices(self._wallet, token)


def is_removed(error: WalletError) -> bool:
    """Whether the server says that this device was removed from its account."""
    return isinstance(error, ServerRefusedError) and error.code in ("revoked_device", "device_revoked")
