import pytest

from tests.sketcher.support.drawing import Artist


@pytest.mark.parametrize("arrow", ["->", "-->", "=>", "==>", "→", "⇒", ">", "~>", "|>"])
def test_any_arrow_connects(draw: Artist, arrow: str) -> None:
    assert draw(f"browser {arrow} API {arrow} MySQL").edges == {"Browser > API", "API > MySQL"}


@pytest.mark.parametrize("arrow", ["<-", "<--", "←"])
def test_an_arrow_to_the_left_points_left(draw: Artist, arrow: str) -> None:
    assert draw(f"MySQL {arrow} API").edges == {"API > MySQL"}


@pytest.mark.parametrize(
    "line",
    [
        "api -- jobs --> redis",
        "api -->|jobs| redis",
        "api =(jobs)=> redis",
        "api --[jobs]--> redis",
        "api -> redis: jobs",
    ],
)
def test_labels_stand_in_or_behind_the_arrow(draw: Artist, line: str) -> None:
    assert draw(line).labels == {"API > Redis": "jobs"}


def test_a_list_fans_out_and_a_known_name_starts_a_new_chain(draw: Artist) -> None:
    drawing = draw("LB -> API -> MySQL & Redis, API -> S3")
    assert drawing.edges == {"LB > API", "API > MySQL", "API > Redis", "API > S3"}


def test_unknown_names_are_parts_too(draw: Artist) -> None:
    assert draw("Foo Bar -> Baz").kinds == {"Foo Bar": "service", "Baz": "service"}


def test_arrows_and_prose_speak_of_the_same_parts(draw: Artist) -> None:
    assert draw("Clients -> ALB -> EKS. The pods read secrets from Vault.").edges >= {"EKS > Vault"}


def test_abbreviations_are_spelt_out(draw: Artist) -> None:
    assert draw("FE (React) -> BE -> PG").kinds.items() >= {("Backend", "api"), ("PostgreSQL", "database")}
