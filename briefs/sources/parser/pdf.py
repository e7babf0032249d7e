"""A PDF as its title and paragraphs, by the layout of its pages. pdfminer.six is an extra."""

import io
import re
from collections import Counter
from typing import Any

from briefs.errors import ArticleError

MOST_PAGES = 40
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
BULLET = re.compile(r"^[•●▪‣◦·–-]\s+")
HYPHENATED = re.compile(r"(?<=[a-z])[\u00ad\u2010-]\n(?=[a-z])")
MISSING = "PDF files are not read here: who runs this can add that (pip install pdfminer.six)"


def read_pdf(body: bytes) -> dict[str, str]:
    """{"title", "byline", "text"}. Raises ArticleError."""
    try:
        from pdfminer.high_level import extract_pages
        from pdfminer.layout import LTTextContainer
        from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    except ImportError:
        raise ArticleError(MISSING) from None
    try:
        pages = [
            [part.get_text() for part in page if isinstance(part, LTTextContainer)]
            for page in extract_pages(io.BytesIO(body), maxpages=MOST_PAGES)
        ]
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise ArticleError("it is a PDF that asks for a password") from None
    text = "\n\n".join(_paragraphs(pages))
    if not text:
        raise ArticleError("it is a PDF of pictures: there is no text in it")
    return {**_said(body), "text": text}


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """What stands on several pages is their head or foot; a paragraph that runs over the page goes on."""
    repeated = Counter(line for page in pages for line in {_flat(box) for box in page})
    found: list[str] = []
    for page in pages:
        for box in page:
            line = _flat(box)
            if not line or PAGE_NUMBER.fullmatch(line) or (len(pages) > 1 and repeated[line] > 1):
                continue
            if found and found[-1][-1] not in '.!?:”"’' and line[0].islower():
                found[-1] = f"{found[-1]} {line}"
            else:
                found.append(line)
    return found


def _flat(box: str) -> str:
    line = " ".join(HYPHENATED.sub("", box.replace("\0", " ")).split())
    return BULLET.sub("- ", line)


def _said(body: bytes) -> dict[str, str]:
    """What the file says of itself."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    info: dict[str, Any] = (PDFDocument(PDFParser(io.BytesIO(body))).info or [{}])[0]
    said = {name: info.get(name) for name in ("Title", "Author")}
    read = {
        name: " ".join(decode_text(value).split()) if isinstance(value, bytes) else ""
        for name, value in said.items()
    }
    return {"title": read["Title"], "byline": read["Author"]}
