"""What can be said about edges, and about the sheet as a whole."""

from infrasketch_desktop.sketcher.commands.grammar import Table
from infrasketch_desktop.sketcher.commands.verbs import arranging, connecting, describing, naming

SHEET: Table = (
    (
        naming.add_note,
        (
            (
                r"(?:add|write|put|leave|create) (?:a |the )?(?:note|comment|remark)"
                r"(?: (?:saying|that says|reading|with the text|with))?:? {name}"
            ),
        ),
    ),
    (
        naming.title,
        (
            r"<DRAWN> the (?:title|name|heading)(?: of <DIAGRAM>)? <TO> {name}",
            r"(?:update|edit) the (?:title|name|heading)(?: of <DIAGRAM>)? <TO> {name}",
            r"(?:call|name|rename|title|entitle) <DIAGRAM> (?:<TO> )?{name}",
            r"(?:re)?title(?: it| this)? {name}",
            r"(?:give <DIAGRAM>|add) (?:the |a )?(?:title|heading) (?:<TO> )?{name}(?: to <DIAGRAM>)?",
        ),
    ),
    (
        arranging.arrange,
        (
            r"(?:<DRAWN>|lay|arrange|rotate|flip|orient|layout|align|display|put|go) {how}",
            r"(?P<how>(?:left|top|horizontal|vertical|from left|from top).*)",
        ),
    ),
    (
        arranging.style,
        (
            r"<DRAWN>\b.*?\b(?P<how>curv\w*|straight|orthogonal)\b.*\b<EDGES>\b.*",
            r"<DRAWN>\b.*\b<EDGES>\b.*\b(?P<how>curv\w*|straight|orthogonal)\b.*",
        ),
    ),
)

LINES: Table = (
    (
        connecting.label,
        (
            (
                r"<LABEL> <LINE> (?:between|from) {a} (?:and|to) {b} (?:(?:as|with|to)"
                r" )?(?P<name>[\ue000-\uf8ff])"
            ),
            r"<LABEL> <LINE> (?:between|from) {a} (?:and|to) {b} (?:as|with) {name}",
            (
                r"<DRAWN> the (?:label|text|caption|name) (?:of|on|for) <LINE> (?:between|from) {a}"
                r" (?:and|to) {b} <TO> {name}"
            ),
            (
                r"(?:add|put|write|place) (?:the |a )?(?:label|text|caption)? ?{name} (?:to|on|onto|at"
                r"|along) <LINE> (?:between|from) {a} (?:and|to) {b}"
            ),
            r"<LABEL> {a} (?:->|=>|→|to) {b} (?:as |with )?(?P<name>[\ue000-\uf8ff])",
        ),
    ),
    (
        connecting.label_focus,
        (r"<LABEL> (?:it|them|that|this|<LINE>|the new <LINE>) (?:(?:as|with) )?{name}",),
    ),
    (
        connecting.set_edge_kind,
        (
            (
                r"(?:<DRAWN>|mark) <LINE> (?:between|from) {a} (?:and|to) {b} (?:(?:as|into|to) )?(?:an?"
                r" )?{kind}"
            ),
        ),
    ),
    (
        connecting.reverse,
        (
            (
                r"<FLIP> (?:the (?:direction|orientation|order|ends) of )?<LINE> (?:between|from"
                r"|connecting) {a} (?:and|to|with|->) {b}(?: around| round| the other way.*)?"
            ),
            r"<FLIP>(?: the)? direction (?:between|from) {a} (?:and|to) {b}",
            r"(?:reverse|flip|invert) (?:the )?{a} (?:->|=>|→|to|and|<->|-) {b}(?: <LINE>)?",
            r"{a} (?:->|=>|→) {b} <SHOULD> (?:be|go|point) (?:the other way|reversed|flipped|inverted|in the other).*",
            r"(?:reverse|flip|invert) <LINE> between {a}",
            (
                r"<LINE> (?:between|from) {a} (?:and|to) {b} <SHOULD> (?:go|point|be|run)(?: in)?(?:"
                r" the)? (?:other way|opposite|reverse).*"
            ),
        ),
    ),
    (
        connecting.reverse_all,
        (
            (
                r"<FLIP>(?: the (?:direction|orientation) of)? (?:(?:all|every|each|both|all of the|all the) <EDGES>"
                r"|the (?:edges|arrows|lines|connections|connectors))(?: (?:in|on|of) <DIAGRAM>)?(?: around| round)?"
            ),
            r"<FLIP> (?:all |every |each )?(?:of )?(?:the )?<EDGES> (?:from|of|to|at|around|into|out of) {x}",
        ),
    ),
    (
        connecting.exchange,
        (
            r"(?:swap|exchange|switch) (?:the )?(?:places?|positions?|roles?|order) (?:of|between) {a} and {b}",
            r"(?:swap|exchange|switch|flip) {a} and {b}(?: around| round|'s? places?)?",
            r"<LET> {a} and {b} (?:swap|switch|trade|change|exchange) (?:places?|positions?|roles?)",
        ),
    ),
    (
        connecting.point_from_to,
        (
            r"<LET> <LINE>(?: between .+?)? (?:point|go|run|lead) from {a} to {b}",
            r"<LINE>(?: between .+?)? <SHOULD> (?:point|go|run|lead) from {a} to {b}.*",
        ),
    ),
    (
        connecting.disconnect,
        (
            r"<REMOVE> <LINE> (?:in )?between {a} and {b}",
            r"<REMOVE> <LINE> (?:in )?between {a}",
            r"<DETACH> {a} (?:from|and|with) {b}",
            r"<REMOVE> (?:the )?{a} (?:and|to|->|=>|→|-) {b} <LINE>",
        ),
    ),
    (
        connecting.remove_all,
        (r"<REMOVE> (?:all|every|each)(?: of)?(?: the| single)? <EDGES>",),
    ),
    (
        connecting.disconnect_directed,
        (
            r"<REMOVE> <LINE> (?:from|going from|of|leading from) {a} (?:to|->|with|into|and) {b}",
            r"(?:stop|prevent|keep|forbid|block) {a} from (?:<TALK>) {b}<ANYMORE>",
            r"(?:don't|do not|never) (?:let|have|allow) {a} (?:to )?<TALK> {b}<ANYMORE>",
            r"{a} <NOT> <TALK> {b}<ANYMORE>",
            r"{a} <SHOULD> stop <TALK> {b}<ANYMORE>",
            r"(?:stop|prevent|keep|forbid|block) {a} (?:from )?\w+ing(?: (?:to|from|with|into|in|on|at))? {b}<ANYMORE>",
            r"{a} <NOT> \w+(?: \w+)?(?: (?:to|from|with|into|in|on|at))? {b}<ANYMORE>",
            r"<REMOVE> <LINE> {a} (?:->|=>|→|to) {b}",
        ),
    ),
    (
        connecting.isolate,
        (
            r"<REMOVE> (?:all |every )(?:of )?(?:the )?<LINE> (?:from|of|to|at|around|into|for) {x}",
            r"<DETACH> {x}",
        ),
    ),
)

CONNECTIONS: Table = (
    (
        connecting.draw_from_to,
        (
            (
                r"<ADD> <LINE> (?:from|leading from|going from) {a} to {b}"
                r"(?: (?:(?:labell?ed|named|called|saying)(?: as| with)?|with (?:the )?label) {label})?"
            ),
        ),
    ),
    (
        connecting.connect_in_order,
        (
            (
                r"<CONNECT>(?: together)? {x}(?: up| together)?,? (?:in (?:that|this|the given|the same)"
                r" (?:order|sequence)|one after (?:the other|another)|sequentially)"
            ),
            r"<CONNECT>(?: together)? {x}(?: up| together)?,? in (?:sequence|series|a chain|a row|order)",
        ),
    ),
    (
        connecting.connect,
        (
            (
                r"<ADD> <LINE> (?:from|between|connecting) {a} (?:to|and|into|with|->) {b}"
                r" (?:(?:labell?ed|named|called|saying)(?: as| with)?|with (?:the )?label) {label}"
            ),
            r"<ADD> <LINE> (?:from|between|connecting) {a} (?:to|and|into|with|->) {b}",
            (
                r"<CONNECT> {a} (?:up )?(?:to|with|into|onto|->) {b} (?:(?:labell?ed|named|called)(?:"
                r" as)?|with (?:the )?label) {label}"
            ),
            r"<CONNECT> {a} (?:up )?(?:to|with|into|onto|->|=>|→) {b}",
            r"<CONNECT> {a} and {b}(?: together)?",
            r"<ADD> <LINE> to {b} from {a}",
        ),
    ),
    (
        connecting.connect_in_order,
        (r"<CONNECT> {x}(?: together)?",),
    ),
    (
        describing.transfer,
        (r"<MOVE> {what} (?:from|out of|of) {a} (?:to|into|in|on|onto|with) {b}",),
    ),
    (
        describing.keep,
        (r"(?P<verb><KEEP>) {what} (?:in|into|to|on|with|using|via|through|at) {b}",),
    ),
)
