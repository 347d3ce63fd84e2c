from __future__ import annotations

import json
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.kubernetes.operators import OPERATED
from infrasketch_desktop.formats.kubernetes.reading import read
from infrasketch_desktop.formats.result import Imported, SourceFile
from tests.formats.inspecting import applied, edges, everything, groups, nodes

PARCEL = Path(__file__).parent / "data" / "parcel.yaml"


@pytest.fixture
def manifests(catalog):
    def reader(*objects: dict | str) -> Imported:
        texts = [each if isinstance(each, str) else json.dumps(each) for each in objects]
        return read([SourceFile("all.yaml", "\n---\n".join(texts).encode())], catalog)

    return reader


def workload(name, *, kind="Deployment", namespace=None, env=(), image=None, labels=None, pod=None, **spec):
    variables = [{"name": key, **(value if isinstance(value, dict) else {"value": value})} for key, value in env]
    container = {"name": name, "image": image or f"x/{name}", "env": variables}
    template = {"metadata": {"labels": labels or {"app": name}}, "spec": {"containers": [container], **(pod or {})}}
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    api = "batch/v1" if kind in {"Job", "CronJob"} else "apps/v1"
    body = {"jobTemplate": {"spec": {"template": template}}} if kind == "CronJob" else {"template": template}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": {**body, **spec}}


def service(name, *, namespace=None, selector=None, **spec):
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    spec = {"selector": {"app": name} if selector is None else selector, **spec}
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}


def other(api, kind, name, **body):
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name}, **body}


def test_twelve_services_whose_edges_are_only_in_their_settings(catalog):
    found = read([SourceFile("parcel.yaml", PARCEL.read_bytes())], catalog)
    assert edges(found) == {
        "storefront -> catalog",
        "storefront -> basket",
        "storefront -> checkout",
        "storefront -> currency",
        "storefront -> suggest",
        "storefront -> banners",
        "basket -> basket-store",
        "checkout -> catalog",
        "checkout -> basket",
        "checkout -> payment",
        "checkout -> mail",
        "checkout -> shipping",
        "checkout -> currency",
        "suggest -> catalog",
        "visitors -> storefront",
    }
    assert len(nodes(found)) == 12
    assert set(groups(found)) == {"parcel"}
    store = nodes(found)["basket-store"]
    assert (store.kind, store.technology) == (NodeKind.CACHE, "Redis")
    assert nodes(found)["storefront"].inputs == ("LoadBalancer port 80",)
    assert found.losses == ()


def test_a_node_says_in_which_line_its_object_begins(catalog):
    found = read([SourceFile("k8s/parcel.yaml", PARCEL.read_bytes())], catalog)
    assert nodes(found)["storefront"].origin == "k8s/parcel.yaml:3"


def test_every_kind_of_workload_is_a_node(manifests):
    kinds = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob")
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"image": "nginx"}]}}
    found = nodes(manifests(*(workload(kind.lower(), kind=kind) for kind in kinds), pod))
    assert set(found) == {kind.lower() for kind in kinds} | {"p"}
    assert found["job"].kind is found["cronjob"].kind is NodeKind.WORKER
    assert found["p"].technology == "NGINX"


def test_lists_are_taken_apart(manifests):
    inner = {"apiVersion": "v1", "kind": "List", "items": [workload("b")]}
    assert set(nodes(manifests({"apiVersion": "v1", "kind": "List", "items": [workload("a"), inner]}))) == {"a", "b"}


def test_a_service_is_a_name_for_what_it_selects(manifests):
    found = manifests(
        workload("a", env=[("X", "http://front")]),
        workload("stable", labels={"app": "w", "track": "stable"}),
        workload("canary", labels={"app": "w", "track": "canary"}),
        service("front", selector={"app": "w"}),
        service("canary-only", selector={"app": "w", "track": "canary"}),
        workload("b", env=[("X", "http://canary-only")]),
    )
    assert edges(found) == {"a -> stable", "a -> canary", "b -> canary"}


def test_names_are_looked_up_in_their_namespace(manifests):
    found = manifests(
        workload("one", namespace="n", env=[("A_HOST", "db"), ("B", "http://db.m"), ("C", "http://db.gone")]),
        workload("db-n", namespace="n", labels={"app": "db"}),
        service("db", namespace="n"),
        workload("db-m", namespace="m", labels={"app": "db"}),
        service("db", namespace="m"),
    )
    assert edges(found) == {"one -> db-n", "one -> db-m"}
    assert groups(found) == {"n": {"one", "db-n"}, "m": {"db-m"}}


def test_what_states_no_namespace_is_in_every_one(manifests):
    found = manifests(
        workload("a", namespace="n", env=[("X", "http://db.m.svc.cluster.local"), ("Y", "http://own")]),
        workload("b", env=[("X", "http://only.default"), ("Y", "http://named")]),
        workload("db"),
        service("db"),
        workload("own"),
        workload("own-n", namespace="n"),
        service("own", namespace="n", selector={"app": "own-n"}),
        service("own"),
        workload("only"),
        workload("named", namespace="default"),
    )
    assert edges(found) == {"a -> db", "a -> own-n", "b -> only", "b -> named"}


def test_pods_of_a_stateful_set_are_reached_by_ordinal(manifests):
    hosts = "kafka-0.kafka.default.svc.cluster.local:9092,kafka-1.kafka:9092"
    found = manifests(
        workload("a", env=[("BROKERS", hosts)]), workload("kafka", kind="StatefulSet", image="kafka"), service("kafka")
    )
    assert edges(found) == {"a -> kafka"}
    assert {edge.kind for edge in applied(found).edges.values()} == {EdgeKind.EVENT}


def test_variables_that_refer_to_variables_are_followed(manifests):
    env = [
        ("DB", "db"),
        ("DSN", "postgres://u:$(PASSWORD)@$(DB):5432/x"),
        ("OTHER", "http://$(LATER)"),
        ("LATER", "db"),
    ]
    assert edges(manifests(workload("a", env=env), workload("db"), service("db"))) == {"a -> db"}


def test_values_of_config_maps_are_searched_and_those_of_secrets_are_not(manifests):
    config = other("v1", "ConfigMap", "c", data={"B_URL": "http://b", "NAME": "d", "other": "tcp://c:1"})
    files = other("v1", "ConfigMap", "files", data={"app.properties": "name=d\nd.host=e\n# http://f\n"})
    secret = other("v1", "Secret", "s", stringData={"F_URL": "http://u:s3cret@f"})
    reference = {"valueFrom": {"configMapKeyRef": {"name": "c", "key": "other"}}}
    hidden = {"valueFrom": {"secretKeyRef": {"name": "s", "key": "F_URL"}}}
    one = workload("one", env=[("C_ADDR", reference), ("F", hidden)])
    two = workload("two")
    two["spec"]["template"]["spec"]["containers"][0]["envFrom"] = [
        {"configMapRef": {"name": "c"}},
        {"secretRef": {"name": "s"}},
    ]
    three = workload("three", pod={"volumes": [{"name": "v", "configMap": {"name": "files"}}]})
    found = manifests(config, files, secret, one, two, three, *(workload(name) for name in "bcdef"))
    assert edges(found) == {"one -> c", "two -> b", "two -> c", "three -> e"}
    assert "Secrets: s" in nodes(found)["two"].notes.splitlines()
    assert "s3cret" not in everything(found)
    assert found.losses == ()


def test_arguments_and_init_containers_count(manifests):
    one = workload("one", pod={"initContainers": [{"name": "wait", "command": ["wait-for", "db:5432"]}]})
    one["spec"]["template"]["spec"]["containers"][0]["args"] = ["--upstream=http://two:80", "db2"]
    assert edges(manifests(one, workload("two"), workload("db"), workload("db2"))) == {"one -> two", "one -> db"}


def test_copies_schedule_probes_and_scaling_are_notes(manifests):
    api = workload("api", replicas=3)
    api["spec"]["template"]["spec"]["containers"][0]["livenessProbe"] = {"httpGet": {}}
    api["spec"]["template"]["spec"]["containers"].insert(0, {"name": "istio-proxy", "image": "istio/proxyv2"})
    scaler = other(
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        "api",
        spec={"scaleTargetRef": {"kind": "Deployment", "name": "api"}, "minReplicas": 2, "maxReplicas": 9},
    )
    found = nodes(manifests(api, workload("nightly", kind="CronJob", schedule="0 3 * * *"), scaler))
    assert found["api"].notes.splitlines() == [
        "Deployment",
        "Copies: ×3",
        "Beside it: istio-proxy",
        "Probes: liveness",
        "Image: x/api",
        "Scales from 2 to 9 copies",
    ]
    assert "Runs at: 0 3 * * *" in found["nightly"].notes


def test_claims_are_storage(manifests):
    claim = other("v1", "PersistentVolumeClaim", "uploads", spec={"resources": {"requests": {"storage": "10Gi"}}})
    volumes = [{"name": "v", "persistentVolumeClaim": {"claimName": "uploads"}}]
    found = manifests(claim, workload("a", pod={"volumes": volumes}), workload("b", pod={"volumes": volumes}))
    assert edges(found) == {"a -> uploads", "b -> uploads"}
    assert (nodes(found)["uploads"].kind, nodes(found)["uploads"].notes) == (NodeKind.STORAGE, "Size: 10Gi")


def test_an_ingress_is_a_gateway_whose_edges_tell_host_and_path(manifests):
    def path(path, **backend):
        return {"path": path, "backend": backend}

    new = other(
        "networking.k8s.io/v1",
        "Ingress",
        "edge",
        spec={
            "ingressClassName": "nginx",
            "tls": [{"hosts": ["shop.example"]}],
            "rules": [
                {
                    "host": "shop.example",
                    "http": {
                        "paths": [
                            path("/", service={"name": "web"}),
                            path("/api", service={"name": "api"}),
                            path("/v2", service={"name": "api"}),
                            path("/gone", service={"name": "gone"}),
                        ]
                    },
                }
            ],
        },
    )
    old = other("extensions/v1beta1", "Ingress", "old", spec={"backend": {"serviceName": "web", "servicePort": 80}})
    found = manifests(workload("web"), service("web"), workload("api"), service("api"), new, old)
    assert edges(found) == {
        "edge -> web: shop.example/",
        "edge -> api: shop.example/api, shop.example/v2",
        "old -> web",
    }
    edge = nodes(found)["edge"]
    assert (edge.kind, edge.technology, edge.notes) == (NodeKind.GATEWAY, "NGINX Ingress", "Ingress\nTLS")
    assert [loss.what for loss in found.losses] == ["The way from “edge” to “gone”"]


def test_routes_of_the_gateway_api_belong_to_their_gateway(manifests):
    gateway = other("gateway.networking.k8s.io/v1", "Gateway", "public", spec={"gatewayClassName": "istio"})
    route = other(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        "r",
        spec={
            "parentRefs": [{"name": "public"}, {"name": "absent", "namespace": "infra"}],
            "hostnames": ["a.example"],
            "rules": [{"matches": [{"path": {"value": "/x"}}], "backendRefs": [{"name": "api", "port": 80}]}],
        },
    )
    found = manifests(gateway, route, workload("api"), service("api"))
    assert edges(found) == {"public -> api: a.example/x", "absent -> api: a.example/x"}
    assert [loss.what for loss in found.losses] == ["The gateway “absent”"]


def test_routes_of_istio_traefik_and_openshift(manifests):
    istio = other("networking.istio.io/v1", "Gateway", "mesh-edge")
    virtual = other(
        "networking.istio.io/v1",
        "VirtualService",
        "v",
        spec={
            "hosts": ["a.example"],
            "gateways": ["mesh-edge", "mesh"],
            "http": [{"match": [{"uri": {"prefix": "/p"}}], "route": [{"destination": {"host": "api"}}]}],
        },
    )
    traefik = other(
        "traefik.io/v1alpha1",
        "IngressRoute",
        "t",
        spec={"routes": [{"match": "Host(`b.example`)", "services": [{"name": "api"}]}]},
    )
    shift = other("route.openshift.io/v1", "Route", "o", spec={"host": "c.example", "to": {"name": "api"}})
    assert edges(manifests(istio, virtual, traefik, shift, workload("api"), service("api"))) == {
        "mesh-edge -> api: a.example/p",
        "t -> api: Host(b.example)",
        "o -> api: c.example",
    }


def test_what_is_outside_is_external_and_what_is_missing_is_told(manifests):
    found = manifests(
        workload("a", env=[("PAY", "http://payments"), ("OLD", "http://legacy"), ("DB_HOST", "db")]),
        service("payments", selector={}, type="ExternalName", externalName="api.pay.example"),
        service("legacy", selector={}),
        service("db", selector={"app": "elsewhere"}),
    )
    assert edges(found) == {"a -> api.pay.example", "a -> legacy", "a -> db"}
    assert nodes(found)["api.pay.example"].kind is nodes(found)["legacy"].kind is NodeKind.EXTERNAL
    assert [loss.what for loss in found.losses] == ["The Service “db”"]


def test_an_external_name_shows_no_password(manifests):
    found = manifests(
        other("v1", "Service", "mail", spec={"type": "ExternalName", "externalName": "ann:s3cr3t@mx.example"})
    )
    assert "s3cr3t" not in str(found)
    assert "mx.example" in str(found)


def test_systems_run_by_operators_are_reached_by_the_names_they_get(manifests):
    found = manifests(
        other("kafka.strimzi.io/v1beta2", "Kafka", "events"),
        other("postgresql.cnpg.io/v1", "Cluster", "orders"),
        workload("a", env=[("K", "events-kafka-bootstrap:9092"), ("DB_URL", "postgres://u:p@orders-rw:5432/x")]),
    )
    assert edges(found) == {"a -> events", "a -> orders"}
    assert nodes(found)["orders"].technology == "PostgreSQL"


def test_the_products_of_operators_are_in_the_catalog(catalog):
    assert {o.technology for o in OPERATED.values() if catalog.named(o.technology) is None} == set()


def test_what_says_nothing_about_traffic_is_left_out_and_counted(manifests):
    found = manifests(
        workload("a"),
        other("networking.k8s.io/v1", "NetworkPolicy", "one"),
        other("networking.k8s.io/v1", "NetworkPolicy", "two"),
        other("example.com/v1", "Widget", "w"),
        other("v1", "Namespace", "n"),
        other("v1", "ConfigMap", "c"),
    )
    assert set(nodes(found)) == {"a"}
    assert [loss.what for loss in found.losses] == ["2 × NetworkPolicy", "Widget of example.com"]


def test_an_object_that_stands_twice_counts_once(manifests):
    found = manifests(workload("a"), workload("a", env=[("B", "http://b")]), workload("b"))
    assert (set(nodes(found)), edges(found)) == ({"a", "b"}, set())
    assert [loss.why for loss in found.losses] == ["it stands twice; the first one counts"]


def test_a_namespace_without_workloads_is_no_group(manifests):
    assert groups(manifests(other("v1", "Namespace", "n"), workload("a"))) == {}


@pytest.mark.parametrize("text", ["", "a: 1", "- 1", "kind: Deployment", "apiVersion: v1\nkind: List\nitems: []"])
def test_what_is_no_manifest_is_refused(manifests, text):
    with pytest.raises(FormatError, match="no Kubernetes manifest"):
        manifests(text)


def test_a_chart_is_told_to_be_rendered_first(manifests):
    with pytest.raises(FormatError, match="helm template"):
        manifests("apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}-x\n  {{- if .x }}\n")


def test_odd_shapes_are_passed_over(manifests):
    odd = workload("a", env=[("X", {"value": ["y"]})])
    odd["spec"]["template"]["spec"]["containers"] += ["text", {"env": {"a": 1}}, {"envFrom": 3, "args": {"x": 1}}]
    odd["spec"]["template"]["spec"]["volumes"] = "none"
    ingress = other("networking.k8s.io/v1", "Ingress", "i", spec={"rules": [{"http": []}, 3]})
    assert set(nodes(manifests(odd, service("s", selector=[1]), ingress))) == {"a", "s", "i"}


def test_hostile_names_become_harmless_labels(manifests):
    found = manifests(workload("</script>"), workload("a\u202eb"), workload("x" * 10_000))
    assert sorted(map(len, nodes(found))) == [2, 9, 500]


def test_a_large_configuration_that_many_mount_is_read_once(manifests):
    text = "".join(f"h{n}.url=http://b/{n}\n" for n in range(2_500))
    config = other("v1", "ConfigMap", "c", data={"app.properties": text})
    pods = [workload(f"w{n}", pod={"volumes": [{"configMap": {"name": "c"}}]}) for n in range(200)]
    found = manifests(config, workload("b"), *pods)
    assert len(applied(found).edges) == 200
    assert found.losses == ()


def test_services_that_select_everything_are_refused(manifests):
    pods = [workload(f"w{n}", labels={"app": "a"}) for n in range(700)]
    with pytest.raises(FormatError, match="select too many"):
        manifests(*pods, *(service(f"s{n}", selector={"app": "a"}) for n in range(700)))


def test_ports_are_told_no_more_often_than_a_node_can_hold(manifests):
    services = [service(f"s{n}", selector={"app": "a"}, type="NodePort", ports=[{"port": n}]) for n in range(1, 201)]
    assert len(nodes(manifests(workload("a"), *services))["a"].inputs) == 100
