"""What was posted where. Of what was posted before nobody noted it: it is not posted again, being old."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("gist", sa.Text, nullable=False),
        sa.UniqueConstraint("article", "digest"),
    )
    delivery, edition = (sa.ForeignKey(f"{name}.id", ondelete="CASCADE") for name in ("delivery", "edition"))
    op.create_table(
        "posted",
        sa.Column("delivery", sa.Integer, delivery, primary_key=True),
        sa.Column("edition", sa.Integer, edition, primary_key=True),
        sa.Column("channel", sa.String, nullable=False),
    )
    op.create_index("posted_edition", "posted", ["edition"])
