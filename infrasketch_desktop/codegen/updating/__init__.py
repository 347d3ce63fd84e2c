"""Brings newly generated files together with what lies in a folder: a three-way merge, file by file.

The three texts of a file: `base`, as it was generated the last time (kept in `.infrasketch/base.zip`); `mine`, as it
lies in the folder, perhaps edited; `theirs`, as it is generated now. `plan_update` only reads; `writing` writes.
"""

from infrasketch_desktop.codegen.updating.change import FileChange, State, Update
from infrasketch_desktop.codegen.updating.plan import plan_update
from infrasketch_desktop.codegen.updating.scope import Scope

__all__ = ["FileChange", "Scope", "State", "Update", "plan_update"]
