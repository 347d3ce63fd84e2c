"""What Alembic runs to find the connection and the models; the transaction belongs to who called `upgrade`."""

from __future__ import annotations

from alembic import context

from licensing_server.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
