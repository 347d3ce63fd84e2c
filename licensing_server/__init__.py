"""The licensing server: sells credits and signs the receipts that fill wallets.

It is a room of its own so that the desktop program never carries a private key, a payment library or a database
server: both sides share `infrasketch_desktop.credits` and speak HTTP.

`app.create_app(parts)` is the whole server as an ASGI application, built from `parts.Parts`; `cli.main` is the
`infrasketch-server` command. Features (`accounts`, `devices`, `catalog`, `purchases`, `wallets`, `relay`) do not know
each other; what two of them need stands below them, in `books`, `tokens` or `merging`.
"""
