"""The table of what can be said: patterns in the notation of `grammar`, each with the verb that acts on it.

Rules are tried from top to bottom. One whose verb declines, or asks, gives way to the next that makes sense; when
none does, the first question is put. So the special stands before the general.
"""

from functools import cache

from infrasketch_desktop.sketcher.commands.grammar import Handler, Rule, compile_rule
from infrasketch_desktop.sketcher.commands.verbs import (
    adding,
    arranging,
    cloning,
    connecting,
    grouping,
    inserting,
    naming,
    removing,
    replacing,
)

_SHEET: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        naming.title,
        (
            r"(?:set|change|make|update) the (?:title|name|heading)(?: of <DIAGRAM>)? <TO> {name}",
            r"(?:call|name|rename|title|entitle) <DIAGRAM> (?:<TO> )?{name}",
            r"(?:re)?title(?: it| this)? {name}",
            r"(?:give <DIAGRAM>|add) (?:the |a )?(?:title|heading) (?:<TO> )?{name}(?: to <DIAGRAM>)?",
        ),
    ),
    (
        arranging.arrange,
        (r"(?:lay|set|draw|arrange|show|make|turn|switch|change|rotate|flip|use|orient|direction|layout|align|render|display|put|go)\b{how}",),
    ),
    (
        arranging.style,
        (
            r"(?:use|make|draw|switch|change|set|turn|show|render)\b.*?\b(?P<how>curv\w*|straight|orthogonal)\b.*\b(?:edges?|arrows?|lines?|connections?|connectors?)\b.*",
            r"(?:use|make|draw|switch|change|set|turn|show|render)\b.*\b(?:edges?|arrows?|lines?|connections?|connectors?)\b.*\b(?P<how>curv\w*|straight|orthogonal)\b.*",
        ),
    ),
)

_LINES: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        connecting.label,
        (
            r"(?:label|name|annotate|caption|mark|tag|title) <LINE> (?:between|from) {a} (?:and|to) {b} (?:(?:as|with|to) )?(?P<name>[\ue000-\uf8ff])",
            r"(?:label|name|annotate|caption|mark|tag|title) <LINE> (?:between|from) {a} (?:and|to) {b} (?:as|with) {name}",
            r"(?:set|change|make) the (?:label|text|caption|name) (?:of|on|for) <LINE> (?:between|from) {a} (?:and|to) {b} <TO> {name}",
            r"(?:add|put|write|place) (?:the |a )?(?:label|text|caption)? ?{name} (?:to|on|onto|at|along) <LINE> (?:between|from) {a} (?:and|to) {b}",
            r"(?:label|name|annotate) {a} (?:->|=>|→|to) {b} (?:as |with )?(?P<name>[\ue000-\uf8ff])",
        ),
    ),
    (
        connecting.label_focus,
        (
            r"(?:label|annotate|caption|mark|tag) (?:it|them|that|this|<LINE>|the new <LINE>) (?:(?:as|with) )?{name}",
            r"(?:name|call) (?:<LINE>) (?:(?:as|with) )?{name}",
        ),
    ),
    (
        connecting.set_edge_kind,
        (
            r"(?:make|mark|turn|change|set) <LINE> (?:between|from) {a} (?:and|to) {b} (?:(?:as|into|to) )?(?:an? )?{kind}",
        ),
    ),
    (
        connecting.reverse,
        (
            r"(?:reverse|flip|invert|swap|turn around|turn|switch|change|rotate|mirror)(?: around| round)? (?:the (?:direction|orientation|order|ends) of )?<LINE> (?:between|from|connecting|that (?:goes|runs) from) {a} (?:and|to|with|->) {b}(?: around| round| the other way.*)?",
            r"(?:reverse|flip|invert|turn around)(?: the)? direction (?:between|from) {a} (?:and|to) {b}",
            r"(?:reverse|flip|invert) (?:the )?{a} (?:->|=>|→|to|and|<->|-) {b}(?: <LINE>)?",
            r"(?:reverse|flip|invert) <LINE> between {a}",
            r"<LINE> (?:between|from) {a} (?:and|to) {b} (?:should|must|needs to|has to) (?:go|point|be|run)(?: in)?(?: the)? (?:other way|opposite|reverse).*",
        ),
    ),
    (
        connecting.point_from_to,
        (
            r"(?:make|let|have) <LINE>(?: between .+?)? (?:point|go|run|lead) from {a} to {b}",
            r"<LINE>(?: between .+?)? (?:should|must|needs to|has to) (?:point|go|run|lead) from {a} to {b}.*",
        ),
    ),
    (
        connecting.disconnect,
        (
            r"<REMOVE> <LINE> (?:in )?between {a} and {b}",
            r"<REMOVE> <LINE> (?:in )?between {a}",
            r"(?:disconnect|detach|unlink|unhook|decouple|separate|unplug|unwire|isolate) {a} (?:from|and|with) {b}",
            r"<REMOVE> (?:the )?{a} (?:and|to|->|=>|→|-) {b} <LINE>",
        ),
    ),
    (
        connecting.disconnect_directed,
        (
            r"<REMOVE> <LINE> (?:from|going from|of|leading from) {a} (?:to|->|with|into|and) {b}",
            r"(?:stop|prevent|keep|forbid|block) {a} from (?:<TALK>) {b}<ANYMORE>",
            r"(?:don't|do not|never) (?:let|have|allow) {a} (?:to )?<TALK> {b}<ANYMORE>",
            r"{a} <NOT> <TALK> {b}<ANYMORE>",
            r"{a} (?:should|must|has to|needs to) stop <TALK> {b}<ANYMORE>",
        ),
    ),
    (
        connecting.isolate,
        (
            r"<REMOVE> (?:all |every )(?:of )?(?:the )?<LINE> (?:from|of|to|at|around|into|for) {x}",
            r"(?:disconnect|detach|unlink|isolate) {x}",
        ),
    ),
)

_MOVES: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        connecting.retarget,
        (
            r"(?:let|make|have|get|point|tell|force|allow|redirect|reconnect) {a} (?:to )?(?:<TALK>) {b},? <INSTEAD> (?:<TALK> )?{c}",
            r"(?:point|redirect|switch|move|rewire|reconnect|repoint|re-point|connect) {a} (?:at|to|towards?|over to|with) {b},? <INSTEAD> (?:at |to |with )?{c}",
            r"{a} <SHOULD> (?:<TALK>) {b},? <INSTEAD> (?:<TALK> )?{c}",
            r"{a} (?:now )?<TALK> {b},? <INSTEAD> (?:<TALK> )?{c}",
            r"instead of {c},? {a} <SHOULD> <TALK> {b}",
            r"(?:reconnect|redirect|repoint|re-point|rewire|switch|move|reroute) {a} from {c} to {b}",
        ),
    ),
    (
        connecting.hand_over,
        (r"(?:move|switch|transfer|shift|reassign|rewire|reattach) {x} from {a} (?:to|over to) {b}",),
    ),
    (
        inserting.put_everything_behind,
        (
            r"<INSERT> {new} <IN_FRONT> (?:everything|all (?:of )?(?:it|them|this|services|the services)|the whole (?:thing|system)|<DIAGRAM>)",
            r"(?:put|place|hide|move) (?:everything|the whole (?:thing|system)|<DIAGRAM>|all traffic) behind {new}",
            r"(?:route|send|direct|pass|run|push|funnel) (?:all|every|the whole)(?: (?:incoming|inbound|external|client|user))? (?:traffic|requests?|calls?|access) (?:through|via|over) {new}",
        ),
    ),
    (
        inserting.insert_between,
        (
            r"<INSERT> {new} (?:right |directly |somewhere )?(?:in[- ]?)?between {a} and {b}",
            r"{new} <SHOULD> (?:sit|be|go|stand|be placed|be put|be inserted) (?:in[- ]?)?between {a} and {b}",
            r"<INSERT> {new} (?:in[- ]?)?between {a}",
            r"(?:between|in between) {a} and {b},? (?:there <SHOULD> be|<INSERT>|we need|i want) {new}",
            r"(?:connect|link|decouple|separate|buffer|bridge) {a} (?:and|with|to|from|into) {b} (?:through|via|with|by|using|over) {new}",
            r"<INSERT> {new} (?:on|onto|into|in) <LINE> (?:between|from) {a} (?:and|to) {b}",
        ),
    ),
    (
        inserting.route_through,
        (
            r"(?:route|send|direct|pass|run|push|funnel|tunnel|re-?route|let|make|have|pipe) (?:all )?(?:(?:traffic|requests?|calls?|data|messages?|events?|reads?|writes?) )?(?:from |of )?{a} (?:to|and|into) {b} (?:go |pass |run |flow )?(?:through|via|over|by way of) {c}",
            r"(?:route|send|direct|pass|run|push|funnel|tunnel|re-?route|pipe) (?:all )?(?:(?:traffic|requests?|calls?|data|messages?|events?) )?(?:from |of )?{a} (?:through|via|over|by way of) {c}",
            r"(?:let|make|have) {a} (?:talk|go|pass|speak|connect|communicate|run|flow)(?: to)? (?:through|via|over) {c}",
            r"(?:(?:all )?(?:traffic|requests?|calls?|data|messages?|events?|everything)? ?(?:from )?){a} (?:to|and) {b} (?:<SHOULD> )?(?:go|pass|run|flow|travel|be routed|be sent|first go)(?:es|s)? (?:first )?(?:through|via|over) {c}",
            r"{a} <SHOULD> (?:first )?(?:go|pass|run|be routed|flow|travel|come|connect|talk) (?:first )?(?:through|via|over) {c} (?:before|to|on (?:its|their) way to) (?:(?:it|they) (?:reach|reaches|hit|hits|get to|gets to|call|calls) |reaching |hitting |calling |talking to |reach |get to )?{b}",
            r"{a} <SHOULD> (?:talk to|reach|call|access|use|query|hit|connect to|speak to|write to|read from) {b} (?:only )?(?:through|via|over|by way of) {c}",
            r"{a} <SHOULD> (?:first )?(?:go|pass|run|be routed|flow|travel|come) (?:through|via|over) {c}",
        ),
    ),
    (
        inserting.put_behind,
        (r"(?:put|place|move|hide|set|run|host) {x} behind {y}", r"{x} <SHOULD> (?:be|sit|go|run|be placed|be put) behind {y}"),
    ),
    (
        inserting.insert_in_front,
        (
            r"<INSERT> {new} <IN_FRONT> {y}",
            r"(?:protect|shield|guard|front|cover|screen|load[- ]balance) {y} (?:with|by|using|behind|through|via) {new}(?: (?:in front of|before) (?:it|them))?",
            r"{new} <SHOULD> (?:sit|be|go|stand|be placed|be put) <IN_FRONT> {y}",
            r"(?:in front of|before) {y},? (?:there <SHOULD> be|<INSERT>|we need|i want) {new}",
        ),
    ),
)

_NAMES: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        naming.rename,
        (
            r"(?:rename|relabel|re-label|retitle) {x} (?:to|as|into|->|=>|→|:|=) {name}",
            r"(?:change|set|update|edit|make) the (?:name|label|title|caption) (?:of|for|on) {x} (?:to|as|into|be) {name}",
            r"(?:change|set|update) {x}'s? (?:name|label|title) (?:to|as|into) {name}",
            r"{x} <SHOULD> (?:now )?be (?:called|named|renamed(?: to)?|labell?ed|known as|relabell?ed(?: to| as)?) {name}",
            r"{x} (?:is|are)(?: now)? (?:called|named|known as|renamed(?: to)?|labell?ed) {name}",
            r"give {x} the (?:name|label|title) {name}",
            r"{x} (?:->|=>|→|:) (?:rename|relabel)(?: it)?(?: to)? {name}",
            r"(?:call|name|label) {x} (?P<name>[\ue000-\uf8ff])",
        ),
    ),
    (naming.rename_unmarked, (r"(?:call|name|label|rename|relabel) {rest}",)),
)

_REPLACEMENTS: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        replacing.replace,
        (
            r"(?:replace|exchange|swap|switch|substitute|swap out|trade|supersede|change)(?: out)? {x} (?:with|by|for|against|through) {y}",
            r"(?:use|choose|prefer|pick|take|go with|put|try|employ|introduce) {y},? <INSTEAD> {x}",
            r"instead of {x},? (?:let's )?(?:use|choose|take|put|go with|we (?:use|want|need)|there should be) {y}",
            r"(?:switch|migrate|move|change|go|port|convert|transition|upgrade|downgrade|swap)(?: over| away)? from {x} (?:to|over to|into) {y}",
            r"{x} <SHOULD> be (?:replaced|swapped|substituted|exchanged)(?: out)? (?:with|by|for) {y}",
            r"{y} <SHOULD> (?:replace|supersede|take the place of|be used instead of|substitute) {x}",
            r"(?:let|have|make) {y} (?:replace|take over from|take the place of|supersede) {x}",
        ),
    ),
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
            r"(?:move|put|place|drag|include|wrap|enclose|nest|run|host|deploy|add|draw|keep|isolate) {x} (?:in|into|inside|within|inside of|to) {name}",
            r"{x} <SHOULD> (?:be|go|run|live|sit|belong|be placed|be moved|be deployed)(?: in| to)? (?:in|into|inside|within|to) {name}",
        ),
    ),
    (
        replacing.set_technology,
        (
            r"(?:run|host|deploy|serve) {x} (?:on|with|by|via|under) {y}",
            r"(?:write|implement|build|rewrite|code|develop|realise|realize|reimplement) {x} (?:in|with|using|on) {y}",
            r"{x} (?:is|are|<SHOULD> be)(?: now)? (?:written|implemented|built|hosted|deployed|running|run|coded|rewritten) (?:in|on|with|using) {y}",
            r"(?:set|change|make) the (?:technology|tech|stack|framework|language|engine) (?:of|for) {x} (?:to|be) {y}",
            r"use {y} for {x}",
            r"{x} (?:runs|run) on {y}",
        ),
    ),
    (
        replacing.become,
        (
            r"(?:turn|convert|transform|change|migrate|upgrade|move|switch|port|make|promote|downgrade|refactor|rework|rewrite) {x} (?:in|over )?(?:to|into|to be) {y}",
            r"(?:make|consider) {x} (?:be )?(?P<y>an? .+)",
            r"(?:change|set) the (?:type|kind) of {x} (?:to|as|into) {y}",
            r"(?:change|set) {x}'s? (?:type|kind) (?:to|as|into) {y}",
            r"(?:mark|treat|draw|show) {x} as {y}",
        ),
    ),
    (replacing.become_unmarked, (r"(?:make|consider) {rest}",)),
    (
        replacing.become_strictly,
        (r"{x} <SHOULD> (?:rather |actually |really )?(?:be|become) {y}", r"{x} (?:is|are) (?:now|actually|really) {y}", r"{x} (?:is|are) an? {y}"),
    ),
)

_REMOVALS: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        removing.clear,
        (
            r"(?:<REMOVE>|clean|empty|reset) (?:everything|all|it all|<DIAGRAM>|all of it|all (?:the )?(?:nodes|components|boxes))(?: (?:in|on|from) <DIAGRAM>)?",
            r"start (?:over|again|afresh|from scratch|anew)",
        ),
    ),
    (
        removing.keep_only,
        (
            r"<REMOVE> (?:everything|all(?: (?:the )?(?:other )?(?:nodes|components|services|boxes))?|anything)(?: else)?,? (?:except|but|other than|apart from|besides|save)(?: for)? {x}",
            r"(?:keep|leave) (?:only|just|nothing but) {x}",
            r"only (?:keep|leave) {x}",
        ),
    ),
    (
        removing.remove_related,
        (
            r"<REMOVE> (?:everything|all|anything|all (?:the )?(?:nodes|components|services|things|parts|stuff))(?: that(?: is|'s| are)?| which(?: is| are)?)? (?:related to|relating to|about|to do with|having to do with|has to do with|have to do with|concerning|around|belonging to|associated with|linked to|for|involving|connected with) {x}",
        ),
    ),
    (
        removing.remove_with_dependents,
        (
            r"<REMOVE> {x} (?:and|with|along with|together with|plus) (?:everything|all|anything|whatever)(?: that)?(?: is| comes| sits| lies| hangs)? (?:behind|after|below|downstream of|downstream from|under|depending on|depends on|only used by|used only by|attached to|hanging off|it uses|it calls)(?: of| from)?(?: it| them)?",
        ),
    ),
    (
        removing.bypass,
        (
            r"bypass {x}",
            r"(?:<REMOVE>) {x} (?:but|and|while) (?:keep|keeping|preserve|preserving|maintain|maintaining|bridge|bridging|reconnect|reconnecting|join|joining|connect|connecting) (?:the |its |both |all )?(?:flow|path|traffic|connections?|neighbou?rs|ends|two ends|rest|both sides|sides).*",
        ),
    ),
    (
        removing.remove_from,
        (r"<REMOVE> {x} (?:from|out of) {y}",),
    ),
    (
        removing.remove_named,
        (
            r"<REMOVE> {x}(?:,? (?:from|in|on|out of) (?:<DIAGRAM>|there|here)| completely| entirely| altogether| for good)?",
            r"(?:we|i) (?:don't|do not|won't|no longer) (?:need|want|require|use|have) {x}(?: any ?more| any longer| at all)?",
            r"(?:don't|do not) (?:need|want|require|use) {x}(?: any ?more| any longer| at all)?",
            r"no more {x}",
            r"{x} (?:is|are) (?:no longer|not) (?:needed|required|used|necessary|wanted)(?: any ?more| any longer)?",
            r"{x} (?:is|are) (?:obsolete|gone|superfluous|redundant|unnecessary|deprecated)(?: now)?",
            r"{x} (?:can|should|must|has to|needs to|may|have to|need to) (?:go(?: away)?|be (?:removed|deleted|dropped|retired|decommissioned|taken out|scrapped))",
        ),
    ),
)

_MULTIPLES: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        cloning.replicate,
        (
            r"<ADD> (?:(?P<n>an?|another|one|two|three|four|five|\d+|some) )?(?P<how>(?:new )?(?:hot |warm |cold )?(?:(?:read[- ]?(?:only)?|db|database|standby|secondary)[- ]?)*(?:replicas?|standby|slave|follower|secondary|mirror|copy|copies)(?: node| instance| server| database)?s?) (?:of|for|to|from|behind) {x}",
            r"(?:replicate|mirror) {x}",
            r"give {x} (?:(?P<n>an?|another|one|two|three|four|five|\d+) )?(?P<how>(?:hot |warm |cold )?(?:(?:read|db|standby)[- ]?)*(?:replicas?|standby))",
        ),
    ),
    (
        cloning.scale,
        (
            r"(?:scale|grow|increase|expand|bump)(?: out| up)? {x}(?: out| up)? (?:to|into) (?P<n>\w+)(?: (?:instances?|copies|replicas|nodes|servers|workers|of them|pods|boxes))?",
            r"(?:scale|grow)(?: out| up| horizontally) {x}",
            r"(?:scale|grow) {x}(?: out| up| horizontally)?",
            r"(?:run|have|make|use|keep|start) (?P<n>two|three|four|five|six|seven|eight|nine|ten|\d+) (?:instances|copies|replicas|nodes|pods) of {x}",
            r"make {x} redundant",
        ),
    ),
    (
        cloning.clone,
        (r"(?:duplicate|clone|copy|double) {x}", r"(?:make|create|add) (?:a|one more|another) (?:copy|duplicate|clone|instance) of {x}"),
    ),
    (
        cloning.split,
        (
            r"(?:split|break|divide|separate|decompose|carve|cut|refactor|partition)(?: up| apart)? {x}(?: up| apart)? (?:in|into|to) {parts}",
            r"(?:turn|convert) {x} into {parts} and {more}",
        ),
    ),
    (
        cloning.merge,
        (
            r"(?:merge|combine|unify|consolidate|join|fuse|collapse|fold|unite) {x} (?:into|to|as|to form|to become|under)(?: (?:a |one |just one )?(?:single|one|common|shared|joint)(?: (?:node|component|box))?(?: (?:called|named))?)? {name}",
            r"(?:merge|combine|unify|consolidate|fuse|unite|join) {x}(?: into one| together| into a single (?:node|one))?",
            r"(?:merge|fold|absorb|integrate) {x} (?:into|with) {name}",
        ),
    ),
    (
        grouping.ungroup_all,
        (r"(?:ungroup|dissolve|<REMOVE>) (?:everything|all(?: (?:the )?groups)?|(?:all )?the groups|every group)",),
    ),
    (
        grouping.ungroup,
        (r"(?:ungroup|dissolve|break up|disband|unframe|unwrap) (?:the group )?{x}", r"<REMOVE> the (?:group|frame|box|grouping) (?:around|of|for) {x}"),
    ),
    (
        grouping.collapse,
        (r"(?P<how>collapse|fold|expand|unfold|minimi[sz]e|open) (?:the group )?{x}",),
    ),
    (
        grouping.group,
        (
            r"(?:group|frame|box|cluster|bundle|wrap|enclose|collect|gather|put|place)(?: together)? {x}(?: together)?(?: in(?:to|side)?| as| under| within)? (?:a |one |the )?(?:new |single |common )?(?:group|frame|box|boundary|container)? ?<NAMED> {name}",
            r"(?:group|cluster|bundle|frame|box)(?: together)? {x}(?: together)? (?:as|into|in|under|inside|within|to form|to) {name}",
            r"(?:create|add|make|draw|define|form)(?: me)? (?:a |an |the )?(?:new )?(?:group|frame|box|boundary|container|zone)(?: (?:called|named))? {name} (?:with|containing|around|for|of|from|including|that contains|holding|out of) {x}",
            r"(?:create|add|make|draw|define) (?:a |an )?{name} (?:group|frame|box|boundary|zone) (?:with|containing|around|for|of|from|including|holding|out of) {x}",
            r"(?:group|cluster|bundle)(?: together)? {x}(?: together)?",
        ),
    ),
)

_CONNECTIONS: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        connecting.connect_in_order,
        (
            r"(?:connect|link|chain|wire|join|string)(?: together| up)? {x}(?: up| together)?,? (?:in (?:that|this|the given|the same) (?:order|sequence)|one after (?:the other|another)|in (?:sequence|series|a chain|a row|order)|sequentially)",
        ),
    ),
    (
        connecting.connect,
        (
            r"(?:<ADD>|draw) <LINE> (?:from|between|connecting) {a} (?:to|and|into|with|->) {b} (?:(?:labell?ed|named|called|saying)(?: as| with)?|with (?:the )?label) {label}",
            r"(?:<ADD>|draw) <LINE> (?:from|between|connecting) {a} (?:to|and|into|with|->) {b}",
            r"(?:connect|link|wire|join|attach|hook|tie|plug|couple)(?: up)? {a} (?:up )?(?:to|with|into|onto|->) {b} (?:(?:labell?ed|named|called)(?: as)?|with (?:the )?label) {label}",
            r"(?:connect|link|wire|join|attach|hook|tie|plug|couple)(?: up)? {a} (?:up )?(?:to|with|into|onto|->|=>|→) {b}",
            r"(?:connect|link|wire|join|tie|couple)(?: up)? {a} and {b}(?: together)?",
            r"(?:<ADD>|draw) <LINE> to {b} from {a}",
        ),
    ),
    (connecting.connect_in_order, (r"(?:connect|link|chain|wire|join)(?: up)? {x}(?: together)?",)),
)

_ADDITIONS: tuple[tuple[Handler, tuple[str, ...]], ...] = (
    (
        adding.give,
        (
            r"(?:give|grant|provide|equip|supply) {a} (?:with )?(?P<b>(?:an?|its|their|one|some)\b.+)",
            r"{a} (?:also )?(?:needs?|requires?|wants?|gets?|<SHOULD> (?:get|have)) (?:also )?(?P<b>(?:an?|its|their|one|some)\b.+)",
        ),
    ),
    (
        adding.add_in_order,
        (r"<ADD> {rest},? (?:connected|linked|chained|wired) (?:in (?:that|this) order|one after (?:the other|another)|in (?:sequence|series|a chain))",),
    ),
    (adding.add, (r"<ADD> (?:me )?{rest}",)),
)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are tried; compiled at the first use."""
    tables = (
        _SHEET, _LINES, _MOVES, _NAMES, _MULTIPLES, _REPLACEMENTS, _REMOVALS, _CONNECTIONS, _ADDITIONS,
    )  # fmt: skip
    return tuple(
        compile_rule(pattern, handler) for table in tables for handler, patterns in table for pattern in patterns
    )
