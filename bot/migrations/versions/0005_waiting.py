"""Entries of feeds that wait to be read, which article each became, and why one was not read."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("feed_entry") as table:
        table.add_column(sa.Column("article", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("due_at", sa.String))
        table.add_column(sa.Column("tries", sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("reason", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("said", sa.Text, nullable=False, server_default=""))
    due = sa.text("due_at IS NOT NULL")
    op.create_index("feed_entry_due", "feed_entry", ["due_at"], sqlite_where=due, postgresql_where=due)
