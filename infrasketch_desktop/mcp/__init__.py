"""Other assistants draw here too: sketches over the Model Context Protocol, on standard input and output.

`serve` is all there is for others; `infrasketch mcp` calls it. An assistant reads sketches, gets findings, the design
document and pictures, and proposes typed operations. What it proposes waits for a person to review it on the canvas;
only `--write` lets it change files, only `--spend N` lets it spend credits, and it names no path outside of what was
given at the start. Labels and notes are data here: nothing in a sketch or in a request is executed or fetched.

`tools` is the table of what is offered, `server` the binding to the protocol, which is the only part that knows the
`mcp` package; the others are plain functions of a `workplace.Workplace`.
"""

from __future__ import annotations

from infrasketch_desktop.mcp.serving import serve

__all__ = ["serve"]
