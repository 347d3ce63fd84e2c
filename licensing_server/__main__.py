"""`python -m licensing_server` is `infrasketch-server`."""

from __future__ import annotations

from licensing_server.cli import main

raise SystemExit(main())
