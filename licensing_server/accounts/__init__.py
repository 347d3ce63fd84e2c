"""Accounts of people: sign-up, sign-in, confirmation of addresses, passwords.

A room of its own because everything in it is about keeping strangers out without telling them anything. Whether an
address has an account is said to its owner alone, by mail: sign-up, a forgotten password and a resent confirmation
answer 202 with the same words for every address and do the same work, and a wrong password, an unknown address and an
address that is not confirmed yet are one answer that takes one Argon2 verification. So a sign-up waits in `mail_tokens`
until its link was opened; only then is there a user. The link opens a page with a button, because programs that scan
mail open links.

- `endpoints.router`: the JSON endpoints below /api/auth, and /me. `web.router`: the pages behind mailed links.
- `passwords.Passwords`: hashes, verifies, judges strength. `sign_up`, `sign_in`, `recovery`: what happens.
"""
