from tests.sketcher.support.drawing import Artist


def _inferred(draw: Artist, text: str) -> set[str]:
    return draw(text).edges


def test_stores_in_a_list_belong_to_the_application(draw: Artist) -> None:
    assert _inferred(draw, "nextjs app, postgres db, redis for sessions") == {
        "NextJS app > PostgreSQL DB",
        "NextJS app > Redis",
    }


def test_fronts_stand_before_each_other_in_their_order(draw: Artist) -> None:
    assert _inferred(draw, "CDN + LB + 3 app nodes + PG primary w/ replica") == {
        "CDN > LB",
        "LB > App nodes",
        "App nodes > PostgreSQL primary",
        "PostgreSQL primary > Replica",
    }


def test_a_queue_that_nobody_fills_is_filled_by_the_application(draw: Artist) -> None:
    edges = _inferred(draw, "An API with MySQL, and a worker that takes jobs from RabbitMQ")
    assert "API > RabbitMQ" in edges


def test_people_who_sign_in_do_so_with_the_first_screen(draw: Artist) -> None:
    edges = _inferred(draw, "Users sign in with Auth0; the dashboard calls the API.")
    assert {"Users > Auth0", "Dashboard > Auth0"} <= edges


def test_a_loose_monitoring_tool_reads_the_other_one(draw: Artist) -> None:
    assert "Grafana > Prometheus" in _inferred(draw, "Prometheus scrapes the API. Grafana is used for dashboards.")


def test_a_count_is_a_note_and_not_several_nodes(draw: Artist) -> None:
    (node,) = draw("three app servers").sketch.operations
    assert node.description == "3 instances"  # type: ignore[union-attr]
