"""Feeds, and which of their entries were read."""

from alembic import op

from bot.schema import metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    metadata.create_all(op.get_bind())
