"""An update as one file: what is paid for and delivered at one moment, and put in place from there.

A program that is killed while files are put in place leaves the bundle behind; the next one goes on from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from infrasketch_desktop.codegen.base import bounded_entries
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.manifest import Manifest
from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.updating.change import FileChange, State, Update
from infrasketch_desktop.codegen.updating.scope import Scope
from infrasketch_desktop.language import tr
from infrasketch_desktop.packing import zipped

_CONTENTS = "update.json"
_RESULTS = "results/"
_TEXTS = "generated/"


def pack(update: Update) -> bytes:
    """The bundle of an update; equal ones have the same bytes."""
    files = {_CONTENTS: json.dumps(_as_json(update), sort_keys=True).encode()}
    for change in update.changes:
        if change.result is not None:
            files[f"{_RESULTS}{change.path}"] = change.result.encode()
        if change.theirs is not None and change.theirs != change.result:
            files[f"{_TEXTS}{change.path}"] = change.theirs.encode()
    return zipped(files)


def unpack(content: bytes, before: Manifest) -> Update:
    """The update in a bundle, for a folder that remembers `before`; without `base` and `mine`, which nobody needs.

    Raises:
        FolderError: it is damaged.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            texts = {name: archive.read(name).decode() for name in bounded_entries(archive)}
        return _update(json.loads(texts[_CONTENTS]), texts, before)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FolderError(
            tr("An update that was begun in this folder cannot be read."),
            advice=tr("Remove the files whose names begin with “code-update” from its folder “.infrasketch”."),
        ) from error


def _as_json(update: Update) -> dict[str, object]:
    scope = update.scope
    return {
        "scope": {
            "project": scope.project,
            "names": dict(scope.names),
            "is_whole": scope.is_whole,
            "failed": sorted(scope.failed),
        },
        "changes": [
            {
                "path": change.path,
                "part": change.part,
                "state": change.state.value,
                "moved_from": change.moved_from,
                "on_disk": change.on_disk,
                "has_crlf": change.has_crlf,
                "is_generated": change.theirs is not None,
            }
            for change in update.changes
        ],
    }


def _update(data: Mapping[str, Any], texts: Mapping[str, str], before: Manifest) -> Update:
    told = data["scope"]
    scope = Scope(told["project"], dict(told["names"]), told["is_whole"], frozenset(told["failed"]))
    return Update(tuple(_change(one, texts) for one in data["changes"]), scope, before)


def _change(told: Mapping[str, Any], texts: Mapping[str, str]) -> FileChange:
    path, old = told["path"], told["moved_from"]
    if not is_safe_path(path) or (old and not is_safe_path(old)):
        raise ValueError("An unsafe path.")
    result = texts.get(f"{_RESULTS}{path}")
    theirs = texts.get(f"{_TEXTS}{path}", result) if told["is_generated"] else None
    if told["is_generated"] and theirs is None:
        raise ValueError("A text is missing.")
    return FileChange(
        path=path,
        part=told["part"],
        state=State(told["state"]),
        theirs=theirs,
        result=result,
        moved_from=old,
        on_disk=told["on_disk"],
        has_crlf=told["has_crlf"],
    )
