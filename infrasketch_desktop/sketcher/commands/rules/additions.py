"""What can be said to add nodes."""

from infrasketch_desktop.sketcher.commands.grammar import Table
from infrasketch_desktop.sketcher.commands.verbs import adding, describing

ADDITIONS: Table = (
    (
        adding.give,
        (
            r"(?:give|grant|provide|equip|supply) {a} (?:with )?(?P<b>(?:an?|its|their|one|some)\b.+)",
            (
                r"{a} (?:also |now )?(?:needs?|requires?|wants?|gets?|<SHOULD> (?:get|have)) (?:also"
                r" )?(?P<b>(?:an?|its|their|one|some)\b.+)"
            ),
        ),
    ),
    (
        adding.add_in_order,
        (
            (
                r"<ADD> {rest},? (?:connected|linked|chained|wired) (?:in (?:that|this) order|one after"
                r" (?:the other|another)|in (?:sequence|series|a chain))"
            ),
        ),
    ),
    (describing.describe, (r"<ADD> (?P<text>\S.*?(?:->|=>|→).*)",)),
    (
        adding.add,
        (r"<ADD> (?:me )?{rest}",),
    ),
)
