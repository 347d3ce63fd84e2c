"""Makes gateways and load balancers with NGINX or HAProxy, and the cache that stands in for a CDN."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.passing import passages
from infrasketch_desktop.codegen.project import Engine, Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates

_PRODUCTS = {
    Engine.NGINX: ("NGINX", "nginx.conf"),
    Engine.HAPROXY: ("HAProxy", "haproxy.cfg"),
    Engine.CLOUDFRONT: ("CloudFront, and an NGINX that caches in its place on your machine", "nginx.conf"),
}


def make_gateway(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The configuration of a gateway or a CDN, its image, and a README. Raises KeyError for an engine that is none."""
    product, config = _PRODUCTS[part.engine]
    found = passages(project, part)
    is_cdn = part.role is Role.CDN
    values = {
        "project": project,
        "part": part,
        "kind": "haproxy" if part.engine is Engine.HAPROXY else "nginx",
        "product": product,
        "config": config,
        "passages": found,
        "is_cdn": is_cdn,
        "is_site": False,
        "parts": list({target.part.id: target.part for passage in found for target in passage.targets}.values()),
    }
    for path, template in (
        (config, f"{config}.j2"),
        ("addresses.sh", "addresses.sh.j2"),
        ("Dockerfile", f"{values['kind']}.Dockerfile.j2"),
        ("README.md", "README.md.j2"),
    ):
        text = templates.render(f"gateway/{template}", **values)
        yield CodeFile(path=f"{part.folder}/{path}", text=text, part=part.id)
