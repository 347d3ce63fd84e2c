"""Mermaid flowcharts, in and out.

`reading.read` takes `.mmd` files and Markdown with fenced charts, `parsing.parse` one chart (the sketcher's box uses
it), `writing.write` makes a flowchart. Syntax: “Flowcharts – Basic Syntax” and “Mermaid configuration: Directives” in
Mermaid's documentation, and the lexer `flow.jison` of version 11 where the page is silent. Nothing in a chart is
fetched or run: links, images, icons and directives are losses.
"""
