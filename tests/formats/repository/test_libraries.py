import pytest

from infrasketch_desktop.formats.repository.clients import CLIENTS
from infrasketch_desktop.formats.repository.libraries import COMPATIBLE, FRAMEWORKS, LANGUAGES, client_of, framework


def test_every_technology_of_the_tables_is_known_by_that_name(catalog):
    named = {name for table in (FRAMEWORKS, CLIENTS) for names in table.values() for name in names}
    named |= {*LANGUAGES.values(), *COMPATIBLE, *(other for others in COMPATIBLE.values() for other in others)}

    assert {name for name in named if (found := catalog.named(name)) is None or found.name != name} == set()


def test_no_library_is_listed_twice():
    for table in (FRAMEWORKS, CLIENTS):
        for names in table.values():
            libraries = " ".join(names.values()).split()
            assert len(libraries) == len(set(libraries))


@pytest.mark.parametrize(
    ("ecosystem", "dependency", "technology"),
    [
        ("npm", "pg", "PostgreSQL"),
        ("pypi", "psycopg", "PostgreSQL"),
        ("go", "github.com/redis/go-redis/v9", "Redis"),
        ("maven", "org.springframework.kafka:spring-kafka", "Apache Kafka"),
        ("nuget", "StackExchange.Redis", "Redis"),
        ("npm", "left-pad", ""),
    ],
)
def test_client_libraries_tell_what_they_talk_to(ecosystem, dependency, technology):
    assert client_of(ecosystem, dependency) == technology


def test_any_artifact_of_a_group_may_tell_the_framework():
    assert framework("maven", "org.springframework.boot:spring-boot-starter-web") == "Spring Boot"
    assert framework("maven", "org.springframework.boot:spring-boot-starter-webflux") == "Spring WebFlux"
