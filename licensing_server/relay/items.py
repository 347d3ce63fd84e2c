"""Tells from a request which item of the price list it is: a diagram from nothing, or a message about one.

The price is not taken on the caller's word. The program prices by what is drawn, and it sends what is drawn, so that
the same can be read here: who offers tools to draw with, and shows no drawing with a node in it, has one made. A caller
who shows a false drawing gets answers about that drawing, which is what anybody has who draws one node first.
"""

from __future__ import annotations

import json
import re

from licensing_server.relay.errors import bad_request
from licensing_server.relay.forms import MessagesBody

ITEM_HEADER = "X-InfraSketch-Item"
CHAT, GENERATE = "ai.chat", "ai.generate"
ITEMS = (CHAT, GENERATE)
_DRAWING = re.compile(r"<diagram>\n(.*?)\n</diagram>", re.DOTALL)
"""How the system prompt holds what is drawn; no text of a diagram can hold a tag."""


def item_of(body: MessagesBody, claimed: str | None) -> str:
    """The item that is billed. Who claims the dearer one is believed; nobody is charged more than they claim.

    Raises:
        RelayError: 400, there is no such item, or what is claimed is less than what is asked for.
    """
    if claimed is not None and claimed not in ITEMS:
        raise bad_request("unknown_item", f"{ITEM_HEADER}: it is {' or '.join(ITEMS)}.")
    draws = bool(body.tools) and not any(map(_has_node, _DRAWING.findall(_system(body))))
    if draws and claimed == CHAT:
        raise bad_request(
            "wrong_item",
            f"{ITEM_HEADER}: {CHAT} is a message about a drawing, and this request shows none: it is {GENERATE}.",
        )
    return claimed or (GENERATE if draws else CHAT)


def _system(body: MessagesBody) -> str:
    if body.system is None or isinstance(body.system, str):
        return body.system or ""
    return "\n\n".join(block.text for block in body.system)


def _has_node(text: str) -> bool:
    try:
        drawing = json.loads(text)
    except (ValueError, RecursionError):
        return False
    nodes = drawing.get("nodes") if isinstance(drawing, dict) else None
    return isinstance(nodes, list) and any(isinstance(node, dict) and node.get("id") for node in nodes)
