"""A deterministic simulator of wallets, network and server: one seed is one history, over the real code of both sides.

Clock, randomness, network and payment service are passed in; databases are real files in memory. The network loses,
repeats and reorders; devices crash, are restored from backups and cloned; payments arrive twice, are refunded and
disputed. After every history the books, the ledgers and the receipts have to agree.

    python -m tests.simulator --histories 1000000 --processes 2
"""
