"""Graphviz in its sandbox, and whom its cache trusts."""

import os
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.layout.errors import ProviderError
from infrasketch_desktop.layout.ordering import wasm
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.module_cache import ModuleCache

owners_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no owners and modes")


@pytest.fixture(scope="module")
def graphviz(cache_folder: Path) -> Graphviz:
    return Graphviz(cache_folder)


def test_dot_ranks_and_orders(graphviz: Graphviz) -> None:
    assert "n1\t[order=0,\n\t\trank=1]" in graphviz("digraph{phase=2 n0->n1}")


def test_what_is_no_graph_is_declined(graphviz: Graphviz) -> None:
    with pytest.raises(ProviderError, match="rejected"):
        graphviz("digraph {")


def test_a_call_that_uses_up_its_allowance_is_declined_and_the_next_one_works(cache_folder: Path) -> None:
    with pytest.raises(ProviderError, match="did not finish"):
        Graphviz(cache_folder, allowance=100_000)("digraph{n0->n1}")
    assert Graphviz(cache_folder)("digraph{n0->n1}")


def test_the_sandbox_holds_no_files(graphviz: Graphviz, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    answer = graphviz(f'digraph{{phase=1 imagepath="{tmp_path}" n0[image="secret.png"]}}')
    assert "rank=0" in answer


def test_a_missing_module_fails_once_and_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def load(_cache: Path | None) -> wasm.CompiledGraphviz:
        calls.append(1)
        raise OSError("gone")

    monkeypatch.setattr(wasm, "load_graphviz", load)
    broken = Graphviz()
    for _ in range(2):
        with pytest.raises(ProviderError, match="not available: gone"):
            broken.warm()
    assert len(calls) == 1


def test_the_compiled_module_is_kept_for_this_user_alone(tmp_path: Path) -> None:
    Graphviz(tmp_path / "cache").warm()
    (kept,) = (tmp_path / "cache").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_damaged_module_is_compiled_again(tmp_path: Path) -> None:
    Graphviz(tmp_path / "cache").warm()
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(b"nonsense")
    assert Graphviz(tmp_path / "cache")("digraph{n0->n1}")
    assert kept.read_bytes() != b"nonsense"


def test_a_private_file_in_a_private_folder_is_trusted(tmp_path: Path) -> None:
    cache = ModuleCache(tmp_path / "cache", "module")
    assert cache.trusted_path() is None
    cache.keep(b"code")
    assert cache.trusted_path() == tmp_path / "cache" / "module"


@owners_only
@pytest.mark.parametrize("writable", ["cache", "cache/module"])
def test_what_others_may_write_is_not_trusted(tmp_path: Path, writable: str) -> None:
    cache = ModuleCache(tmp_path / "cache", "module")
    cache.keep(b"code")
    (tmp_path / writable).chmod(0o722)
    assert cache.trusted_path() is None


@owners_only
def test_what_belongs_to_somebody_else_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ModuleCache(tmp_path / "cache", "module")
    cache.keep(b"code")
    stranger = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: stranger)
    assert cache.trusted_path() is None


def test_a_link_is_not_trusted(tmp_path: Path) -> None:
    cache = ModuleCache(tmp_path / "cache", "module")
    cache.keep(b"code")
    (tmp_path / "cache" / "module").rename(tmp_path / "elsewhere")
    (tmp_path / "cache" / "module").symlink_to(tmp_path / "elsewhere")
    assert cache.trusted_path() is None


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ModuleCache(tmp_path / "file" / "cache", "module")
    cache.keep(b"code")
    assert cache.trusted_path() is None
