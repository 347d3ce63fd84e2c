"""The tables behind the records of the money: statements on them skip the unit of work, which costs more than they do.

Statements that a sync or a delivery runs each time are built once, as constants, with parameters.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table

from licensing_server.models import money
from licensing_server.models.accounts import Device
from licensing_server.models.base import Base


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


DEVICES = _table(Device)
GRANTS = _table(money.Grant)
LEDGERS = _table(money.Ledger)
TRANSFERS = _table(money.Transfer)
BALANCES = _table(money.Balance)
DEVICE_TOTALS = _table(money.DeviceTotal)
OPS = _table(money.Op)
WALLETS = _table(money.Wallet)
CHALLENGES = _table(money.Challenge)
DEVICE_ENTRIES = _table(money.DeviceEntry)
RECEIPTS = _table(money.IssuedReceipt)
FORKS = _table(money.Fork)
