"""NGINX and HAProxy accept what is generated for gateways and CDNs, and pass requests on as the diagram says."""

from __future__ import annotations

import re
from pathlib import Path

import crossplane
import pytest

from infrasketch_desktop.codegen.project import Part, Project, Role
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.fronts import environment, filled, judge, put, split
from tests.codegen.making.samples import SAMPLES, everything, hostile, of_templates, one_by_one, sixty
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node

FRONTS = (Role.GATEWAY, Role.CDN)


def lone(technology: str, kind: NodeKind, label: str) -> tuple[Project, Part]:
    """A gateway in front of one part."""
    project = planned(
        node("gw", kind=NodeKind.GATEWAY, label="Entry", technology=technology),
        node("a", kind=kind, label=label, technology="Amazon S3" if kind is NodeKind.STORAGE else ""),
        edge("gw", "a"),
    )
    return project, project.part("gw")


@pytest.mark.parametrize("part", hostile().of(*FRONTS), ids=lambda part: part.id)
def test_the_servers_accept_it_whatever_labels_say(part: Part, tmp_path: Path) -> None:
    judge(hostile(), part, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_servers_accept_every_sample(sample: str, tmp_path: Path) -> None:
    for part in SAMPLES[sample]().of(*FRONTS):
        judge(SAMPLES[sample](), part, tmp_path)


@pytest.mark.long
def test_the_servers_accept_templates_single_nodes_and_sixty_at_once(tmp_path: Path) -> None:
    for number, project in enumerate((*of_templates(), *one_by_one(), sixty())):
        for part in project.of(*FRONTS):
            judge(project, part, tmp_path / str(number))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_directive_of_nginx_is_known_and_in_its_place(sample: str, tmp_path: Path) -> None:
    project = SAMPLES[sample]()
    for part in project.of(*FRONTS):
        here = put(project, part, tmp_path)
        if (here / "nginx.conf").exists():
            plain = here / "without_maps.conf"  # the parser takes what a map lists for directives
            plain.write_text(re.sub(r"(?ms)^    map .*?^    }$", "", (here / "nginx.conf").read_text()))
            parsed = crossplane.parse(str(plain), strict=True, single=True)
            assert (parsed["status"], parsed["errors"]) == ("ok", [])


def test_no_label_is_more_than_a_comment(tmp_path: Path) -> None:
    for part in hostile().of(*FRONTS):
        here = put(hostile(), part, tmp_path)
        for name in ("nginx.conf", "haproxy.cfg", "addresses.sh", "Dockerfile"):
            lines = (here / name).read_text().splitlines() if (here / name).exists() else []
            code = [line.partition("#")[0] for line in lines]
            assert not [line for line in code if any(word in line for word in ("rm -rf", "49", "os.system", "script>"))]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("http://orders:8000", ("http", "orders:8000", "orders", "")),
        ("https://orders.example.com/", ("https", "orders.example.com:443", "orders.example.com", "")),
        ("s3://eu-west-1/shop?endpoint=http://files:9000&public=x", ("http", "files:9000", "files", "/shop")),
        ("s3://eu-west-1/b", ("https", "b.s3.eu-west-1.amazonaws.com:443", "b.s3.eu-west-1.amazonaws.com", "")),
    ],
)
def test_addresses_are_split(address: str, parts: tuple[str, ...], tmp_path: Path) -> None:
    project, part = lone("NGINX", NodeKind.STORAGE, "Files")
    here = put(project, part, tmp_path)

    values = split(here, environment(project, part, FILES=address))

    assert tuple(values[f"FILES_{name}"] for name in ("SCHEME", "ADDRESS", "HOST", "PATH")) == parts


@pytest.mark.parametrize("technology", ["NGINX", "HAProxy"])
def test_the_servers_accept_targets_that_are_reached_over_tls(technology: str, tmp_path: Path) -> None:
    project, part = lone(technology, NodeKind.FUNCTION, "Resize")

    judge(project, part, tmp_path, RESIZE="https://localhost/")


def test_a_missing_address_is_named(tmp_path: Path) -> None:
    project, part = lone("NGINX", NodeKind.API, "Orders")
    here = put(project, part, tmp_path)

    with pytest.raises(AssertionError, match="set ORDERS_URL"):
        split(here, {"PATH": "/usr/bin:/bin"})


def test_a_target_that_starts_later_is_looked_up_when_it_is_asked_for(tmp_path: Path) -> None:
    project = everything()
    late = {link.target for link in project.links if link.source == "gateway-0" and not link.waits}
    here = put(project, project.part("gateway-0"), tmp_path)
    text = filled(here, environment(project, project.part("gateway-0"))).read_text()

    waiting = {project.part(link.target) for link in project.needs(project.part("gateway-0")) if link.waits}
    assert late
    assert waiting
    assert not [name for name in late if f"upstream {name} " in text]
    assert [part.name for part in waiting if f"upstream {part.name} " not in text] == []


@pytest.mark.parametrize(
    ("search", "address"),
    [("search shop.svc.cluster.local svc.cluster.local", "api-0.shop.svc.cluster.local:8000"), ("", "api-0:8000")],
)
def test_a_name_that_is_looked_up_later_has_its_domain_in_kubernetes(search: str, address: str, tmp_path: Path) -> None:
    part = everything().part("gateway-0")
    here = put(everything(), part, tmp_path)
    (here / "resolv.conf").write_text(f"nameserver 10.0.0.10\n{search}\noptions ndots:5\n")
    settings = environment(everything(), part, API_0="http://api-0:8000", AUTH_0="http://10.1.2.3:8000")

    values = split(here, settings | {"RESOLV_CONF": str(here / "resolv.conf")})

    assert (values["API_0_ADDRESS"], values["AUTH_0_ADDRESS"]) == (address, "10.1.2.3:8000")
