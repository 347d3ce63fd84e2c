"""What the chapters say of one small shop, read by a person and written down here by hand."""

from __future__ import annotations

import itertools

import pytest

from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter, EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from tests.design_doc.conftest import Write
from tests.design_doc.reading import blocks_of, cells_of, text_of
from tests.support.diagrams import edge, group, node


@pytest.fixture
def chapter(written: Write, shop: Diagram):
    """Blocks of a chapter of the shop, as text."""
    document = written(shop)
    return lambda name: {key: text_of(value) for key, value in blocks_of(document, name).items()}


def test_the_summary_counts_and_names(chapter) -> None:
    text = chapter(Chapter.EXECUTIVE_SUMMARY)["system"]
    assert text.startswith("Shop consists of seven components in one group, joined by six connections.")
    assert "Browser reaches it through Gateway." in text
    assert "One API and one worker do the work." in text
    assert "Data is kept in Orders." in text
    assert "Work that nobody has to wait for passes through Jobs." in text
    assert "It depends on one system that others run: Mail provider." in text


def test_the_summary_says_which_technologies_are_open(chapter) -> None:
    text = chapter(Chapter.EXECUTIVE_SUMMARY)["technology"]
    assert text.startswith("The technologies named are FastAPI, Kong, PostgreSQL and RabbitMQ.")
    assert text.endswith("The technology of Mailer is still open.")


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([node("api", kind=NodeKind.API, technology="FastAPI")], "one component: Api, an API made with FastAPI."),
        ([node("a"), node("b")], "two components; how they are connected is not drawn yet."),
        ([node("a"), node("b"), edge("a", "b")], "two components, joined by one connection."),
    ],
)
def test_the_summary_reads_well_for_very_small_diagrams(written: Write, records, sentence: str) -> None:
    text = text_of(blocks_of(written(build_diagram(records)), Chapter.EXECUTIVE_SUMMARY)["system"])
    assert f"The system consists of {sentence}" in text


def test_the_overview_sorts_parts_into_layers(written: Write, shop: Diagram) -> None:
    layers = blocks_of(written(shop), Chapter.SYSTEM_OVERVIEW)["layers"]
    rows = ["Clients", "Browser", "Edge", "Gateway", "Application", "Order API", "Background work", "Mailer"]
    rows += ["Messaging", "Jobs", "Data", "Orders", "External systems", "Mail provider"]
    assert cells_of(layers) == rows


def test_the_overview_tells_what_crosses_the_border_of_a_group(chapter) -> None:
    text = chapter(Chapter.SYSTEM_OVERVIEW)["backend/group"]
    assert text == "Holds Order API and Orders. It is reached from Gateway and reaches out to Jobs."


def test_the_overview_names_entry_points_and_external_systems(written: Write, shop: Diagram) -> None:
    blocks = blocks_of(written(shop), Chapter.SYSTEM_OVERVIEW)
    assert cells_of(blocks["entry-points"]) == ["Gateway", "Browser", "HTTPS"]
    assert text_of(blocks["external-systems"]) == "Mail provider: used by Mailer."


def test_remarks_on_the_sheet_are_told(written: Write) -> None:
    document = written(build_diagram([node("a"), Note(id="n", text="Not before\n# June")]))
    assert text_of(blocks_of(document, Chapter.SYSTEM_OVERVIEW)["remarks"]) == "Not before# June"


def test_a_component_says_what_it_is_and_who_its_neighbours_are(written: Write, shop: Diagram) -> None:
    blocks = blocks_of(written(shop), Chapter.COMPONENT_DETAILS)
    purpose = "Order API is an API made with FastAPI. It stands between Gateway and Orders and Jobs."
    assert text_of(blocks["api/purpose"]) == purpose
    assert cells_of(blocks["api/facts"]) == ["Kind", "API", "Technology", "FastAPI", "Group", "Backend"]
    assert cells_of(blocks["api/connections"]) == [
        *("From", "Gateway", "place order", "Request"),
        *("To", "Orders", "–", "Data"),
        *("To", "Jobs", "order placed", "Event"),
    ]
    assert "PostgreSQL is a relational database" in blocks["orders/technology"]


def test_a_description_takes_the_place_of_the_generated_purpose_and_all_else_is_told_too(written: Write) -> None:
    told = node(
        "a", description="Keeps carts.", notes="Ask Kim.", inputs=("cart",), outputs=("price",), origin="c.yaml:3"
    )
    blocks = blocks_of(written(build_diagram([told])), Chapter.COMPONENT_DETAILS)
    assert blocks["a/purpose"] == "Keeps carts."
    assert text_of(blocks["a/notes"]) == "Notes. Ask Kim."
    assert cells_of(blocks["a/facts"]) == [
        *("Kind", "Service", "Takes", "cart", "Gives", "price", "Found in", "c.yaml:3"),
    ]


def test_what_is_known_of_a_technology_is_told_once(written: Write) -> None:
    records = [node(i, kind=NodeKind.DATABASE, technology="PostgreSQL") for i in ("a", "b")]
    blocks = blocks_of(written(build_diagram(records)), Chapter.COMPONENT_DETAILS)
    assert "Scaling." in text_of(blocks["a/technology"])
    assert text_of(blocks["b/technology"]) == "The notes on technology under A hold here too."


def test_a_member_is_connected_by_what_its_group_is(written: Write) -> None:
    records = [node("a"), group("g"), node("b", group="g"), edge("a", "g", label="calls")]
    blocks = blocks_of(written(build_diagram(records)), Chapter.COMPONENT_DETAILS)
    assert cells_of(blocks["b/connections"]) == ["From", "A, through G", "calls", "Request"]


def test_a_request_is_followed_step_by_step(written: Write, shop: Diagram) -> None:
    path = blocks_of(written(shop), Chapter.DATA_FLOW)["browser/path"]
    assert text_of(path.partition("\n")[0]) == "Four steps lead from Browser to Orders:"
    assert [text_of(line).partition(". ")[2] or text_of(line) for line in path.splitlines()[2:]] == [
        "Browser sends requests to Gateway: HTTPS.",
        "Gateway routes requests to Order API: place order.",
        "Order API reads and writes Orders.",
        "Order API publishes to Jobs: order placed.",
    ]


def test_messages_are_followed_through_their_queue(written: Write, shop: Diagram) -> None:
    text = blocks_of(written(shop), Chapter.DATA_FLOW)["jobs/messages"]
    assert [text_of(line) for line in text.splitlines() if line] == [
        "Order API goes on at once; Jobs keep the message until it is taken:",
        "Order API publishes to Jobs: order placed.",
        "Jobs deliver to Mailer: order placed.",
        "Mailer calls Mail provider: confirmation.",
    ]


def test_a_second_entry_joins_the_way_that_was_told(written: Write, shop: Diagram) -> None:
    app = node("phone", y=10, kind=NodeKind.CLIENT)
    blocks = blocks_of(written(build_diagram([*shop, app, edge("phone", "gateway")])), Chapter.DATA_FLOW)
    text = text_of(blocks["phone/path"])
    assert text.startswith("One step follows from Phone:")
    assert text.endswith("From Gateway on, the way is the one described above.")


def test_what_a_consumer_does_is_followed_to_its_end(written: Write, shop: Diagram) -> None:
    records = [*shop, node("archive", y=700, kind=NodeKind.STORAGE), edge("post", "archive")]
    text = text_of(blocks_of(written(build_diagram(records)), Chapter.DATA_FLOW)["jobs/messages"])
    assert text.endswith("Mailer calls Mail provider: confirmation.Mail provider keeps files in Archive.")


@pytest.mark.parametrize(
    ("label", "verb"),
    [("Workers", "call"), ("Worker", "calls"), ("Redis", "calls"), ("Bus", "calls"), ("Access", "calls")],
)
def test_verbs_agree_with_names(written: Write, label: str, verb: str) -> None:
    blocks = blocks_of(written(build_diagram([node("a", label=label), node("b"), edge("a", "b")])), Chapter.DATA_FLOW)
    assert f"{label} {verb} B." in text_of(blocks["a/path"])


def test_a_dense_diagram_is_told_in_bounds(written: Write) -> None:
    ids = [f"s{n}" for n in range(60)]
    records = [node("browser", kind=NodeKind.CLIENT), edge("browser", "s0"), *map(node, ids)]
    records += [edge(a, b) for a in ids for b in ids if a != b]
    blocks = blocks_of(written(build_diagram(records)), Chapter.DATA_FLOW)
    path = blocks["browser/path"]
    assert path.count("\n1") + path.count("\n2") >= 1
    assert "40. " in path
    assert "41. " not in path
    assert "3,501 further steps left out here." in text_of(path)  # 60 x 59 connections and the first, less 40


def test_events_and_copies_have_lists_of_their_own(written: Write) -> None:
    records = [node("a"), node("b"), node("c", kind=NodeKind.DATABASE), node("d", kind=NodeKind.DATABASE)]
    records += [edge("a", "b", kind=EdgeKind.EVENT), edge("c", "d", kind=EdgeKind.REPLICATION)]
    blocks = blocks_of(written(build_diagram(records)), Chapter.DATA_FLOW)
    assert text_of(blocks["events"]).endswith("A sends events to B.")
    assert text_of(blocks["replication"]) == "C replicates to D."


def test_findings_are_told_with_reason_and_remedy(catalog, shop: Diagram) -> None:
    lone = Finding("no-monitoring", Severity.LOW, "Nothing watches", "Nobody knows.", (), (Fix("Add monitoring", ()),))
    pair = tuple(Finding("no-replica", Severity.HIGH, f"No copy of {i}", "It is lost.", (i,)) for i in ("orders", "x"))
    blocks = blocks_of(design_document(shop, catalog, None, (*pair, lone)), Chapter.SCALABILITY_RELIABILITY)
    assert text_of(blocks["findings"]) == "Three points deserve attention before the system carries load."
    assert text_of(blocks["no-monitoring"]) == "Nothing watches (minor). Nobody knows. A remedy: “Add monitoring”."
    assert text_of(blocks["no-replica"]) == "No copy of orders (serious)No copy of x (serious)It is lost."


def test_trust_ends_where_the_system_does(chapter) -> None:
    text = chapter(Chapter.SECURITY)["trust-boundaries"]
    assert text.startswith("One connection comes in from outside.")
    assert "Browser sends requests to Gateway: HTTPS." in text
    assert "One connection leaves the system." in text
    assert text.endswith("Mailer calls Mail provider: confirmation.")


def test_without_an_identity_provider_the_entry_has_to_ask(chapter) -> None:
    assert chapter(Chapter.SECURITY)["identity"] == (
        "No component establishes who a caller is. Gateway should do so, or refer to one that does."
    )


def test_alternatives_are_of_the_same_sort_and_say_when_they_fit(written: Write, shop: Diagram) -> None:
    blocks = blocks_of(written(shop), Chapter.TRADE_OFFS)
    assert "Chosen for Jobs." in text_of(blocks["rabbitmq"])
    assert "Apache Kafka fits when" in text_of(blocks["rabbitmq"])
    assert text_of(blocks["open-choices"]).startswith("Worker (Mailer):Celery fits when")


def test_phases_follow_dependencies(written: Write, shop: Diagram) -> None:
    blocks = blocks_of(written(shop), Chapter.IMPLEMENTATION_PHASES)
    phases = [text_of(blocks[f"phase-{number}"]) for number in (1, 2, 3, 4)]
    assert phases == [
        "OrdersJobsMail provider: agree on the interface and get access",
        "Order API: needs Orders and JobsMailer: needs Jobs and Mail provider",
        "Gateway: needs Order API",
        (
            "Browser: needs GatewayThe whole is done when requests from outside run through all of it, "
            "under the load that is expected."
        ),
    ]


def test_what_depends_on_each_other_is_built_together(written: Write) -> None:
    records = [node("a"), node("b"), node("c"), edge("a", "b"), edge("b", "a"), edge("c", "a")]
    blocks = blocks_of(written(build_diagram(records)), Chapter.IMPLEMENTATION_PHASES)
    assert "A and B depend on each other and are built together." in text_of(blocks["phase-1"])
    assert text_of(blocks["phase-2"]) == "C: needs A"


def test_a_long_chain_shares_six_phases(written: Write) -> None:
    ids = [f"s{n}" for n in range(20)]
    records = [*map(node, ids), *(edge(a, b) for a, b in itertools.pairwise(ids))]
    blocks = blocks_of(written(build_diagram(records)), Chapter.IMPLEMENTATION_PHASES)
    assert [key for key in blocks if key.startswith("phase-")] == [f"phase-{n}" for n in range(1, 7)]
    assert text_of(blocks["phase-1"]) == "S19"
