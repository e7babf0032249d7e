"""Which articles a subscription's brief takes and which it leaves."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for rules in ("include_rules", "exclude_rules"):
        op.add_column("subscription", sa.Column(rules, sa.Text, nullable=False, server_default=""))
