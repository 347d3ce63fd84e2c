"""When a worker runs, as a cron expression, from words such as “every night”, “hourly” or “daily at 3”."""

from __future__ import annotations

import re
from collections.abc import Callable

_DAYS = {name: number for number, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
_MINUTES, _HOURS, _DAYS_OF_MONTH = 60, 24, 31
_NOON = 12

_TIME = r"(?:\s*,?\s*(?:at|@)\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\b)?)?"
_FIELD = r"(?:\*|\d{1,2}(?:-\d{1,2})?)(?:/\d{1,2})?(?:,\d{1,2})*"
_CRON = re.compile(rf"(?<![^\s(\"'`])({_FIELD}(?: {_FIELD}){{4}})(?![^\s)\"'`,.])")


def schedule_in(text: str) -> str:
    """A cron expression, in UTC as all generated clocks are; "" when the text names no time."""
    lower = " ".join(text.lower().split())
    written = _CRON.search(lower)
    if written and _is_cron(written[1]):
        return written[1]
    for pattern, expression in _WORDS:
        found = pattern.search(lower)
        if found:
            made = expression(found)
            if made:
                return made
    return ""


def _is_cron(expression: str) -> bool:
    """Whether all numbers are in the ranges of their fields."""
    ranges = ((0, _MINUTES - 1), (0, _HOURS - 1), (1, _DAYS_OF_MONTH), (1, 12), (0, 7))
    fields = expression.split()
    return all(
        low <= int(number) <= high
        for field, (low, high) in zip(fields, ranges, strict=True)
        for number in re.findall(r"\d+", field.partition("/")[0])
    ) and all(int(step) > 0 for step in re.findall(r"/(\d+)", expression))


def _minutes(found: re.Match[str]) -> str:
    """Steps that do not divide an hour begin anew with it, as cron does; longer ones have to be whole hours."""
    every = int(found["n"])
    if every >= _MINUTES:
        return "" if every % _MINUTES else _every_hours(every // _MINUTES)
    return "* * * * *" if every <= 1 else f"*/{every} * * * *"


def _hours(found: re.Match[str]) -> str:
    return _every_hours(int(found["n"]))


def _every_hours(every: int) -> str:
    if every >= _HOURS:
        return _every_days(every // _HOURS, "0 0")
    return "0 * * * *" if every <= 1 else f"0 */{every} * * *"


def _days(found: re.Match[str]) -> str:
    return _every_days(int(found["n"]), _time(found, "0 0"))


def _every_days(every: int, time: str) -> str:
    if every > _DAYS_OF_MONTH:
        return ""
    return f"{time} * * *" if every <= 1 else f"{time} */{every} * *"


def _time(found: re.Match[str], otherwise: str) -> str:
    """Minute and hour, as cron writes them."""
    said = found.groupdict()
    if not said.get("hour"):
        return otherwise
    hour, minute, half = int(said["hour"]), int(said.get("minute") or 0), said.get("half")
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return f"{minute} {hour}" if hour < _HOURS and minute < _MINUTES else otherwise


def _at(otherwise: str, rest: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{_time(found, otherwise)} {rest}"


def _always(expression: str) -> Callable[[re.Match[str]], str]:
    return lambda _: expression


def _on_day(found: re.Match[str]) -> str:
    return f"{_time(found, '0 0')} * * {_DAYS[found['day'][:3]]}"


_DAY = r"(?P<day>sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:days?)?"
_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), expression)
    for pattern, expression in (
        (r"\bevery (?P<n>\d{1,4}) ?-?(?:m|min|mins|minutes?)\b", _minutes),
        (r"\bevery (?P<n>\d{1,3}) ?-?(?:h|hrs?|hours?)\b", _hours),
        (rf"\bevery (?P<n>\d{{1,2}}) ?-?(?:d|days?)\b{_TIME}", _days),
        (r"\bevery (?:\d{1,4} ?-?(?:s|secs?|seconds?)|second|minute)\b|\bminutely\b", _always("* * * * *")),
        (r"\bevery half(?: an)? hour\b|\bhalf-hourly\b", _always("*/30 * * * *")),
        (r"\bevery quarter(?: of an)? hour\b", _always("*/15 * * * *")),
        (r"\b(?:twice (?:a|per) day|twice daily)\b", _always("0 */12 * * *")),
        (rf"\b(?:on |every )?(?:weekdays?|business days?|workdays?|working days?)\b{_TIME}", _at("0 0", "* * 1-5")),
        (rf"\b(?:every|each|on) {_DAY}\b{_TIME}", _on_day),
        (r"\bhourly\b|\bevery hour\b|\bonce (?:an|per) hour\b", _always("0 * * * *")),
        (rf"\b(?:nightly|(?:every|each|over|at) ?night|overnight)\b{_TIME}", _at("0 2", "* * *")),
        (rf"\b(?:every|each) (?:morning){_TIME}", _at("0 6", "* * *")),
        (rf"\b(?:every|each) (?:evening){_TIME}", _at("0 18", "* * *")),
        (r"\b(?:at|every) midnight\b", _always("0 0 * * *")),
        (r"\b(?:at|every) noon\b", _always("0 12 * * *")),
        (rf"\b(?:daily|(?:every|each) day|once (?:a|per) day)\b{_TIME}", _at("0 0", "* * *")),
        (rf"\b(?:weekly|(?:every|each) week|once (?:a|per) week)\b{_TIME}", _at("0 0", "* * 0")),
        (rf"\b(?:monthly|(?:every|each) month|once (?:a|per) month)\b{_TIME}", _at("0 0", "1 * *")),
        (r"\b(?:quarterly|every quarter)\b", _always("0 0 1 */3 *")),
        (r"\b(?:yearly|annually|every year)\b", _always("0 0 1 1 *")),
    )
)
"""In this order; the first that fits says it."""
