"""Purchases, news of the payment service, and the sandbox shop."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.String(length=255), nullable=True),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    op.create_table(
        "shop_checkouts",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("purchase", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("price", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("success_url", sa.Text(), nullable=False),
        sa.Column("cancel_url", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("payment_intent", sa.String(length=255), nullable=True),
        sa.Column("payment_status", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("settles_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_checkouts")),
        sa.UniqueConstraint("payment_intent", name=op.f("uq_shop_checkouts_payment_intent")),
        sa.UniqueConstraint("purchase", name=op.f("uq_shop_checkouts_purchase")),
    )
    op.create_index(op.f("ix_shop_checkouts_created_at"), "shop_checkouts", ["created_at"], unique=False)
    op.create_index(op.f("ix_shop_checkouts_settles_at"), "shop_checkouts", ["settles_at"], unique=False)

    op.create_table(
        "shop_events",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_events")),
    )
    op.create_index(op.f("ix_shop_events_created_at_id"), "shop_events", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_shop_events_due_at"), "shop_events", ["due_at"], unique=False)

    op.create_table(
        "shop_reversals",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("payment_intent", sa.String(length=255), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_reversals")),
        sa.UniqueConstraint("key", name=op.f("uq_shop_reversals_key")),
    )
    op.create_index(op.f("ix_shop_reversals_created_at"), "shop_reversals", ["created_at"], unique=False)
    op.create_index(op.f("ix_shop_reversals_payment_intent"), "shop_reversals", ["payment_intent"], unique=False)

    op.create_table(
        "shop_secrets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("secret", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_secrets")),
    )
    op.create_table(
        "stripe_events",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=255), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stripe_events")),
    )
    op.create_table(
        "purchases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=255), nullable=True),
        sa.Column("payment_intent", sa.String(length=255), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("package", sa.String(length=255), nullable=True),
        sa.Column("price", sa.String(length=255), nullable=True),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("taken_back", sa.BigInteger(), nullable=False),
        sa.Column("reversals", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("key", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_purchases_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchases")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_purchases_account_id_key")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_purchases_source_source_id")),
    )
    op.create_index(op.f("ix_purchases_created_at"), "purchases", ["created_at"], unique=False)
    op.create_index(op.f("ix_purchases_payment_intent"), "purchases", ["payment_intent"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_purchases_payment_intent"), table_name="purchases")
    op.drop_index(op.f("ix_purchases_created_at"), table_name="purchases")

    op.drop_table("purchases")
    op.drop_table("stripe_events")
    op.drop_table("shop_secrets")
    op.drop_index(op.f("ix_shop_reversals_payment_intent"), table_name="shop_reversals")
    op.drop_index(op.f("ix_shop_reversals_created_at"), table_name="shop_reversals")

    op.drop_table("shop_reversals")
    op.drop_index(op.f("ix_shop_events_due_at"), table_name="shop_events")
    op.drop_index(op.f("ix_shop_events_created_at_id"), table_name="shop_events")

    op.drop_table("shop_events")
    op.drop_index(op.f("ix_shop_checkouts_settles_at"), table_name="shop_checkouts")
    op.drop_index(op.f("ix_shop_checkouts_created_at"), table_name="shop_checkouts")

    op.drop_table("shop_checkouts")
    op.drop_table("chores")
