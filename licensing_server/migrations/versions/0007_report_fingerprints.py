"""What a report of a crash is about, so that those of the same mistake can be counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INDEX = "ix_crash_reports_fingerprint"


def upgrade() -> None:
    for name, length in (("fingerprint", 16), ("headline", 160)):
        empty = sa.text("''")
        op.add_column("crash_reports", sa.Column(name, sa.String(length=length), server_default=empty, nullable=False))
    op.create_index(op.f(_INDEX), "crash_reports", ["fingerprint"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f(_INDEX), table_name="crash_reports")
    op.drop_column("crash_reports", "headline")
    op.drop_column("crash_reports", "fingerprint")
