import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.structurizr.reading import read
from tests.formats.inspecting import applied, edges, groups, nodes

BANK = """/* Big bank,
   after the example */
workspace "Big Bank" "desc" {
    !identifiers hierarchical
    !docs docs
    !const ORG "Bank"
    model {
        customer = person "Customer" "Has an account" "VIP"
        group "${ORG} plc" {
            bank = softwareSystem "Internet Banking" {
                spa = container "SPA" "All the \\"banking\\"" "JavaScript and Angular" "Web Browser"
                api = container "API" "Via JSON" "Java" {
                    signin = component "Sign In" "Lets users in" "Spring"
                    mail = component "Mail"
                    signin -> mail "uses"
                }
                db = container "Store" {
                    technology "Oracle"
                    tags "Database"
                    description "Keeps"
                }
                spa -> api.signin "calls" "JSON/HTTPS"
                api.mail -> db "reads" "JDBC" {
                    tags "event"
                }
            }
            mainframe = softwareSystem "Mainframe" "core"
        }
        customer -> bank "Views \\
            account"
        nobody -> customer
        !script groovy {
            foo { bar
            }
        }
        person "Anonymous" {
            -> bank.spa "visits"
        }
        deploymentEnvironment "Live" {
            deploymentNode "AWS" {
                lb = infrastructureNode "Front LB" "" "Elastic Load Balancer"
                deploymentNode "EC2" {
                    a = containerInstance bank.api.signin
                    b = containerInstance bank.api.mail
                    lb -> a "forwards"
                }
            }
        }
    }
    views {
        systemContext bank {
            include *
        }
    }
    !include other.dsl
}
"""
STATIC = BANK[: BANK.index("        deploymentEnvironment")] + BANK[BANK.index("    }\n    views") :]


def imported(text: str, catalog) -> Imported:
    return read([SourceFile("bank.dsl", text.encode())], catalog)


@pytest.fixture(scope="module")
def bank(catalog) -> Imported:
    return imported(STATIC, catalog)


def test_leaves_are_nodes_with_description_and_technology(bank):
    found = nodes(bank)
    assert {label: node.kind.value for label, node in found.items()} == {
        "Customer": "client",
        "SPA": "client",
        "Sign In": "service",
        "Mail": "service",
        "Store": "database",
        "Mainframe": "external",
        "Anonymous": "client",
    }
    assert (found["SPA"].description, found["SPA"].technology) == ('All the "banking"', "JavaScript and Angular")
    assert (found["Store"].description, found["Store"].technology) == ("Keeps", "Oracle")
    assert found["Customer"].origin == "bank.dsl:8"


def test_what_has_an_inside_is_a_group(bank):
    assert groups(bank) == {
        "Bank plc": {"Internet Banking", "Mainframe"},
        "Internet Banking": {"SPA", "API", "Store"},
        "API": {"Sign In", "Mail"},
    }


def test_relationships_are_edges_from_wherever_they_stand(bank):
    assert edges(bank) == {
        "Sign In -> Mail: uses",
        "SPA -> Sign In: calls",
        "Mail -> Store: reads",
        "Customer -> Internet Banking: Views account",
        "Anonymous -> SPA: visits",
    }
    assert applied(bank).edges["mail--store"].kind is EdgeKind.EVENT
    assert applied(bank).sheet.title == "Big Bank"


def test_instances_are_related_as_what_they_stand_for(catalog):
    found = applied(imported(BANK, catalog))
    live = {found.nodes[i].label for i in found.descendants("live") if i in found.nodes}
    assert live == {"Front LB", "Sign In", "Mail"}
    inside = [e for e in found.edges.values() if "live" in found.ancestors(e.source)]
    assert sorted(edge.label for edge in inside) == ["forwards", "uses"]


def test_what_is_not_carried_is_told_by_line(bank):
    told = {(loss.what, loss.origin.line if loss.origin else 0) for loss in bank.losses}
    assert told == {
        ("“!docs docs”", 5),
        ("the relationship with “nobody”", 31),
        ("“!script groovy”", 32),
        ("“views”", 40),
        ("“!include other.dsl”", 45),
        ("the description of “API”", 12),
    }


def test_flat_identifiers_are_known_everywhere(catalog):
    text = 'model {\na = softwareSystem A {\nb = container B\n}\nc = person C\nc -> b "x"\n}'
    assert edges(imported(text, catalog)) == {"C -> B: x"}


def test_keywords_are_read_in_any_case_and_archetypes_by_name(catalog):
    text = "MODEL {\narchetypes {\nservice = container {\n}\n}\ns = SOFTWARESYSTEM S {\nx = service X\n}\n}"
    assert groups(imported(text, catalog)) == {"S": {"X"}}


def test_nothing_is_opened_or_run(catalog):
    text = "workspace extends https://evil.example/x.dsl {\n!plugin x\n!adrs x\n}"
    why = "other files are never opened, and nothing is run"
    assert [loss.why for loss in imported(text, catalog).losses] == [why] * 3
