"""Uses the real window, offscreen and with a profile of its own, and saves what it looks like."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - the program is found first
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from infrasketch_desktop.app import Program, make_application  # noqa: E402
from infrasketch_desktop.diagram.assembly import build_diagram  # noqa: E402
from infrasketch_desktop.diagram.diagram import Diagram  # noqa: E402
from infrasketch_desktop.diagram.kinds import Chapter, EdgeKind, NodeKind  # noqa: E402
from infrasketch_desktop.diagram.records import Edge, Group, Node, Record, Sheet  # noqa: E402
from infrasketch_desktop.exchange.code import prepare_code  # noqa: E402
from infrasketch_desktop.storage.profile import Profile  # noqa: E402
from infrasketch_desktop.storage.settings import Theme  # noqa: E402
from infrasketch_desktop.technology import program_catalog  # noqa: E402
from infrasketch_desktop.ui.chat.assistant import Connection  # noqa: E402
from infrasketch_desktop.ui.credits.desk import Movement  # noqa: E402
from infrasketch_desktop.ui.editor import tidy  # noqa: E402
from infrasketch_desktop.ui.main_window import MainWindow  # noqa: E402
from infrasketch_desktop.ui.tasks import Progress  # noqa: E402
from tests.support.credits_desk import NOW, MemoryDesk, RecordingOpener  # noqa: E402
from tests.support.scripted_models import ScriptedModel, calls, says, text  # noqa: E402

FOLDER = ROOT / "resources" / "screenshots"
SIZE, LARGE = (1440, 900), (1920, 1200)
PATIENCE_SECONDS = 300
CODE_FILE = "services/api/src/api/app.py"
SENTENCE = (
    "A web app behind a load balancer, an API in FastAPI with a Redis cache and PostgreSQL, "
    "and a worker that takes jobs from RabbitMQ"
)
DAY = 86_400
MOVEMENTS = (
    (-16, "Welcome or bonus credits", 10, 10),
    (-15, "Picture (PNG)", -1, 9, "/home/ada/Documents/checkout.png"),
    (-15, "Credits bought", 100, 109),
    (-9, "Picture (PNG)", -1, 108, "/home/ada/Documents/payments-overview.png"),
    (-9, "Picture (PNG)", -1, 107, "/home/ada/Documents/payments-overview-dark.png"),
    (-2, "Credits bought", 100, 207),
)
ANSWER = (
    "Reads are served by **Redis** already, so slow reads hurt little. Slow *writes* hold up every request of the API. "
    "A read replica takes reports off the primary, and a queue in front of the writes lets the API answer at once."
)
CHANGE = {
    "summary": "Add a read replica",
    "operations": [
        {"op": "add_node", "id": "replica", "kind": "database", "label": "Replica", "technology": "PostgreSQL"},
        {"op": "add_edge", "source": "postgresql", "target": "replica", "kind": "replication"},
    ],
}
COMPOSE = """\
services:
  billing:
    build: ./billing
    environment:
      LEDGER_URL: postgresql://ledger/billing
      MAIL_HOST: mailer
    depends_on: [ledger, mailer]
  ledger:
    image: postgres:17
  mailer:
    image: axllent/mailpit
"""
TEAMS = ("Catalog", "Orders", "Payments", "Shipping", "Accounts", "Search", "Reviews", "Offers", "Support", "Reports")
CALLS = (
    ("Search", "Catalog"),
    ("Orders", "Payments"),
    ("Orders", "Shipping"),
    ("Accounts", "Offers"),
    ("Support", "Reviews"),
    ("Reviews", "Reports"),
)
PARTS = (
    ("API", NodeKind.API, "FastAPI"),
    ("service", NodeKind.SERVICE, "Go"),
    ("worker", NodeKind.WORKER, "Celery"),
    ("store", NodeKind.DATABASE, "PostgreSQL"),
    ("cache", NodeKind.CACHE, "Redis"),
)


def main(folder: Path = FOLDER) -> None:
    """Save every picture into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with ExitStack() as stack:
        profile = Profile.at(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        program = Program(app, profile, stack, desk=filled_desk(), opener=RecordingOpener())
        program.start(())
        window = program.windows.all[0]
        wait_for(lambda: program.starter.is_done and not window.tasks.busy)
        for theme in (Theme.LIGHT, Theme.DARK):
            window.looks.choose_appearance(theme)
            take_windows(window, folder, theme)
            take_dialogs(window, folder, theme)
        window.discard()
        program.services.preferences.change(language="ar")
        wait_for(lambda: program.windows.all[0] is not window and program.starter.is_done)
        take_mirrored(program.windows.all[0], folder)


def take_mirrored(window: MainWindow, folder: Path) -> None:
    """The editor in a language that is written from right to left."""
    window.resize(*SIZE)
    for theme in (Theme.LIGHT, Theme.DARK):
        window.looks.choose_appearance(theme)
        show_review(window)
        save(window, window, folder / f"arabic-{theme.value}.png")
    window.discard()
    window.close()


def take_windows(window: MainWindow, folder: Path, theme: Theme) -> None:
    for name, prepare in (
        ("home", show_home),
        ("sixty-nodes", show_sixty),
        ("import", show_import),
        ("document", show_document),
        ("review", show_review),
        ("chat", show_chat),
        ("code", show_code),
        ("editor", show_editor),
    ):
        window.resize(*(LARGE if name == "sixty-nodes" else SIZE))
        prepare(window)
        save(window, window, folder / f"{name}-{theme.value}.png")


def take_dialogs(window: MainWindow, folder: Path, theme: Theme) -> None:
    """Over the diagram of the editor."""
    for name, show in (
        ("wallet", window.credits.show_wallet),
        ("buy", window.credits.buy),
        ("export", window.files.export),
        ("settings", window.settings.show),
    ):
        show()
        dialog = QApplication.activeModalWidget()
        save(window, dialog, folder / f"{name}-{theme.value}.png")
        dialog.close()


def save(window: MainWindow, shown: QWidget, path: Path) -> None:
    def rests() -> bool:
        return not window.tasks.busy and not window.services.credits.busy

    wait_for(rests)
    settle()
    wait_for(rests)
    shown.grab().save(str(path))


def filled_desk() -> MemoryDesk:
    """A wallet after a few weeks of use."""
    desk = MemoryDesk(207)
    desk.movements = [Movement(NOW + day * DAY, *rest) for day, *rest in MOVEMENTS]
    return desk


def show_home(window: MainWindow) -> None:
    window.discard()
    window.show_home()


def show_editor(window: MainWindow) -> None:
    window.discard()
    window.home.described.emit(SENTENCE)
    wait_for(lambda: not window.shows_home)
    settle()
    editor, bench = window.editor, window.bench
    assert editor is not None
    assert bench is not None
    editor.canvas.fit_all()
    node = next(n for n in editor.document.diagram.nodes.values() if n.kind is NodeKind.CACHE)
    editor.selection.set([node.id])
    window.panels.reveal("palette")


def show_import(window: MainWindow) -> None:
    """A compose file dropped on the diagram of the editor, before it is accepted."""
    show_editor(window)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "compose.yaml"
        path.write_text(COMPOSE, encoding="utf-8")
        window.import_paths([path])
        wait_for(lambda: window.bench is not None and window.bench.review.is_ready)
    settle()


def show_document(window: MainWindow) -> None:
    show_editor(window)
    assert window.bench is not None
    bench = window.bench
    window.panels.reveal("document")
    wait_for(lambda: not bench.panels.document.is_behind)
    bench.panels.document.show_chapter(Chapter.DATA_FLOW)


def show_review(window: MainWindow) -> None:
    show_editor(window)
    assert window.bench is not None
    findings = window.bench.panels.findings
    window.panels.reveal("findings")
    wait_for(lambda: bool(findings.findings))
    findings.list.setCurrentRow(0)


def show_chat(window: MainWindow) -> None:
    """An answer with a proposal, from a model that says what is written here."""
    show_editor(window)
    model = ScriptedModel([*text(ANSWER), *calls("apply_diagram_operations", CHANGE)], says(""))
    window.services.assistant.use(Connection(model, "Answers come from Anthropic, with your own key."))
    window.assistant.talk()
    panel = window.chat
    assert panel is not None
    panel.send("What if the database is slow?")
    wait_for(lambda: bool(panel.talk.views) and not panel.talk.is_running)


def show_code(window: MainWindow) -> None:
    """A project that was generated, and checked by what this machine has; the first picture of it takes a minute."""
    show_editor(window)
    assert window.editor is not None
    assert window.bench is not None
    code = window.bench.panels.code
    deliver_code(window.editor.document.snapshot(), code_folder())
    code.use_folder(code_folder())
    window.panels.reveal("code")
    wait_for(lambda: code.survey is not None and not code.is_looking)
    if code.checked is None:
        window.code.check()
        wait_for(lambda: code.checking is None and not code.is_looking)
    window.bench.panels.code_panel.files.choose(CODE_FILE)


@cache
def code_folder() -> Path:
    """Goes when this program ends."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "shop"


def deliver_code(diagram: Diagram, folder: Path) -> None:
    update = prepare_code(diagram, program_catalog(), folder)
    if update.quantity:
        update.make_room()
        update.make(update.target)
        update.finish()


def show_sixty(window: MainWindow) -> None:
    window.discard()
    window.begin(build_diagram(sixty_nodes()))
    editor = window.editor
    assert editor is not None
    from infrasketch_desktop.layout.scope import Scope  # noqa: PLC0415 - as in the program: after the first paint

    def arrange(diagram: Diagram, progress: Progress) -> object:
        return window.services.engine.tidy(diagram, Scope.everything(), None, progress)

    window.tasks.run_on(
        editor.document, "Tidying", arrange, lambda result: tidy.apply(editor, result), lambda _stale: None
    )
    wait_for(lambda: not window.tasks.busy)
    window.panels.reveal("outline")
    settle()
    editor.canvas.fit_all()


def sixty_nodes() -> Iterator[Record]:
    """Ten teams with five parts each, ten things around them."""
    yield Sheet(title="Marketplace")
    for name, kind in _surroundings():
        yield Node(id=_id(name), kind=kind, label=name)
    for team in TEAMS:
        yield Group(id=_id(team), label=team)
        for part, kind, technology in PARTS:
            node = Node(id=_id(team, part), kind=kind, label=f"{team} {part}", technology=technology, group=_id(team))
            yield node
        for source, target, flow in (
            ("API", "service", EdgeKind.REQUEST),
            ("service", "store", EdgeKind.DATA),
            ("service", "cache", EdgeKind.DATA),
            ("service", "worker", EdgeKind.EVENT),
        ):
            yield _edge(_id(team, source), _id(team, target), flow)
    for source, target in (("web-app", "cdn"), ("cdn", "load-balancer"), ("mobile-app", "load-balancer")):
        yield _edge(source, target, EdgeKind.REQUEST)
    yield _edge("load-balancer", "gateway", EdgeKind.REQUEST)
    yield _edge("gateway", "identity", EdgeKind.REQUEST)
    for team in ("Search", "Orders", "Accounts", "Support"):
        yield _edge("gateway", _id(team, "API"), EdgeKind.REQUEST)
    for caller, callee in CALLS:
        yield _edge(_id(caller, "service"), _id(callee, "API"), EdgeKind.REQUEST)
    for team in ("Payments", "Shipping", "Offers"):
        yield _edge(_id(team, "worker"), "events", EdgeKind.EVENT)
    yield _edge("events", "mailer", EdgeKind.EVENT)
    yield _edge("events", "warehouse", EdgeKind.DATA)
    yield _edge("warehouse", "metrics", EdgeKind.DATA)


def _surroundings() -> tuple[tuple[str, NodeKind], ...]:
    return (
        ("Web app", NodeKind.CLIENT),
        ("Mobile app", NodeKind.CLIENT),
        ("CDN", NodeKind.CDN),
        ("Load balancer", NodeKind.LOAD_BALANCER),
        ("Gateway", NodeKind.GATEWAY),
        ("Identity", NodeKind.AUTH),
        ("Events", NodeKind.QUEUE),
        ("Warehouse", NodeKind.STORAGE),
        ("Mailer", NodeKind.EXTERNAL),
        ("Metrics", NodeKind.MONITORING),
    )


def _id(*words: str) -> str:
    return "-".join(words).lower().replace(" ", "-")


def _edge(source: str, target: str, kind: EdgeKind) -> Edge:
    return Edge(id=f"{source}--{target}", source=source, target=target, kind=kind)


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the window work until `condition` holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("The window did not come to rest; no picture was taken.")
        pause(20)


def settle() -> None:
    """Let the canvas paint itself sharp."""
    pause(400)
    QApplication.processEvents()


def pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
