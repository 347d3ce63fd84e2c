import pytest

from tests.sketcher.support.drawing import Artist


def test_a_name_behind_a_colon_is_the_part_before_it(draw: Artist) -> None:
    drawing = draw("- Frontend: Angular\n- Backend: ASP.NET Core\n- Queue: RabbitMQ")
    assert drawing.technologies == {"Angular": "Angular", "Backend": "ASP.NET Core", "RabbitMQ": "RabbitMQ"}
    assert drawing.edges == {"Angular > Backend", "Backend > RabbitMQ"}


def test_a_list_behind_a_colon_stands_for_the_noun_before_it(draw: Artist) -> None:
    drawing = draw("The gateway routes to three services: users, orders and payments.")
    assert drawing.edges == {"Gateway > Users service", "Gateway > Orders service", "Gateway > Payments service"}


def test_a_list_is_dealt_out_respectively(draw: Artist) -> None:
    drawing = draw("The order and billing services each have their own database: MongoDB and MySQL respectively.")
    assert drawing.edges == {"Order service > MongoDB", "Billing service > MySQL"}


@pytest.mark.parametrize("heading", ["Uber clone:", "RAG setup:", "draw me a chat app:", "Architecture:"])
def test_a_heading_is_no_part(draw: Artist, heading: str) -> None:
    drawing = draw(f"{heading} a React client, a FastAPI backend and Postgres")
    assert set(drawing.kinds) == {"React client", "FastAPI backend", "PostgreSQL"}


def test_a_clause_behind_a_colon_is_no_name(draw: Artist) -> None:
    drawing = draw("There is no queue: the service queries Oracle directly.")
    assert drawing.edges == {"Service > Oracle"}
