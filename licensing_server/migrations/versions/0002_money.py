"""Grants, transfers, balances, holds, and what is known of wallets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device_totals",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("lot", sa.String(length=64), nullable=False),
        sa.Column("allot", sa.BigInteger(), nullable=False),
        sa.Column("ret", sa.BigInteger(), nullable=False),
        sa.Column("cons", sa.BigInteger(), nullable=False),
        sa.Column("shown_rseq", sa.Integer(), nullable=False),
        sa.CheckConstraint("allot >= 0 AND ret >= 0 AND cons >= 0", name=op.f("ck_device_totals_never_below_zero")),
        sa.PrimaryKeyConstraint("device_id", "lot", name=op.f("pk_device_totals")),
    )
    op.create_table(
        "balances",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("lot", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=96), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0 OR place IN ('issued', 'owed')", name=op.f("ck_balances_never_below_zero")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_balances_account_id")),
        sa.PrimaryKeyConstraint("account_id", "lot", "place", name=op.f("pk_balances")),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("effective_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("refund_target", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("credits > 0", name=op.f("ck_grants_credits_positive")),
        sa.CheckConstraint(
            "expires_at IS NULL OR expires_at > effective_at", name=op.f("ck_grants_expires_after_start")
        ),
        sa.CheckConstraint(
            "refund_target >= 0 AND refund_target <= credits", name=op.f("ck_grants_refund_within_credits")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_grants_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_grants_source_source_id")),
    )
    op.create_index(op.f("ix_grants_account_id"), "grants", ["account_id"], unique=False)

    op.create_table(
        "holds",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("op", sa.String(length=80), nullable=False),
        sa.Column("item", sa.String(length=255), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'committed', 'released', 'lapsed')", name=op.f("ck_holds_known_state")),
        sa.CheckConstraint(
            "amount >= 0 AND spent >= 0 AND spent <= amount", name=op.f("ck_holds_spends_what_it_holds")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_holds_account_id")),
        sa.PrimaryKeyConstraint("account_id", "op", name=op.f("pk_holds")),
    )
    op.create_table(
        "ledgers",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_ledgers_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_ledgers")),
    )
    op.create_table(
        "ops",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("op", sa.String(length=80), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("took", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_ops_account_id")),
        sa.PrimaryKeyConstraint("account_id", "op", "type", name=op.f("pk_ops")),
    )
    op.create_table(
        "transfers",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=384), nullable=False),
        sa.Column("lot", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=96), nullable=False),
        sa.Column("target", sa.String(length=96), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.String(length=255), nullable=False),
        sa.Column("item", sa.String(length=255), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("debt", sa.BigInteger(), nullable=False),
        sa.Column("balance_change", sa.BigInteger(), nullable=True),
        sa.Column("debt_change", sa.BigInteger(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfers_amount_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_transfers_account_id")),
        sa.PrimaryKeyConstraint("account_id", "seq", name=op.f("pk_transfers")),
        sa.UniqueConstraint("key", name=op.f("uq_transfers_key")),
    )
    op.create_table(
        "challenges",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_challenges_device_id")),
        sa.PrimaryKeyConstraint("device_id", "number", name=op.f("pk_challenges")),
    )
    op.create_index(op.f("ix_challenges_expires_at"), "challenges", ["expires_at"], unique=False)

    op.create_table(
        "device_entries",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_device_entries_device_id")),
        sa.PrimaryKeyConstraint("device_id", "epoch", "seq", name=op.f("pk_device_entries")),
    )
    op.create_table(
        "forks",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_forks_device_id")),
        sa.PrimaryKeyConstraint("device_id", "epoch", name=op.f("pk_forks")),
    )
    op.create_index(op.f("ix_forks_device_id_at"), "forks", ["device_id", "at"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("rseq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_receipts_device_id")),
        sa.PrimaryKeyConstraint("device_id", "rseq", name=op.f("pk_receipts")),
    )
    op.create_table(
        "wallets",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("acked_seq", sa.Integer(), nullable=False),
        sa.Column("acked_head", sa.String(length=64), nullable=False),
        sa.Column("rebase", sa.LargeBinary(), nullable=True),
        sa.Column("rebase_seq", sa.Integer(), nullable=False),
        sa.Column("rseq", sa.Integer(), nullable=False),
        sa.Column("challenged", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("forks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_wallets_device_id")),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_wallets")),
    )


def downgrade() -> None:
    op.drop_table("wallets")
    op.drop_table("receipts")
    op.drop_index(op.f("ix_forks_device_id_at"), table_name="forks")

    op.drop_table("forks")
    op.drop_table("device_entries")
    op.drop_index(op.f("ix_challenges_expires_at"), table_name="challenges")

    op.drop_table("challenges")
    op.drop_table("transfers")
    op.drop_table("ops")
    op.drop_table("ledgers")
    op.drop_table("holds")
    op.drop_index(op.f("ix_grants_account_id"), table_name="grants")

    op.drop_table("grants")
    op.drop_table("balances")
    op.drop_table("device_totals")
