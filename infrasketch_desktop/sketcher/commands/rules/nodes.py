"""What can be said about nodes that are there: other names, other kinds, gone."""

from infrasketch_desktop.sketcher.commands.grammar import Table
from infrasketch_desktop.sketcher.commands.verbs import grouping, naming, removing, replacing

NAMES: Table = (
    (
        naming.rename_each,
        (r"(?:call|(?:re)?name|(?:re)?label) (?P<pairs>.+? [\ue000-\uf8ff](?:(?:, and|,| and) .+? [\ue000-\uf8ff])+)",),
    ),
    (
        naming.rename,
        (
            r"(?:rename|relabel|re-label|retitle) {x} (?:to|as|into|->|=>|→|:|=) {name}",
            r"<DRAWN> the (?:name|label|title|caption) (?:of|for|on) {x} (?:to|as|into|be) {name}",
            r"(?:change|set|update) {x}'s? (?:name|label|title) (?:to|as|into) {name}",
            (
                r"{x} (?:<SHOULD> (?:now )?be|(?:is|are)(?: now)?) (?:<NAMED>|renamed(?: to)?"
                r"|relabell?ed(?: to| as)?) {name}"
            ),
            r"give {x} the (?:name|label|title) {name}",
            r"{x} (?:->|=>|→|:) (?:rename|relabel)(?: it)?(?: to)? {name}",
            r"(?:call|name|label) {x} (?P<name>[\ue000-\uf8ff])",
        ),
    ),
    (
        naming.rename_unmarked,
        (r"(?:call|name|label|rename|relabel) {rest}",),
    ),
)

REPLACEMENTS: Table = (
    (
        replacing.replace,
        (
            r"<SWAP> {x} (?:with|by|for|against|through) {y}",
            r"<TAKE> {y},? <INSTEAD> {x}",
            r"instead of {x},? (?:let's )?(?:<TAKE>|we (?:use|want|need)|there should be) {y}",
            r"<MIGRATE> from {x} (?:to|over to|into) {y}",
            r"{x} <SHOULD> be (?:replaced|swapped|substituted|exchanged)(?: out)? (?:with|by|for) {y}",
            r"{y} <SHOULD> (?:replace|supersede|take the place of|be used instead of|substitute) {x}",
            r"<LET> {y} (?:replace|take over from|take the place of|supersede) {x}",
            r"{y},? (?:instead of|rather than|in place of|in lieu of) {x}",
            r"substitute {y} for {x}",
        ),
    ),
    (replacing.replace_like, (r"<TAKE> {y} instead",)),
    (
        grouping.move_out,
        (
            r"(?:move|take|pull|drag|get|bring|lift) {x} (?:out of|outside(?: of)?|from) {g}",
            r"<REMOVE> {x} (?:from|out of) {g}",
        ),
    ),
    (
        grouping.move_into,
        (
            r"<FILL> {x} (?:in|into|inside|within|inside of|to) {name}",
            (
                r"{x} <SHOULD> (?:be|go|run|live|sit|belong|be placed|be moved|be deployed)(?: in| to)?"
                r" (?:in|into|inside|within|to) {name}"
            ),
        ),
    ),
    (
        replacing.set_technology,
        (
            r"(?:run|host|deploy|serve) {x} (?:on|with|by|via|under) {y}",
            r"<BUILD> {x} (?:in|with|using|on) {y}",
            r"{x} (?:is|are|<SHOULD> be)(?: now)? <BUILT> (?:in|on|with|using) {y}",
            r"<DRAWN> the (?:technology|tech|stack|framework|language|engine) (?:of|for) {x} (?:to|be) {y}",
            r"use {y} for {x}",
            r"{x} (?:runs|run) on {y}",
        ),
    ),
    (
        replacing.become,
        (
            r"<TURN> {x} (?:in|over )?(?:to be|to|into) {y}",
            r"(?:make|consider) {x} (?:be )?(?P<y>an? .+)",
            r"(?:change|set) the (?:type|kind) of {x} (?:to|as|into) {y}",
            r"(?:change|set) {x}'s? (?:type|kind) (?:to|as|into) {y}",
            r"(?:mark|treat|draw|show) {x} as {y}",
        ),
    ),
    (
        replacing.become_unmarked,
        (r"(?:make|consider) {rest}",),
    ),
    (
        replacing.become_strictly,
        (
            r"{x} <SHOULD> (?:rather |actually |really )?(?:be|become) {y}",
            r"{x} (?:is|are) (?:now|actually|really) {y}",
            r"{x} (?:is|are) an? {y}",
            r"{x} (?:becomes?|turns? into|will become) {y}",
        ),
    ),
)

REMOVALS: Table = (
    (
        removing.clear,
        (
            r"(?:<REMOVE>|clean|empty|reset) (?:<ALL>|<DIAGRAM>)(?: (?:in|on|from) <DIAGRAM>)?",
            r"start (?:over|again|afresh|from scratch|anew)",
        ),
    ),
    (
        removing.remove_loose,
        (
            (
                r"<REMOVE> (?:all |all the |the |any |every )?(?:unused|unconnected|isolated|orphan(?:ed)?"
                r"|disconnected|loose) (?:nodes?|components?|services?|box(?:es)?|ones|things|parts)"
            ),
        ),
    ),
    (
        removing.remove_but,
        (r"<REMOVE> {x},? (?:but|and) (?:keep|leave|preserve|retain|not) {y}",),
    ),
    (
        removing.keep_only,
        (
            r"<REMOVE> <ALL>,? (?:except|but|other than|apart from|besides|save)(?: for)? {x}",
            r"(?:keep|leave) (?:only|just|nothing but) {x}",
            r"only (?:keep|leave) {x}",
        ),
    ),
    (
        removing.remove_related,
        (r"<REMOVE> <ALL>(?: <HELPER>)? <ABOUT> {x}",),
    ),
    (
        removing.remove_with_users,
        (
            (
                r"<REMOVE> {x} (?:and|with|along with|together with|plus) (?:everything|all|anything|whatever)"
                r" (?:services )?(?:that |which )?(?:depend|use|call|rel[iy]|need|requir)(?:s|es|ing)?(?: on)?"
                r"(?: it| them)?"
            ),
        ),
    ),
    (
        removing.remove_below,
        (r"<REMOVE> <ALL>(?: <HELPER>)? (?:behind|after|below|downstream of|downstream from|under|attached to) {x}",),
    ),
    (
        removing.remove_with_dependents,
        (
            (
                r"<REMOVE> {x} (?:and|with|along with|together with|plus) (?:everything|all|anything"
                r"|whatever)(?: that)?(?: is| comes| sits| lies| hangs)? <BELOW>(?: it| them)?"
            ),
        ),
    ),
    (
        removing.bypass_for,
        (
            r"(?:bypass|skip) {x} for {a}",
            r"<LET> {a} (?:bypass|skip|go around|circumvent|avoid) {x}(?:,? and <TALK> {b})?",
            r"{a} <SHOULD> (?:bypass|skip|go around|circumvent|avoid) {x}(?:,? and <TALK> {b})?",
        ),
    ),
    (
        removing.bypass,
        (
            r"bypass {x}",
            (
                r"<REMOVE> {x} (?:but|and|while) (?:keep|preserv|maintain|bridg|reconnect|join"
                r"|connect)(?:e|ing)? (?:the |its |both |all )?(?:flow|path|traffic|connections?"
                r"|neighbou?rs|ends|two ends|rest|both sides|sides).*"
            ),
        ),
    ),
    (
        removing.remove_from,
        (r"<REMOVE> {x} (?:from|out of) {y}",),
    ),
    (
        removing.remove_named,
        (
            (
                r"<REMOVE> {x}(?:,? (?:from|in|on|out of) (?:<DIAGRAM>|there|here)| completely| entirely|"
                r" altogether| for good)?"
            ),
            r"(?:we|i) (?:don't|do not|won't|no longer) (?:need|want|require|use|have) {x}<ANYMORE>",
            r"(?:don't|do not) (?:need|want|require|use) {x}<ANYMORE>",
            r"no more {x}",
            r"(?:(?:we|i|you) (?:can|could|should) )?(?:do|live|get by|manage) without {x}",
            r"(?:take|throw|cut|strip|rip|pull|kick|toss|leave|get) {x} (?:out|away|off)",
            r"{x} (?:is|are) (?:no longer|not) (?:needed|required|used|necessary|wanted)<ANYMORE>",
            r"{x} (?:is|are) (?:obsolete|gone|superfluous|redundant|unnecessary|deprecated)(?: now)?",
            (
                r"{x} <SHOULD> (?:go(?: away)?|be (?:removed|deleted|dropped|retired|decommissioned|taken"
                r" out|scrapped))"
            ),
        ),
    ),
)
