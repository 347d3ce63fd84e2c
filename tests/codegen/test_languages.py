import ast
import json
import re
import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from infrasketch_desktop.codegen.languages import (
    block_comment,
    comment,
    compose,
    docstring,
    go_template,
    hcl,
    html,
    json_string,
    markdown,
    python,
)
from infrasketch_desktop.codegen.said import Said

HOSTILE = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            [
                *('"', "'", '"""', "\\", "{{7*7}}", "{{{", "${x}", "$${x}", "%{if}", "$x", "\n", "*/", "-->", "---"),
                *("</script>", "<img src=x>", "[a](http://b.c)", "![x](//e.com/i.png)", "www.e.com", "a@b.cd"),
                *("!!python/object:os.system", "; rm -rf /", "\u202e"),
            ]
        ),
        max_size=8,
    ).map("".join),
).map(Said)


@given(HOSTILE)
def test_a_python_literal_reads_back_as_the_line(said):
    assert ast.literal_eval(python(said)) == said.line


@pytest.mark.parametrize(("said", "literal"), [('a"b', "'a\"b'"), ("it's", '"it\'s"'), ("\"'", '"\\"\'"')])
def test_a_python_literal_has_the_quotes_of_the_formatter(said, literal):
    assert python(said) == literal


@given(HOSTILE)
def test_a_docstring_ends_where_it_should(said):
    assert ast.get_docstring(ast.parse(f'"""{docstring(said)}."""')) is not None


@given(HOSTILE)
def test_a_comment_stays_one(said):
    assert ast.parse(f"# {comment(said)}\nx = 1\n").body[0].lineno == 2


@given(HOSTILE)
def test_a_block_comment_ends_where_it_should(said):
    assert "*/" not in block_comment(said)
    assert "--" not in block_comment(said)
    assert ">" not in block_comment(said)


@given(HOSTILE)
def test_a_json_string_is_good_in_yaml_and_toml_too(said):
    literal = json_string(said)
    assert json.loads(literal) == said.line
    assert yaml.safe_load(f"x: {literal}")["x"] == said.line
    assert tomllib.loads(f"x = {literal}")["x"] == said.line


@given(HOSTILE)
def test_nothing_is_a_variable_in_a_compose_file(said):
    value = yaml.safe_load(compose(said))
    assert value.replace("$$", "").count("$") == 0
    assert value.replace("$$", "$") == said.line


@given(HOSTILE)
def test_nothing_is_a_template_in_terraform(said):
    inside = json.loads(hcl(said))
    assert not re.search(r"(?<!\$)\$\{", inside.replace("$${", ""))
    assert not re.search(r"(?<!%)%\{", inside.replace("%%{", ""))


@given(HOSTILE)
def test_nothing_is_a_template_of_go(said):
    assert "{{" not in go_template(said)


@given(HOSTILE)
def test_markdown_has_no_link_no_picture_and_no_markup(said):
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(f"About {markdown(said)}")
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "text_special"}
    assert tokens[1].children is not None
    assert "".join(child.content for child in tokens[1].children) == f"About {said.line}".strip()


@given(HOSTILE)
def test_html_has_no_tag_and_no_expression(said):
    assert not set(html(said)) & set("<>\"'{}")
