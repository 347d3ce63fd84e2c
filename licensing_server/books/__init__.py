"""The books: how many credits every account has, where they are, and how each of them got there.

Double entry, so that no credit can appear or vanish: each transfer moves credits of one lot between two places of one
account (`places`), is bound by a hash to the one before (`chain`) and named by a key that the database takes once.
Balances follow from the transfers and can be rebuilt.

One account is serial, accounts are parallel. Every verb opens the account (`accounts.opened`): its row is locked, the
account is loaded into a `book.Book`, rules move credits in memory, and the book is written at the end in a handful of
statements. Rules do no I/O: `debts`, `recalls`, `expiry`, `buckets`, `spending`. Verbs run in the caller's transaction,
take `now` and may be repeated:

- `grants.issue`: a lot of credits, once for each source; covers debt first.
- `refunds.take_back_to`: from a lot, exactly as many credits as its source was refunded.
- `holds.reserve`, `holds.commit`, `holds.release`: two-phase spend on the server.
- `givebacks.give_back`: what a committed hold spent, because the work was not taken.
- `leases.take_back_device`: what a revoked device still had.
- `mergers.merge`: an anonymous account into the account of a user.
- `statements`: balance, history, usage. `reports.verify_books`: whether everything adds up.

At rest, and every verb leaves the account at rest, debt means that nothing in the pool may be spent: whatever reaches
the pool covers debt first.
"""
