"""Databases: tables in SQL with migrations, and documents in MongoDB and DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.libraries import CLOSED_PORT, Library, write_library
from infrasketch_desktop.codegen.project import SQL, Engine, Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def make_database(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The library of a database, with a migration for each table. Raises KeyError for an engine that is none."""
    library = _DATABASES[part.engine]
    yield from write_library(project, part, templates, library)
    if part.engine in SQL:
        yield from _migrations(part, templates, library)


def _migrations(part: Part, templates: Templates, library: Library) -> Iterator[CodeFile]:
    """One for each table, in a chain: what a diagram gains later comes as a further one."""
    for number, entity in enumerate(part.entities, start=1):
        text = templates.render(
            "database/sql/revision.py.j2",
            **library.values,
            entity=entity,
            revision=f"{number:04}",
            before=f"{number - 1:04}" if number > 1 else "",
        )
        path = f"{part.folder}/migrations/versions/{number:04}_create_{entity.plural}.py"
        yield CodeFile(path=path, text=text, part=part.id)


def _sql(product: str, address: str, closed: str, requires: tuple[str, ...], **values: Any) -> Library:
    return Library(
        home="database",
        purpose=f"Tables in {product}.",
        product=f"Tables in {product}",
        address=address,
        files={
            "alembic.ini": "database/sql/alembic.ini.j2",
            "migrations/env.py": "database/sql/env.py.j2",
            "migrations/script.py.mako": "database/sql/script.py.mako.j2",
            "src/{module}/connections.py": "database/sql/connections.py.j2",
            "src/{module}/database.py": "database/sql/database.py.j2",
            "src/{module}/models.py": "database/models.py.j2",
            "src/{module}/records.py": "database/sql/records.py.j2",
            "src/{module}/repository.py": "database/sql/repository.py.j2",
            "tests/test_database.py": "database/sql/test_database.py.j2",
        },
        requires=("alembic", "sqlalchemy", *requires),
        caution=": an empty database, whose tables are made and dropped",
        values={"sql": True, "sqlite": False, "closed": closed, **values},
    )


def _documents(product: str, address: str, requires: str, closed: str, **values: Any) -> Library:
    return Library(
        home="database",
        purpose=f"Documents in {product}.",
        product=f"Documents in {product}",
        address=address,
        files={
            "src/{module}/database.py": "database/document/database.py.j2",
            "src/{module}/memory.py": "database/document/memory.py.j2",
            "src/{module}/models.py": "database/models.py.j2",
            "src/{module}/records.py": "database/document/records.py.j2",
            "src/{module}/repository.py": "database/document/repository.py.j2",
            f"src/{{module}}/{values['store']}.py": f"database/document/{values['store']}.py.j2",
            "tests/test_database.py": "database/document/test_database.py.j2",
        },
        requires=(requires,),
        caution=": what the tests add they remove, and all that was there",
        values={"sql": False, "closed": closed, "aws": False, **values},
    )


def _with(library: Library, path: str, template: str) -> Library:
    return replace(library, files={**library.files, path: template})


_MOMENT = "sa.DateTime(timezone=True)"
_DATABASES: Mapping[Engine, Library] = {
    Engine.POSTGRESQL: _sql(
        "PostgreSQL",
        "postgresql+psycopg://user:change-me@{name}:5432/{module}",
        f"postgresql+psycopg://nobody@127.0.0.1:{CLOSED_PORT}/none",
        ("psycopg",),
        dialect="postgresql",
        json='sa.JSON().with_variant(postgresql.JSONB(), "postgresql")',
        moment=_MOMENT,
    ),
    Engine.MYSQL: _sql(
        "MySQL",
        "mysql+pymysql://user:change-me@{name}:3306/{module}",
        f"mysql+pymysql://nobody@127.0.0.1:{CLOSED_PORT}/none",
        ("pymysql",),
        dialect="mysql",
        json="sa.JSON()",
        moment='sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")',
    ),
    Engine.SQLITE: _sql(
        "SQLite",
        "sqlite:////data/{name}/{module}.db",
        "sqlite:////no/such/folder/none.db",
        (),
        sqlite=True,
        dialect="",
        json="sa.JSON()",
        moment="sa.DateTime()",
    ),
    Engine.MONGODB: _documents(
        "MongoDB",
        "mongodb://user:change-me@{name}:27017/{module}?authSource=admin",
        "pymongo",
        f"mongodb://127.0.0.1:{CLOSED_PORT}/none",
        store="mongodb",
        store_class="MongoDatabase",
        schema="the indexes",
        schema_verb="they are",
        error_module="pymongo.errors",
        error="PyMongoError",
    ),
    Engine.DYNAMODB: _with(
        _documents(
            "DynamoDB",
            "dynamodb://eu-central-1/{name}",
            "boto3",
            f"dynamodb://eu-central-1/none?endpoint=http://127.0.0.1:{CLOSED_PORT}",
            aws=True,
            service="dynamodb",
            store="dynamodb",
            store_class="DynamoDatabase",
            schema="the tables",
            schema_verb="they are",
            error_module="botocore.exceptions",
            error="BotoCoreError",
        ),
        "src/{module}/aws.py",
        "library/aws.py.j2",
    ),
}
