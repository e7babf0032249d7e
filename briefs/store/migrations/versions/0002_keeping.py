"""Where an article came from, whether a post refers to it, by which extractor it was read; what is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("article", sa.Column("source", sa.Text, nullable=False, server_default=""))
    op.add_column("article", sa.Column("cited", sa.Integer, nullable=False, server_default="0"))
    op.add_column("article", sa.Column("extractor", sa.Integer, nullable=False, server_default="0"))
    op.create_index("article_source", "article", ["source"])
    op.create_index("article_extractor", "article", ["extractor"])
    op.create_table(
        "gone",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )
