"""Of which place a delivery is: what is taken is found in its own rows alone. Cards not looked at yet."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("delivery", sa.Column("place", sa.String, nullable=False, server_default=""))
    op.execute(
        "UPDATE delivery SET place ="
        " (SELECT place FROM subscription WHERE subscription.id = delivery.subscription)"
    )
    op.drop_index("delivery_cited", "delivery")
    uncited = sa.text("cited = 0 AND card IS NOT NULL")
    op.create_index("delivery_uncited", "delivery", ["id"], sqlite_where=uncited, postgresql_where=uncited)
