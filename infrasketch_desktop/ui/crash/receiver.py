"""Who gets a report that is sent: the licensing server that this program meets, whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from infrasketch_desktop.language import tr
from infrasketch_desktop.vendor import Vendor


@dataclass(frozen=True, slots=True)
class Receiver:
    """`server` is the address that is in force, "" for the built-in sandbox on this computer."""

    vendor: Vendor
    server: str

    @property
    def promise(self) -> str:
        """What a person is told before anything leaves, in whole sentences."""
        host = urlsplit(self.server).netloc
        if not host:
            return tr(
                "This is everything that would be handed over, and only when you press the button: to the built-in "
                "sandbox on this computer, where nobody else reads it. To reach {vendor}, save or copy it. Names, "
                "folders, keys and the words of your diagrams are taken out.",
                vendor=self.vendor.name,
            )
        if self.server == self.vendor.server:
            return tr(
                "This is everything that would be sent to {vendor} ({host}), and it goes only when you press the "
                "button. Names, folders, keys and the words of your diagrams are taken out; delete whatever else "
                "should stay with you.",
                vendor=self.vendor.name,
                host=host,
            )
        return tr(
            "This is everything that would be sent to the licensing server {host}, which your settings name, and not "
            "to {vendor}. It goes only when you press the button. Names, folders, keys and the words of your diagrams "
            "are taken out; delete whatever else should stay with you.",
            vendor=self.vendor.name,
            host=host,
        )
