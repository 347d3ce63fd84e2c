"""What can be said about several nodes at once: copies, parts, wholes, groups."""

from infrasketch_desktop.sketcher.commands.grammar import Table
from infrasketch_desktop.sketcher.commands.verbs import cloning, grouping

MULTIPLES: Table = (
    (
        cloning.replicate,
        (
            r"<ADD> (?:(?P<n><NUMBER>) )?(?P<how><REPLICA>) (?:of|for|to|from|behind) {x}",
            r"(?:replicate|mirror) {x}",
            r"give {x} (?:(?P<n><NUMBER>) )?(?P<how><REPLICA>)",
        ),
    ),
    (
        cloning.scale_something,
        (r"(?:scale|grow)(?: it)?(?: out| up| horizontally)",),
    ),
    (
        cloning.scale,
        (
            (
                r"(?:scale|grow|increase|expand|bump)(?: out| up)? {x}(?: out| up)? (?:to|into)"
                r" (?P<n>\w+)(?: <COPIES>)?"
            ),
            r"(?:scale|grow)(?: out| up| horizontally) {x}",
            r"(?:scale|grow) {x}(?: out| up| horizontally)?",
            (
                r"(?:run|have|make|use|keep|start) (?P<n><NUMBER>) (?:instances|copies|replicas|nodes"
                r"|pods) of {x}"
            ),
            r"make {x} redundant",
        ),
    ),
    (
        cloning.clone,
        (
            r"(?:duplicate|clone|copy|double) {x}",
            r"(?:make|create|add) (?:a|one more|another) (?:copy|duplicate|clone|instance) of {x}",
        ),
    ),
    (
        cloning.split,
        (r"<SPLIT> {x}(?: up| apart)? (?:in|into|to) {parts}",),
    ),
    (
        cloning.merge,
        (
            r"<MERGE> {x} (?:into (?:a |just |only )?(?:single )?(?:one|node|component|box)|together)",
            (
                r"<MERGE> {x} (?:into|to|as|to form|to become|under) (?:(?:a |one |just one )?(?:single|common|shared)"
                r" (?:node|component|box)(?: <NAMED>)? )?{name}"
            ),
            r"(?:merge|fold|absorb|integrate) {x} (?:into|with) {name}",
            r"<MERGE> {x}",
        ),
    ),
)

GROUPS: Table = (
    (
        grouping.ungroup_all,
        (
            (
                r"(?:ungroup|dissolve|<REMOVE>) (?:everything|all(?: (?:the )?groups)?|(?:all )?the"
                r" groups|every group)"
            ),
        ),
    ),
    (
        grouping.ungroup,
        (
            r"(?:ungroup|dissolve|break up|disband|unframe|unwrap) (?:the group )?{x}",
            r"<REMOVE> the (?:group|frame|box|grouping) (?:around|of|for) {x}",
        ),
    ),
    (
        grouping.collapse,
        (r"(?P<how>collapse|fold|expand|unfold|minimi[sz]e|open) (?:the group )?{x}",),
    ),
    (
        grouping.group,
        (
            r"(?:<ADD>|draw|define|form) (?:a |an |the )?(?:new )?<FRAME> (?:for|around|with|containing|of) {x}",
            (
                r"(?:<GROUP>|<FILL>|collect|gather) {x}(?: together)?(?: in(?:to|side)?| as| under|"
                r" within)? (?:a |one |the )?(?:new |single |common )?(?:<FRAME>)? ?<NAMED> {name}"
            ),
            r"<GROUP> {x}(?: together)? (?:as|into|in|under|inside|within|to form|to) {name}",
            (
                r"(?:<ADD>|draw|define|form)(?: me)? (?:a |an |the )?(?:new )?<FRAME>(?: <NAMED>)? {name}"
                r" <HOLDING> {x}"
            ),
            r"(?:<ADD>|draw|define) (?:a |an )?{name} <FRAME> <HOLDING> {x}",
            r"<GROUP> {x}(?: together)?",
        ),
    ),
)
