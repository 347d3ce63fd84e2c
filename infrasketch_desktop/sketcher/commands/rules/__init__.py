"""The table of what can be said: patterns in the notation of `grammar`, each with the verb that acts on it.

Rules are tried from top to bottom. One whose verb declines, or asks, gives way to the next that makes sense; when
none does, the first question is put. So the special stands before the general.
"""

from functools import cache

from infrasketch_desktop.sketcher.commands.grammar import Rule, compile_rule
from infrasketch_desktop.sketcher.commands.rules.additions import ADDITIONS
from infrasketch_desktop.sketcher.commands.rules.lines import CONNECTIONS, LINES, SHEET
from infrasketch_desktop.sketcher.commands.rules.nodes import NAMES, REMOVALS, REPLACEMENTS
from infrasketch_desktop.sketcher.commands.rules.paths import MOVES
from infrasketch_desktop.sketcher.commands.rules.several import GROUPS, MULTIPLES

_TABLES = (SHEET, LINES, MOVES, NAMES, MULTIPLES, GROUPS, REPLACEMENTS, REMOVALS, CONNECTIONS, ADDITIONS)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are tried; compiled at the first use."""
    return tuple(
        compile_rule(pattern, handler) for table in _TABLES for handler, patterns in table for pattern in patterns
    )
