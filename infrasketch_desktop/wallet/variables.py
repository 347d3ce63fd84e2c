"""What chooses the licensing server: the build, else a variable of the environment, else a setting.

Variables are for development and for sandboxes of one's own: a live build looks at none (see `endpoints`).
"""

from __future__ import annotations

from infrasketch_desktop.vendor import Vendor

SERVER_VARIABLE = "INFRASKETCH_LICENSING_SERVER"
"""The address of the server; it goes before the setting."""
ROOT_VARIABLE = "INFRASKETCH_SANDBOX_ROOT"
"""The file with the root of that server."""


def server_in_force(vendor: Vendor, asked: str) -> str:
    """The address of the licensing server that the build of `vendor` meets where `asked` was asked for; "" for the
    built-in sandbox. A live build meets that of its vendor, whatever is asked for.
    """
    return vendor.server if vendor.is_live else asked or vendor.server
