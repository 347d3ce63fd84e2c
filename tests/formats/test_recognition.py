import pytest

from infrasketch_desktop.formats.recognition import recognised
from infrasketch_desktop.formats.result import SourceFile

KNOWN = [
    ("shop.mmd", "anything", "mermaid"),
    ("readme.md", "# Shop\n\n```mermaid\nflowchart LR\n```\n", "mermaid"),
    ("readme.md", "# Shop\n\nNo picture.\n", None),
    ("notes.txt", "%% a comment\n\nflowchart TD\n  a --> b\n", "mermaid"),
    ("", "graph LR; a --> b", "mermaid"),
    ("", "graph LR;\na --> b", "mermaid"),
    ("", "---\ntitle: Shop\n---\ngraph LR\na --> b", "mermaid"),
    ("notes.txt", "graphs are nice\n", None),
    ("", "%%{init: {}}%%\nflowchart LR\na --> b", "mermaid"),
    ("", "flowchart-elk TD\na --> b", "mermaid"),
    ("shop.drawio", "", "drawio"),
    ("shop.xml", '<?xml version="1.0"?>\n<mxfile host="x">', "drawio"),
    ("shop.xml", "<mxGraphModel>", "drawio"),
    ("pom.xml", "<project>", "repository"),
    ("shop.drawio.svg", '<svg xmlns="x" content="&lt;mxfile host=&quot;x&quot;&gt;">', "drawio"),
    ("shop.svg", '<svg xmlns="x"><path/></svg>', None),
    ("build.xml", "<project>", None),
    ("api/Dockerfile", "FROM python", "repository"),
    ("", "  <mxGraphModel><root/>", "drawio"),
    ("shop.d2", "a -> b", "d2"),
    ("shop.dsl", "workspace {", "structurizr"),
    ("", '/* one */ // two\n workspace "Shop" "Sells" {\n', "structurizr"),
    ("nodes.csv", "", "csv"),
    ("main.tf", "", "terraform"),
    ("main.tf.json", '{"resource": {}}', "terraform"),
    ("main.json", '{"resource": {"aws_s3_bucket": {}}}', "terraform"),
    ("", 'resource "aws_s3_bucket" "logs" {\n}', "terraform"),
    ("shop.json", '{"format": "infrasketch-diagram", "version": 1}', "json"),
    ("shop.json", '{"AWSTemplateFormatVersion": "2010-09-09"}', "cloudformation"),
    ("shop.json", '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}', "cloudformation"),
    ("package.json", '{"name": "shop"}', "repository"),
    ("shop.json", '{"name": "shop"}', None),
    ("compose.yaml", "services:\n  web:\n    image: nginx\n", "compose"),
    ("compose.yaml", "\ufeffservices:\r\n  web: {}\r\n", "compose"),
    ("shop.yml", "apiVersion: v1\nkind: Service\n", "kubernetes"),
    ("shop.yml", "- item\n  apiVersion: v1\n", None),
    ("shop.yaml", "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n", "cloudformation"),
    ("shop.template", '{"AWSTemplateFormatVersion": "2010-09-09"}', "cloudformation"),
    ("shop.yaml", "name: ci\non: push\n", None),
    ("photo.png", "\x89PNG", None),
    ("shop.png", "\x89PNG....tEXtmxfile\0%3Cmxfile", "drawio"),
]


@pytest.mark.parametrize(("name", "text", "expected"), KNOWN)
def test_the_format_is_told_by_name_and_content(name, text, expected):
    found = recognised([SourceFile(name, text.encode())])

    assert (found.id if found else None) == expected


def test_text_in_utf_16_is_looked_at():
    assert recognised([SourceFile("x.yaml", "services:\n  a: {}".encode("utf-16"))]).id == "compose"


def test_several_files_of_one_format_are_that_format():
    files = [SourceFile("a.tf", b""), SourceFile("modules/b.tf", b"")]

    assert recognised(files).id == "terraform"


def test_infrastructure_of_several_formats_is_part_of_a_repository():
    files = [SourceFile("a.tf", b""), SourceFile("compose.yaml", b"services: {}"), SourceFile("Dockerfile", b"")]

    assert recognised(files).id == "repository"


def test_files_of_different_formats_are_of_none():
    assert recognised([SourceFile("a.tf", b""), SourceFile("b.d2", b"")]) is None
    assert recognised([]) is None


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("piece", "times"),
    [(" ", 10**7), ("/**/", 10**6), ("%% x\n", 10**6), ("---\n", 10**6), ("[", 10**7), ("<svg ", 10**6)],
)
def test_text_that_is_long_and_nothing_is_told_at_once(piece, times):
    assert recognised([SourceFile("", (piece * times).encode())]) is None
