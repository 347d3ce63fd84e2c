"""The walk through a repository: bounded, never out of it, and honest about what it could not read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infrasketch_desktop.exchange.folders import Limits, read_folder
from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.formats.errors import FormatError


def put(root: Path, *names: str, content: bytes = b"x") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def is_yaml(path: str) -> bool:
    return path.endswith(".yaml")


def names_in(root: Path, limits: Limits | None = None) -> list[str]:
    return [source.name for source in read_folder(root, is_yaml, limits=limits or Limits()).sources]


def test_wanted_files_are_read_with_their_paths_in_order(tmp_path: Path) -> None:
    put(tmp_path, "z.yaml", "a/b/c.yaml", "a/readme.md", "a.yaml")
    assert names_in(tmp_path) == ["a.yaml", "a/b/c.yaml", "z.yaml"]


def test_the_work_of_others_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "node_modules/x/a.yaml", ".git/a.yaml", ".venv/a.yaml", "vendor/a.yaml", "own/a.yaml")
    assert names_in(tmp_path) == ["own/a.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_no_link_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.yaml", "repo/own.yaml")
    root = tmp_path / "repo"
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "file.yaml").symlink_to(tmp_path / "outside" / "secret.yaml")
    (root / "self").symlink_to(root)
    assert names_in(root) == ["own.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert names_in(tmp_path) == []


def test_a_file_that_is_too_large_is_a_loss(tmp_path: Path) -> None:
    put(tmp_path, "large.yaml", content=b"x" * 11)
    put(tmp_path, "small.yaml")
    content = read_folder(tmp_path, is_yaml, limits=Limits(file_bytes=10))
    assert [source.name for source in content.sources] == ["small.yaml"]
    assert [str(loss.origin) for loss in content.losses] == ["large.yaml"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights of POSIX, which do not bind root")
def test_a_folder_that_cannot_be_read_is_a_loss(tmp_path: Path) -> None:
    put(tmp_path, "closed/a.yaml", "open/a.yaml")
    (tmp_path / "closed").chmod(0)
    content = read_folder(tmp_path, is_yaml)
    (tmp_path / "closed").chmod(0o700)
    assert [source.name for source in content.sources] == ["open/a.yaml"]
    assert [str(loss.origin) for loss in content.losses] == ["closed"]


def test_what_lies_too_deep_is_a_loss(tmp_path: Path) -> None:
    put(tmp_path, "1/2/3/deep.yaml", "1/flat.yaml")
    content = read_folder(tmp_path, is_yaml, limits=Limits(depth=2))
    assert [source.name for source in content.sources] == ["1/flat.yaml"]
    assert [str(loss.origin) for loss in content.losses] == ["1/2/3"]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(entries=4), "more than 4 files and folders"),
        (Limits(files=2), "5 files that describe systems; at most 2"),
        (Limits(all_bytes=3), "of files that describe systems"),
    ],
)
def test_a_folder_beyond_the_limits_is_refused(tmp_path: Path, limits: Limits, words: str) -> None:
    put(tmp_path, *(f"{number}.yaml" for number in range(5)))
    with pytest.raises(FormatError, match=words) as refused:
        read_folder(tmp_path, is_yaml, limits=limits)
    assert refused.value.advice == "Import a folder inside it."


def test_a_folder_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be read"):
        read_folder(tmp_path / "gone", is_yaml)


def test_a_walk_can_be_stopped(tmp_path: Path) -> None:
    put(tmp_path, "a/b.yaml")

    def stop(_step: Step, _share: float | None = None, /) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_folder(tmp_path, is_yaml, stop)
