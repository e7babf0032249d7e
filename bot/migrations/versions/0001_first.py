"""The first tables: who gets a brief, what became of it, who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _small()
    _subscriptions()
    _deliveries()
    _changes()


def _small() -> None:
    op.create_table(
        "note", sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.Text, nullable=False)
    )
    op.create_table(
        "shortcut",
        sa.Column("token", sa.String(16), primary_key=True),
        sa.Column("line", sa.Text, nullable=False),
    )


def _subscriptions() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.String(4), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("platform", "place", "name", "channel")),
        sa.Column("time", sa.String(5), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("days", "timezone")),
        sa.Column("when_empty", sa.String(6), nullable=False),
        sa.Column("mention", sa.String, nullable=False),
        sa.Column("silent", sa.Integer, nullable=False),
        sa.Column("paused_until", sa.String),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("next_at", sa.String),
        sa.Column("slot", sa.String),
        sa.UniqueConstraint("owner", "platform", "place", "name"),
    )
    op.create_index("subscription_next_at", "subscription", ["next_at"])


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "subscription", sa.Integer, sa.ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("due_at", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("lease_until", sa.String),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("message", sa.String),
        sa.Column("reason", sa.Text),
        sa.Column("card", sa.Text),
        sa.Column("made_at", sa.String),
        sa.UniqueConstraint("subscription", "slot"),
    )
    op.create_index("delivery_state", "delivery", ["state", "lease_until"])
    op.create_table(
        "web_post",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(25), nullable=False, unique=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
    )


def _changes() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("at", "platform", "place", "user")),
        sa.Column("what", sa.Text, nullable=False),
    )
    op.create_index("audit_place", "audit", ["platform", "place"])
