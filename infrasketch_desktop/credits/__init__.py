"""What the wallet and the licensing server must agree on: signed documents, lots, prices, the ledger chain.

Pure functions of values: no Qt, no files, no network, no clock. Both sides import this room, so that a rule has one
place. Times are integer seconds UTC, credits are integers.

- `canonical.encode(value)`, `canonical.decode(content)`: the one byte form (RFC 8785) and its strict reader.
- `keys.PrivateKey`, `keys.PublicKey`: Ed25519; a key is named by its RFC 7638 thumbprint.
- `documents.sign(kind, payload, key)`, `documents.read(token, kind, find_key)`: JWS compact, algorithm and type pinned.
- `receipts.Receipt`, `sync_request.SyncRequest`: what travels between device and server.
- `chain`: ledger entries, their bytes, their hashes. `lots`: burn order. `holdings`: what may be spent here and now.
- `prices.PriceList`, `quotes.quote`: what work costs.
- `trust.Trust`: which key may sign what, decided in one place. `roots`, `keyset`: its documents.
- `envelopes`: the form of documents that need several signatures.
- Every refusal of a document is an `errors.DocumentError` with its `Reason`.
"""
