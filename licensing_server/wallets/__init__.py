"""Wallets on devices: what they did is read from their ledgers, what they may do is signed into receipts.

- `service.hello`, `service.sync`: the protocol of credits.md, section 5, on a session; HTTP is only around it.
- `verdicts.judge`: what a request shows, without I/O. `standing`: how a device is seen, and how much it may hold.
- `ledgers`: what is stored of a device's ledger. `receipts`: composes what is signed.
- `endpoints`, `spending`, `statements`: HTTP around `service`, `books.holds` and `books.statements`.
- `checks.verify_wallets`: whether what is stored contradicts the books or itself.
"""
