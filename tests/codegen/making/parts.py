"""Parts that become libraries, of every engine, with names of any length."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.project import Engine, Entity, Part, Project, Role
from infrasketch_desktop.codegen.said import Said
from tests.support.generated import write

ENGINES = {
    Engine.POSTGRESQL: Role.DATABASE,
    Engine.MYSQL: Role.DATABASE,
    Engine.SQLITE: Role.DATABASE,
    Engine.MONGODB: Role.DATABASE,
    Engine.DYNAMODB: Role.DATABASE,
    Engine.REDIS: Role.CACHE,
    Engine.MEMCACHED: Role.CACHE,
    Engine.RABBITMQ: Role.QUEUE,
    Engine.KAFKA: Role.QUEUE,
    Engine.SQS: Role.QUEUE,
    Engine.REDIS_STREAMS: Role.QUEUE,
    Engine.S3: Role.STORAGE,
    Engine.MINIO: Role.STORAGE,
    Engine.OPENSEARCH: Role.SEARCH,
}
HOSTILE = (
    "",
    '"; rm -rf / # \\',
    '"""',
    "{{7*7}} {% raw %} ${HOME} %(here)s `id`",
    "!!python/object:os.system\nline\r\n# region: x",
    "\u202eשלום עולם " * 20,
    "漢字" * 3000,
    "🙂" * 100,
    "*bold* [x](http://a) <b> a@b.c",
)


def library(engine: Engine, *, name: str = "", entities: int = 2, label: str = "Order store") -> Part:
    """A part of an engine; it is called after the engine unless it has a name."""
    name = name or f"{engine.value}-demo"
    things = (Entity(name=f"Thing{'x' * 6 * i}"[:32], plural=f"things{'x' * 6 * i}"[:32]) for i in range(entities))
    return Part(
        id=name,
        role=ENGINES[engine],
        engine=engine,
        name=name,
        module=name.replace("-", "_"),
        title="".join(word.capitalize() for word in name.split("-")),
        folder=f"libraries/{name}",
        entities=tuple(things) if ENGINES[engine] is Role.DATABASE else (),
        label=Said(label),
        description=Said(label),
        remark=Said(label),
    )


def write_libraries(folder: Path, *parts: Part) -> list[Path]:
    """Generate them; returns the folder of each."""
    project = Project(name="shop", title=Said("Shop"), parts=parts, links=())
    for part in parts:
        write(files_of_part(project, part, program_templates()), folder)
    return [folder / part.folder for part in parts]
