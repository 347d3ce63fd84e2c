"""Reports of crashes: taken from anybody, without a sign-in, because nobody should have to say who they are to help.

A room of its own because what it stores comes from strangers: it is bounded, kept for a time and then deleted, never
shown to anybody but the vendor, and never joined with an account.

- `endpoints.router`: POST /api/reports.
- `gist`: what a report is about, so that those of the same mistake are counted together.
- `service`: taking and deleting; `selection`: what the vendor asks for.

`infrasketch-server reports` is the vendor's way to them: no page of the server shows any, so no password opens them.
"""
