"""The bot's tables, beside the ones of briefs/store in the same database."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)

metadata = MetaData()

note = Table("note", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

shortcut = Table(
    "shortcut", metadata, Column("token", String(16), primary_key=True), Column("line", Text, nullable=False)
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(4), nullable=False),  # "file" or "chat": who may change it
    Column("platform", String, nullable=False),
    Column("place", String, nullable=False),  # as Request.place; "" where the host made it
    Column("name", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("time", String(5), nullable=False),  # "08:00", local
    Column("days", String, nullable=False),  # "mon,tue,wed"
    Column("timezone", String, nullable=False),
    Column("when_empty", String(6), nullable=False),  # "line" or "silent"
    Column("mention", String, nullable=False),
    Column("silent", Integer, nullable=False),
    Column("sources", Text, nullable=False, server_default=""),  # a line each; "": all of them
    Column("language", String(2), nullable=False, server_default="en"),
    Column("include_rules", Text, nullable=False, server_default=""),  # of bot/filter.py, a line each
    Column("exclude_rules", Text, nullable=False, server_default=""),
    Column("paused_until", String),
    Column("made_by", String, nullable=False),
    Column("next_at", String),  # UTC, ISO 8601; None: paused until somebody resumes it
    Column("slot", String),  # local date and time of next_at
    Column("trouble", Text),  # why its runs fail, from the first that did until one is sent
    Column("trouble_since", String),
    Column("stopped", Integer, nullable=False, server_default="0"),  # for that trouble, by ourselves
    Column("tell_at", String),  # when whoever made it is to be told of the trouble; None: nothing to tell
    UniqueConstraint("owner", "platform", "place", "name"),
)
Index("subscription_next_at", subscription.c.next_at)
Index("subscription_tell_at", subscription.c.tell_at)

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
    Column("made_at", String),  # when the card was made: what is read later is news to the channel
    Column("platform", String, nullable=False, server_default=""),  # of its subscription, as is the place
    Column("place", String, nullable=False, server_default=""),
    Column("turn", BigInteger),  # the order of sending, in microseconds since 1970; None once settled
    Column("cited", Integer, nullable=False, server_default="0"),  # 1: what its card refers to is kept
    UniqueConstraint("subscription", "slot"),
)
UNCITED = and_(delivery.c.cited == literal_column("0"), delivery.c.card.is_not(None))
Index("delivery_uncited", delivery.c.id, sqlite_where=UNCITED, postgresql_where=UNCITED)
Index("delivery_turn", delivery.c.turn, delivery.c.platform)

edition = Table(  # what an article told when it was posted, for it may be edited
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, nullable=False),  # its number in the store, where it may be gone
    Column("digest", String(64), nullable=False),  # of what it said
    Column("gist", Text, nullable=False),  # briefs.story.gist.to_json
    UniqueConstraint("article", "digest"),
)

posted = Table(  # counts once its delivery is sent
    "posted",
    metadata,
    Column("delivery", ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True),
    Column("edition", ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String, nullable=False),  # of the subscription then
)
Index("posted_edition", posted.c.edition)

watch = Table(
    "watch",
    metadata,
    Column("subscription", ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True),
    Column("rule", String, nullable=False),  # of bot/filter.py: "actor:Ada Byron", or a phrase
    Column("made_at", String, nullable=False),
    Column("looked_at", String, nullable=False),  # when the newest article that was looked at was read
    Column("rests_until", String, nullable=False),  # what is found before then waits
)

watch_fact = Table(  # what a watch has posted: it posts nothing twice
    "watch_fact",
    metadata,
    Column("watch", ForeignKey("watch.subscription", ondelete="CASCADE"), primary_key=True),
    Column("fact", String(64), primary_key=True),  # SHA-256 of its words, which other articles repeat
    Column("at", String, nullable=False),
)

sender = Table(
    "sender",
    metadata,
    Column("token", String, primary_key=True),  # the platform and a fingerprint, never the token
    Column("holder", String, nullable=False),  # the process that sends; "" nobody
    Column("beat", Integer, nullable=False),  # grows for as long as the holder lives
)

feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(4), nullable=False),  # "file" or "chat": who may change it
    Column("platform", String, nullable=False),
    Column("place", String, nullable=False),  # as Request.place; "" where the host made it
    Column("url", String, nullable=False),
    Column("title", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("etag", String, nullable=False, server_default=""),
    Column("last_modified", String, nullable=False, server_default=""),
    Column("interval", Integer, nullable=False),  # seconds
    Column("next_at", String),  # None: paused, for the reason
    Column("failures", Integer, nullable=False, server_default="0"),  # one after the other
    Column("reason", Text, nullable=False, server_default=""),
    Column("read_at", String),  # when it last answered
    UniqueConstraint("owner", "platform", "place", "url"),
)
Index("feed_next_at", feed.c.next_at)

feed_entry = Table(
    "feed_entry",
    metadata,
    Column("feed", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(64), primary_key=True),  # SHA-256 of what the feed calls it
    Column("digest", String(64), nullable=False),  # of its words when they were seen last
    Column("article", Text, nullable=False, server_default=""),  # Article.id, once it was read
    Column("due_at", String),  # when it is to be read; None: it was, or is older than we look
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),  # why it was not read, or not whole
    Column("said", Text, nullable=False, server_default=""),  # the entry as JSON, while it waits
)
_waiting = feed_entry.c.due_at.is_not(None)
Index("feed_entry_due", feed_entry.c.due_at, sqlite_where=_waiting, postgresql_where=_waiting)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("place", String, nullable=False),
    Column("user", String, nullable=False),
    Column("what", Text, nullable=False),
)
Index("audit_place", audit.c.platform, audit.c.place)

web_post = Table(
    "web_post",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(25), nullable=False, unique=True),
    Column("channel", String, nullable=False),
    Column("at", String, nullable=False),
    Column("card", Text, nullable=False),
)
