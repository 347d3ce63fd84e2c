"""Generated web apps ask for what services answer, hold no label but as a text, and build and pass their own tests."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.making.openapi import describe
from infrasketch_desktop.codegen.making.webs import apis
from infrasketch_desktop.codegen.project import Project, Role
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.samples import SAMPLES, everything, hostile, of_templates, one_by_one, sixty
from tests.codegen.plans import planned
from tests.support import generated
from tests.support.diagrams import edge, node
from tests.support.node_modules import web_modules
from tests.support.programs import ROOT


@cache
def shop() -> Project:
    """A web app that calls one service itself and two behind a gateway, one of which asks for tokens."""
    return planned(
        node("web", kind=NodeKind.CLIENT, label="Shop"),
        node("gw", kind=NodeKind.GATEWAY, label="Entry"),
        node("orders", kind=NodeKind.API, label="Orders"),
        node("export", kind=NodeKind.API, label="Export"),
        node("news", kind=NodeKind.API, label="News", inputs=("GET /letters",)),
        node("auth", kind=NodeKind.AUTH, label="Login"),
        node("db", kind=NodeKind.DATABASE, label="Orders DB"),
        node("find", kind=NodeKind.SEARCH, label="Find"),
        node("files", kind=NodeKind.STORAGE, label="Files"),
        *(edge("web", target) for target in ("gw", "news")),
        *(edge("gw", target) for target in ("orders", "export")),
        *(edge("orders", target) for target in ("auth", "db", "find", "files")),
    )


def made(project: Project) -> dict[str, str]:
    """The files of the first web app of a project, by their paths in its folder."""
    part = project.of(Role.WEB)[0]
    return {file.path.removeprefix(f"{part.folder}/"): file.text for file in web_files(project)}


def web_files(project: Project) -> list[CodeFile]:
    return list(files_of_part(project, project.of(Role.WEB)[0], program_templates()))


def test_what_stands_behind_a_gateway_has_a_page_and_the_gateway_has_none() -> None:
    found = apis(shop(), shop().part("web"))

    assert [(api.part.id, api.base) for api in found] == [
        ("export", "/_api/entry/export"),
        ("orders", "/_api/entry/orders"),
        ("news", "/_api/news"),
    ]


def test_the_clients_ask_for_what_openapi_describes() -> None:
    texts = made(shop())
    for api in apis(shop(), shop().part("web")):
        described = {
            (method.upper(), re.sub(r"\{\w+\}", "*", path))
            for path, operations in describe(shop(), api.part)["paths"].items()
            for method in operations
            if path not in {"/healthz", "/readyz", "/metrics"}
        }
        asked = re.findall(r'"([A-Z]+)", `\$\{BASE\}([^`?]+)', texts[f"src/clients/{api.part.name}.ts"])
        assert {(method, re.sub(r"\$\{.*\}", "*", path)) for method, path in asked} == described


def test_only_what_asks_for_tokens_gets_a_field_for_one() -> None:
    assert "src/components/TokenField.tsx" in made(shop())
    assert "TokenField" in made(shop())["src/App.tsx"]
    assert "TokenField" not in made(SAMPLES["apart"]())["src/App.tsx"]


def test_the_same_plan_gives_the_same_files() -> None:
    assert web_files(shop()) == web_files(shop())


@pytest.mark.parametrize("project", [everything, hostile, shop])
def test_every_import_finds_its_file(project: Callable[[], Project]) -> None:
    texts = made(project())
    for path, text in texts.items():
        for module in re.findall(r'from "(\.[^"]+)"', text):
            target = str((Path("/") / path).parent.joinpath(module).resolve().relative_to("/"))
            assert {target, f"{target}.ts", f"{target}.tsx"} & texts.keys(), (path, module)


def test_no_label_leaves_its_literal() -> None:
    texts = made(hostile())
    code = {path: re.sub(r'"(?:[^"\\]|\\.)*"|/\*\*.*?\*/', "", text) for path, text in texts.items() if "src/" in path}
    assert code
    for path, text in code.items():
        assert not [word for word in ("rm -rf", "alert(1)", "os.system", "secrets.TOKEN", "$(id)") if word in text], (
            path
        )
    assert "<script>alert" not in texts["index.html"]


def test_the_versions_are_those_that_tests_install() -> None:
    package = json.loads(made(shop())["package.json"])
    wanted = {
        f"{name}@{version}" for kind in ("dependencies", "devDependencies") for name, version in package[kind].items()
    }
    script = (ROOT / "packaging" / "test-programs.sh").read_text(encoding="utf-8")

    assert wanted <= set(re.findall(r"[@\w/-]+@[\d.]+", script))


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("project", [shop, hostile, everything, SAMPLES["apart"], sixty], ids=lambda one: one.__name__)
def test_it_is_typed_builds_and_passes_its_own_tests(project: Callable[[], Project], tmp_path: Path) -> None:
    build(project(), tmp_path)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_so_do_the_web_apps_of_templates_and_of_a_single_node(tmp_path: Path) -> None:
    for number, project in enumerate((*of_templates(), *one_by_one())):
        if project.of(Role.WEB):
            build(project, tmp_path / str(number), "tsc")


def build(project: Project, folder: Path, *only: str) -> None:
    """Check types, build and run the tests of the first web app, as its scripts do."""
    modules = web_modules()
    here = generated.write(web_files(project), folder) / project.of(Role.WEB)[0].folder
    (here / "node_modules").symlink_to(modules)
    for tool, argument in (("tsc", "--noEmit"), ("vite", "build"), ("vitest", "run")):
        if not only or tool in only:
            command = ["node", str((modules / ".bin" / tool).resolve()), argument]
            done = subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=120, check=False)
            assert done.returncode == 0, f"{tool}\n{done.stdout}{done.stderr}"
