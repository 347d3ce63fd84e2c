"""Reports of crashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEX = "ix_crash_reports_received_at"


def upgrade() -> None:
    op.create_table(
        "crash_reports",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("system", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crash_reports")),
    )
    op.create_index(op.f(_INDEX), "crash_reports", ["received_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f(_INDEX), table_name="crash_reports")
    op.drop_table("crash_reports")
