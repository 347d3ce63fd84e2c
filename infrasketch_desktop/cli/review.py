"""`infrasketch review`: what a reviewer would ask of a diagram, for people and for CI; and one fix at a time."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import indent, wrap

from infrasketch_desktop.cli.changes import changes_as_json, describe_changes
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import read_diagram, write_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.exchange.placing import with_new_placed
from infrasketch_desktop.review import Finding, Fix, Severity
from infrasketch_desktop.review.plain import finding_to_plain
from infrasketch_desktop.review.reviewer import review

NEVER = "never"
_WIDTH = 100
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    name: str = arguments.file
    diagram = read_diagram(name, console)
    findings = review(diagram)
    if arguments.fix is not None:
        return _mend(diagram, _chosen_fix(findings, arguments.fix), arguments.output or Path(name), console)
    failed = _is_failure(findings, arguments.fail_on)
    console.result({"file": name, "failed": failed, "findings": [finding_to_plain(finding) for finding in findings]})
    for line in _lines(findings):
        console.say(line)
    return ExitCode.FAILED if failed else ExitCode.OK


def _is_failure(findings: Sequence[Finding], fail_on: str) -> bool:
    return fail_on != NEVER and any(_RANK[finding.severity] <= _RANK[Severity(fail_on)] for finding in findings)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield "Nothing to say against it."
    for number, finding in enumerate(findings, start=1):
        yield f"{number}. {finding.severity}: {finding.title}"
        yield indent("\n".join(wrap(finding.reason, _WIDTH)), "   ")
        for fix in finding.fixes:
            yield f"   Fix: {fix.title}"


def _chosen_fix(findings: Sequence[Finding], number: int) -> Fix:
    if not 1 <= number <= len(findings):
        raise CommandError(
            f"There is no finding {number}; the review has {len(findings)}.",
            kept="Nothing was changed.",
            code=ExitCode.USAGE,
        )
    finding = findings[number - 1]
    if not finding.fixes:
        raise CommandError(
            f"“{finding.title}” cannot be mended by an edit.", kept="Nothing was changed.", advice=finding.reason
        )
    return finding.fixes[0]


def _mend(before: Diagram, fix: Fix, output: Path, console: Console) -> ExitCode:
    document = Document(before)
    done: list[ChangeSet] = []
    document.subscribe(done.append)
    apply_operations(document, fix.operations, fix.title)
    after = with_new_placed(before, document.snapshot())
    write_diagram(output, after, console)
    console.result({"file": str(output), "fix": fix.title, **changes_as_json(done[0])})
    console.say(f"{fix.title}. Saved to {output}.")
    for line in describe_changes(done[0], before, after):
        console.say(line)
    return ExitCode.OK
