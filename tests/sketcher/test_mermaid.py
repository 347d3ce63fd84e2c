import pytest

from infrasketch_desktop.sketcher.mermaid import is_mermaid
from tests.sketcher.support.drawing import Artist

CHART = """flowchart LR
  %% the shop
  U([User]) -->|HTTPS| W[Web App]
  subgraph vpc [Private network]
    W --> A["Order API"] & B(Cart API)
    A -- jobs --> Q{{RabbitMQ}}
    A --> D[(Orders)]:::store
  end
  classDef store fill:#eee
  Q -.-> K[Worker]
"""


def test_nodes_shapes_and_edges_are_read(draw: Artist) -> None:
    drawing = draw(CHART)
    assert drawing.kinds == {
        "User": "client",
        "Web App": "server",
        "Order API": "api",
        "Cart API": "api",
        "RabbitMQ": "queue",
        "Orders": "database",
        "Worker": "worker",
    }
    assert drawing.edges >= {"User > Web App", "Web App > Order API", "Web App > Cart API", "RabbitMQ > Worker"}


def test_labels_of_edges_are_kept(draw: Artist) -> None:
    assert draw(CHART).labels == {"User > Web App": "HTTPS", "Order API > RabbitMQ": "jobs"}


def test_subgraphs_become_groups(draw: Artist) -> None:
    assert draw(CHART).groups == {
        "Private network": {"Web App", "Order API", "Cart API", "RabbitMQ", "Orders"},
    }


def test_nothing_is_inferred_in_a_chart(draw: Artist) -> None:
    assert draw("graph TD\nA[API]\nB[(MySQL)]").edges == set()


@pytest.mark.parametrize("text", ["flowchart TB\nA-->B", "graph LR; A-->B", "```mermaid\ngraph TD\nA-->B\n```"])
def test_a_chart_is_recognised(text: str) -> None:
    assert is_mermaid(text)


@pytest.mark.parametrize("text", ["graph of friends", "A flowchart LR", "draw a graph TD"])
def test_prose_is_no_chart(text: str) -> None:
    assert not is_mermaid(text)


@pytest.mark.parametrize(
    "text", ["graph TD\nA[", "graph TD\n--> B", "graph TD\nend\nend", "graph TD\nsubgraph\nA", "graph TD\n& A"]
)
def test_damaged_charts_are_read_as_far_as_they_go(draw: Artist, text: str) -> None:
    assert draw(text).sketch.question or draw(text).kinds or not draw(text).edges
