"""A folder of articles ..."""

import os
from collections.abc import AsyncIterator
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
from tests.briefs.test_page import HEAD, page
from tests.briefs.test_page import STORY as STORY_OF_PAGE

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


MARKDOWN = """---
date: 2026-11-20
---
# The *harbour* reopens

The town will spend **€42 million** on [a new wall](https://example.org/wall "the wall"), Mayor
Vollan said.

## What it needs

- one part for the `town`

- two for the sea

> “It will hold,” Vollan said.

| year | cost |
|------|------|
| 2027 | €12 million |

![the harbour](harbour.jpg)
"""


@pytest.fixture
async def reading() -> AsyncIterator[Children]:
    async with Children(1) as children:
        yield children


async def test_it_gives_markdown_as_its_reader_sees_it(tmp_path: Path, reading: Children) -> None:
    write(tmp_path / "a.md", MARKDOWN)
    [article], errors = await given_by(tmp_path, reading)
    assert errors == []
    assert article.title == "The harbour reopens"
    assert article.published == datetime(2026, 11, 20, tzinfo=UTC)
    assert article.text.split("\n\n") == [
        "The harbour reopens",
        "The town will spend €42 million on a new wall, Mayor Vollan said.",
        "What it needs",
        "- one part for the town",
        "- two for the sea",
        "“It will hold,” Vollan said.",
        "year",
        "cost",
        "2027",
        "€12 million",
    ]


async def test_it_reads_a_saved_page_with_what_it_says_of_itself(tmp_path: Path, reading: Children) -> None:
    head = HEAD + '<link rel="canonical" href="https://post.example/wall">'
    write(tmp_path / "a.html", page(head=head))
    write(tmp_path / "b.htm", "<title>Short</title><p>The wall &amp; the sea.</p>", at=9)
    [note, article], errors = sorted((await given_by(tmp_path, reading))[0], key=lambda a: len(a.text)), []
    assert errors == []
    assert (article.title, article.url) == ("Harbour wall to be rebuilt", "https://post.example/wall")
    assert article.publisher == "Ellery Post"
    assert STORY_OF_PAGE in article.text
    assert "The wall & the sea." in note.text


async def test_it_reads_a_long_page_that_has_no_body_at_once(tmp_path: Path, reading: Children) -> None:
    write(tmp_path / "a.html", "<p>The boats came.</p>" + "<!-- and went -->" * 20_000)
    [article], errors = await given_by(tmp_path, reading)
    assert errors == []
    assert article.text == "The boats came."


async def test_it_reads_a_pdf_by_its_paragraphs(tmp_path: Path, reading: Children) -> None:
    lines = ["The town of Port Ellery will spend 42 million euros on a new", "harbour wall, the mayor said."]
    write(tmp_path / "a.pdf", pdf([["The wall", "", *lines, "", "It will hold."], ["It is", "page two."]]))
    [article], errors = await given_by(tmp_path, reading)
    assert errors == []
    assert article.title == "Harbour plan"
    assert article.text.split("\n\n") == ["The wall", " ".join(lines), "It will hold.", "It is page two."]


async def test_it_says_what_is_wrong_with_a_pdf(tmp_path: Path, reading: Children) -> None:
    write(tmp_path / "broken.pdf", b"%PDF-1.4 and no more")
    write(tmp_path / "empty.pdf", pdf([[]]))
    _, errors = await given_by(tmp_path, reading)
    assert len(errors) == 2
    assert any("there is no text in it" in error for error in errors)


async def test_it_gives_a_file_again_to_who_broke_off_and_else_only_when_it_changed(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    folder = Folder(tmp_path, CHILDREN)
    async for _ in folder.articles():
        break
    assert [article.text async for article in folder.articles()] == [STORY]
    assert [article async for article in folder.articles()] == []
    write(tmp_path / "a.txt", "More.", at=5)
    assert [article.text async for article in folder.articles()] == ["More."]


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF of lines of Helvetica, "" for the space between paragraphs."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T* " if line else "0 -12 Td " for line in lines)
        stream = f"BT /F1 11 Tf 13 TL 72 720 Td {shown}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R {font} >>",
            f"<< /Length {len(stream)} >> stream\n{stream}\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< /Title (Harbour plan) >>")
    body = "".join(f"{n} 0 obj {text} endobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Info {len(objects)} 0 R >>\n%%EOF".encode()
