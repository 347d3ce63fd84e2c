"""This device's credits: the ledger, paid delivery, and meeting the licensing server. No Qt; blocking.

Spending, without a network:
- `opening.open_wallet(folder, environment=, now=, random_bytes=, anchor=, …)` gives an `OpenedWallet` with `.wallet`,
  `.recovered` and `.warning`; import it late, as SQLite's helper library takes a fifth of a second. One wallet per
  process; its calls may come from any thread.
- `wallet.Wallet`: `.balance()`, `.prices`, `.quote(wanted, tier)`, `.state`, `.history()`, `.verify()`, and beneath
  paid work `.reserve(op, quote)`, `.commit(op, actual, sha)`, `.release(op)`, `.reverse(op)`.
- `delivery.deliver(wallet, quote, works, op=, terms=)` with `delivery.Work(target, make, item)`: the one verb for paid
  work; charged if and only if delivered. What the price list gives for nothing goes through it too.
- `recovery.recover(wallet)`: what a killed run left unfinished; `open_wallet` calls it.

Meeting the server:
- `service.Credits`: what the window and the command line use: connect, sync, buy, accounts, devices.
- `client.LicensingClient`: HTTP; `sync.build_request` and `sync.accept`: the documents; `exchange`: the same by file.
- `vault`: secrets in the system keyring, else in a file for this account alone; `anchor`: what is remembered outside
  the database; `device_key`: the key of this device.

Where it all comes from: `assembly.open_credits(data_folder, endpoint)` puts it together for a profile; `endpoints`
knows the servers, and `local_server` the one that this program starts itself.

Every failure to expect is an `errors.WalletError` whose text says what happened, what was kept and what to do.
"""
