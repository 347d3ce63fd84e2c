from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.compose.reading import read
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Imported, SourceFile
from tests.formats.inspecting import applied, edges, everything, groups, nodes

DATA = Path(__file__).parent / "data"


@pytest.fixture
def compose(catalog):
    def reader(*texts: str, **files: str) -> Imported:
        named = [SourceFile(f"compose.{n}.yaml", text.encode()) for n, text in enumerate(texts)]
        return read([*named, *(SourceFile(name, text.encode()) for name, text in files.items())], catalog)

    return reader


@pytest.fixture
def shop(catalog):
    return read([SourceFile("shop.yaml", (DATA / "shop.yaml").read_bytes())], catalog)


def test_the_services_of_a_shop_are_what_their_images_and_names_say(shop):
    assert {label: (node.kind, node.technology) for label, node in nodes(shop).items()} == {
        "edge": (NodeKind.GATEWAY, "NGINX"),
        "web": (NodeKind.SERVER, ""),
        "api": (NodeKind.API, ""),
        "migrate": (NodeKind.WORKER, ""),
        "orders-worker": (NodeKind.WORKER, ""),
        "db": (NodeKind.DATABASE, "PostgreSQL"),
        "cache": (NodeKind.CACHE, "Redis"),
        "broker": (NodeKind.QUEUE, "Apache Kafka"),
        "collector": (NodeKind.MONITORING, "OpenTelemetry Collector"),
        "adminer": (NodeKind.SERVICE, ""),
    }


def test_the_edges_of_a_shop_are_those_counted_by_hand(shop):
    assert edges(shop) == {
        "edge -> web",
        "edge -> api",
        "web -> api",
        "api -> db",
        "api -> cache",
        "api -> broker",
        "api -> migrate: starts after",
        "api -> collector",
        "migrate -> db",
        "orders-worker -> broker",
        "orders-worker -> db",
        "orders-worker -> cache",
        "adminer -> db",
    }


def test_a_flow_to_a_database_is_data_and_to_a_queue_an_event(shop):
    diagram = applied(shop)
    kinds = {(edge.source, edge.target): edge.kind for edge in diagram.edges.values()}
    assert kinds["api", "db"] is EdgeKind.DATA
    assert kinds["api", "broker"] is EdgeKind.EVENT
    assert kinds["web", "api"] is EdgeKind.REQUEST


def test_nodes_say_where_they_were_read_and_what_else_is_known(shop):
    found = nodes(shop)
    assert found["api"].origin == "shop.yaml:19"
    assert found["api"].notes.splitlines() == [
        "Image: ghcr.io/shop/api:1.4.0",
        "Copies: ×3",
        "Secrets: db_password",
        "Has a health check",
    ]
    assert found["edge"].inputs == ("port 80 → 80", "port 443 → 443")
    assert found["db"].notes.splitlines() == ["Image: postgres:16", "Volumes: pgdata"]
    assert found["adminer"].notes.splitlines() == ["Image: adminer", "Only with the profile: debug"]
    assert found["web"].notes == "Built from: ./web"


def test_secrets_are_nowhere(shop):
    assert "hunter2" not in everything(shop)
    assert "tr0ub4dor" not in everything(shop)


def test_the_project_names_the_sheet_and_nothing_was_lost(shop):
    assert applied(shop).sheet.title == "shop"
    assert shop.losses == ()


def test_a_word_that_is_a_service_is_no_address(compose):
    text = "services: {a: {image: x/a, environment: {NAME: b, MODE: b, TEXT: 'ask b:80 for it'}}, b: {image: x/b}}"
    assert edges(compose(text)) == set()


def test_names_aliases_and_hostnames_lead_to_a_service(compose):
    text = """
services:
  a:
    image: x/a
    environment: [ONE=http://main, TWO=http://the-db:1, THREE=http://by-network:2, FOUR=http://linked]
    links: ["e:linked"]
  b: {image: x/b, hostname: main}
  c: {image: x/c, container_name: the-db}
  d: {image: x/d, networks: {default: {aliases: [by-network]}}}
  e: {image: x/e}
"""
    assert edges(compose(text)) == {"a -> b", "a -> c", "a -> d", "a -> e"}


def test_defaults_and_the_env_file_beside_fill_variables(compose):
    text = """
services:
  a:
    image: x/a
    environment:
      ONE: http://${ONE_HOST:-b}:80
      TWO: http://${TWO_HOST}
      THREE: http://$${ESCAPED}
      FOUR: ${FIVE-${SIX:-tcp://d:1}}
  b: {image: x/b}
  c: {image: x/c}
  d: {image: x/d}
"""
    assert edges(compose(text)) == {"a -> b", "a -> d"}
    no_yaml = "# note\nTWO_HOST=c\nX=[ : {\n\tONE_HOST='d'\n"
    assert edges(compose(text, **{".env": no_yaml})) == {"a -> c", "a -> d"}


def test_an_env_file_counts_when_it_is_among_the_files(compose):
    text = "services: {a: {image: x/a, env_file: [app.env, {path: ./gone.env}]}, b: {image: x/b}}"
    found = compose(text, **{"app.env": "# note\nexport B_URL=http://b\nPASSWORD=s3cret\n"})
    assert edges(found) == {"a -> b"}
    assert [(loss.what, str(loss.origin)) for loss in found.losses] == [
        ("The env_file “./gone.env”", "compose.0.yaml:1")
    ]
    assert "s3cret" not in everything(found)


def test_later_files_override_and_add_in_order(catalog):
    base = "services:\n  a: {image: 'x/a:1', environment: {X: 'http://b', Y: 'http://c'}, ports: ['1:1']}\n"
    base += "  b: {image: x/b}\n  c: {image: x/c}\n"
    over = "services:\n  a: {image: 'x/a:2', environment: [Y=none], ports: !override ['2:2'], depends_on: [d]}\n"
    over += "  d: {image: redis}\n"
    sources = [
        SourceFile("docker-compose.override.yml", over.encode()),
        SourceFile("docker-compose.yml", base.encode()),
    ]
    found = read(sources, catalog)
    assert edges(found) == {"a -> b", "a -> d"}
    node = nodes(found)["a"]
    assert (node.notes, node.inputs, node.origin) == ("Image: x/a:2", ("port 2 → 2",), "docker-compose.yml:2")


def test_extends_takes_over_from_another_service_or_file(compose):
    text = """
services:
  base: {image: x/base, environment: {DB: 'tcp://db:1'}}
  a: {extends: base, depends_on: [db]}
  b: {extends: {service: common, file: lib/common.yaml}, image: x/b}
  c: {extends: {service: nobody}, image: x/c}
  db: {image: mysql}
"""
    lib = "services: {common: {extends: deeper, image: x/common}, deeper: {environment: [D=http://db]}}"
    found = compose(text, **{"lib/common.yaml": lib})
    assert edges(found) == {"base -> db", "a -> db", "b -> db"}
    assert set(nodes(found)) == {"base", "a", "b", "c", "db"}
    assert [loss.what for loss in found.losses] == ["The service “nobody” that “c” extends"]


def test_services_that_extend_each_other_end(compose):
    found = compose("services: {a: {extends: b, image: x/a}, b: {extends: a, image: x/b}}")
    assert set(nodes(found)) == {"a", "b"}
    assert [loss.why for loss in found.losses] == ["it extends itself"] * 2


def test_included_files_belong_to_the_project(compose):
    main = "include: [infra/db.yaml, {path: gone.yaml}]\nservices: {a: {image: x/a, depends_on: [db]}}"
    found = compose(main, **{"infra/db.yaml": "services: {db: {image: mysql}}"})
    assert edges(found) == {"a -> db"}
    assert nodes(found)["db"].origin == "infra/db.yaml:1"
    assert [loss.what for loss in found.losses] == ["The included file “gone.yaml”"]


def test_files_that_include_each_other_end(compose):
    found = compose(
        **{
            "a.yaml": "include: [b.yaml]\nservices: {a: {image: x}}",
            "b.yaml": "include: [a.yaml]\nservices: {b: {image: y}}",
        }
    )
    assert {"a", "b"} <= {node.label for node in applied(found).nodes.values()}


def test_folders_are_projects_of_their_own(compose):
    text = "services: {api: {image: x/api, depends_on: [db]}, db: {image: mysql}}"
    found = compose(**{"one/compose.yaml": text, "two/compose.yaml": text})
    assert groups(found) == {"one": {"api", "db"}, "two": {"api", "db"}}
    assert len(applied(found).edges) == 2


def test_networks_are_groups_when_each_service_is_in_one(compose):
    text = "services: {a: {image: x, networks: [front]}, b: {image: y, networks: {back: }}, c: {image: z}}"
    assert groups(compose(text)) == {"front": {"a"}, "back": {"b"}}


def test_networks_that_overlap_are_told_as_a_loss(compose):
    found = compose("services: {a: {image: x, networks: [front, back]}, b: {image: y, networks: [back]}}")
    assert groups(found) == {}
    assert [loss.what for loss in found.losses] == ["The networks back, front"]
    assert "Networks: front, back" in nodes(found)["a"].notes


def test_a_single_network_makes_no_group(compose):
    assert groups(compose("services: {a: {image: x, networks: [n]}, b: {image: y, networks: [n]}}")) == {}


def test_services_that_depend_on_each_other_or_on_nobody(compose):
    found = compose("services: {a: {image: x, depends_on: [b, a]}, b: {image: y, depends_on: {a: , gone: }}}")
    assert edges(found) == {"a -> b", "b -> a"}
    assert [loss.what for loss in found.losses] == ["“gone” in depends_on of “b”"]


def test_traefik_routes_come_from_labels(compose):
    text = """
services:
  proxy: {image: "traefik:v3"}
  a:
    image: x/a
    labels: ["traefik.http.routers.a.rule=Host(`shop.example`) && PathPrefix(`/api`)"]
"""
    assert edges(compose(text)) == {"proxy -> a: shop.example/api"}


def test_mounted_configuration_among_the_files_is_searched(compose):
    text = """
services:
  proxy: {image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]}
  other: {image: x/other, configs: [routes]}
  a: {image: x/a}
configs: {routes: {file: ./routes.properties}}
"""
    found = compose(
        text, **{"nginx.conf": "location / { \n proxy_pass http://a:80;\n}\n", "routes.properties": "a.url=http://a\n"}
    )
    assert edges(found) == {"proxy -> a", "other -> a"}


def test_the_oldest_form_has_services_at_the_top(compose):
    assert edges(compose("web: {build: ., links: [db]}\ndb: {image: postgres}")) == {"web -> db"}


def test_odd_shapes_are_passed_over(compose):
    text = "services: {a: , b: [1], c: {image: [x], environment: 3, depends_on: 4, ports: {x: 1}, deploy: []}}"
    found = compose(text)
    assert set(nodes(found)) == {"c"}
    assert len(found.losses) == 3  # a, b and the dependency on “4”


@pytest.mark.parametrize("text", ["", "version: '3'", "- a\n", "services: []", "just words"])
def test_what_has_no_services_is_refused(compose, text):
    with pytest.raises(FormatError, match=r"no services.*Nothing was imported"):
        compose(text)


def test_hostile_names_become_harmless_labels(compose):
    long, rtl = "x" * 10_000, "a\u202egnp.exe"
    found = compose(
        f'services:\n  ? "{long}"\n  : {{image: x}}\n  "{rtl}": {{image: y}}\n  "</script>": {{image: z}}\n'
    )
    labels = sorted(nodes(found), key=len)
    assert labels[:2] == ["agnp.exe", "</script>"]
    assert len(labels[2]) == 500
    assert [loss.why for loss in found.losses] == ["it was cut to 500 characters"]


def test_more_services_than_a_diagram_holds_are_refused(compose):
    text = "services:\n" + "".join(f"  s{n}: {{image: x}}\n" for n in range(5_001))
    with pytest.raises(FormatError, match="5,000"):
        compose(text)


def test_more_connections_than_a_diagram_holds_are_refused(compose):
    everybody = ", ".join(f"s{n}" for n in range(102))
    text = f"x: &all [{everybody}]\nservices:\n" + "".join(
        f"  s{n}: {{image: x, depends_on: *all}}\n" for n in range(102)
    )
    with pytest.raises(FormatError, match="10,000"):
        compose(text)


def test_paths_out_of_the_folder_open_nothing(compose):
    found = compose("services: {a: {image: x, env_file: ../../../etc/passwd, volumes: ['/etc/passwd:/x']}}")
    assert len(found.losses) == 1
    assert "root:" not in everything(found)
