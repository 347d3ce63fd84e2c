"""Storages of files: Amazon S3 and MinIO, which speaks the same protocol."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.libraries import Library, write_library
from infrasketch_desktop.codegen.project import Engine, Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def make_storage(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The library of a storage. Raises KeyError for an engine that is none."""
    return write_library(project, part, templates, _STORAGES[part.engine])


def _storage(product: str, address: str) -> Library:
    return Library(
        home="storage",
        purpose=f"Files in {product}.",
        product=f"Files in {product}",
        address=address,
        files={
            "src/{module}/aws.py": "library/aws.py.j2",
            "src/{module}/memory.py": "storage/memory.py.j2",
            "src/{module}/s3.py": "storage/s3.py.j2",
            "src/{module}/storage.py": "storage/storage.py.j2",
            "tests/test_storage.py": "storage/test_storage.py.j2",
        },
        requires=("boto3",),
        values={"service": "s3"},
    )


_STORAGES = {
    Engine.S3: _storage("Amazon S3", "s3://eu-central-1/{name}-bucket"),
    Engine.MINIO: _storage("MinIO", "s3://us-east-1/{name}-bucket?endpoint=http://{name}:9000"),
}
