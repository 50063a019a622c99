"""PDF by WeasyPrint: tagged (PDF/UA-1, ISO 14289-1), with running heads, page numbers, bookmarks and live links."""

from __future__ import annotations

import copy
import importlib
import importlib.util
import logging
from dataclasses import replace
from importlib.resources import files
from typing import Final
from xml.etree.ElementTree import Element

from litreview.documents.html_tree import classes
from litreview.documents.manuscript import DocumentError, Manuscript
from litreview.documents.one_page import one_page
from litreview.figures.drawing import PAINT

#: The style sheets of the site that figures have.
_STYLES: Final = ("figures.css", "maps.css")
#: Widths and heights of drawings, by class, as the style sheet has them: the engine would stretch what differs.
_SIZES: Final = {"plot-row": ("240", "24"), "plot-axis-row": ("240", "22"), "timeline-dots": ("640", "50")}
#: Columns that find room across a page that stands upright.
_MOST_COLUMNS: Final = 8


def pdf_problem() -> str:
    """What is missing here for a PDF, or nothing."""
    return "" if importlib.util.find_spec("weasyprint") else "a PDF needs WeasyPrint: pip install weasyprint"


def write_pdf(manuscript: Manuscript) -> bytes:
    """The review as a PDF; the same review gives the same bytes.

    Raises:
        DocumentError: WeasyPrint, or a library of the system that it needs, is not installed.
    """
    try:
        weasyprint = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise DocumentError(f"WeasyPrint or a library of the system that it needs is missing: {error}") from error
    # It tells of each property that paper has no use for.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    package = files("litreview")
    # Figures look as they do on the site.
    parts = [package.joinpath("theme", "assets", "litreview", name) for name in _STYLES]
    parts.append(package.joinpath("documents", "paper.css"))
    style = "".join(part.read_text(encoding="utf-8") for part in parts)
    sections = tuple(replace(one, content=_laid_out(copy.deepcopy(one.content))) for one in manuscript.sections)
    text = one_page(replace(manuscript, sections=sections), style=style, contents=True)
    # The engine gives a page's style sheet to none of its drawings, which say themselves what each class is there.
    for name, paint in PAINT.items():
        text = text.replace(f'class="{name}"', f'class="{name}" style="{paint}"')
    # What a document holds is in it already: no file is read and no host is asked.
    alone = importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols={"data"})
    page = weasyprint.HTML(string=text, url_fetcher=alone, base_url="about:blank")
    pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"litreview", custom_metadata=True)
    return pdf


def _laid_out(tree: Element) -> Element:
    """A section whose drawings have the size that they are shown in, and whose wide figures say that they are."""
    for element in tree.iter():
        own = classes(element)
        if element.tag == "svg":
            size = next((_SIZES[name] for name in own if name in _SIZES), None)
            if size:
                element.set("width", size[0])
                element.set("height", size[1])
        elif element.tag == "figure":
            columns = max((len(row) for row in element.iter("tr")), default=0)
            if columns > _MOST_COLUMNS:
                element.set("class", " ".join((*own, "is-wide")))
    for axis in (one for one in tree.iter() if "timeline-axis" in classes(one)):
        for drawing in axis.iter("svg"):
            drawing.set("width", _SIZES["timeline-dots"][0])
    return tree
