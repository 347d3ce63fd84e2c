"""The table of honesty in README.md: how far the files of each folder were checked, filled in when they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from infrasketch_desktop.codegen.files import Level

BEGIN = "<!-- levels -->"
END = "<!-- end of levels -->"
UNKNOWN = "No check has been run yet."
README = "README.md"
_BY_PART = frozenset({"services", "libraries", "gateways", "web", "monitoring", "deploy"})


def with_levels(readme: str, levels: Mapping[str, Level]) -> str:
    """README.md with the table of `levels` (by path) between its marks; as it is when somebody removed these."""
    return _between(readme, _table(levels))


def without_levels(readme: str) -> str:
    """README.md as it was generated: what checks filled in is no edit of a person."""
    return _between(readme, UNKNOWN)


def _between(readme: str, words: str) -> str:
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{words}\n{end}{after}" if begin and end else readme


def _table(levels: Mapping[str, Level]) -> str:
    columns = sorted(Level, key=lambda level: -level.rank)
    counted = Counter((_group(path), level) for path, level in levels.items())
    groups = sorted({group for group, _ in counted})
    return "\n".join(
        (*_head(columns), *(_line(group, [counted[group, level] for level in columns]) for group in groups))
    )


def _head(columns: list[Level]) -> Iterator[str]:
    yield f"| files | {' | '.join(columns)} |"
    yield f"|---|{'---:|' * len(columns)}"


def _line(group: str, counts: list[int]) -> str:
    return f"| `{group}` | {' | '.join(str(count or '') for count in counts)} |"


def _group(path: str) -> str:
    """The folder of a part; other files stand by themselves."""
    head, *others = path.split("/")
    return f"{head}/{others[0]}" if others and head in _BY_PART else path
