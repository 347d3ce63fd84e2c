from __future__ import annotations

import json
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.terraform.reading import read
from infrasketch_desktop.formats.terraform.tables import REGISTRY, VOCABULARY
from tests.formats.inspecting import applied, edges, everything, groups, nodes

DATA = Path(__file__).parent / "data"


@pytest.fixture
def terraform(catalog):
    def reader(text: str = "", **files: str) -> Imported:
        named = {"main.tf": text, **files} if text else files
        return read([SourceFile(name, content.encode()) for name, content in named.items()], catalog)

    return reader


@pytest.fixture
def shop(catalog):
    main = SourceFile("main.tf", (DATA / "main.tf").read_bytes())
    uploads = SourceFile("modules/uploads/main.tf", (DATA / "uploads.tf").read_bytes())
    return read([main, uploads], catalog)


def test_the_edges_of_a_shop_are_those_counted_by_hand(shop):
    assert edges(shop) == {
        "shop-prod-web -> storefront",
        "storefront -> shop-prod-db",
        "storefront -> sessions",
        "storefront -> shop-prod-uploads",
        "storefront -> jobs: writes",
        "storefront -> carts: reads",
        "shop-prod-db -> replica: replicates",
        "jobs -> jobs-dead: dead letters",
        "jobs -> worker",
        "worker -> shop-prod-uploads",
        "shop-prod-uploads -> uploaded",
        "db_proxy -> shop-prod-db",
    }


def test_the_nodes_of_a_shop(shop):
    found = nodes(shop)
    assert {label: (node.kind, node.technology) for label, node in found.items()} == {
        "shop-prod-web": (NodeKind.LOAD_BALANCER, "Application Load Balancer"),
        "storefront": (NodeKind.SERVER, "Amazon ECS"),
        "shop-prod-db": (NodeKind.DATABASE, "Amazon RDS"),
        "replica": (NodeKind.DATABASE, "Amazon RDS"),
        "sessions": (NodeKind.CACHE, "Amazon ElastiCache"),
        "carts": (NodeKind.DATABASE, "Amazon DynamoDB"),
        "jobs": (NodeKind.QUEUE, "Amazon SQS"),
        "jobs-dead": (NodeKind.QUEUE, "Amazon SQS"),
        "worker": (NodeKind.FUNCTION, "AWS Lambda"),
        "uploaded": (NodeKind.QUEUE, "Amazon SNS"),
        "shop-prod-uploads": (NodeKind.STORAGE, "Amazon S3"),
        "db_proxy": (NodeKind.EXTERNAL, ""),
    }
    assert found["replica"].notes == "Copies: ×2"
    assert found["worker"].notes == "Copies: ×2 (resize, tag)"
    assert found["storefront"].origin == "main.tf:39"
    assert found["shop-prod-uploads"].origin == "modules/uploads/main.tf:4"
    assert groups(shop) == {"uploads": {"shop-prod-uploads"}}


def test_replication_and_events_are_what_flows(shop):
    diagram = applied(shop)
    labels = {node.id: node.label for node in diagram.nodes.values()}
    kinds = {(labels[e.source], labels[e.target]): e.kind for e in diagram.edges.values()}
    assert kinds["shop-prod-db", "replica"] is EdgeKind.REPLICATION
    assert kinds["jobs", "worker"] is EdgeKind.EVENT
    assert kinds["shop-prod-uploads", "uploaded"] is EdgeKind.EVENT
    assert kinds["storefront", "shop-prod-db"] is EdgeKind.DATA


def test_what_is_not_drawn_is_told_by_sort(shop):
    assert {loss.what: str(loss.origin) for loss in shop.losses} == {
        "The module “db_proxy”": "main.tf:155",
        "module vpc": "main.tf:161",
        "aws_cloudwatch_log_group with count = 0": "main.tf:173",
        "aws_vpc": "main.tf:169",
        "2 × aws_subnet": "main.tf:170",
    }


def test_secrets_are_nowhere(shop):
    assert "hunter2" not in everything(shop).lower()


def test_a_sensitive_variable_gives_no_name(terraform):
    found = terraform(
        'variable "n" {\n default = "s3cret"\n sensitive = true\n}\nresource "aws_sqs_queue" "q" { name = var.n }'
    )
    assert set(nodes(found)) == {"q"}
    assert "s3cret" not in everything(found)


@pytest.mark.parametrize(
    "name", ['format("%s-x", "y")', 'true ? "x" : "y"', '"x-${upper("y")}"', '["x"]', "var.unknown", '"a${local.gone}"']
)
def test_a_name_that_has_to_be_evaluated_is_not_used(terraform, name):
    assert set(nodes(terraform(f'resource "aws_sqs_queue" "q" {{ name = {name} }}'))) == {"q"}


def test_the_json_syntax_means_the_same(catalog):
    body = {
        "variable": {"stage": {"default": "prod"}},
        "locals": {"table": "${aws_dynamodb_table.t.name}"},
        "resource": {
            "aws_lambda_function": {
                "f": {
                    "function_name": "${var.stage}-f",
                    "environment": [{"variables": {"TABLE": "${local.table}", "WORD": "aws_dynamodb_table.t"}}],
                    "count": 3,
                }
            },
            "aws_dynamodb_table": {"t": [{"name": "things"}]},
        },
    }
    found = read([SourceFile("main.tf.json", json.dumps(body, indent=1).encode())], catalog)
    assert edges(found) == {"prod-f -> things"}
    assert nodes(found)["prod-f"].notes == "Copies: ×3"


def test_what_exists_already_is_drawn_when_something_leads_there(terraform):
    found = terraform("""
data "aws_sqs_queue" "used" { name = "orders" }
data "aws_sqs_queue" "unused" { name = "other" }
data "aws_region" "here" {}
data "aws_lambda_function" "l" { function_name = "l" }
resource "aws_lambda_function" "f" { environment { variables = { Q = data.aws_sqs_queue.used.url } } }
""")
    assert edges(found) == {"f -> orders"}
    assert set(nodes(found)) == {"f", "orders"}
    assert nodes(found)["orders"].notes == "Exists already; only referred to"
    assert found.losses == ()


def test_google_resources(terraform):
    found = terraform("""
resource "google_cloud_run_v2_service" "api" {
  name = "api"
  template {
    containers {
      image = "europe-docker.pkg.dev/p/api:1"
      env {
        name  = "DB"
        value = google_sql_database_instance.main.connection_name
      }
      dynamic "env" {
        for_each = var.more
        content {
          name  = env.key
          value = google_pubsub_topic.orders.id
        }
      }
    }
  }
}
resource "google_sql_database_instance" "main" { name = "orders-db" }
resource "google_pubsub_topic" "orders" { name = "orders" }
resource "google_pubsub_subscription" "push" {
  topic = google_pubsub_topic.orders.id
  push_config { push_endpoint = google_cloud_run_v2_service.mail.uri }
}
resource "google_cloud_run_v2_service" "mail" { name = "mail" }
resource "google_compute_url_map" "web" { default_service = google_compute_backend_service.b.id }
resource "google_compute_backend_service" "b" {
  backend { group = google_compute_region_network_endpoint_group.neg.id }
}
resource "google_compute_region_network_endpoint_group" "neg" {
  cloud_run { service = google_cloud_run_v2_service.api.name }
}
""")
    assert edges(found) == {"api -> orders-db", "api -> orders", "orders -> mail", "web -> api"}


def test_azure_resources(terraform):
    found = terraform("""
resource "azurerm_linux_web_app" "web" {
  name = "shop-web"
  app_settings = {
    "REDIS"  = azurerm_redis_cache.c.hostname
    "SECRET" = "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.s.id})"
  }
  connection_string {
    name  = "db"
    value = "Server=${azurerm_mssql_server.s.fully_qualified_domain_name};Database=${azurerm_mssql_database.d.name}"
  }
}
resource "azurerm_redis_cache" "c" { name = "shop-cache" }
resource "azurerm_key_vault" "v" { name = "vault" }
resource "azurerm_key_vault_secret" "s" { key_vault_id = azurerm_key_vault.v.id }
resource "azurerm_mssql_server" "s" { name = "srv" }
resource "azurerm_mssql_database" "d" {
  name = "shop"
  server_id = azurerm_mssql_server.s.id
}
resource "azurerm_linux_function_app" "f" {
  name = "mailer"
  app_settings = { BUS = azurerm_servicebus_namespace.n.default_primary_connection_string }
}
resource "azurerm_servicebus_namespace" "n" { name = "ns" }
resource "azurerm_servicebus_queue" "q" {
  name         = "mails"
  namespace_id = azurerm_servicebus_namespace.n.id
}
resource "azurerm_resource_group" "rg" { name = "rg" }
""")
    assert edges(found) == {
        "shop-web -> shop-cache",
        "shop-web -> vault",
        "shop-web -> shop",
        "mailer -> mails",
    }
    assert [loss.what for loss in found.losses] == ["azurerm_resource_group"]


def test_containers_are_what_their_images_say(terraform):
    found = terraform("""
resource "docker_container" "db" {
  name  = "db"
  image = "postgres:16"
}
resource "docker_container" "api" {
  name  = "api"
  image = docker_image.api.image_id
  env   = ["DB=postgres://app:x@${docker_container.db.name}/app"]
}
resource "docker_image" "api" { name = "shop/api" }
resource "helm_release" "cache" {
  name  = "cache"
  chart = "redis"
}
resource "kubernetes_deployment" "web" {
  metadata { name = "web" }
  spec { template { spec { container {
    image = "nginx:1.27"
    env {
      name  = "CACHE"
      value = helm_release.cache.name
    }
  } } } }
}
""")
    assert edges(found) == {"api -> db", "web -> cache"}
    assert {label: node.technology for label, node in nodes(found).items()} == {
        "db": "PostgreSQL",
        "api": "",
        "cache": "Redis",
        "web": "NGINX",
    }


def test_modules_that_are_called_twice_are_two_groups(terraform):
    files = {
        "main.tf": """
module "orders" {
  source = "./svc"
  table  = aws_dynamodb_table.o.name
}
module "carts" {
  source = "./svc"
  count  = 2
  table  = aws_dynamodb_table.c.name
}
resource "aws_dynamodb_table" "o" {}
resource "aws_dynamodb_table" "c" {}
""",
        "svc/main.tf": """
variable "table" {}
locals { env = { TABLE = var.table } }
resource "aws_lambda_function" "this" { environment { variables = local.env } }
module "inner" { source = "../leaf" }
""",
        "leaf/main.tf": 'resource "aws_sqs_queue" "main" {}',
    }
    found = terraform(**files)
    diagram = applied(found)
    assert edges(found) == {"orders -> o", "carts -> c"}
    assert {group.label for group in diagram.groups.values()} == {"orders", "carts ×2", "inner"}
    assert len(diagram.nodes) == 6


def test_modules_of_the_registry_that_are_known_are_what_they_make(terraform):
    found = terraform("""
module "db" { source = "terraform-aws-modules/rds/aws" }
module "fn" {
  source = "terraform-aws-modules/lambda/aws//modules/x"
  environment_variables = { DB = module.db.db_instance_address }
}
""")
    assert edges(found) == {"fn -> db"}
    assert {label: node.technology for label, node in nodes(found).items()} == {"db": "Amazon RDS", "fn": "AWS Lambda"}


def test_items_of_a_collection_count_by_the_key_that_is_used(terraform):
    files = {
        "main.tf": """
module "fn" {
  source   = "./fn"
  triggers = {
    orders = { event_source_arn = aws_sqs_queue.orders.arn, secret = aws_secretsmanager_secret.s.arn }
    carts  = { event_source_arn = aws_dynamodb_table.carts.stream_arn }
  }
}
resource "aws_sqs_queue" "orders" {}
resource "aws_dynamodb_table" "carts" {}
resource "aws_secretsmanager_secret" "s" {}
""",
        "fn/main.tf": """
variable "triggers" {}
resource "aws_lambda_function" "fn" {}
resource "aws_lambda_event_source_mapping" "all" {
  for_each         = var.triggers
  event_source_arn = each.value.event_source_arn
  function_name    = aws_lambda_function.fn.arn
}
""",
    }
    assert edges(terraform(**files)) == {"orders -> fn", "carts -> fn"}


def test_names_that_say_nothing_give_way_to_the_type(terraform):
    assert set(nodes(terraform('resource "aws_sqs_queue" "this" {}\nresource "aws_s3_bucket" "main" {}'))) == {
        "sqs_queue",
        "s3_bucket",
    }


def test_modules_that_nobody_calls_are_told(terraform):
    found = terraform('resource "aws_sqs_queue" "q" {}', **{"modules/x/main.tf": 'resource "aws_sqs_queue" "r" {}'})
    assert set(nodes(found)) == {"q"}
    assert [(loss.what, loss.why) for loss in found.losses] == [("The module “modules/x”", "nobody calls it")]
    assert set(nodes(terraform(**{"modules/x/main.tf": 'resource "aws_sqs_queue" "r" {}'}))) == {"r"}


def test_folders_that_do_not_call_each_other_are_groups(terraform):
    found = terraform(**{"a/x.tf": 'resource "aws_sqs_queue" "q" {}', "b/x.tf": 'resource "aws_sqs_queue" "r" {}'})
    assert groups(found) == {"a": {"q"}, "b": {"r"}}


@pytest.mark.parametrize(
    ("repeat", "note"),
    [
        ("count = 1", ""),
        ("count = var.n", "Copies: as “count” says"),
        ("count = var.on ? 1 : 0", "Copies: as “count” says"),
        ("for_each = { blue = 1, green = { x = 2 } }", "Copies: ×2 (blue, green)"),
        ("for_each = var.zones", "Copies: ×2 (a, b)"),
        ("for_each = var.unknown", "Copies: as “for_each” says"),
    ],
)
def test_repeated_resources_are_one_node_that_says_so(terraform, repeat, note):
    found = terraform(f'variable "zones" {{ default = ["a", "b"] }}\nresource "aws_sqs_queue" "q" {{\n {repeat}\n}}')
    assert nodes(found)["q"].notes == note


def test_a_mistake_is_located(terraform):
    with pytest.raises(FormatError, match=r"main.tf:3: this is no valid Terraform"):
        terraform('resource "a" "b" {\n  x = 1\n  y = = 2\n}\n')


@pytest.mark.parametrize("text", ["# nothing\n", 'variable "x" {}', "a = 1"])
def test_files_without_resources_are_refused(terraform, text):
    with pytest.raises(FormatError, match="no resource and no module"):
        terraform(text)


def test_modules_that_call_each_other_end(terraform):
    one = 'module "b" { source = "../b" }\nresource "aws_sqs_queue" "q" {}'
    two = 'module "a" { source = "../a" }\nresource "aws_sqs_queue" "r" {}'
    assert applied(terraform(**{"a/m.tf": one, "b/m.tf": two})).nodes


def test_modules_that_multiply_are_refused(terraform):
    files = {
        f"m{n}/x.tf": f'module "x" {{ source = "../m{n + 1}" }}\nmodule "y" {{ source = "../m{n + 1}" }}'
        for n in range(12)
    }
    with pytest.raises(FormatError, match="call each other"):
        terraform(**files, **{"m12/x.tf": 'resource "aws_sqs_queue" "q" {}'})


def test_names_that_lead_in_circles_or_too_far_end(terraform):
    found = terraform("""
locals {
 a = local.b
 b = local.a
}
resource "aws_lambda_function" "f" {
  function_name = local.a
  environment { variables = { A = local.a } }
}
""")
    assert set(nodes(found)) == {"f"}
    chain = "".join(f" l{n} = local.l{n + 1}\n" for n in range(5_000))
    with pytest.raises(FormatError, match="named through more than"):
        terraform(
            f'locals {{\n{chain}}}\nresource "aws_lambda_function" "f" {{\n environment {{\n A = local.l0\n }}\n}}'
        )


def test_deep_nesting_is_refused(terraform):
    with pytest.raises(FormatError, match="too deep"):
        terraform('resource "a" "b" {\n x = ' + "[" * 5_000 + "]" * 5_000 + "\n}\n")


def test_files_that_are_too_large_are_refused_by_size_or_by_what_is_in_them(terraform):
    with pytest.raises(FormatError, match=r"at most 1\.0 MB"):
        terraform("# " + "x" * 1_100_000)
    with pytest.raises(FormatError, match="more than 4 MB together"):
        terraform(**{f"{n}.tf": "# " + "x" * 900_000 for n in range(5)})
    with pytest.raises(FormatError, match="too large"):
        terraform('resource "a" "b" {\n x = aws.b.c\n}\n' * 20_000)


def test_text_that_is_no_terraform_is_given_up_where_recovery_would_begin(terraform):
    with pytest.raises(FormatError, match=r"main.tf:1: this is no valid") as caught:
        terraform("".join(map(chr, range(32, 127))) * 5_000)
    assert caught.value.__suppress_context__


def test_paths_out_of_the_folder_open_nothing(terraform):
    found = terraform('module "m" { source = "../../etc" }\nresource "aws_sqs_queue" "q" {}')
    assert [loss.what for loss in found.losses] == ["The module “m”"]


def test_hostile_names_become_harmless_labels(terraform):
    found = terraform(
        'resource "aws_sqs_queue" "q" { name = "</script>\u202ex" }\n'
        'resource "aws_sqs_queue" "r" { name = "http://u:pw@h/" }'
    )
    assert set(nodes(found)) == {"</script>x", "http://h/"}


def test_every_part_is_in_the_catalog(catalog):
    named = {*VOCABULARY.parts.values(), *REGISTRY.values()} - {""}
    assert {name for name in named if catalog.named(name) is None} == set()


def test_the_tables_know_the_common_resources():
    def count(provider):
        return sum(sort.startswith(provider) for sort in VOCABULARY.parts)

    assert count("aws_") >= 60
    assert count("google_") >= 30
    assert count("azurerm_") >= 30
