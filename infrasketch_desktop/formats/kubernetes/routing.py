"""Ways into the cluster: Ingress, Gateway API, Istio, Traefik and OpenShift routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.formats.kubernetes.objects import Object
from infrasketch_desktop.formats.yaml_tree import Value, at, items_at, mapping_at, text_at, texts_at

GATEWAY_API = "gateway.networking.k8s.io"
_ROUTES = frozenset({"HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"})
_CLASSES = {
    "nginx": "NGINX Ingress",
    "alb": "Application Load Balancer",
    "gce": "Google Cloud Load Balancing",
    "azure-application-gateway": "Azure Application Gateway",
}
_MESH = "mesh"


@dataclass(frozen=True, slots=True)
class Route:
    """From a gateway (`namespace`, `name`) to a service by its host name; `label` tells host and path."""

    gateway: tuple[str, str]
    host: str
    label: str


def technology_of(gateway: Object) -> str:
    """What an Ingress or Gateway asks for, as its class names it; the class itself when that is not well known."""
    annotation = text_at(gateway.body, "metadata", "annotations", "kubernetes.io/ingress.class")
    name = text_at(gateway.spec, "ingressClassName") or text_at(gateway.spec, "gatewayClassName") or annotation
    return _CLASSES.get(name, name)


def is_gateway(found: Object) -> bool:
    return (found.api, found.kind) in _GATEWAYS or (found.api in _API_OF_INGRESS and found.kind == "Ingress")


def is_route(found: Object) -> bool:
    return (found.api == GATEWAY_API and found.kind in _ROUTES) or (
        found.api == "networking.istio.io" and found.kind == "VirtualService"
    )


def routes_of(found: Object) -> Iterator[Route]:
    """The routes that an object states; none for one that is no route."""
    own = (found.place, found.name)
    if found.kind == "Ingress":
        yield from _ingress(found, own)
    elif found.kind == "IngressRoute":
        yield from _ingress_route(found, own)
    elif found.kind == "Route":
        host, path = text_at(found.spec, "host"), text_at(found.spec, "path")
        yield Route(own, text_at(found.spec, "to", "name"), host + path)
    elif found.api == GATEWAY_API and found.kind in _ROUTES:
        yield from _gateway_route(found)
    elif found.kind == "VirtualService":
        yield from _virtual_service(found)


_API_OF_INGRESS = frozenset({"networking.k8s.io", "extensions"})
_GATEWAYS = frozenset(
    {
        (GATEWAY_API, "Gateway"),
        ("networking.istio.io", "Gateway"),
        ("traefik.io", "IngressRoute"),
        ("traefik.containo.us", "IngressRoute"),
        ("route.openshift.io", "Route"),
    }
)


def _ingress(found: Object, own: tuple[str, str]) -> Iterator[Route]:
    for backend in (at(found.spec, "defaultBackend"), at(found.spec, "backend")):
        if name := _backend(backend):
            yield Route(own, name, "")
    for rule in items_at(found.spec, "rules"):
        for path in items_at(rule, "http", "paths"):
            if name := _backend(at(path, "backend")):
                yield Route(own, name, text_at(rule, "host") + text_at(path, "path"))


def _backend(backend: Value | None) -> str:
    return text_at(backend, "service", "name") or text_at(backend, "serviceName")


def _ingress_route(found: Object, own: tuple[str, str]) -> Iterator[Route]:
    for route in items_at(found.spec, "routes"):
        for service in items_at(route, "services"):
            yield Route(own, _host(service), text_at(route, "match").replace("`", ""))


def _gateway_route(found: Object) -> Iterator[Route]:
    host = next((name.text for name in texts_at(found.spec, "hostnames")), "")
    parents = [
        (text_at(parent, "namespace") or found.place, text_at(parent, "name"))
        for parent in items_at(found.spec, "parentRefs")
        if text_at(parent, "kind") in {"", "Gateway"}
    ]
    for rule in items_at(found.spec, "rules"):
        path = next((text_at(match, "path", "value") for match in items_at(rule, "matches")), "")
        for backend in items_at(rule, "backendRefs"):
            for parent in parents:
                yield Route(parent, _host(backend), host + path)


def _virtual_service(found: Object) -> Iterator[Route]:
    """Rules of the mesh alone tell how a call is made that others state; they are no way into it."""
    host = next((name.text for name in texts_at(found.spec, "hosts")), "")
    parents = [name.text for name in texts_at(found.spec, "gateways") if name.text != _MESH]
    for protocol in ("http", "tcp", "tls"):
        for rule in items_at(found.spec, protocol):
            match = next(iter(items_at(rule, "match")), None)
            uri = next((text.text for _, value in mapping_at(match, "uri") for text in texts_at(value)), "")
            for target in items_at(rule, "route"):
                for parent in parents:
                    namespace, slash, name = parent.rpartition("/")
                    gateway = (namespace if slash else found.place, name)
                    yield Route(gateway, text_at(target, "destination", "host"), host + uri)


def _host(reference: Value) -> str:
    namespace = text_at(reference, "namespace")
    return ".".join(filter(None, (text_at(reference, "name"), namespace)))
