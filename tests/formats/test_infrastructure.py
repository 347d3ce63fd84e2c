"""What holds for all readers of infrastructure files, whatever stands in the files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram.validation import MAX_LABEL
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import SourceFile
from infrasketch_desktop.formats.table import format_named
from tests.formats.inspecting import applied, everything

FORMATS = {"compose": "a.yaml", "kubernetes": "a.yaml", "cloudformation": "a.json", "terraform": "a.tf.json"}
WORDS = {
    "compose": """services image build environment env_file depends_on links networks volumes ports profiles extends
        include file service path condition deploy replicas labels configs secrets source target aliases command a b""",
    "kubernetes": """apiVersion kind metadata name namespace labels spec template containers env value valueFrom
        configMapKeyRef key envFrom configMapRef data selector rules http paths backend service host path items
        parentRefs backendRefs hostnames scaleTargetRef volumes persistentVolumeClaim claimName a b""",
    "cloudformation": """Resources Type Properties Environment Variables Events Policies Role Ref Fn::GetAtt Fn::Sub
        Statement Action Resource Connectors Destination Id Outputs Export Name Value Globals Function a b""",
    "terraform": """resource data module variable output locals aws_sqs_queue aws_lambda_function environment source
        count for_each name default value aws_iam_role role policy statement actions resources a b""",
}
TEXTS = [
    *("a", "b", "a:80", "http://b", "tcp://a:1", "b.a.svc", "3", "0", "true", "./b", "Api", "SQS", "v1", "apps/v1"),
    *("Deployment", "Service", "Ingress", "ConfigMap", "Pod", "List", "Gateway", "HTTPRoute", "networking.k8s.io/v1"),
    *("AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::IAM::Role", "AWS::Serverless::Function", "sqs:ReceiveMessage"),
    *("${a}", "${aws_sqs_queue.a.arn}", "${local.a}", "${var.a}", "${module.a.b}"),
]


def trees(words: list[str]) -> st.SearchStrategy[object]:
    texts = st.sampled_from([*TEXTS, "", "\u202e</script>", "x" * (MAX_LABEL + 1)])
    return st.recursive(
        texts | st.none() | st.integers(0, 3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(words), inner, max_size=4),
        max_leaves=25,
    )


def wrapped(format_id: str, tree: object, name: str) -> object:
    """The tree where the reader looks first, so that not every example is refused at once."""
    match format_id:
        case "compose":
            return {"services": {name: {"image": "x"}, "b": tree, "a": {"image": "redis", "environment": tree}}}
        case "kubernetes":
            pod = {"containers": [{"image": "x", "env": tree, "envFrom": tree}], "volumes": tree}
            first = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": pod}
            route = {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "a"}, "spec": tree}
            return {"kind": "List", "items": [first, route, tree]}
        case "cloudformation":
            function = {"Type": "AWS::Serverless::Function", "Properties": tree, "Connectors": tree}
            return {"Resources": {name: function, "b": tree, "a": {"Type": "AWS::SQS::Queue"}}}
        case _:
            function = {"aws_lambda_function": {name or "n": tree}, "aws_sqs_queue": {"a": {}}}
            return {"resource": function, "locals": {"a": tree}, "module": tree, "data": tree}


@pytest.mark.parametrize("format_id", FORMATS)
def test_whatever_a_file_says_becomes_a_diagram_or_a_clear_error(format_id, catalog):
    @settings(max_examples=40)
    @given(trees(WORDS[format_id].split()), st.sampled_from(["a", "", "c", "x" * 600]))
    def check(tree: object, name: str) -> None:
        text = json.dumps(wrapped(format_id, tree, name))
        if len(name) > MAX_LABEL:
            text = text.replace(f'"{name}":', '"long":')
        try:
            found = format_named(format_id).read([SourceFile(FORMATS[format_id], text.encode())], catalog)
        except FormatError:
            return
        assert all(node.origin for node in applied(found).nodes.values())

    check()


@pytest.mark.parametrize("format_id", FORMATS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: b" " * 50_000_000, "MB"),
        (b"{" * 100_000, "nested|no valid"),
        (b"\xff\xfe\x00", "text|UTF-8|no "),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"a: !!python/object/apply:os.system [id]", "Python object"),
        (b"a: &a [*a]", "contains itself"),
        (b"\x00" * 100, "binary"),
        (b"", "no "),
    ],
)
def test_hostile_files_are_refused_with_their_name(format_id, content, said, catalog):
    made = content() if callable(content) else content
    with pytest.raises(FormatError, match=said) as caught:
        format_named(format_id).read([SourceFile(FORMATS[format_id], made)], catalog)
    assert "Nothing was imported." in str(caught.value)
    assert FORMATS[format_id] in str(caught.value)


@pytest.mark.parametrize("format_id", FORMATS)
def test_the_same_files_give_the_same_import(format_id, catalog):
    text = json.dumps(wrapped(format_id, {"environment": {"X": "http://a"}, "Environment": {"Ref": "a"}}, "c"))
    source = SourceFile(FORMATS[format_id], text.encode())
    assert format_named(format_id).read([source], catalog) == format_named(format_id).read([source], catalog)


@pytest.mark.parametrize("format_id", FORMATS)
def test_what_settings_hold_is_nowhere_in_an_import(format_id, catalog):
    secret = "hunter2"
    settings_of = {
        "A_URL": f"postgres://app:{secret}@a:5432/x?token={secret}",
        "B_HOST": f"https://{secret}@nowhere.example/{secret}",
        "PASSWORD": secret,
    }
    listed = [{"name": name, "value": value} for name, value in settings_of.items()]
    tree = {
        "compose": {"services": {"a": {"image": "x"}, "b": {"image": "x", "environment": settings_of}}},
        "kubernetes": {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "a"},
            "spec": {"containers": [{"image": f"https://u:{secret}@r/x", "env": listed, "args": [f"--p={secret}"]}]},
        },
        "cloudformation": {
            "Parameters": {"P": {"Default": secret, "NoEcho": True}},
            "Resources": {
                "a": {"Type": "AWS::Lambda::Function", "Properties": {"Environment": settings_of}},
                "b": {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": secret}},
            },
        },
        "terraform": {
            "variable": {"p": {"default": secret, "sensitive": True}},
            "resource": {
                "aws_lambda_function": {"a": {"environment": {"variables": settings_of}}},
                "aws_db_instance": {"b": {"password": secret, "identifier": "db-${var.p}"}},
            },
        },
    }[format_id]
    source = SourceFile(FORMATS[format_id], json.dumps(tree).encode())
    assert secret not in everything(format_named(format_id).read([source], catalog))
    broken = SourceFile(FORMATS[format_id], json.dumps(tree).encode()[:-1])
    with pytest.raises(FormatError) as caught:
        format_named(format_id).read([broken], catalog)
    assert secret not in str(caught.value)
