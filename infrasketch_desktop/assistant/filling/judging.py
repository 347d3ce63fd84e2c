"""Judges code for regions: by what may stand there, then by the checks, all together and else one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infrasketch_desktop.assistant.filling.result import NO_VERDICT, Fill
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.codegen.region_guard import objections, with_remarks
from infrasketch_desktop.codegen.region_trial import Trial, Verdict
from infrasketch_desktop.codegen.regions import Region, regions_in, with_inside
from infrasketch_desktop.language import tr
from infrasketch_desktop.review.secrets import MASK, has_secret


@dataclass(frozen=True, slots=True)
class Judged:
    """Every region that code came for, and what the checks said of those that may be kept, together."""

    fills: tuple[Fill, ...]
    verdict: Verdict = NO_VERDICT


def judged(wish: Wish, codes: Mapping[str, str], trial: Trial) -> Judged:
    """Which of `codes` may be kept. Raises whatever stops the trial."""
    before = {region.name: region for region in wish.wanted}
    known = {name: code for name, code in codes.items() if name in before}
    why = {name: " ".join(found) for name, code in known.items() if (found := _objections(code, wish.text))}
    sound = {name: with_remarks(code) for name, code in known.items() if name not in why}
    formed = {name: _formatted(wish, name, code, trial) for name, code in sound.items()}
    verdict = NO_VERDICT
    if formed:
        faults, verdict = _faults(wish, formed, trial)
        why.update(faults)
    fills = (_fill(before[name], formed.get(name, code), why.get(name, "")) for name, code in known.items())
    return Judged(tuple(fills), verdict)


def together(wish: Wish, codes: Mapping[str, str]) -> str:
    """The file with all of some code in it."""
    text = wish.text
    for name, code in codes.items():
        text = with_inside(text, name, code)
    return text


def _objections(code: str, text: str) -> tuple[str, ...]:
    if MASK in code:
        return (tr("The code holds the dots of a masked secret, which is not known to the model."),)
    if has_secret(code):
        return (tr("The code holds what looks like a secret; secrets belong into the settings."),)
    return objections(code, text)


def _formatted(wish: Wish, name: str, code: str, trial: Trial) -> str:
    """The code as the formatter writes it, where that changes nothing around it."""
    changed = with_inside(wish.text, name, code)
    region = _region(changed, name)
    last = region.line + region.inside.count("\n") - 1
    text = trial.formatted(changed, region.line, last) if region.inside else changed
    inside = _region(text, name).inside
    return inside if with_inside(wish.text, name, inside) == text else region.inside


def _faults(wish: Wish, codes: Mapping[str, str], trial: Trial) -> tuple[Mapping[str, str], Verdict]:
    """Why code is dropped, by region, and the verdict on the rest of it."""
    verdict = trial.judge(together(wish, codes))
    if not verdict.problems:
        return {}, verdict
    if len(codes) == 1:
        return dict.fromkeys(codes, "\n".join(verdict.problems)), NO_VERDICT
    alone = {name: trial.judge(together(wish, {name: code})).problems for name, code in codes.items()}
    faults = {name: "\n".join(problems) for name, problems in alone.items() if problems}
    rest = {name: code for name, code in codes.items() if name not in faults}
    verdict = trial.judge(together(wish, rest)) if rest and faults else verdict
    if rest and verdict.problems:
        return {**faults, **dict.fromkeys(rest, "\n".join(verdict.problems))}, NO_VERDICT
    return faults, verdict if rest else NO_VERDICT


def _fill(region: Region, after: str, why: str) -> Fill:
    if not why and after == region.inside:
        why = tr("It is what stands there already.")
    return Fill(region.name, region.inside, after[:100_000], why)


def _region(text: str, name: str) -> Region:
    return next(region for region in regions_in(text) if region.name == name)
