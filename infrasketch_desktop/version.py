"""Which version of the program this is, and of the libraries below it."""

from __future__ import annotations


def program_version() -> str:
    """Of InfraSketch; "unknown" where nothing tells it."""
    return version_of("infrasketch-desktop")


def version_of(distribution: str) -> str:
    """Of an installed distribution, by its name; "unknown" where there is none."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms that the start can do without

    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"
