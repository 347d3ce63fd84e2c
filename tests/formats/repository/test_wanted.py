import pytest

from infrasketch_desktop.formats.repository import wanted


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "services/orders/pyproject.toml",
        "api/requirements-dev.txt",
        "go.mod",
        "Cargo.toml",
        "pom.xml",
        "app/build.gradle.kts",
        "Gemfile",
        "composer.json",
        "src/Shop.Web/Shop.Web.csproj",
        "Dockerfile",
        "web/Dockerfile.dev",
        "web/api.Dockerfile",
        "docker-compose.override.yml",
        "k8s/orders.yaml",
        "infra/main.tf",
        "infra/main.tf.json",
        "stack.template",
        "cdk/shop.template.json",
    ],
)
def test_files_that_describe_a_system_are_wanted(path):
    assert wanted(path)


@pytest.mark.parametrize(
    "path",
    [
        "src/main.py",
        "README.md",
        "package-lock.json",
        "pnpm-lock.yaml",
        "web/.dockerignore",
        "Dockerfile.dockerignore",
        "tests/fixtures/compose.yaml",
        "docs/compose.yaml",
        "chart/values.yaml",
        "data.json",
        "../outside/compose.yaml",
        "key.pem",
        ".env",
    ],
)
def test_other_files_are_not_wanted(path):
    assert not wanted(path)
