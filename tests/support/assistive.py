"""An assistive program: it reads the windows of a real program over D-Bus (AT-SPI), as screen readers on Linux do.

`assistive_session` starts a display, a session bus and the accessibility bus of at-spi2-core, all of their own, and
hands out the variables for the program to be read. `Reader` asks what is there, has things done and hears events. The
interfaces are those of https://docs.gtk.org/atspi2/ ; nothing here knows Qt.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.support.buses import SESSION_BUS
from tests.support.needs import miss
from tests.support.processes import Start
from tests.support.short_folders import short_folder
from tests.support.waiting import wait_until

_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
_ATSPI = "org.a11y.atspi"
_REGISTRY = f"{_ATSPI}.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_STATES = {
    1: "active", 4: "checked", 5: "collapsed", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded",
    11: "focusable", 12: "focused", 16: "modal", 22: "selectable", 23: "selected", 25: "showing", 30: "visible",
}  # fmt: skip
"""Those of AtspiStateType that are asked here."""
_LABELLED_BY, _FLOWS_TO, _FLOWS_FROM = 2, 10, 11
_SCREEN = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What a program told: `kind` as in “Object:StateChanged”, `detail` as in “focused”, and what it is about."""

    kind: str
    detail: str
    thing: Thing
    text: str

    def announces(self, start: str) -> bool:
        """Whether it has a screen reader say something that begins like that."""
        return self.kind == "Object:Announcement" and self.text.startswith(start)

    def says(self, detail: str, start: str) -> bool:
        """Whether it tells this of something whose name begins like that."""
        with suppress(GoneError):
            return self.detail == detail and self.thing.name.startswith(start)
        return False


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of a program, by the connection that owns it and its path there."""

    reader: Reader
    owner: str
    path: str

    @property
    def name(self) -> str:
        return str(self._property("Accessible", "Name"))

    @property
    def description(self) -> str:
        return str(self._property("Accessible", "Description"))

    @property
    def role(self) -> str:
        return str(self._ask("Accessible", "GetRoleName")[0])

    @property
    def parent(self) -> Thing:
        return self.reader.thing(self._property("Accessible", "Parent"))

    @property
    def index(self) -> int:
        return int(self._ask("Accessible", "GetIndexInParent")[0])

    @property
    def children(self) -> list[Thing]:
        return [self.reader.thing(reference) for reference in self._ask("Accessible", "GetChildren")[0]]

    @property
    def states(self) -> set[str]:
        low, high = self._ask("Accessible", "GetState")[0]
        bits = low | high << 32
        return {name for number, name in _STATES.items() if bits >> number & 1}

    @property
    def attributes(self) -> dict[str, str]:
        return dict(self._ask("Accessible", "GetAttributes")[0])

    @property
    def extents(self) -> tuple[int, int, int, int]:
        """x, y, width, height in pixels of the screen."""
        x, y, width, height = self._ask("Component", "GetExtents", "u", (_SCREEN,))[0]
        return x, y, width, height

    @property
    def actions(self) -> list[str]:
        return [name for name, _, _ in self._ask("Action", "GetActions")[0]]

    def do(self, action: str) -> None:
        """Have an action done, by the name that people read."""
        self._ask("Action", "DoAction", "i", (self.actions.index(action),))

    def flows(self) -> dict[str, list[str]]:
        """Names of what the flow comes `from` and goes `to`."""
        relations = dict(self._ask("Accessible", "GetRelationSet")[0])
        names = {key: [self.reader.thing(each).name for each in found] for key, found in relations.items()}
        return {"from": names.get(_FLOWS_FROM, []), "to": names.get(_FLOWS_TO, [])}

    @property
    def labels(self) -> list[str]:
        """Names of what labels it."""
        relations = dict(self._ask("Accessible", "GetRelationSet")[0])
        return [self.reader.thing(each).name for each in relations.get(_LABELLED_BY, [])]

    @property
    def range(self) -> tuple[float, float, float]:
        """The least, the present and the largest value of what is set by degrees."""
        least, now, most = (
            float(self._property("Value", f"{name}Value")) for name in ("Minimum", "Current", "Maximum")
        )
        return least, now, most

    def write(self, text: str) -> None:
        """Replace what a field holds."""
        self._ask("EditableText", "SetTextContents", "s", (text,))

    def walk(self) -> Iterator[Thing]:
        """This and everything that is shown below it, outer before inner."""
        waiting = [self]
        while waiting:
            thing = waiting.pop()
            yield thing
            with suppress(GoneError):
                waiting.extend(child for child in reversed(thing.children) if "visible" in child.states)

    def find(self, role: str, start: str) -> Thing:
        """The first thing below with this role whose name begins like this."""
        for each in self.walk():
            with suppress(GoneError):
                if each.role == role and each.name.startswith(start):
                    return each
        raise LookupError(f"no {role} named {start}…")

    def _ask(self, interface: str, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        address = DBusAddress(self.path, self.owner, f"{_ATSPI}.{interface}")
        return self.reader.ask(new_method_call(address, method, signature, body))

    def _property(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, self.owner, f"{_ATSPI}.{interface}")
        return self.reader.ask(Properties(address).get(name))[0][1]


class GoneError(LookupError):
    """What was asked is no longer there, or cannot do it."""


class Reader:
    """Reads the programs of one session."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._events: deque[Message] = deque()
        for name in ("Object", "Focus"):
            rule = MatchRule(type="signal", interface=f"{_ATSPI}.Event.{name}")
            self.ask(message_bus.AddMatch(rule))
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for kind in ("object:", "focus:"):
            self.ask(new_method_call(registry, "RegisterEvent", "sas", (kind, [])))

    def ask(self, message: Message) -> tuple[Any, ...]:
        """Send a call and return what is answered; events that come meanwhile are kept."""
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        while True:
            answer = self._connection.receive(timeout=20)
            if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                break
            if answer.header.message_type is MessageType.signal:
                self._events.append(answer)
        if answer.header.message_type is MessageType.error:
            raise GoneError(answer.header.fields.get(HeaderFields.error_name), answer.body)
        return answer.body

    def thing(self, reference: tuple[str, str]) -> Thing:
        return Thing(self, *reference)

    def program(self, name: str) -> Thing:
        """The running program of this name, once it is there."""
        desktop = Thing(self, _REGISTRY, _ROOT)

        def look() -> Thing | None:
            with suppress(GoneError):
                return next((each for each in desktop.children if each.name == name), None)
            return None

        return wait_until(look, what=f"a program named {name}", seconds=40)

    def hear(self, expected: Callable[[Event], bool], *, what: str) -> Event:
        """The first event that is as expected, of those that came since the last was asked for."""
        return wait_until(lambda: self._next(expected), what=what)

    def _next(self, expected: Callable[[Event], bool]) -> Event | None:
        with suppress(TimeoutError):
            while True:
                self._events.append(self._connection.receive(timeout=0.05))
        while self._events:
            event = self._read(self._events.popleft())
            if event is not None and expected(event):
                return event
        return None

    def _read(self, message: Message) -> Event | None:
        fields = message.header.fields
        kind = fields.get(HeaderFields.interface, "").removeprefix(f"{_ATSPI}.Event.")
        if not kind or message.header.message_type is not MessageType.signal:
            return None
        thing = Thing(self, fields[HeaderFields.sender], fields[HeaderFields.path])
        text = message.body[3][1] if len(message.body) > 3 and isinstance(message.body[3][1], str) else ""
        return Event(f"{kind}:{fields[HeaderFields.member]}", str(message.body[0]), thing, text)


@dataclass(frozen=True, slots=True)
class AssistiveSession:
    """`environment` is for the program to be read; `reader` reads it."""

    environment: dict[str, str]
    reader: Reader


def find_missing_programs() -> list[str]:
    """What this machine lacks of a display with an accessibility bus."""
    missing = [name for name in ("Xvfb", "dbus-run-session") if shutil.which(name) is None]
    return missing if _LAUNCHER.exists() else [*missing, "at-spi2-core"]


@pytest.fixture
def assistive_session(start_process: Start) -> Iterator[AssistiveSession]:
    """A display and buses of their own, and somebody who listens."""
    if missing := find_missing_programs():
        miss(" and ".join(missing), packages="xvfb dbus at-spi2-core")
    with short_folder("a11y") as folder:
        config, socket = folder / "bus.conf", folder / "socket"
        config.write_text(SESSION_BUS.format(socket=socket))
        display = start_process(["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-noreset"])
        number = display.wait_for_line(r"^(\d+)").group(1)
        environment = {
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(folder),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "GSETTINGS_BACKEND": "memory",
        }
        session = start_process(
            ["dbus-run-session", "--config-file", config, "--", _LAUNCHER, "--launch-immediately"],
            environment=environment,
        )
        address = session.wait_until(lambda: _accessibility_bus(f"unix:path={socket}"), what="the accessibility bus")
        with open_dbus_connection(address) as connection:
            yield AssistiveSession(environment, Reader(connection))


def _accessibility_bus(session: str) -> str | None:
    """The address of the bus on which programs tell about themselves, once there is one."""
    call = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    with suppress(OSError), open_dbus_connection(session) as connection:
        answer = connection.send_and_get_reply(call)
        if answer.header.message_type is MessageType.method_return and answer.body[0]:
            return str(answer.body[0])
    return None
