"""The usage log of the relay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INDEX = "ix_relay_turns_account_id_state_begun_at"


def upgrade() -> None:
    op.create_table(
        "relay_turns",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=128), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("tokens_cached", sa.BigInteger(), nullable=False),
        sa.Column("milliseconds", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('streaming', 'answered', 'failed', 'refused', 'lapsed')", name=op.f("ck_relay_turns_known_state")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_relay_turns_account_id")),
        sa.PrimaryKeyConstraint("account_id", "op", name=op.f("pk_relay_turns")),
    )
    op.create_index(op.f(_INDEX), "relay_turns", ["account_id", "state", "begun_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f(_INDEX), table_name="relay_turns")
    op.drop_table("relay_turns")
