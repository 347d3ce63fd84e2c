"""A settings portal for one test, on a bus of its own: it answers what a test puts there and tells of changes."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.support.buses import SESSION_BUS
from tests.support.needs import miss
from tests.support.processes import Start
from tests.support.short_folders import short_folder

_NAME = "org.freedesktop.portal.Desktop"
_PLACE = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")


class Portal:
    """`address` is that of its bus; `settings` are values with their D-Bus type, by namespace and name."""

    def __init__(self, address: str, connection: DBusConnection) -> None:
        self.address = address
        self.settings: dict[tuple[str, str], tuple[str, Any]] = {}
        self._connection = connection

    def change(self, namespace: str, name: str, value: tuple[str, Any]) -> None:
        """Tell everyone who follows that somebody set this."""
        self._connection.send(new_signal(_PLACE, "SettingChanged", "ssv", (namespace, name, value)))

    def serve(self) -> None:
        """Answer until the connection is closed."""
        with suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        value = self.settings.get(message.body)
        if message.header.fields.get(HeaderFields.member) != "Read" or value is None:
            return new_error(message, "org.freedesktop.portal.Error.NotFound", "s", ("not here",))
        return new_method_return(message, "v", (("v", value),))


@pytest.fixture
def portal(start_process: Start) -> Iterator[Portal]:
    """A portal without settings."""
    if shutil.which("dbus-daemon") is None:
        miss("dbus-daemon", packages="dbus")
    with short_folder("portal") as folder:
        config, address = folder / "bus.conf", f"unix:path={folder / 'socket'}"
        config.write_text(SESSION_BUS.format(socket=folder / "socket"))
        bus = start_process(["dbus-daemon", "--config-file", config, "--nofork", "--print-address"])
        bus.wait_for_line(r"unix:path=")
        with open_dbus_connection(address) as connection:
            connection.send_and_get_reply(message_bus.RequestName(_NAME))
            made = Portal(address, connection)
            server = threading.Thread(target=made.serve, name="portal", daemon=True)
            server.start()
            yield made
            connection.sock.shutdown(2)
            server.join(10)
