"""config.yaml: what is right is read, what is wrong is named with its place, all of it at once."""

import datetime as dt
from pathlib import Path

import pytest

from bot.config import Settings, WebSettings, load, parse
from bot.errors import ConfigError

RIGHT = """\
store: held.db
sources:
  - folder: news
platforms:
  web: {port: 9000}
subscriptions:
  - name: early
    platform: web
    channel: desk
    time: 7:30
    days: [mon, Wednesday]
    timezone: Europe/Lisbon
"""


def read(text: str) -> Settings:
    return parse(text, "config.yaml", Path("/etc/onrecord"))


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value).splitlines()


def test_it_reads_a_right_file() -> None:
    settings = read(RIGHT)
    assert settings.platforms.web == WebSettings(port=9000)
    assert settings.subscriptions[0].time == dt.time(7, 30)
    assert settings.subscriptions[0].days == ("mon", "wed")


NO_PASSWORD = "a password does not stand here: set PGPASSWORD, or PGPASSFILE to a file with it"


def test_paths_are_relative_to_the_file() -> None:
    settings = read(RIGHT)
    assert settings.sources[0].folder == Path("/etc/onrecord/news")
    assert settings.store == "/etc/onrecord/held.db"


def test_an_address_of_a_database_is_left_as_it_is() -> None:
    for address in ("postgresql://127.0.0.1/x", "postgresql://ann@db:5432/x?sslmode=verify-full"):
        assert read(f"store: {address}").store == address


def test_the_file_of_the_repository_is_right() -> None:
    settings = load(Path(__file__).parents[2] / "config.yaml")
    assert settings.subscriptions[0].time == dt.time(8, 0)
    assert settings.sources[0].folder.is_dir()


def test_a_platform_with_nothing_behind_its_name_is_switched_on() -> None:
    assert read("platforms:\n  discord:\n  slack: {}\n").platforms.names == ("discord", "slack")
    assert read("").platforms.names == ()


def test_sources_are_a_list_or_a_line_and_all_is_none() -> None:
    def sources(written: str) -> tuple[str, ...]:
        return read(f"{RIGHT}    sources: {written}\n").subscriptions[0].sources

    assert sources("news.example, seeds") == sources("[news.example, seeds]") == ("news.example", "seeds")
    assert sources("all") == ()


def test_how_long_is_said_in_words() -> None:
    settings = read("keep: 30 days\ngrace: 90 min\n")
    assert (settings.keep, settings.grace) == (dt.timedelta(days=30), dt.timedelta(minutes=90))
    assert read("").keep == dt.timedelta(days=90)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("keep: long", "config.yaml:1:1: “long” is no length of time"),
        ("keep: 3 days", "config.yaml:1:1: keep is 7 days or more"),
        ("grace: 3 days", "config.yaml:1:1: grace is from 1 minute to 23 hours"),
        ("grace: 0 min", "config.yaml:1:1: grace is from 1 minute to 23 hours"),
    ],
)
def test_how_long_has_its_bounds(written: str, told: str) -> None:
    assert mistakes(written)[0].startswith(told)


def test_a_time_is_not_read_as_a_number_of_base_sixty() -> None:
    assert read(RIGHT.replace("7:30", "10:30")).subscriptions[0].time == dt.time(10, 30)


def test_an_empty_file_is_a_right_one() -> None:
    assert read("") == read("{}") == read("# nothing yet\n")


@pytest.mark.parametrize(
    ("written", "role"), [("77", "77"), ("'<@&77>'", "77"), ("'<!subteam^S77|@desk>'", "S77"), ("''", "")]
)
def test_a_role_is_its_id_or_as_a_chat_shows_it(written: str, role: str) -> None:
    assert read(f"{RIGHT}    mention: {written}\n").subscriptions[0].mention == role


def test_filters_are_lists_or_lines_of_words_and_may_name_topics() -> None:
    settings = read(
        f"{RIGHT}    filters:\n      include: [harbour wall, 'Actor: Ada  Byron', topic:Sea]\n"
        "      exclude: football, “cup final”, football\ntopics:\n  Sea: [harbour, ferry]\n"
    )
    assert settings.subscriptions[0].filters.include == ("harbour wall", "actor:Ada Byron", "topic:Sea")
    assert settings.subscriptions[0].filters.exclude == ("football", "cup final")
    assert settings.topics == {"sea": ("harbour", "ferry")}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("store: held.db", "stroe: held.db", 'config.yaml:1:1: “stroe” is not known here; did you mean “store”?'),
        ("port: 9000", "prot: 9000", 'config.yaml:5:9: “prot” is not known here; did you mean “port”?'),
        ("port: 9000", "port: 99999", "config.yaml:5:9: port: input should be less than or equal to 65535, not “99999”"),
        ("7:30", "25:00", "config.yaml:10:5: “25:00” is not a time of day: 00:00 to 23:59"),
        ("7:30", "half past", "config.yaml:10:5: “half past” is not a time: write it as 08:00"),
        ("Wednesday", "Wedding", "config.yaml:11:5: “Wedding” is not a day: daily, weekdays, weekends, or a list such as mon, wed, fri"),
        ("Europe/Lisbon", "Lisbon", "config.yaml:12:5: “Lisbon” is not a time zone; did you mean Europe/Lisbon?"),
        ("    channel: desk\n", "    channel: desk\n    paused_until: soon\n", "config.yaml:10:5: “soon” is not a date: write it as 2027-01-31"),
        ("    channel: desk\n", "    channel: desk\n    mention: <@77>\n", "config.yaml:10:5: “<@77>” is not a role: choose it as a mention, or give its id"),
        ("    channel: desk\n", "    channel: desk\n    when_empty: never\n", "config.yaml:10:5: when_empty: input should be 'line' or 'silent', not “never”"),
        ("    channel: desk\n", "", "config.yaml:7:5: “channel” is missing"),
        ("    channel: desk\n", "    channel: desk\n    filters: {include: ['actor:']}\n", "config.yaml:10:15: “actor:” has no word to look for"),
        ("    channel: desk\n", "    channel: desk\n    filters: {exclude: ['topic:sea']}\n", "config.yaml:10:15: there is no topic “sea” under topics"),
        ("store: held.db\n", "topics: {sea: [harbour, 'topic:land']}\n", "config.yaml:1:10: a topic is made of words, actors and publishers, not of other topics"),
        ("platform: web", "platform: slack", "config.yaml:8:5: “slack” is not switched on under platforms"),
        ("store: held.db", "store: mysql://ann:hush@db/news", "config.yaml:1:1: “mysql://” is no store: name a file, or postgresql://user@host/database"),
        ("store: held.db", "store: postgresql://ann:hu/sh@db:5432/news", f"config.yaml:1:1: {NO_PASSWORD}"),
        ("store: held.db", "store: postgresql+psycopg://db/news?user=ann&password=hush", f"config.yaml:1:1: {NO_PASSWORD}"),
        ("folder: news", "feed: https://ann:hush@post.example/rss", "config.yaml:3:5: an address that holds a name or password is not kept: leave them out"),
        ("  - folder: news", "  folder: news", "config.yaml:2:1: should be a list, each entry on a line that begins with “- ”"),
        ("  web: {port: 9000}", "  web: {port: 9000, port: 1}", "config.yaml:5:21: “port” stands here twice"),
    ],
)  # fmt: skip
def test_it_names_the_mistake_and_its_place(before: str, after: str, expected: str) -> None:
    assert before in RIGHT
    assert mistakes(RIGHT.replace(before, after)) == [expected]


def test_it_names_all_mistakes_at_once_in_the_order_of_the_file() -> None:
    found = mistakes(
        RIGHT.replace("store:", "stor:").replace("7:30", "soon").replace("Europe/Lisbon", "Nowhere")
    )
    assert [line.split(":")[1] for line in found] == ["1", "10", "12"]


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2",
        "a: b: c",
        "\tx",
        "a: &x *y",
        "a: &x [*x]",
        "[" * 5000,
        "- {",
        '"',
        "a: !!python/object:os.system x",
    ],
)
def test_what_is_not_yaml_is_one_line_with_a_place(text: str) -> None:
    assert all(line.startswith("config.yaml:") for line in mistakes(text))


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load(tmp_path / "config.yaml")


def test_a_file_that_is_not_utf8_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"store: \xff")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load(tmp_path / "config.yaml")
