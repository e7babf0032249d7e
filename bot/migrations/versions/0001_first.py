"""The bot's tables, as bot/schema.py says them until the first release; after it, spelled out here."""

from alembic import op

from bot.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
