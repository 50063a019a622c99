"""The picture of the review's main figure, which programs show beside a link to its first page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from typing import Final

from litreview.documents.manuscript import DocumentError
from litreview.documents.picture import picture_problem, write_picture
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.review import Review
from litreview.pages.addresses import PICTURE_FILE
from litreview.pages.figure_files import FigureFiles
from litreview.pages.site import KeyPicture, Site

_RULE: Final = "document"
_TITLE: Final = re.compile(r"<title>([^<]*)</title>")


def key_picture(review: Review, files: FigureFiles) -> KeyPicture | None:
    """The first drawing of the site, beginning with the first page; none where the review asks for no picture."""
    made = (make().decode() for path, make in files.items() if path.endswith(".svg")) if review.picture else iter(())
    drawing = next(made, "")
    title = _TITLE.search(drawing)
    return KeyPicture(drawing, unescape(title[1]) if title else review.title) if drawing else None


def picture_problems(review: Review, picture: KeyPicture | None) -> Iterator[Diagnostic]:
    """Why there can be no picture, where the review asks for one."""
    if not review.picture:
        return
    place = review.origin.at("picture")
    if problem := picture_problem():
        yield Diagnostic(Severity.ERROR, _RULE, place, problem)
    elif picture is None:
        yield Diagnostic(Severity.WARNING, _RULE, place, "no figure of the review has a drawing to make a picture of")


def picture_files(site: Site, failed: Callable[[Diagnostic], Exception]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The picture by its path, made when it is asked for."""
    if site.picture:
        yield PICTURE_FILE, partial(_written, site.library.review, site.picture, failed)


def _written(review: Review, picture: KeyPicture, failed: Callable[[Diagnostic], Exception]) -> bytes:
    try:
        return write_picture(picture.drawing)
    except DocumentError as error:
        raise failed(Diagnostic(Severity.ERROR, _RULE, review.origin.at("picture"), str(error))) from error
