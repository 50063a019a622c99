"""Figures on generated pages: drawn as on hand-written ones, with references called by name and year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from litreview.cite.escape import inert_attribute, ref_id
from litreview.figures.context import FigureContext
from litreview.figures.html import drawn
from litreview.figures.references import short_name
from litreview.pages.addresses import markdown_link
from litreview.pages.site import Site


def figure_context(site: Site, path: str) -> FigureContext:
    """What a figure on the generated page at `path` is drawn from."""

    def cite(keys: Sequence[str]) -> Markup:
        links = (
            drawn(
                "a",
                short_name(site.library.references[key]),
                class_="citation",
                data_key=key,
                href=Markup(f"#{inert_attribute(ref_id(key))}"),  # noqa: S704 - an id of ours, escaped
            )
            for key in keys
        )
        return Markup("; ").join(links)

    return FigureContext(
        library=site.library,
        texts=site.texts,
        cite=cite,
        link=lambda label, target, section: markdown_link(label, path, target, section),
        page_of=lambda key, label: markdown_link(label, path, site.reference_page(key)),
        formatted=lambda reference: site.entries[reference.key],
        study_pages=site.study_pages,
        attach=partial(site.figure_files.attach, path),
        reference_address=lambda key: site.link(path, site.reference_page(key)),
    )
