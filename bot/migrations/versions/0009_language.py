"""In which language the words of a subscription's cards are."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("subscription", sa.Column("language", sa.String(2), nullable=False, server_default="en"))
