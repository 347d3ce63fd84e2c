"""Writes what a person accepted into the file, as an edit of theirs: what was generated stays known as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection

from infrasketch_desktop.assistant.filling.result import FillResult
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.codegen.manifest import Manifest, read_manifest
from infrasketch_desktop.codegen.region_trial import trying
from infrasketch_desktop.codegen.updating.ground import Ground
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.atomic import write_atomically


def write_fills(result: FillResult, names: Collection[str], tick: Callable[[], None] = lambda: None) -> str:
    """Write the regions `names` of what may be kept, and return the whole text.

    A part of what was checked together is checked once more first, since one region may need another.

    Raises:
        CodegenError: the file was changed meanwhile, or the part that was chosen does not hold by itself.
        SaveError: it cannot be written. Whatever `tick` raises to stop.
    """
    wish = result.wish
    chosen = frozenset(fill.name for fill in result.kept if fill.name in names)
    if not chosen:
        return wish.text
    text = result.text_with(chosen)
    if len(chosen) < len(result.kept):
        _check_again(result, text, tick)
    found = Ground(wish.folder).at(wish.path)
    if found.obstacle or found.on_disk != wish.on_disk:
        raise CodegenError(
            tr("“{path}” was changed while the code for it was being written, and stays as it is.", path=wish.path),
            advice=tr("Ask again."),
        )
    content = text.replace("\n", "\r\n") if found.has_crlf else text
    write_atomically(wish.folder / wish.path, content.encode())
    return text


def _check_again(result: FillResult, text: str, tick: Callable[[], None]) -> None:
    wish = result.wish
    manifest = read_manifest(wish.folder) or Manifest()
    with trying(wish.folder, manifest, wish.path, wish.text, tick, may_execute=wish.may_execute) as trial:
        problems = trial.judge(text).problems
    if problems:
        raise CodegenError(
            tr("The regions that were chosen do not hold without the others: {problem}", problem=problems[0][:300]),
            advice=tr("Accept all of them, or none."),
        )
