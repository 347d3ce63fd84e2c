"""Which files of a repository say what runs in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_PASSED_OVER = re.compile(
    r"tests?|testing|test-?data|__tests__|specs?|(?:__)?fixtures(?:__)?|mocks|docs?|examples?|samples?|third[_-]party"
    r"|target|build|dist|out|bin|obj"
)
"""Folders whose files are about something else than what is run, or were made by a build."""

_MANIFEST = re.compile(
    r"package\.json|pyproject\.toml|requirements[\w.-]*\.txt|pipfile|go\.mod|cargo\.toml|pom\.xml"
    r"|build\.gradle(?:\.kts)?|gemfile|composer\.json|[\w. -]+\.csproj"
)
_DOCKERFILE = re.compile(r"(?:dockerfile|containerfile)(?:\.[\w.-]+)?|[\w.-]+\.dockerfile")
_INFRASTRUCTURE = re.compile(
    r".+\.(?:ya?ml|tf|tf\.json|template)|[\w.-]*(?:template|cloudformation|stack)[\w.-]*\.json"
)
_NOISE = re.compile(
    r"pnpm-lock\.yaml|mkdocs\.ya?ml|(?:open|async)api\.ya?ml|swagger\.ya?ml|values[\w.-]*\.ya?ml|chart\.ya?ml|kustomization\.ya?ml|_config\.ya?ml"
    r"|(?=.*compose).*\b(?:tests?|ci|e2e)\b.*|dependabot\.ya?ml|renovate\.json|codecov\.ya?ml|.*\.tftest\.hcl"
)


def is_manifest(name: str) -> bool:
    """Whether a file, by its name without folders, lists what a program depends on."""
    return _MANIFEST.fullmatch(name.lower()) is not None


def is_dockerfile(name: str) -> bool:
    return _DOCKERFILE.fullmatch(name.lower()) is not None and not name.lower().endswith(".dockerignore")


def is_infrastructure(name: str) -> bool:
    """Whether a file may say what runs where; what is in it is looked at later."""
    lower = name.lower()
    return _INFRASTRUCTURE.fullmatch(lower) is not None and not _NOISE.fullmatch(lower)


def wanted(relative_path: str) -> bool:
    """Whether a file of a repository is to be read, by its path below the root with `/` between folders."""
    path = PurePosixPath(relative_path)
    if path.name.startswith("."):  # settings of build services, and secrets
        return False
    if any(_PASSED_OVER.fullmatch(folder.lower()) for folder in path.parts[:-1]) or ".." in path.parts:
        return False
    return is_manifest(path.name) or is_dockerfile(path.name) or is_infrastructure(path.name)
