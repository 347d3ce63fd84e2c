"""A real keyring for the programs that a test starts: a session bus of its own with GNOME's Secret Service on it.

`secret_service` is the environment that leads a child there. The test process itself keeps the null keyring, because
the keyring package remembers the backend it met first. The secrets lie in the home of the test, behind a password that
is worth nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.support.buses import SESSION_BUS
from tests.support.needs import miss
from tests.support.processes import Start
from tests.support.short_folders import short_folder

_NAME = "org.freedesktop.secrets"
_SESSION = """
printf worthless | exec gnome-keyring-daemon --foreground --components=secrets --unlock
"""


def find_missing_programs() -> list[str]:
    """The programs of a session with a keyring that this machine lacks."""
    return [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]


@pytest.fixture
def secret_service(start_process: Start) -> Iterator[dict[str, str]]:
    """Variables for children of this test: `start_process(command, environment=secret_service)`. It is unlocked."""
    if missing := find_missing_programs():
        miss(" and ".join(missing), packages="dbus gnome-keyring")
    with short_folder("bus") as folder:
        config, socket = folder / "bus.conf", folder / "socket"
        config.write_text(SESSION_BUS.format(socket=socket))
        session = start_process(["dbus-run-session", "--config-file", config, "--", "sh", "-c", _SESSION])
        address = f"unix:path={socket}"
        session.wait_until(lambda: _is_on_the_bus(address), what=_NAME)
        yield {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }


def _is_on_the_bus(address: str) -> bool:
    """Whether the keyring has its name on the bus; it is unlocked by then."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    with suppress(OSError), open_dbus_connection(address) as connection:
        (answer,) = connection.send_and_get_reply(message_bus.NameHasOwner(_NAME)).body
        return bool(answer)
    return False
