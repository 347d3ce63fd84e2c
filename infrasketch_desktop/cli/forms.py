"""The forms and options of an export as the command line names them."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.exchange.exports import FORMS, Form, form_named
from infrasketch_desktop.exchange.options import Area, ExportOptions, Fonts, Paper
from infrasketch_desktop.language import languages
from infrasketch_desktop.picture.theme import Theme, themes


def chosen_forms(text: str) -> tuple[Form, ...]:
    """The forms that a list such as `pdf,md,png` names, each once. Raises CommandError."""
    names = [name for part in text.split(",") if (name := part.strip().lower().removeprefix("."))]
    if not names:
        raise CommandError("No form is named.", advice=_known(), code=ExitCode.USAGE)
    return tuple({form.id: form for form in map(chosen_form, names)}.values())


def chosen_form(name: str) -> Form:
    """The form called `name`. Raises CommandError with the nearest name."""
    try:
        return form_named(name)
    except KeyError:
        known = [known for form in FORMS for known in (form.id, *form.names)]
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean {close[0]}? See `infrasketch export --help`." if close else _known()
        raise CommandError(f"There is no form “{name}”.", advice=hint, code=ExitCode.USAGE) from None


def chosen_options(arguments: argparse.Namespace, area: Area = Area.WHOLE) -> ExportOptions:
    """How the results are to look. Raises CommandError."""
    return ExportOptions(
        theme=named_theme(arguments.theme),
        scale=arguments.scale,
        transparent=arguments.transparent,
        area=area,
        fonts=Fonts(arguments.fonts),
        paper=Paper(arguments.paper),
        zipped=arguments.zip,
        language=named_language(arguments.language),
    )


def named_language(code: str) -> str:
    """The language of a document with this code, "" for English. Raises CommandError."""
    if code and code not in languages():
        raise CommandError(
            f"There is no language “{code}”.",
            advice=f"Choose one of {', '.join(languages())}.",
            code=ExitCode.USAGE,
        )
    return code


def named_theme(name: str) -> Theme:
    """The theme of pictures called `name`. Raises CommandError."""
    known = {theme.name.replace(" ", "-"): theme for theme in themes()}
    if name not in known:
        raise CommandError(
            f"There is no theme “{name}”.", advice=f"Choose one of {', '.join(known)}.", code=ExitCode.USAGE
        )
    return known[name]


def form_of_ending(path: Path) -> Form | None:
    """The one form whose results end like `path`; None when there is none, or more than one."""
    wanted = path.suffix.lower()
    found = [form for form in FORMS if wanted and wanted in {form.suffix, *(f".{name}" for name in form.names)}]
    return found[0] if len(found) == 1 else None


def _known() -> str:
    return f"Choose among {', '.join(form.id for form in FORMS)}."
