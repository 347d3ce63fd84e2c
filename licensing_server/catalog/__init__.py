"""What every device may read without saying who it is: signed prices, the key list, the roots.

A room of its own because its answers are the same for everybody and verify without the server: they may be cached,
mirrored and carried on a stick.

- `endpoints.router`: GET /api/catalog, /api/keys, /api/roots/{n}.
- `offers.offer(database, book, now)`: a server calls it when it starts, so that no version of the prices ever falls or
  changes its content.
"""
