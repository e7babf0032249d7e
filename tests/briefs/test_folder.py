"""A folder of articles ..."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs import Article
from briefs.errors import SourceError
from briefs.sources import Folder, Source, open_sources
from briefs.sources.child import Children
from briefs.sources.file import MOST_BYTES

STORY = "The harbour reopens.\n\nMayor Vollan said so.\n"


CHILDREN = Children(1)
"""Not started for text."""


async def given_by(folder: Path, children: Children = CHILDREN) -> tuple[list[Article], list[str]]:
    errors: list[str] = []
    return [article async for article in Folder(folder, children, errors.append).articles()], errors


def write(file: Path, words: str | bytes, at: int = 0) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(words if isinstance(words, bytes) else words.encode())
    os.utime(file, (at, at))


async def test_it_gives_its_text_files_the_one_changed_last_at_the_end(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", STORY, at=20)
    write(tmp_path / "a.txt", STORY, at=20)
    write(tmp_path / "deep/er/C.TXT", STORY, at=10)
    write(tmp_path / "z.txt", STORY, at=5)
    for other in (".hidden.txt", ".git/x.txt", "photo.jpg", "page.doc"):
        write(tmp_path / other, STORY)
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    articles, errors = await given_by(tmp_path)
    assert [article.id for article in articles] == [
        "folder:z.txt",
        "folder:deep/er/C.TXT",
        "folder:a.txt",
        "folder:b.txt",
    ]
    assert articles[0] == Article("folder:z.txt", STORY)
    assert errors == []


async def test_it_takes_what_front_matter_says(tmp_path: Path) -> None:
    front = (
        '---\ntitle: "Harbour: open"\nurl: https://example.org/h\npublisher: Elin Post\n'
        "byline: Ann Roe\ndate: 2026-11-20\nmood: fair\n---\n"
    )
    write(tmp_path / "a.txt", front + STORY)
    articles, errors = await given_by(tmp_path)
    day = datetime(2026, 11, 20, tzinfo=UTC)
    assert articles == [
        Article("folder:a.txt", STORY, "Harbour: open", "https://example.org/h", "Elin Post", "Ann Roe", day)
    ]
    assert errors == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20 07:30", datetime(2026, 11, 20, 7, 30, tzinfo=UTC)),
        ("2026-11-20T07:30:00-05:00", datetime(2026, 11, 20, 7, 30, tzinfo=timezone(timedelta(hours=-5)))),
        ('"2026-11-20T07:30:00Z"', datetime(2026, 11, 20, 7, 30, tzinfo=UTC)),
        ("", None),
    ],
)
async def test_it_reads_the_date(tmp_path: Path, written: str, meant: datetime | None) -> None:
    write(tmp_path / "a.txt", f"---\ndate: {written}\n---\n{STORY}")
    articles, errors = await given_by(tmp_path)
    assert [article.published for article in articles] == [meant], errors


@pytest.mark.parametrize(
    "words",
    ["---\n", "--- \nA scene.\n---\nAnother.", "---\n---\nA story.", "---\na: b\n", "Text\n---\na: b\n---\n"],
)
async def test_it_takes_prose_between_rules_for_prose(tmp_path: Path, words: str) -> None:
    write(tmp_path / "a.txt", words)
    articles, errors = await given_by(tmp_path)
    assert [article.text for article in articles] == [words]
    assert errors == []


async def test_it_reads_any_line_ends_a_byte_order_mark_and_nuls(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"\xef\xbb\xbf---\r\ntitle: Open\r\n---\r\nOne\r\ntwo\rthree\0four")
    articles, _ = await given_by(tmp_path)
    assert articles == [Article("folder:a.txt", "One\ntwo\nthree four", "Open")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (b"caf\xe9 prices", "it is not UTF-8 (byte 4)"),
        ("Größe".encode("utf-16"), "it is not UTF-8 (byte 1)"),
        (b"", "it is empty"),
        (b" \n\t\0", "it is empty"),
        (b"---\ntitle: Nothing else\n---\n", "it is empty"),
        (b"a" * (MOST_BYTES + 1), "it has 2,000,001 bytes, more than the 2,000,000 that are read"),
        (
            b"---\ntitle: Harbour: open\n---\nText",
            "its front matter cannot be read in line 2: mapping values are not allowed here",
        ),
        (b"---\ndate: 2026-13-45\n---\nText", "its front matter cannot be read: a value is out of range"),
        (b"---\ndate: soon\n---\nText", '"date" of its front matter must be a date such as 2026-11-20'),
        (
            b"---\nurl: javascript:alert(1)\n---\nText",
            '"url" of its front matter must begin with http:// or https://',
        ),
        (b"---\nbyline: [Ann, Bob]\n---\nText", '"byline" of its front matter must be one line of words'),
        (b"---\na: " + b"[" * 5000 + b"\n---\nText", None),
        (b"---\na: !!python/object/apply:os.getcwd []\n---\nText", None),
    ],
)
async def test_it_names_a_file_that_is_no_article_and_gives_the_others(
    tmp_path: Path, words: bytes, told: str | None
) -> None:
    write(tmp_path / "bad.txt", words)
    write(tmp_path / "good.txt", STORY, at=1)
    articles, errors = await given_by(tmp_path)
    assert [article.id for article in articles] == ["folder:good.txt"]
    assert len(errors) == 1
    assert "\n" not in errors[0]
    assert errors[0].startswith("bad.txt is skipped: ")
    assert told is None or errors == [f"bad.txt is skipped: {told}"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary()
    | st.text(alphabet="-:[]{}&*!|>'\"%@`#,? \nab1\t").map(lambda yaml: f"---\n{yaml}\n---\nText".encode())
)
async def test_it_gives_or_names_whatever_is_written(tmp_path: Path, words: bytes) -> None:
    write(tmp_path / "any.txt", words)
    articles, errors = await given_by(tmp_path)
    assert len(articles) + len(errors) == 1


async def test_it_tells_of_a_bad_file_once_until_it_changes(tmp_path: Path) -> None:
    errors: list[str] = []
    folder = Folder(tmp_path, CHILDREN, errors.append)
    for at in (1, 1, 2):
        write(tmp_path / "bad.txt", b"", at=at)
        assert [article async for article in folder.articles()] == []
    assert len(errors) == 2


async def test_it_reads_the_longest_file_allowed(tmp_path: Path) -> None:
    write(tmp_path / "long.txt", b"a" * MOST_BYTES)
    articles, errors = await given_by(tmp_path)
    assert (len(articles), errors) == (1, [])


async def test_it_gives_a_name_that_is_not_utf8_an_id_that_can_be_kept(tmp_path: Path) -> None:
    write(Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")), STORY)
    articles, _ = await given_by(tmp_path)
    assert [article.id for article in articles] == ["folder:caf\\udce9.txt"]


async def test_it_says_that_it_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"there is no folder .*/nowhere$"):
        await given_by(tmp_path / "nowhere")


async def test_it_is_a_source(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    sources: list[Source] = open_sources([tmp_path], CHILDREN)
    assert [[article.text async for article in source.articles()] for source in sources] == [[STORY]]
