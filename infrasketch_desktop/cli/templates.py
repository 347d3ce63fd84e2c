"""`infrasketch templates`: list the templates or copy one."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, write_new
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.templates import Template, load_templates


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    try:
        templates = load_templates()
    except ResourceError as error:
        raise CommandError(str(error)) from error
    name: str = arguments.name
    if name == "list":
        _list(templates, console)
    else:
        _copy(_find(templates, name), arguments.output, console, force=arguments.force)
    return ExitCode.OK


def _list(templates: tuple[Template, ...], console: Console) -> None:
    console.result([{"name": t.name, "title": t.title, "summary": t.summary} for t in templates])
    width = max(len(template.name) for template in templates)
    for template in templates:
        console.say(f"{template.name:{width}}  {template.summary}")


def _find(templates: tuple[Template, ...], name: str) -> Template:
    for template in templates:
        if template.name == name:
            return template
    close = difflib.get_close_matches(name, [template.name for template in templates], n=1)
    hint = f"Did you mean {close[0]}?" if close else "See `infrasketch templates`."
    raise CommandError(f"There is no template “{name}”.", advice=hint, code=ExitCode.USAGE)


def _copy(template: Template, output: Path | None, console: Console, *, force: bool) -> None:
    if output is None:
        raise CommandError(
            f"Where to? Say it with -o, for example -o {template.name}.infrasketch (or -o - to print it).",
            code=ExitCode.USAGE,
        )
    write_new(output, read_diagram(str(template.path), console), console, force=force)
    if str(output) != STANDARD_STREAM:
        console.result({"template": template.name, "output": str(output)})
        console.say(f"{template.title}: saved to {output}.")
