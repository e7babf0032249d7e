"""Feeds, and which of their entries were read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    needed = ("platform", "place", "url", "title", "made_by")
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.String(4), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in needed),
        *(
            sa.Column(name, sa.String, nullable=False, server_default="")
            for name in ("etag", "last_modified")
        ),
        sa.Column("interval", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("read_at", sa.String),
        sa.UniqueConstraint("owner", "platform", "place", "url"),
    )
    op.create_index("feed_next_at", "feed", ["next_at"])
    op.create_table(
        "feed_entry",
        sa.Column("feed", sa.Integer, sa.ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )
