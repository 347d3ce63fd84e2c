"""The recurring words of command patterns: `<NAME>` in a pattern stands for one of these alternations."""

WORDS = {
    "ABOUT": (
        r"(?:related to|relating to|about|to do with|having to do with|has to do with|have to do with"
        r"|concerning|around|belonging to|associated with|linked to|for|involving|connected with)"
    ),
    "ADD": (
        r"(?:add|put|insert|place|stick|create|introduce|include|install|build|bring in|set up|drop in"
        r"|slot in|throw in|provision|spin up|append|deploy|wire in|plug in|draw|sketch|design|bring"
        r"|integrate|implement|start with|extend (?:it|this) (?:with|by)|(?:make|use|have|get|build)(?="
        r" (?:me )?(?:an?|another|one|two|three|some) ))(?: in| up)?"
    ),
    "ALL": (
        r"(?:everything|all|it all|all of it|all (?:of )?(?:the )?(?:other )?(?:nodes|components|services"
        r"|boxes|things|parts|stuff)|anything)(?: else)?"
    ),
    "ANYMORE": r"(?: any ?more| any longer| directly| at all| now)*",
    "BELOW": (
        r"(?:behind|after|below|downstream of|downstream from|under|only used by"
        r"|used only by|attached to|hanging off|it uses|it calls)(?: of| from)?"
    ),
    "BUILD": r"(?:write|implement|build|rewrite|code|develop|realise|realize|reimplement)",
    "BUILT": r"(?:written|implemented|built|hosted|deployed|running|run|coded|rewritten)",
    "CONNECT": r"(?:connect|link|wire|join|attach|hook|tie|plug|couple|chain|string)(?: up)?",
    "COPIES": r"(?:instances?|copies|replicas|nodes|servers|workers|of them|pods|boxes)",
    "DETACH": r"(?:disconnect|detach|unlink|unhook|decouple|separate|unplug|unwire|isolate)",
    "DIAGRAM": (
        r"(?:the |this |my |our )?(?:whole |entire |current )?(?:diagram|drawing|sheet|chart|picture"
        r"|sketch|canvas|architecture|graph)"
    ),
    "DRAWN": r"(?:use|make|draw|switch|change|set|turn|show|render)",
    "EDGES": r"(?:edges?|arrows?|lines?|connections?|connectors?)",
    "FILL": r"(?:move|put|place|drag|include|wrap|enclose|nest|run|host|deploy|add|draw|keep|isolate)",
    "FLIP": r"(?:reverse|flip|invert|swap|turn around|turn|switch|change|rotate|mirror)(?: around| round)?",
    "FLOW": r"(?:go|pass|run|flow|travel|come|be routed|be sent|first go|connect|talk)(?:es|s)?",
    "FRAME": (
        r"(?:group|frame|box|boundary|container|zone|vpc|subnet|cluster|namespace|network|region|layer|tier"
        r"|domain)"
    ),
    "GROUP": r"(?:group|cluster|bundle|frame|box)(?: together)?",
    "HELPER": r"(?:that|which)(?: is| are|'s)?",
    "HOLDING": r"(?:with|containing|around|for|of|from|including|that contains|holding|out of)",
    "INSERT": (
        r"(?:add|put|insert|place|stick|sit|create|introduce|include|install|set up|drop|slot|throw|wedge"
        r"|squeeze|sandwich|interpose|position|move|wire|plug|deploy|use|have|get|build|inject|bring)(?:"
        r" in| up)?"
    ),
    "INSTEAD": r"(?:instead of|rather than|in place of|in lieu of|and not|not)",
    "IN_FRONT": r"(?:in front of|before|ahead of|upstream of|prior to)",
    "KEEP": (
        r"(?:store|save|keep|cache|persist|write|archive|back up|log|publish|push|send|stream|upload|index|report"
        r"|forward|emit|dump|export|queue|enqueue|buffer|record|track)"
    ),
    "MOVE": (
        r"(?:send|log|ship|stream|forward|push|copy|export|publish|load|pull|replicate|back up|write|move|sync"
        r"|transfer|pipe|dump|archive|ingest|import|feed|collect|store|save|cache|report|upload|emit|queue|extract|fetch)"
    ),
    "LABEL": r"(?:label|name|annotate|caption|mark|tag|title)",
    "LET": r"(?:let|make|have|get|tell|force|allow)",
    "LINE": (
        r"(?:the |all |all the |every |any |that |this |an? )?(?:direct |existing )?(?:links?|arrows?"
        r"|edges?|connections?|connectors?|lines?|wires?|relations?(?:hips?)?|dependenc(?:y|ies)|flows?"
        r"|paths?|calls?)"
    ),
    "MERGE": r"(?:merge|combine|unify|consolidate|join|fuse|collapse|fold|unite)",
    "MIGRATE": r"(?:switch|migrate|move|change|go|port|convert|transition|upgrade|downgrade|swap)(?: over| away)?",
    "NAMED": r"(?:called|named|labell?ed|titled|entitled|known as)",
    "NOT": (
        r"(?:(?:should|must|shall|can|may|will|do|does|need|is|are)(?: ?not|n't)(?: be| need to| have to|"
        r" to)?|cannot|no longer|never|(?:should|must|shall|will|does|do|need|needs)(?: to)? (?:no longer"
        r"|never|not)|(?:should|must) stop)"
    ),
    "NUMBER": r"(?:an?|another|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some)",
    "POINT": r"(?:point|redirect|switch|move|rewire|reconnect|repoint|re-point|reroute|connect)",
    "PUT": r"(?:put|place|move|hide|set|run|host|sit)",
    "REMOVE": (
        r"(?:remove|delete|drop|erase|kill|scrap|kick out|toss(?: out)?|boot out|get rid of|take (?:out|away|off)"
        r"|throw (?:out|away)"
        r"|ditch|eliminate|discard|lose|cut(?: out)?|strip(?: out)?|decommission|retire|rip out|axe|trash"
        r"|prune|exclude|do away with|clean out|pull out|clear|dispose of|deprecate|leave out|omit"
        r"|wipe|dump|nuke|sunset|shut down|turn off|break|sever)"
    ),
    "REPLICA": (
        r"(?:new )?(?:hot |warm |cold )?(?:(?:read[- ]?(?:only)?|db|database|standby|secondary)[-"
        r" ]?)*(?:replicas?|standby|slave|follower|secondary|mirror|copy|copies)(?: node| instance|"
        r" server| database)?s?"
    ),
    "ROUTE": r"(?:route|send|direct|pass|run|push|funnel|tunnel|re-?route|pipe)",
    "SHIELD": r"(?:protect|shield|guard|front|cover|screen|load[- ]balance)",
    "SHOULD": (
        r"(?:should|must|shall|will|has to|have to|needs? to|ought to|can|could|may|is going to|are going"
        r" to|is supposed to)"
    ),
    "SPLIT": r"(?:split|break|divide|separate|decompose|carve|cut|refactor|partition)(?: up| apart)?",
    "SWAP": r"(?:replace|exchange|swap|switch|substitute|swap out|trade|supersede|change)(?: out)?",
    "TAKE": r"(?:use|choose|prefer|pick|take|go with|put|try|employ|introduce)",
    "TALK": (
        r"(?:talk|speak|connect|point|write|read|send|publish|go|call|use|query|hit|access|reach|push"
        r"|save|store|subscribe|listen|depend|rely|refer|link|forward|route|fetch|load|pull|poll|consume"
        r"|invoke|request|ping|log|report|stream|emit|persist|look)(?:s|es|ing)?(?: (?:data|requests?"
        r"|events?|messages?|traffic|directly|straight))?(?: (?:to|with|from|at|on|into|in|through|via"
        r"|up))?"
    ),
    "THROUGH": r"(?:through|via|over|by way of)",
    "TO": r"(?:to|into|as|with|by|for|->|=>|→|:)",
    "TRAFFIC": (
        r"(?:(?:all |every |the )?(?:whole |incoming |inbound |external |client |user )?(?:traffic"
        r"|requests?|calls?|data|messages?|events?|reads?|writes?|access)(?: (?:of|from|going from|coming"
        r" from))?|all|everything from|from)"
    ),
    "TURN": (
        r"(?:turn|convert|transform|change|migrate|upgrade|move|switch|port|make|promote|downgrade"
        r"|refactor|rework|rewrite)"
    ),
}
