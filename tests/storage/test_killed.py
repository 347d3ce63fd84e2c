"""A real program, killed at random moments while it edits and saves: not one acknowledged edit is lost."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.storage import sketch_file
from tests.storage.killed_editor import fingerprint, work, workspace
from tests.support.programs import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

LONGEST_SECONDS = 0.4


def run_and_kill(folder: Path, seed: int, seconds: float, *, while_starting: bool) -> list[str]:
    """Kill the editor `seconds` after its start, or after its first word; returns the states it acknowledged."""
    command = [sys.executable, "-W", "error", "-m", "tests.storage.killed_editor", str(folder), str(seed)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stderr is not None
    first = "" if while_starting else child.stdout.readline()
    timer = threading.Timer(seconds, child.send_signal, [signal.SIGKILL])
    timer.start()
    said = (first + child.stdout.read()).split("\n")[:-1]  # what has no line end was not said
    errors = child.stderr.read()
    child.stdout.close()
    child.stderr.close()
    timer.join()
    assert child.wait() == -signal.SIGKILL, errors
    return said


def states_of(start: Diagram, seed: int, count: int) -> list[str]:
    """The first `count` states that the editor goes through from `start`."""
    document = Document(start)
    states = [fingerprint(document.diagram)]
    steps = work(document, Random(seed))
    while len(states) < count:
        next(steps)
        states.append(fingerprint(document.diagram))
    return states


def check_survival(folder: Path, kills: int, seed: int) -> int:
    """Kill the editor `kills` times over one sketch; returns the number of edits that were acknowledged."""
    random = Random(seed)
    file = folder / "sketch.infrasketch"
    state, edits, known = Diagram(), 0, {fingerprint(Diagram())}
    for kill in range(kills):
        said = run_and_kill(folder, kill, random.uniform(0, LONGEST_SECONDS), while_starting=random.random() < 0.2)
        possible = states_of(state, kill, len(said) + 1)
        assert said == possible[: len(said)]
        known.update(possible)
        if file.exists():
            assert fingerprint(sketch_file.read(file.read_bytes())) in known
        findings = workspace(folder).recoverable()
        assert findings.damaged == ()
        assert len(findings.sketches) <= 1
        for found in findings.sketches:
            state = found.diagram
            found.leave()
        if not findings.sketches and file.exists():
            state = sketch_file.read(file.read_bytes())
        assert fingerprint(state) in possible[-2:], f"kill {kill}: an acknowledged edit is lost"
        edits += len(said) - 1
    return edits


def test_a_killed_editor_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    assert check_survival(tmp_path, kills=4, seed=1) > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_an_editor_killed_200_times_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    edits = check_survival(tmp_path, kills=200, seed=2)
    leftovers = [path.name for path in tmp_path.iterdir() if path.name.endswith(".infrasketch-tmp")]
    print(
        f"\n200 kills, {edits:,} acknowledged edits, none lost; {len(leftovers)} temporary files wait for a later save"
    )
    assert edits > 200
