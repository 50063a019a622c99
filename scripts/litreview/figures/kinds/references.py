"""References: a filtered list of the bibliography, which cites nothing."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.cite.annotation import annotation_inline
from litreview.cite.escape import inert_markup
from litreview.figures.chosen_references import ReferenceFilter, chosen_references
from litreview.figures.context import FigureContext, figure
from litreview.figures.html import tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.tongues import tongue


class ReferencesOptions(ReferenceFilter, FigureOptions):
    """The options of a list of references."""

    caption: str = Field("", description="The caption.")


def draw(options: ReferencesOptions, context: FigureContext) -> Markup:
    """The references in the review's style, each with a link to its page."""
    chosen = chosen_references(options, context)
    language = context.library.review.language
    items = (
        tag(
            "li",
            tag("span", inert_markup(context.formatted(reference)), class_="csl-text", **tongue(reference, language)),
            " ",
            context.page_of(reference.key, context.texts("details")),
            _annotation(reference.annotation),
            class_="csl-entry",
            data_key=reference.key,
        )
        for reference in chosen
    )
    caption = options.caption or context.texts("n_references", n=len(chosen))
    return figure(context, FIGURE.name, caption, tag("ul", *items, class_="figure-references"), title=options.title)


def _annotation(text: str) -> Markup | None:
    """What the author says of a reference, in running Markdown."""
    return tag("span", inert_markup(annotation_inline(text)), class_="reference-annotation") if text else None


FIGURE: Final = FigureKind("references", "a filtered list of the bibliography", ReferencesOptions, draw)
