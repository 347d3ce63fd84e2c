from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.formats.cloud import Reference, Resource, Vocabulary, allowed, by, draw, to, verb_of
from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.result import Origin
from tests.formats.inspecting import applied, edges, nodes

WORDS = Vocabulary(
    parts={"function": "AWS Lambda", "queue": "Amazon SQS", "table": "Amazon DynamoDB", "container": ""},
    flows={
        "function": (to("env"), allowed("role")),
        "role": (allowed("statement"),),
        "trigger": (by("source", kind=EdgeKind.EVENT), to("target", "rule")),
        "alias": (to("of"),),
    },
    images=("image",),
)


def resource(key, sort, *references, **more):
    found = (Reference(*reference) for reference in references)
    return Resource(key, sort, key, Origin("f", 1), tuple(found), **more)


@pytest.fixture
def drawn(catalog):
    def draw_all(*resources):
        draft = Draft()
        draw(resources, WORDS, catalog, draft)
        return draft.imported()

    return draw_all


def test_references_outside_of_flows_are_no_traffic(drawn):
    found = drawn(
        resource("f", "function", ("env.A", "q"), ("environment", "t")), resource("q", "queue"), resource("t", "table")
    )
    assert edges(found) == {"f -> q"}


def test_relays_pass_on_whatever_their_number(drawn):
    found = drawn(
        resource("f", "function", ("env", "one")),
        resource("one", "alias", ("of", "two")),
        resource("two", "alias", ("of", "q"), ("of", "one")),
        resource("q", "queue"),
    )
    assert (edges(found), set(nodes(found))) == ({"f -> q"}, {"f", "q"})


def test_a_trigger_names_what_it_carries(drawn):
    found = drawn(
        resource("t", "trigger", ("source", "q"), ("target", "f"), facts={"rule": "GET /x"}),
        resource("q", "queue"),
        resource("f", "function"),
    )
    assert edges(found) == {"q -> f: GET /x"}


def test_what_is_fetched_runs_the_other_way_through_relays(drawn):
    found = drawn(
        resource("f", "function", ("role", "r")),
        resource("r", "role", ("statement", "q", "receive"), ("statement", "t", "both")),
        resource("q", "queue"),
        resource("t", "table"),
    )
    assert edges(found) == {"q -> f", "f -> t: reads and writes"}


def test_references_to_nothing_are_passed_over(drawn):
    assert edges(drawn(resource("f", "function", ("env", "gone"), ("role", "gone")))) == set()


def test_what_exists_elsewhere_is_drawn_when_it_is_touched(drawn):
    found = drawn(
        resource("f", "function", ("env", "q")),
        resource("q", "queue", exists=True),
        resource("t", "table", exists=True),
    )
    assert set(nodes(found)) == {"f", "q"}


def test_a_container_is_what_its_image_says(drawn):
    assert nodes(drawn(resource("c", "container", facts={"image": "redis:7"})))["c"].technology == "Redis"


def test_other_types_are_left_out_and_counted_by_type(drawn):
    found = drawn(resource("a", "vpc"), resource("b", "vpc"), resource("c", "subnet"), resource("q", "queue"))
    assert [loss.what for loss in found.losses] == ["2 × vpc", "subnet"]
    assert len(applied(found).nodes) == 1


@pytest.mark.parametrize(
    ("actions", "verb"),
    [
        (["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], "receive"),
        (["sqs:ReceiveMessage", "sqs:SendMessage"], "both"),
        (["dynamodb:GetItem", "dynamodb:Query"], "read"),
        (["s3:PutObject"], "write"),
        (["s3:GetObject", "s3:PutObject"], "both"),
        (["sns:Publish"], "write"),
        (["kinesis:GetRecords", "kinesis:GetShardIterator"], "receive"),
        (["s3:*"], "use"),
        (["lambda:InvokeFunction"], "use"),
        ([], "use"),
    ],
)
def test_actions_amount_to_a_verb(actions, verb):
    assert verb_of(actions) == verb
