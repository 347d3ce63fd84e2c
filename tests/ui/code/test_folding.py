"""Paths as a tree of folders."""

from infrasketch_desktop.ui.code.folding import Folder, folded


def drawn(folder: Folder, depth: int = 0) -> list[str]:
    lines = []
    for inner in folder.folders:
        lines += [f"{'  ' * depth}{inner.name}/", *drawn(inner, depth + 1)]
    return lines + [f"{'  ' * depth}{path.rpartition('/')[2]}" for path in folder.files]


def test_folders_come_before_files_and_chains_are_one_row() -> None:
    paths = ["README.md", "services/api/src/api/app.py", "services/api/Dockerfile", "libraries/db/src/db/models.py"]
    assert drawn(folded(paths)) == [
        "libraries/db/src/db/",
        "  models.py",
        "services/api/",
        "  src/api/",
        "    app.py",
        "  Dockerfile",
        "README.md",
    ]


def test_files_are_whole_paths() -> None:
    assert folded(["a/b/c.py"]).folders[0].files == ["a/b/c.py"]
