"""The tables of the store. The brief's JSON is the one truth; findings and aliases are its index.

Times are ISO 8601 in UTC, so that they sort as text on every database.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # Article.id
    Column(
        "digest", String(64), nullable=False
    ),  # of everything the article says; another one: it was edited
    Column("read_at", String(32), nullable=False),
    Column("headline", Text, nullable=False),  # the brief's title
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("byline", Text),
    Column("published", Text),  # as given, its offset kept
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("brief", Text, nullable=False),  # briefs.wire.dumps
    Column("source", Text, nullable=False, server_default=""),  # the feed's address or the folder's path
    Column("cited", Integer, nullable=False, server_default="0"),  # 1: a post refers to it, it is kept
    Column("extractor", Integer, nullable=False, server_default="0"),  # briefs.read.EXTRACTOR that read it
    Column("story", Integer),  # the same for all that tell it; one that split off is below 0
    sqlite_autoincrement=True,
)
# What lists stories stands in these, so that no row with its long texts is read for it.
Index("article_read_at", article.c.read_at, article.c.number, article.c.story)
Index("article_source", article.c.source)
Index("article_extractor", article.c.extractor)
Index("article_story", article.c.story, article.c.read_at, article.c.publisher)

gone = Table(  # read once, and removed as old: not to be read as news again
    "gone",
    metadata,
    Column("key", Text, primary_key=True),
    Column("digest", String(64), nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("article.number", ondelete="CASCADE"), nullable=False),
    Column("kind", String(9), nullable=False),  # point, statistic, statement, quote, actor
    Column("position", Integer, nullable=False),  # in the brief's tuple of that kind
    Column("actor", Text),  # who it is, or who says it
    Column("unit", Text),
    Column("words", Text, nullable=False),  # what a search looks in
    sqlite_autoincrement=True,  # buttons in old posts name an id: never give it to another finding
)
Index("finding_article", finding.c.article, finding.c.id)
Index("finding_kind", finding.c.kind, finding.c.id)
Index("finding_actor", finding.c.actor, finding.c.id)
Index("finding_unit", finding.c.unit, finding.c.id)

alias = Table(
    "alias",
    metadata,
    Column("finding", Integer, ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True),
    Column("alias", Text, primary_key=True),
)

profile = Table(  # what articles are compared by, to see which tell the same story
    "profile",
    metadata,
    Column("article", Integer, ForeignKey("article.number", ondelete="CASCADE"), primary_key=True),
    Column("told_at", String(32), nullable=False),  # published, or first read
    Column("data", Text, nullable=False),  # briefs.story.to_json
)

profile_name = Table(  # the names of profiles: only those that share enough of them are compared
    "profile_name",
    metadata,
    Column("article", Integer, ForeignKey("profile.article", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("told_at", String(32), nullable=False),  # of the profile
    Column("names", Integer, nullable=False),  # how many the profile has
)
Index(
    "profile_name_name",
    profile_name.c.name,
    profile_name.c.told_at,
    profile_name.c.article,
    profile_name.c.names,
)

likeness = Table(  # pairs that tell the same story, both ways round
    "likeness",
    metadata,
    Column("article", Integer, ForeignKey("profile.article", ondelete="CASCADE"), primary_key=True),
    Column("other", Integer, ForeignKey("profile.article", ondelete="CASCADE"), primary_key=True),
)
Index("likeness_other", likeness.c.other)
