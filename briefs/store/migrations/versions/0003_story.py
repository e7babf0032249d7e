"""Which articles tell the same story. What is held already is each its own: it is old news."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("article", sa.Column("story", sa.Integer))
    op.execute("UPDATE article SET story = number")
    op.create_index("article_story", "article", ["story"])
    of_article, of_profile = "article.number", "profile.article"
    op.create_table(
        "profile",
        sa.Column("article", sa.Integer, sa.ForeignKey(of_article, ondelete="CASCADE"), primary_key=True),
        sa.Column("told_at", sa.String(32), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "profile_name",
        sa.Column("article", sa.Integer, sa.ForeignKey(of_profile, ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("told_at", sa.String(32), nullable=False),
        sa.Column("names", sa.Integer, nullable=False),
    )
    op.create_index("profile_name_name", "profile_name", ["name", "told_at", "article", "names"])
    op.create_table(
        "likeness",
        sa.Column("article", sa.Integer, sa.ForeignKey(of_profile, ondelete="CASCADE"), primary_key=True),
        sa.Column("other", sa.Integer, sa.ForeignKey(of_profile, ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("likeness_other", "likeness", ["other"])
