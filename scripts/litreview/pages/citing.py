"""What "Cite" offers beside files: a reference in the styles that readers ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from litreview.cite.bibliography import Bibliography
from litreview.cite.intext_style import InTextForm
from litreview.cite.styles.format import format_reference
from litreview.cite.styles.registry import Style, load_style
from litreview.model.reference import Reference
from litreview.pages.environment import html_block
from litreview.pages.site import Formatted

#: The styles of the "Cite" sections, with the names that readers know them by.
CITE_STYLES = (("ama", "AMA"), ("apa", "APA"), ("mla", "MLA"), ("nlm", "NLM"))


def cite_formatter(bibliography: Bibliography) -> Callable[[Reference], Sequence[Formatted]]:
    """Prints a reference in each style; the review's own comes last where it is another."""
    styles = [(load_style(name), label) for name, label in CITE_STYLES]
    own = bibliography.name
    known = own in {style.name for style, _ in styles}
    # Styles with numbers print a reference by itself as they print it in the list.
    same = bibliography.in_text.form is InTextForm.NUMERIC

    def cite(reference: Reference) -> Sequence[Formatted]:
        listed = bibliography.entries.get(reference.key)

        def in_style(style: Style) -> Markup:
            if listed and same and style.name == own:
                return listed
            return format_reference(style, bibliography.titles.cased(reference, style.sentence_case))

        printed = [(style.name, label, in_style(style)) for style, label in styles]
        if listed and not known:
            printed.append((own, bibliography.label, listed))
        return tuple(Formatted(name, label, html_block(html)) for name, label, html in printed)

    return cite
