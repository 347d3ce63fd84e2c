"""Tables of nodes and edges as CSV, ours and those of others.

What we write is one table that any spreadsheet opens: UTF-8 with a mark, commas, line ends of RFC 4180. `type` says
what a row is: `diagram` (its `label` is the title), `group`, `node`, `note` or `edge`. `group`, `source` and `target`
name other rows by `id`; `x`, `y`, `width` and `height` are in units of the canvas.

    type,id,label,kind,technology,description,group,source,target,x,y,width,height,notes
    group,backend,Backend,,,,,,,,,,,
    node,api,API,api,FastAPI,,backend,,,40,120,180,80,
    edge,web--api,calls,request,,,,web,api,,,,,

A text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises under “CSV Injection”;
reading takes that one apostrophe away again.

What we read besides: tables of nodes (`name`, `type`, …), lists of edges (`source`, `target`, `label`), or both as two
files, under the usual names of columns, with commas, semicolons or tabs between them.
"""
