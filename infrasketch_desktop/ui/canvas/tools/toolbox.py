"""The six tools of the canvas by the names that actions and shortcuts use."""

from __future__ import annotations

from collections.abc import Mapping

from infrasketch_desktop.ui.canvas.pointer import Tool
from infrasketch_desktop.ui.canvas.tools.edge import EdgeTool
from infrasketch_desktop.ui.canvas.tools.group import GroupTool
from infrasketch_desktop.ui.canvas.tools.hand import HandTool
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.placing import node_tool, note_tool
from infrasketch_desktop.ui.canvas.tools.select import SelectTool


def make_tools(host: ToolHost) -> Mapping[str, Tool]:
    """A fresh set of tools that work on `host`."""
    return {
        "select": SelectTool(host),
        "hand": HandTool(host),
        "node": node_tool(host),
        "edge": EdgeTool(host),
        "text": note_tool(host),
        "group": GroupTool(host),
    }
