"""Names of the environment variables that choose the licensing server; read by whoever puts the program together.

They are for development and for sandboxes of one's own: a live build looks at neither (see `endpoints`).
"""

from __future__ import annotations

SERVER_VARIABLE = "INFRASKETCH_LICENSING_SERVER"
"""The address of the server; it goes before the setting."""
ROOT_VARIABLE = "INFRASKETCH_SANDBOX_ROOT"
"""The file with the root of that server."""
