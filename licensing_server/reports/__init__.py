"""Reports of crashes: taken from anybody, without a sign-in, because nobody should have to say who they are to help.

A room of its own because what it stores comes from strangers: it is bounded, kept for a time and then deleted, never
shown to anybody but the vendor, and never joined with an account.

- `endpoints.router`: POST /api/reports.
- `service`: taking, listing, reading, deleting; `infrasketch-server reports` is the vendor's way to them.
"""
