"""What people watch for, and what was posted of it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "watch",
        sa.Column(
            "subscription", sa.Integer, sa.ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("looked_at", sa.String, nullable=False),
        sa.Column("rests_until", sa.String, nullable=False),
    )
    op.create_table(
        "watch_fact",
        sa.Column(
            "watch", sa.Integer, sa.ForeignKey("watch.subscription", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("fact", sa.String(64), primary_key=True),
        sa.Column("at", sa.String, nullable=False),
    )
