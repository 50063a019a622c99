"""DOCX and Markdown by Pandoc, from the whole review as one page.

Drawings are left out of both: each figure has the same in a table or in words.
"""

from __future__ import annotations

import copy
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from litreview.cite.pandoc import PandocError, find_pandoc
from litreview.documents.html_tree import classes, pairs, remove
from litreview.documents.manuscript import DocumentError, Manuscript
from litreview.documents.one_page import one_page
from litreview.documents.table_widths import give_widths
from litreview.documents.word_reference import reference_document

_SECONDS: Final = 600
#: Nothing is fetched or read: what a document shows is in its page already.
_ALONE: Final = ("--from=html", "--sandbox", "--wrap=none")
#: Elements that mean nothing by themselves here.
_WRAPPERS: Final = frozenset({"span", "abbr"})
#: Drawings that are made of HTML: a map of many columns, which its statements follow as a table, and what explains it.
_DRAWN: Final = frozenset({"map-scroll", "map-legend"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT: Final = frozenset({"href", "id", "src", "alt", "title", "colspan", "rowspan", "scope", "start", "value", "lang"})


def write_markdown(manuscript: Manuscript) -> bytes:
    """The review as one Markdown file (GitHub's, with HTML for tables that Markdown cannot hold).

    Raises:
        DocumentError: There is no Pandoc, or it fails.
    """
    return _run(["--to=gfm", "--standalone"], one_page(_plain(manuscript, marked=True)))


def write_docx(manuscript: Manuscript) -> bytes:
    """The review as a Word document (ISO/IEC 29500), with a running head that names the title and the version.

    Raises:
        DocumentError: There is no Pandoc, or it fails.
    """
    default = _run(["--print-default-data-file=reference.docx"], "", reading=False)
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_document(default, manuscript.head))
        made = Path(folder) / "review.docx"
        # The title stands above all headings.
        options = [f"--reference-doc={reference}", "--shift-heading-level-by=-1", f"--output={made}"]
        _run(["--to=docx", *options], one_page(_plain(manuscript), titled=False))
        return made.read_bytes()


def pandoc_problem() -> str:
    """What is missing here for a document by Pandoc, or nothing."""
    try:
        find_pandoc()
    except PandocError:
        return "Word and Markdown documents need Pandoc: pip install pypandoc_binary"
    return ""


def _run(arguments: Sequence[str], page: str, *, reading: bool = True) -> bytes:
    try:
        command = [find_pandoc(), *(_ALONE if reading else ()), *arguments]
        done = subprocess.run(  # noqa: S603 (our own command line)
            command, input=page.encode(), capture_output=True, timeout=_SECONDS, check=False
        )
    except (PandocError, OSError, subprocess.TimeoutExpired) as error:
        raise DocumentError(f"Pandoc did not run: {error}") from error
    if done.returncode:
        raise DocumentError(f"Pandoc fails: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def _plain(manuscript: Manuscript, *, marked: bool = False) -> Manuscript:
    """The review without drawings and without what only a style sheet has a use for.

    With `marked`, the ids of headings are such as Markdown can hold.
    """
    return replace(
        manuscript,
        sections=tuple(
            replace(section, content=_simple(copy.deepcopy(section.content), marked=marked))
            for section in manuscript.sections
        ),
    )


def _simple(tree: Element, *, marked: bool) -> Element:
    _unnumbered(tree)
    _without_drawings(tree)
    for element in tree.iter():
        for name in element.attrib.keys() - _KEPT:
            del element.attrib[name]
        if element.tag == "figure":
            element.tag = "div"  # Pandoc would set what is in it side by side
        elif marked and element.tag in _HEADINGS and element.get("id"):
            # Markdown has no ids of headings; an empty element in it has one.
            anchor = Element("span", {"id": element.attrib.pop("id")})
            anchor.tail, element.text = element.text, ""
            element.insert(0, anchor)
    for table in () if marked else [*tree.iter("table")]:
        give_widths(table)
    return tree


def _unnumbered(tree: Element) -> None:
    """Years of a timeline, and what happened in them, have no numbers of their own."""
    for timeline in [one for one in tree.iter("ol") if "timeline" in classes(one)]:
        for listed in [*timeline.iter("ol")]:
            listed.tag = "ul"


def _without_drawings(tree: Element) -> None:
    """Leave out what is drawn, and elements that mean nothing without their classes."""
    for parent, child in pairs(tree):
        known = classes(child)
        is_drawn = child.tag == "svg" or (child.tag in ("td", "th") and "is-plot" in known)
        if is_drawn or "figure-axis" in known or not _DRAWN.isdisjoint(known):
            remove(parent, child)
        elif child.tag == "figcaption":
            _name(child)
        elif child.tag in _WRAPPERS and not child.get("id") and "figure-subtitle" not in known:
            _unwrap(parent, child)


def _name(caption: Element) -> None:
    """Make a figure's caption a paragraph: its title, and what stands under that in a line of its own."""
    below = [child for child in caption if "figure-subtitle" in classes(child)]
    for child in below:
        remove(caption, child)
        child.tag = "em"
    title = Element("strong")
    title.text, caption.text = caption.text, ""
    title.extend(list(caption))
    for child in list(caption):
        caption.remove(child)
    caption.tag = "p"
    caption.append(title)
    for child in below:
        caption.extend((Element("br"), child))


def _unwrap(parent: Element, child: Element) -> None:
    """Put what an element holds in its place."""
    place = list(parent).index(child)
    inside = list(child)
    before = parent[place - 1] if place else None
    text = child.text or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    tail = child.tail or ""
    parent.remove(child)
    for offset, one in enumerate(inside):
        parent.insert(place + offset, one)
    if inside:
        inside[-1].tail = (inside[-1].tail or "") + tail
    elif before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
