"""The packages that generated Python needs: which versions, and which of them come without types."""

from __future__ import annotations

REQUIREMENTS = {
    "alembic": "alembic>=1.17,<2",
    "boto3": "boto3>=1.44,<2",
    "cronsim": "cronsim>=2.8,<3",
    "fastapi": "fastapi>=0.130,<1",
    "httpx2": "httpx2>=2.16,<3",
    "joserfc": "joserfc>=1.8,<2",
    "kafka-python": "kafka-python>=3,<4",
    "pika": "pika>=1.4,<2",
    "prometheus-client": "prometheus-client>=0.24,<1",
    "psycopg": "psycopg[binary]>=3.3,<4",
    "pydantic": "pydantic>=2.13,<3",
    "pydantic-settings": "pydantic-settings>=2.14,<3",
    "pymemcache": "pymemcache>=4,<5",
    "pymongo": "pymongo>=4.20,<5",
    "pymysql": "pymysql>=1.1,<2",
    "python-multipart": "python-multipart>=0.0.30,<1",
    "redis": "redis>=8,<9",
    "sqlalchemy": "sqlalchemy>=2.1,<3",
    "uvicorn": "uvicorn>=0.54,<1",
}
"""By name, as `[project] dependencies` has them. Versions are those that the tests of this program run."""

WARNS = {"kafka-python": ("ignore:(open|read)_text is deprecated:DeprecationWarning",)}
"""The warnings of packages about themselves, as pytest's `filterwarnings` takes them: nobody who imports can act."""

DEVELOPMENT = ("mypy>=2.4,<3", "pytest>=9.2,<10", "ruff>=0.17,<0.18")
"""What checks a project while it is worked on."""

UNTYPED = {
    "boto3": ("boto3.*", "botocore.*"),
    "kafka-python": ("kafka.*",),
    "pika": ("pika.*",),
    "pymemcache": ("pymemcache.*",),
    "pymysql": ("pymysql.*",),
}
"""The modules of packages without types, as mypy's `ignore_missing_imports` takes them."""
