"""Caches: Redis and Memcached."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.libraries import CLOSED_PORT, Library, write_library
from infrasketch_desktop.codegen.project import Engine, Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def make_cache(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The library of a cache. Raises KeyError for an engine that is none."""
    return write_library(project, part, templates, _CACHES[part.engine])


def _cache(product: str, address: str, store: tuple[str, str], *, requires: str, closed: str) -> Library:
    """`store` is its module, which is also its template, and its class."""
    module, name = store
    return Library(
        home="cache",
        purpose=f"A cache in {product}.",
        product=f"A cache in {product}",
        address=address,
        files={
            "src/{module}/cache.py": "cache/cache.py.j2",
            "src/{module}/memory.py": "cache/memory.py.j2",
            f"src/{{module}}/{module}.py": f"cache/{module}.py.j2",
            "tests/test_cache.py": "cache/test_cache.py.j2",
        },
        requires=(requires,),
        values={"store": module, "store_class": name, "closed": closed.format(port=CLOSED_PORT)},
    )


_CACHES = {
    Engine.REDIS: _cache(
        "Redis",
        "redis://{name}:6379/0",
        ("redis_store", "RedisStore"),
        requires="redis",
        closed="redis://127.0.0.1:{port}/0",
    ),
    Engine.MEMCACHED: _cache(
        "Memcached",
        "memcached://{name}:11211",
        ("memcached_store", "MemcachedStore"),
        requires="pymemcache",
        closed="memcached://127.0.0.1:{port}",
    ),
}
