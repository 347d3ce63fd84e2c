"""Workspaces of the Structurizr DSL, in and out.

`reading.read` takes `.dsl` files, `writing.write` makes one. Syntax: “Language reference”, “Basics”, “Identifiers” and
“Groups” in the Structurizr documentation. Includes, scripts, plugins and documentation are never opened or run.

Software systems and containers with something inside are groups, as are `group`, deployment environments and nodes;
everything else is a node with its description and technology.
"""
