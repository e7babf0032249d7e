"""The bot's tables, beside the ones of briefs/store in the same database."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

note = Table("note", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

shortcut = Table(
    "shortcut", metadata, Column("token", String(16), primary_key=True), Column("line", Text, nullable=False)
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("platform", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("time", String(5), nullable=False),  # "08:00", local
    Column("days", String, nullable=False),  # "mon,tue,wed"
    Column("timezone", String, nullable=False),
    Column("mention", String, nullable=False, server_default=""),
    Column("silent", Integer, nullable=False, server_default="0"),
    Column("next_at", String),  # UTC, ISO 8601; None: not due any more
    Column("slot", String),  # local date of next_at
)
Index("subscription_next_at", subscription.c.next_at)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subscription", ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False),
    Column("slot", String, nullable=False),  # local date and time: "2026-11-23 08:00"
    Column("due_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("lease_until", String),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("message", String),
    Column("reason", Text),
    Column("card", Text),
    UniqueConstraint("subscription", "slot"),
)
Index("delivery_state", delivery.c.state, delivery.c.lease_until)

web_post = Table(
    "web_post",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(25), nullable=False, unique=True),
    Column("channel", String, nullable=False),
    Column("at", String, nullable=False),
    Column("card", Text, nullable=False),
)
