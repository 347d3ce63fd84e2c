import pytest

from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.repository.manifests import read_manifest
from infrasketch_desktop.formats.result import SourceFile

PACKAGE_JSON = """{
  "name": "@shop/orders",
  "description": "Takes orders.",
  "dependencies": {
    "express": "^4",
    "pg": "^8"
  },
  "devDependencies": {"redis": "^4"}
}"""
PYPROJECT = """[project]
name = "orders"
dependencies = [
  "FastAPI[standard]>=0.1",
  "psycopg[binary] >= 3 ; python_version > '3.8'",
]

[tool.poetry.dependencies]
redis = "^5"
"""
REQUIREMENTS = """# what runs
-r base.txt
Flask==3.0  # the web
psycopg2_binary==2.9
git+https://user:token@example.com/x.git
"""
COMPILED = """flask==3.0
    # via
    #   -r requirements.in
jinja2==3.1
    # via flask
redis==5.0
    # via -r requirements.in
"""
GO_MOD = """module example.com/shop/orders

require github.com/gin-gonic/gin v1.9
require (
\tgithub.com/lib/pq v1.10.9
\tgithub.com/redis/go-redis/v9 v9.0.0 // indirect
)
"""
CARGO = """[package]
name = "orders"

[dependencies]
axum = "0.7"
redis = { version = "0.25" }
"""
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId></parent>
  <artifactId>orders</artifactId>
  <dependencies>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency>
  </dependencies>
</project>"""
GRADLE = """plugins {
  id 'org.springframework.boot' version '3.2'
}
dependencies {
  implementation 'org.springframework.kafka:spring-kafka:3.1'
  testImplementation 'redis.clients:jedis:5.0'
}
"""
GEMFILE = """source 'https://rubygems.org'
gem 'rails', '~> 7'
gem "pg"
"""
COMPOSER = """{"name": "shop/orders", "require": {"laravel/framework": "^10", "ext-redis": "*"}}"""
CSPROJ = """<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup>
    <PackageReference Include="Npgsql" Version="8" />
  </ItemGroup>
</Project>"""

KNOWN = [
    ("package.json", PACKAGE_JSON, "npm", "@shop/orders", {"express": 5, "pg": 6}),
    ("pyproject.toml", PYPROJECT, "pypi", "orders", {"fastapi": 4, "psycopg": 5, "redis": 9}),
    ("requirements.txt", REQUIREMENTS, "pypi", "", {"flask": 3, "psycopg2-binary": 1, "git": 5}),
    ("requirements.txt", COMPILED, "pypi", "", {"flask": 1, "redis": 6}),
    ("go.mod", GO_MOD, "go", "orders", {"github.com/gin-gonic/gin": 3, "github.com/lib/pq": 5}),
    ("Cargo.toml", CARGO, "cargo", "orders", {"axum": 5, "redis": 6}),
    (
        "pom.xml",
        POM,
        "maven",
        "orders",
        {"org.postgresql:postgresql": 5, "org.springframework.boot:spring-boot-starter-parent": 2},
    ),
    (
        "build.gradle",
        GRADLE,
        "maven",
        "",
        {"org.springframework.boot:plugin": 1, "org.springframework.kafka:spring-kafka": 5},
    ),
    ("Gemfile", GEMFILE, "gems", "", {"rails": 2, "pg": 3}),
    ("composer.json", COMPOSER, "composer", "shop/orders", {"laravel/framework": 1, "ext-redis": 1}),
    ("Orders.csproj", CSPROJ, "nuget", "Orders", {"Microsoft.NET.Sdk.Web": 1, "Npgsql": 3}),
]


@pytest.mark.parametrize(("file", "text", "ecosystem", "name", "dependencies"), KNOWN, ids=[k[0] for k in KNOWN])
def test_a_manifest_names_the_program_and_what_it_depends_on(file, text, ecosystem, name, dependencies):
    manifest = read_manifest(SourceFile(f"services/orders/{file}", text.encode()))

    assert (manifest.ecosystem, manifest.name, dict(manifest.dependencies)) == (ecosystem, name, dependencies)
    assert manifest.folder == "services/orders"


@pytest.mark.parametrize("file", ["requirements-dev.txt", "requirements_test.txt", "requirements-docs.txt"])
def test_what_only_developers_need_is_passed_over(file):
    assert read_manifest(SourceFile(file, b"flask\n")) is None


def test_what_only_holds_other_packages_together_depends_on_nothing():
    workspace = b'{"name": "shop", "workspaces": ["a"], "dependencies": {"express": "4"}}'
    parent = POM.replace("<artifactId>orders", "<packaging>pom</packaging><artifactId>orders")

    assert not read_manifest(SourceFile("package.json", workspace)).dependencies
    assert not read_manifest(SourceFile("pom.xml", parent.encode())).dependencies


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("package.json", "{"),
        ("package.json", "[" * 500_000),
        ("package.json", '{"a": ' + "9" * 100_000 + "}"),
        ("pyproject.toml", "a = ["),
        ("pyproject.toml", "a = " + "[" * 500_000),
        ("pom.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><project>&a;</project>"),
        ("pom.xml", "<a>" * 500_000),
        ("package.json", " " * 3_000_000),
        ("Cargo.toml", "\0"),
    ],
)
def test_a_broken_or_hostile_manifest_is_refused_at_once(file, text):
    with pytest.raises(FormatError, match=file):
        read_manifest(SourceFile(file, text.encode()))


@pytest.mark.parametrize("text", ['{"dependencies": ["express"]}', "[]", '{"name": 3, "dependencies": {"a": null}}'])
def test_fields_of_an_unexpected_sort_are_passed_over(text):
    assert read_manifest(SourceFile("package.json", text.encode())).name == ""


@pytest.mark.timeout(4)
@pytest.mark.parametrize("text", ["require " * 20_000, "gem 'x" * 20_000, "# via\n" * 20_000, "a" * 200_000])
@pytest.mark.parametrize("file", ["go.mod", "Gemfile", "build.gradle", "requirements.txt"])
def test_long_text_without_meaning_is_read_at_once(file, text):
    read_manifest(SourceFile(file, text.encode()))


@pytest.mark.timeout(4)
@pytest.mark.parametrize("file", ["go.mod", "Gemfile", "build.gradle"])
def test_many_blank_lines_are_read_at_once(file):
    """A pattern that skips white space at the start of a line took longer with the square of them."""
    read_manifest(SourceFile(file, b"\n " * 60_000))


@pytest.mark.parametrize("text", ["a" + ".b" * 100_000 + "=1", "[a" + ' . "b\\"" ' * 60_000 + "]"])
def test_keys_of_very_many_parts_are_refused_at_once(text):
    with pytest.raises(FormatError, match="not what its name says"):
        read_manifest(SourceFile("Cargo.toml", text.encode()))
