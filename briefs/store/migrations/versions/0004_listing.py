"""Indexes that list the stories of a day without reading their articles."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for name, columns in (
        ("article_read_at", ["read_at", "number", "story"]),
        ("article_story", ["story", "read_at", "publisher"]),
    ):
        op.drop_index(name, "article")
        op.create_index(name, "article", columns)
