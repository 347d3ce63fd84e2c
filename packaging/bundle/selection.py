"""What a bundle holds and what it leaves out, as plain lists and functions over PyInstaller's tables of contents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path

Entry = tuple[str, str, str]
"""Where a file lies in the bundle, where it comes from, and PyInstaller's word for what it is."""

LEFT_OUT = {
    "tools of developers": (
        "_pytest", "black", "doctest", "hypothesis", "IPython", "isort", "lib2to3", "mypy", "mypyc", "pdb", "pip",
        "pkg_resources", "pydantic.mypy", "pydoc", "pydoc_data", "pytest", "reportlab.lib.testutils", "rich",
        "setuptools", "sqlite_utils.cli", "unittest",
    ),
    "databases of a real server": (
        "alembic.testing", "greenlet", "psutil", "psycopg", "psycopg_binary", "psycopg_pool", "pymysql",
        "sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle", "sqlalchemy.testing",
        "uvloop",
    ),
    "payments that the built-in sandbox never takes": (
        "stripe.billing", "stripe.climate", "stripe.entitlements", "stripe.events", "stripe.financial_connections",
        "stripe.issuing", "stripe.params", "stripe.radar", "stripe.tax", "stripe.terminal", "stripe.test_helpers",
        "stripe.treasury", "stripe.v2",
    ),
    "clouds that nothing here speaks to": ("boto3", "botocore", "httpx_aiohttp", "s3transfer"),
    "numbers, and pictures made of pixels": (
        "mpmath", "numpy", "pandas", "reportlab.graphics", "scipy", "sympy", "tkinter",
    ),
    "parts of fonts that only their designers touch": (
        "fontTools.designspaceLib", "fontTools.feaLib", "fontTools.merge", "fontTools.mtiLib", "fontTools.otlLib",
        "fontTools.varLib", "fontTools.voltLib",
    ),
    "properties of a PDF, which we write ourselves; fontTools is content with Python's own reader of XML": ("lxml",),
    "modules of Qt that PySide6 brings and the program does without": ("PySide6.QtNetwork",),
    "formats of strings that no schema here names": (
        "arrow", "isoduration", "lark", "regex", "rfc3339_validator", "webcolors",
    ),
    "encodings of old times, and guessing them": (
        "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw", "chardet",
    ),
    "what Python and Pydantic were before": ("pydantic.v1", "tomli"),
}  # fmt: skip
"""Modules that libraries offer to import and the program does without, by what they are."""

NEVER_IMPORTED = tuple(sorted(module for modules in LEFT_OUT.values() for module in modules))
"""All of them. A test imports every part of the program with these blocked."""

NEVER_REACHED = re.compile(r"stripe\._\w+_service")
"""What a live server asks Stripe for, one resource a module."""

NAMED = (
    "keyring.backends.SecretService", "keyring.backends.Windows", "keyring.backends.fail", "keyring.backends.kwallet",
    "keyring.backends.macOS", "keyring.backends.null",
    "multiprocessing.popen_spawn_posix", "multiprocessing.resource_tracker", "multiprocessing.spawn",
)  # fmt: skip
"""Modules that nothing imports by a statement: the program or a library asks for them by name."""

METADATA = ("infrasketch-desktop", "keyring", "mcp", "PySide6", "simplepycons", "wasmtime")
"""Distributions whose version, files or entry points are asked for while the program runs."""

SLOW_HOOKS = ("pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pkgutil", "pyi_rth_pyside6")
"""What PyInstaller would run before every start: sources of frames, that no bundle has; helpers of multiprocessing,
which `entry` becomes when asked; lists of modules, which nothing here makes; paths that PySide6 finds itself."""

SERVER_ONLY = (
    "alembic", "argon2", "bcrypt", "fastapi", "itsdangerous", "licensing_server", "mako", "prometheus_client",
    "pydantic_settings", "sqlalchemy", "stripe", "structlog", "uvicorn", "zxcvbn",
)  # fmt: skip
"""What a build for live credits must not carry: the sandbox's server, which makes credits out of nothing."""

QT_PLUGINS = (
    "iconengines/*svg*", "imageformats/*svg*", "imageformats/*ico.*", "imageformats/*jpeg*",
    "platforminputcontexts/*compose*", "platforminputcontexts/*ibus*",
    "platforms/*xcb*", "platforms/*wayland*", "platforms/*offscreen*", "platforms/*windows*", "platforms/*cocoa*",
    "platformthemes/*xdgdesktopportal*", "printsupport/*", "styles/*",
    "wayland-decoration-client/*", "wayland-shell-integration/*xdg*", "wayland-shell-integration/*qt-shell*",
)  # fmt: skip
"""The plugins of Qt that the window uses, as patterns under its folder of plugins."""

QT_LANGUAGES = ("de", "ar")
"""Languages of the program: Qt's own texts (buttons, dialogs) come in them too."""

BY_NAME = ("_libwasmtime", "libpython", "python3")
"""Libraries that are found by their names while the program runs."""

FROM_THE_SYSTEM = (
    "libstdc++.so*", "libgcc_s.so*", "libfontconfig.so*", "libfreetype.so*", "libexpat.so*", "libglib-2.0.so*",
    "libgthread-2.0.so*", "libdbus-1.so*", "libX11.so*", "libX11-xcb.so*", "libXau.so*", "libXdmcp.so*",
    "libpcre2-8.so*", "libsystemd.so*", "libbsd.so*", "libmd.so*", "libcap.so*", "libpng16.so*", "libbrotli*.so.1",
    "libgcrypt.so*", "libgpg-error.so*", "liblz4.so*", "libz.so*", "libuuid.so*", "libcups.so*", "libgnutls.so*",
    "libavahi-*.so*", "libkrb5.so*", "libgssapi_krb5.so*", "libk5crypto.so*", "libkrb5support.so*", "libcom_err.so.2",
    "libkeyutils.so.1", "libp11-kit.so*", "libidn2.so*", "libunistring.so*", "libtasn1.so*", "libnettle.so*",
    "libhogweed.so*", "libgmp.so*", "libreadline.so*", "libncursesw.so*", "libtinfo.so*",
)  # fmt: skip
"""Libraries that a desktop has, and that speak to its fonts, its bus, its printers and its screen: its own fit better
than copies of another system's."""

FACES = ("pymupdf_fonts.FiraGO_Italic", "pymupdf_fonts.FiraGO_BoldItalic", "pymupdf_fonts.FiraMono_")
"""The faces of pymupdf_fonts that documents use; those of the window lie unpacked among the resources."""

_UNREAD = re.compile(
    r"(^|/)PySide6/QtNetwork\.|(^|/)_codecs_\w+\."  # hooks bring them though nobody asks
    r"|\.pyi$|\.pxd$|\.pyx$|\.h$|\.c$|(^|/)(tests?|testing|docs|examples)/|(^|/)(py\.typed|\.gitignore)$"
    r"|^fontTools/(ufoLib|varLib|merge|voltLib|mtiLib|cu2qu|qu2cu|unicodedata/Blocks)"
    r"|^jsonschema/benchmarks/|^dateutil/zoneinfo/"  # the zones of the system are newer
    r"|\.dist-info/(?!METADATA$|entry_points)"
)
_RESOURCES = "infrasketch_desktop/_resources/"


def brand_files(resources: Path) -> list[str]:
    """The files of simplepycons that the list of technologies names: 300 of its 3,400."""
    known = json.loads((resources / "lexicon" / "technologies.json").read_text("utf-8"))["technologies"]
    return sorted({f"_{each['icon']}.py" for each in known if each["icon"]})


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The files of `entries` that belong into the bundle, in one order on every machine."""
    return sorted(entry for entry in entries if _belongs(_slashed(entry[0])))


def modules(entries: Iterable[Entry]) -> list[Entry]:
    """The modules of Python that belong into the bundle, in one order on every machine."""
    return sorted(entry for entry in entries if not NEVER_REACHED.fullmatch(entry[0]))


def scripts(entries: Iterable[Entry]) -> list[Entry]:
    """What runs at a start, without the hooks that only cost time."""
    return [entry for entry in entries if entry[0] not in SLOW_HOOKS]


def linked(binaries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Those of `binaries` that something in the bundle loads: modules and plugins, and what they are linked with.

    A plugin that was left out leaves its libraries behind, among them all of GTK. `needs` tells the libraries that a
    file is linked with, directly or not.
    """
    entries = list(binaries)
    wanted = {_file(name) for entry in entries if _is_loaded(entry) for name in (entry[0], *needs(entry[1]))}
    return [entry for entry in entries if _file(entry[0]) in wanted]


def unbroken(entries: Iterable[Entry], files: Iterable[Entry]) -> list[Entry]:
    """`entries` without the links that lead to none of `files`."""
    there = {_slashed(name) for name, _, _ in files}
    return [entry for entry in entries if entry[2] != "SYMLINK" or _slashed(entry[1]) in there]


def _is_loaded(entry: Entry) -> bool:
    name, _source, kind = entry
    return kind == "EXTENSION" or "/plugins/" in _slashed(name) or _file(name).startswith(BY_NAME)


def _belongs(name: str) -> bool:
    if "/plugins/" in name and "PySide6/" in name:
        plugin = name.split("/plugins/", 1)[1]
        return any(fnmatchcase(plugin, pattern) for pattern in QT_PLUGINS)
    if "/translations/" in name and "PySide6/" in name:
        return any(name.endswith(f"_{language}.qm") for language in QT_LANGUAGES)
    if name.startswith(_RESOURCES):  # whatever their names: the templates of generated tests lie in `tests`
        return True
    if _UNREAD.search(name):
        return False
    return not any(fnmatchcase(name, pattern) for pattern in FROM_THE_SYSTEM)


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def _file(name: str) -> str:
    return _slashed(name).rpartition("/")[2]
