"""The block filters of templates of Python modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from infrasketch_desktop.codegen.making.python.fitting import fit
from infrasketch_desktop.codegen.making.python.imports import imports

PYTHON_FILTERS: Mapping[str, Callable[..., str]] = {"fit": fit, "imports": imports}
