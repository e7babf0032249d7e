"""Of which sources a subscription's brief is made; whose cards were looked at for what they refer to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("subscription", sa.Column("sources", sa.Text, nullable=False, server_default=""))
    op.add_column("delivery", sa.Column("cited", sa.Integer, nullable=False, server_default="0"))
    op.create_index("delivery_cited", "delivery", ["cited", "id"])
