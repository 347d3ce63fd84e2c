"""Checks of web apps: types, tests and build, with the packages that lie in their folder."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.checking.report import Missing
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step, install
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.language import tr

_TOOLS = (
    ("tsc", "typescript/bin/tsc", ("--noEmit",), Level.CHECKED, (".ts", ".tsx", "tsconfig.json")),
    ("vitest", "vitest/vitest.mjs", ("run",), Level.RAN, (".ts", ".tsx")),
    ("vite build", "vite/bin/vite.js", ("build", "--outDir"), Level.CHECKED, (".ts", ".tsx", ".html", ".css")),
)
"""Name, program in `node_modules`, arguments, the level it gives, and to which files."""
_SECONDS = 300.0


def web_steps(ground: Ground) -> Iterator[Step]:
    """Nothing is installed: an app whose packages are not there yet is told as one that could not be checked."""
    node = ground.find("node")
    for path in ground.like("web/*/package.json"):
        folder = path.rpartition("/")[0]
        files = ground.below(folder, ".ts", ".tsx", ".html", ".css", "tsconfig.json")
        if node is None:
            yield Missing(tool="node", files=files, advice=install("Node.js"))
        elif not (ground.folder / folder / "node_modules").is_dir():
            advice = tr("Run `npm install` in {folder}, and check again.", folder=folder)
            yield Missing(tool="tsc, vitest and vite", files=files, advice=advice)
        else:
            yield from _runs(ground, folder, node)


def _runs(ground: Ground, folder: str, node: str) -> Iterator[Step]:
    place = ground.folder / folder
    for tool, program, arguments, level, endings in _TOOLS:
        files = tuple(path for path in ground.below(folder, *endings) if level is not Level.RAN or ".test." in path)
        script = place / "node_modules" / program
        if not files or not script.is_file():
            continue
        built = (str(ground.scratch / folder.replace("/", ".")), "--emptyOutDir") if tool == "vite build" else ()
        yield Run(
            tool=tool,
            files=files,
            level=level,
            command=(node, str(script), *arguments, *built),
            folder=place,
            seconds=_SECONDS,
        )
