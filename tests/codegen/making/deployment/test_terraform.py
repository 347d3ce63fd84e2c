"""The Terraform configuration is formatted, parses, leaves no reference open, and treats labels as text."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest
import tree_sitter_hcl
from tree_sitter import Language, Parser

from infrasketch_desktop.codegen.making.deployment.terraform import make_terraform
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from tests.codegen.making.samples import SAMPLES, files, made, of_templates, one_by_one, sixty
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node

each_sample = pytest.mark.parametrize("sample", SAMPLES)

_BLOCK = re.compile(r'^(resource|data|ephemeral) "(\w+)" "(\w+)" \{$|^(module|variable) "(\w+)" \{$', re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w.\"/-])(data\.|ephemeral\.)?((?:aws|random)_\w+)\.(\w+)|\b(var|module)\.(\w+)")


def parser() -> Parser:
    return Parser(Language(tree_sitter_hcl.language()))


def assert_sound(texts: dict[str, str]) -> None:
    assert not [path for path, text in texts.items() if parser().parse(text.encode()).root_node.has_error]
    code = "\n".join(re.sub(r"#.*", "", text) for path, text in texts.items() if "/modules/" not in path)
    blocks = [tuple(filter(None, found.groups())) for found in _BLOCK.finditer(code)]
    assert len(set(blocks)) == len(blocks)
    assert referred(code) - named(blocks) == set()


def named(blocks: list[tuple[str, ...]]) -> set[str]:
    prefixes = {"resource": "", "data": "data.", "ephemeral": "ephemeral.", "variable": "var."}
    return {prefixes.get(kind, f"{kind}.") + ".".join(names) for kind, *names in blocks}


def referred(code: str) -> set[str]:
    strings_kept = re.sub(r'"((?:[^"$\\]|\\.|\$\$\{)*)"', '""', code)  # strings without expressions
    return {
        f"{found[1] or ''}{found[2]}.{found[3]}" if found[2] else f"{found[4]}.{found[5]}"
        for found in _REFERENCE.finditer(strings_kept)
    }


def assert_formatted(texts: dict[str, str], folder: Path) -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("Terraform is not installed here, and Debian has no package of it")
    for path, text in texts.items():
        file = folder / PurePosixPath(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [terraform, "fmt", "-check", "-diff", "-recursive", "-no-color", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@each_sample
def test_it_parses_and_every_reference_leads_somewhere(sample: str) -> None:
    assert_sound(made(make_terraform, sample))


def test_terraform_finds_nothing_to_format(tmp_path: Path) -> None:
    for sample in SAMPLES:
        assert_formatted(made(make_terraform, sample), tmp_path / sample)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_so_are_those_of_all_templates_single_nodes_and_sixty_at_once(tmp_path: Path) -> None:
    for number, project in enumerate((*of_templates(), *one_by_one(), sixty())):
        texts = files(make_terraform, project)
        assert_sound(texts)
        assert_formatted(texts, tmp_path / str(number))


def test_no_network_is_made_when_nothing_lies_in_it() -> None:
    paths = files(make_terraform, planned(node("photos", kind=NodeKind.STORAGE))).keys()
    assert {path.rpartition("/")[2] for path in paths} == {"versions.tf", "variables.tf", "part_photos.tf"}


def test_a_password_is_made_while_terraform_works_and_not_kept() -> None:
    texts = files(make_terraform, planned(node("api"), node("orders", kind=NodeKind.DATABASE), edge("api", "orders")))
    database, api = texts["deploy/terraform/part_orders.tf"], texts["deploy/terraform/part_api.tf"]
    assert "password_wo                = ephemeral.random_password.orders.result" in database
    assert "secret_string_wo         = " in database
    assert "ORDERS_URL = aws_secretsmanager_secret.orders.arn" in api
    assert not [text for text in texts.values() if re.search(r'password\w* *= *"', text)]


def test_a_replica_follows_its_primary() -> None:
    both = [node(name, kind=NodeKind.DATABASE, technology="PostgreSQL") for name in ("orders", "mirror")]
    texts = files(make_terraform, planned(*both, edge("orders", "mirror", kind=EdgeKind.REPLICATION)))
    assert "replicate_source_db    = aws_db_instance.orders.identifier" in texts["deploy/terraform/part_mirror.tf"]


def test_a_program_may_use_its_own_bucket_and_no_other() -> None:
    buckets = [node(name, kind=NodeKind.STORAGE) for name in ("photos", "invoices")]
    api = files(make_terraform, planned(node("api"), *buckets, edge("api", "photos")))["deploy/terraform/part_api.tf"]
    assert "aws_s3_bucket.photos.arn" in api
    assert "invoices" not in api


def test_an_external_system_is_a_question_to_whoever_deploys() -> None:
    texts = files(make_terraform, planned(node("api"), node("bank", kind=NodeKind.EXTERNAL), edge("api", "bank")))
    assert 'variable "bank_url"' in texts["deploy/terraform/variables.tf"]
    assert "BANK_URL  = var.bank_url" in texts["deploy/terraform/part_api.tf"]
    assert "deploy/terraform/part_bank.tf" not in texts


def test_a_provider_of_tokens_that_believes_everybody_is_not_put_on_aws() -> None:
    texts = files(make_terraform, planned(node("api"), node("identity", kind=NodeKind.AUTH), edge("api", "identity")))
    assert "deploy/terraform/part_identity.tf" not in texts
    assert "IDENTITY_URL = var.identity_url" in texts["deploy/terraform/part_api.tf"]
