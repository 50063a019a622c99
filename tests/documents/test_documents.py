"""A review as one document: whole, with live links, in each format, and nothing of a hostile review acts in it."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from ctypes.util import find_library
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from tests.conftest import ROOT
from tests.system_packages import found_or_installed

from litreview.cli import main
from litreview.documents.registry import DOCUMENTS

Review = Callable[..., Path]
TEXT = """# On <b>harbours</b> & ships

Found twice [@alpha2020; @beta2021], see [below](#below) and [the first page](index.md).

## Below

| Port | Depth |
| ---- | ----- |
| Oslo | 12 m  |

- One
- Two [@gamma2022]

> Quoted.

Term
:   What it means.

!!! note "Mind"

    The gap.

A note[^1], <script>boom()</script><a href="javascript:boom()">out</a>, ![nothing](../secret.png), ![drawn](pic.svg).

[^1]: At the foot.
"""
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/>
<image href="file:///dev/null" width="9" height="9"/><image href="http://127.0.0.1:9/x.png" width="9" height="9"/></svg>
"""


def _pango() -> str | None:
    return find_library("pango-1.0") and find_library("pangoft2-1.0")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small review that asks for all documents."""
    if not found_or_installed(_pango, "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        pytest.fail("no Pango, which WeasyPrint needs: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0")
    folder = tmp_path_factory.mktemp("documents") / "review"
    shutil.copytree(ROOT / "tests" / "fixtures" / "minimal", folder)
    (folder / "docs" / "text.md").write_text(TEXT)
    # It asks for files of others, which nothing may bring in.
    (folder / "docs" / "pic.svg").write_text(PICTURE)
    review = folder / "refs" / "review.yml"
    more = "version: '1.2'\ndocuments: [pdf, docx, jats, markdown]\n"
    more += "declarations: [{kind: funding, text: 'None & no <i>.'}]\n"
    review.write_text(review.read_text() + more)
    configuration = folder / "mkdocs.yml"
    configuration.write_text(configuration.read_text().replace("  - footnotes\n", "  - footnotes\n  - def_list\n"))
    done = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "site"


def test_the_first_page_offers_them(built: Path) -> None:
    html = (built / "index.html").read_text()
    for document in DOCUMENTS.values():
        assert (built / document.file_name).stat().st_size > 1000
        assert f'href="{document.file_name}" download' in html
    assert '<meta name="citation_pdf_url" content="https://example.org/small/review.pdf">' in html


def words(built: Path) -> list[str]:
    """The words of each page of the PDF."""
    pages = PdfReader(built / "review.pdf").pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_a_pdf_is_whole_and_tagged(built: Path) -> None:
    pages = words(built)
    text = " ".join(pages)
    for said in ("On harbours & ships", "Oslo", "Quoted.", "The gap.", "At the foot.", "On the first question"):
        assert said in text
    assert "boom" not in text
    assert all("A small review · Version 1.2" in page for page in pages[1:])
    assert f"{len(pages)} / {len(pages)}" in pages[-1]
    reader = PdfReader(built / "review.pdf")
    root = reader.root_object
    marks, metadata = (root.raw_get(name).get_object() for name in ("/MarkInfo", "/Metadata"))
    assert marks == {"/Marked": True}
    assert root.raw_get("/Lang") == "en"
    assert b"pdfuaid:part" in metadata.get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "A small review"


def test_a_pdf_has_the_styles_of_figures(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    weasyprint = import_module("weasyprint")
    engine = weasyprint.HTML

    def html(string: str, **rest: object) -> object:
        drawn.append(string)
        return engine(string=string, **rest)

    monkeypatch.setattr(weasyprint, "HTML", html)
    done = CliRunner().invoke(main, ["documents", "pdf", "-C", str(built.parent), "--to", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (page,) = drawn
    for shown in (".figure-table", ".flow-box", ".map-grid", ".timeline"):
        assert f"{shown} " in page or f"{shown}," in page, shown


def test_links_of_a_pdf_are_live(built: Path) -> None:
    reader = PdfReader(built / "review.pdf")
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    outside = {str(link["/A"]["/URI"]) for link in links if "/URI" in link.get("/A", {})}
    inside = [link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]
    assert "https://doi.org/10.1000/alpha.2020" in outside
    assert all(re.match("https?:", address) for address in outside)
    assert len(inside) >= 3


def test_jats_holds_text_citations_and_references(built: Path) -> None:
    root = ET.fromstring((built / "review.xml").read_bytes())  # noqa: S314 - our own file
    assert root.findtext(".//article-title") == "A small review"
    cited = [xref.get("rid") for xref in root.iter("xref") if xref.get("ref-type") == "bibr"]
    references = {ref.get("id"): ref for ref in root.iter("ref")}
    assert set(cited) == set(references)
    assert len(references) == 3
    first = references[cited[0]]
    assert first.findtext("label") == "1"
    assert first.findtext(".//pub-id[@pub-id-type='doi']") == "10.1000/alpha.2020"
    assert "On the first question" in "".join(first.itertext())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {xref.get("rid") for xref in root.iter("xref")} <= set(ids)
    for tag in ("table-wrap", "list", "disp-quote", "def-list", "boxed-text", "fn"):
        assert root.find(f".//{tag}") is not None, tag
    assert "boom" not in (built / "review.xml").read_text()


def test_word_has_text_table_and_running_head(built: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((built / "review.docx").read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
        heads = [archive.read(name).decode() for name in archive.namelist() if "head" in name and name.endswith(".xml")]
        styles = archive.read("word/styles.xml").decode()
    for said in ("Oslo", "Quoted.", "The gap.", "On the first question"):
        assert said in text
    assert "<w:tbl>" in text
    assert text.count(">A small review<") == 1
    assert 'w:val="Heading1"' in text
    assert "boom" not in text
    assert any("A small review · Version 1.2" in head for head in heads)
    assert "w:headerReference" in text
    # Columns are as wide as what stands in them, and rows have lines between them.
    grids = re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", text)
    assert any(len(set(re.findall(r'w:w="(\d+)"', grid))) > 1 for grid in grids)
    assert "w:tblBorders" in styles


def test_markdown_keeps_citations_and_their_targets(built: Path) -> None:
    text = (built / "review.md.txt").read_text()
    for target in re.findall(r"\]\(#([^)]+)\)", text):
        assert f'id="{target}"' in text, target
    assert re.search(r"\[1\]\(#R1\)", text)
    assert "| Oslo" in text
    assert "boom" not in text


def test_the_same_review_gives_the_same_bytes(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        shutil.copytree(built.parent, folder, ignore=shutil.ignore_patterns("site", ".*"))
        assert CliRunner().invoke(main, ["build", "-C", str(folder)]).exit_code == 0
        made.append({d.file_name: (folder / "site" / d.file_name).read_bytes() for d in DOCUMENTS.values()})
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def asking(review: Review, document: str) -> Path:
    folder = review()
    own = folder / "refs" / "review.yml"
    own.write_text(f"{own.read_text()}documents: [{document}]\n")
    return folder


def test_what_is_missing_for_a_document_is_told(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = asking(review, "pdf")
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "weasyprint" else found(name, *a))
    done = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert done.exit_code == 1
    assert re.search(r"refs/review\.yml:\d+:\d+: error: a PDF needs WeasyPrint: pip install weasyprint", done.output)


def test_a_document_that_does_not_exist_is_refused(review: Review) -> None:
    folder = asking(review, "epub")
    assert "documents" in CliRunner().invoke(main, ["check", "-C", str(folder)]).output


def test_the_command_writes_what_is_named(review: Review, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["documents", "jats", "-C", str(review()), "--to", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert b"A small review" in (tmp_path / "out" / "review.xml").read_bytes()
