"""How each language of a generated file writes what people said: quoted, escaped, on one line, bounded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape

from infrasketch_desktop.codegen.said import Said

MOST_IN_LITERAL = 500
MOST_IN_COMMENT = 80

Text = Said | str
"""Names of the plan are plain strings and safe as they are; they may still be written as a literal."""


def python(text: Text) -> str:
    """A Python literal with the quotes that `ruff format` chooses: double ones unless those need more escapes."""
    line = _line(text, MOST_IN_LITERAL).replace("\\", "\\\\")
    if line.count('"') > line.count("'"):
        return "'" + line.replace("'", "\\'") + "'"
    return '"' + line.replace('"', '\\"') + '"'


def docstring(text: Text) -> str:
    """The inside of a Python docstring: without backslashes and quotes, which could end it."""
    return _line(text, MOST_IN_COMMENT).replace("\\", "/").replace('"', "'")


def comment(text: Text) -> str:
    """What stands after `#` or `//`: one line. Not for block comments."""
    return _line(text, MOST_IN_COMMENT)


def block_comment(text: Text) -> str:
    """The inside of `/* */` or `<!-- -->`."""
    return _line(text, MOST_IN_COMMENT).replace("*/", "* /").replace(">", "›").replace("-", "‐")


def json_string(text: Text) -> str:
    """A JSON string, quotes included; as good in TOML and YAML. Safe inside `<script>` and JSX as well."""
    literal = json.dumps(_line(text, MOST_IN_LITERAL), ensure_ascii=False)
    return literal.replace("<", "\\u003c").replace(">", "\\u003e").replace("\x7f", "\\u007f")


def compose(text: Text) -> str:
    """A YAML string in a compose file, where `$` begins a variable."""
    return json_string(text).replace("$", "$$")


def hcl(text: Text) -> str:
    """A Terraform string, where `${` and `%{` begin templates. `<` stays as it is."""
    literal = json.dumps(_line(text, MOST_IN_LITERAL), ensure_ascii=False)
    return literal.replace("${", "$${").replace("%{", "%%{")


def go_template(text: Text) -> str:
    """A YAML string that Prometheus or Helm reads as a template: braces stay braces."""
    return json_string(re.sub(r"\{(?=\{)|\}(?=\})", r"\g<0> ", _line(text, MOST_IN_LITERAL)))


def markdown(text: Text) -> str:
    """Plain words in Markdown: nothing of it becomes a link, an image or HTML. Not for the start of a line."""
    escaped = re.sub(r"[\\`*_{}\[\]#!|~]", r"\\\g<0>", escape(_line(text, MOST_IN_LITERAL), quote=False))
    return escaped.replace("://", ":&#47;&#47;").replace("@", "&#64;").replace("www.", "www&#46;")


def html(text: Text) -> str:
    """Text or an attribute of HTML."""
    return escape(_line(text, MOST_IN_LITERAL), quote=True).replace("{", "&#123;").replace("}", "&#125;")


def _line(text: Text, most: int) -> str:
    return (text if isinstance(text, Said) else Said(text)).short(most)


WRITERS: Mapping[str, Callable[[Text], str]] = {
    "py": python,
    "doc": docstring,
    "comment": comment,
    "block": block_comment,
    "json": json_string,
    "toml": json_string,
    "yaml": json_string,
    "compose": compose,
    "hcl": hcl,
    "go": go_template,
    "md": markdown,
    "html": html,
}
"""The filters of templates, by name."""
