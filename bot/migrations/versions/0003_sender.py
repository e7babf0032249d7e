"""Who sends for a token, in which order, and what troubles a subscription."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "sender",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("beat", sa.Integer, nullable=False),
    )
    op.add_column("subscription", sa.Column("trouble", sa.Text))
    op.add_column("subscription", sa.Column("trouble_since", sa.String))
    op.add_column("subscription", sa.Column("stopped", sa.Integer, nullable=False, server_default="0"))
    op.add_column("subscription", sa.Column("tell_at", sa.String))
    op.create_index("subscription_tell_at", "subscription", ["tell_at"])
    op.add_column("delivery", sa.Column("platform", sa.String, nullable=False, server_default=""))
    op.add_column("delivery", sa.Column("turn", sa.BigInteger))
    op.execute(
        "UPDATE delivery SET platform ="
        " (SELECT platform FROM subscription WHERE subscription.id = delivery.subscription)"
    )
    op.execute("UPDATE delivery SET turn = id WHERE state IN ('pending', 'sending', 'unknown')")
    op.drop_index("delivery_state", "delivery")
    op.create_index("delivery_turn", "delivery", ["turn", "platform"])
