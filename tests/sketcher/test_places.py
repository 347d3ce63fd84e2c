from tests.sketcher.support.drawing import Artist


def test_fronts_of_different_kinds_stand_in_a_row(draw: Artist) -> None:
    drawing = draw("Put a WAF and a load balancer in front of three app servers")
    assert drawing.edges == {"WAF > Load balancer", "Load balancer > App servers"}


def test_a_place_before_the_verb_describes_the_subject(draw: Artist) -> None:
    drawing = draw("a lambda behind api gateway writes to dynamodb")
    assert drawing.edges == {"API gateway > Lambda", "Lambda > DynamoDB"}


def test_callers_come_in_at_the_front(draw: Artist) -> None:
    assert draw("The mobile app talks to an API behind an ALB.").edges == {"Mobile app > ALB", "ALB > API"}


def test_a_list_of_places_before_the_verb_lies_on_both_sides(draw: Artist) -> None:
    drawing = draw("Between the web tier and the Oracle database sits a Hazelcast cluster.")
    assert drawing.edges == {"Web tier > Hazelcast", "Hazelcast > Oracle Database"}


def test_a_platform_is_where_a_part_runs_not_its_partner(draw: Artist) -> None:
    drawing = draw("a Next.js site on Vercel calls a Go API on Fly.io, which uses Supabase")
    assert drawing.edges == {"Next.js site > Go API", "Go API > Supabase"}
