from tests.sketcher.support.drawing import Artist


def test_an_exception_is_the_only_one_who_acts(draw: Artist) -> None:
    assert draw("Nothing talks to Postgres except Hasura.").edges == {"Hasura > PostgreSQL"}


def test_what_stands_in_front_is_called_first(draw: Artist) -> None:
    assert draw("Postgres with PgBouncer in front.").edges == {"PgBouncer > PostgreSQL"}


def test_what_sits_on_top_uses_what_came_before(draw: Artist) -> None:
    drawing = draw("Airbyte loads data into Redshift; Superset sits on top.")
    assert drawing.edges == {"Airbyte > Redshift", "Superset > Redshift"}


def test_a_given_name_is_no_verb(draw: Artist) -> None:
    drawing = draw("The shop publishes to a Kafka topic called orders.")
    assert drawing.edges == {"Shop > Kafka topic"}
