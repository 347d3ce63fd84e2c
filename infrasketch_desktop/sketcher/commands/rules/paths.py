"""What can be said about the way from one node to another."""

from infrasketch_desktop.sketcher.commands.grammar import Table
from infrasketch_desktop.sketcher.commands.verbs import connecting, inserting

MOVES: Table = (
    (
        connecting.retarget,
        (
            r"(?:<LET>|<POINT>) {a} (?:to )?(?:<TALK>) {b},? <INSTEAD> (?:<TALK> )?{c}",
            r"<POINT> {a} (?:at|to|towards?|over to|with) {b},? <INSTEAD> (?:at |to |with )?{c}",
            r"{a} <SHOULD> (?:<TALK>) {b},? <INSTEAD> (?:<TALK> )?{c}",
            r"{a} (?:now )?<TALK> {b},? <INSTEAD> (?:<TALK> )?{c}",
            r"instead of {c},? {a} <SHOULD> <TALK> {b}",
            r"<POINT> {a} from {c} to {b}",
        ),
    ),
    (
        connecting.hand_over,
        (r"(?:move|switch|transfer|shift|reassign|rewire|reattach) {x} from {a} (?:to|over to) {b}",),
    ),
    (
        inserting.put_everything_behind,
        (
            (
                r"<INSERT> {new} <IN_FRONT> (?:<ALL>|all (?:of )?(?:it|them|this)|the whole (?:thing"
                r"|system)|<DIAGRAM>)"
            ),
            r"<PUT> (?:everything|the whole (?:thing|system)|<DIAGRAM>|all traffic) behind {new}",
            (
                r"<ROUTE> (?:all|every|the whole)(?: (?:incoming|inbound|external|client|user))?"
                r" (?:traffic|requests?|calls?|access) <THROUGH> {new}"
            ),
        ),
    ),
    (
        inserting.insert_between,
        (
            r"<INSERT> {new} (?:right |directly |somewhere )?(?:in[- ]?)?between {a} and {b}",
            (
                r"{new} <SHOULD> (?:sit|be|go|stand|be placed|be put|be inserted) (?:in[- ]?)?between {a}"
                r" and {b}"
            ),
            r"<INSERT> {new} (?:in[- ]?)?between {a}",
            r"(?:in ?)?between {a} and {b},? (?:there <SHOULD> be|<INSERT>|we need|i want) {new}",
            (
                r"(?:<CONNECT>|<DETACH>|buffer|bridge) {a} (?:and|with|to|from|into) {b} (?:through|via"
                r"|with|by|using|over) {new}"
            ),
            r"<INSERT> {new} (?:on|onto|into|in) <LINE> (?:between|from) {a} (?:and|to) {b}",
        ),
    ),
    (
        inserting.route_through,
        (
            (
                r"(?:<ROUTE>|<LET>) (?:<TRAFFIC> )?{a} (?:to|and|into) {b} (?:go |pass |run |flow"
                r" )?<THROUGH> {c}"
            ),
            r"<LET> {a} (?:to )?<TALK> {b} (?:only )?<THROUGH> {c}",
            r"<ROUTE> (?:<TRAFFIC> )?{a} <THROUGH> {c}",
            r"<LET> {a} (?:talk|go|pass|speak|connect|communicate|run|flow)(?: to)? <THROUGH> {c}",
            (
                r"{a} <SHOULD> (?:first )?<FLOW> (?:first )?<THROUGH> {c} (?:before|to|on (?:its|their)"
                r" way to) (?:(?:it|they) )?(?:(?:reach|hit|get to|call|talk to)(?:es|s|ing)? )?{b}"
            ),
            r"(?:<TRAFFIC> )?{a} to {b} (?:<SHOULD> )?<FLOW> (?:first )?<THROUGH> {c}",
            r"(?:<TRAFFIC> )?between {a} and {b} (?:<SHOULD> )?<FLOW> (?:first )?<THROUGH> {c}",
            (
                r"{a} <SHOULD> (?:talk to|reach|call|access|use|query|hit|connect to|speak to|write to"
                r"|read from) {b} (?:only )?<THROUGH> {c}"
            ),
            r"{a} <SHOULD> (?:first )?<FLOW> <THROUGH> {c}",
        ),
    ),
    (
        inserting.put_behind,
        (
            r"<PUT> {x} behind {y}",
            r"{x} <SHOULD> (?:be|sit|go|run|be placed|be put) behind {y}",
        ),
    ),
    (
        inserting.insert_in_front,
        (
            r"<INSERT> {new} <IN_FRONT> {y}",
            r"<SHIELD> {y} (?:with|by|using|behind|through|via) {new}(?: <IN_FRONT> (?:it|them))?",
            r"{new} <SHOULD> (?:sit|be|go|stand|be placed|be put) <IN_FRONT> {y}",
            r"<IN_FRONT> {y},? (?:there <SHOULD> be|<INSERT>|we need|i want) {new}",
        ),
    ),
    (
        inserting.watch,
        (r"(?:monitor|watch|observe|trace|scrape|instrument|supervise) {y} (?:with|by|using|via|through|in) {new}",),
    ),
)
