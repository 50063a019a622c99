"""All references of a review in its own style, whatever that comes from: a template, or a CSL style through Pandoc."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from litreview.cite.csl import CslStyle
from litreview.cite.intext_style import InTextForm, InTextStyle
from litreview.cite.opening import Opening
from litreview.cite.pandoc import format_with_csl
from litreview.cite.styles.format import format_list
from litreview.cite.styles.front import SentenceCase, Sorting
from litreview.cite.styles.registry import Style
from litreview.cite.titles import AS_WRITTEN, Titles
from litreview.model.memo import Remember, make_anew
from litreview.model.reference import Reference

_FOR_CSL: Final = SentenceCase(frozenset(("title", "title-short", "container-title")), subtitle="kept")


#: A name "others", and what joins it to the names before it.
_OTHERS: Final = re.compile(
    r"(?:[,;]\s*|(?<!\s)\s+)?(?:(?:&amp;|and|et|und|y|e|en|och|og)\s+)?\bothers\b\.?,?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """References as a review's style prints them, each to be read alone, and how the style cites them in the text.

    `entries` are in the order of the style's list, or as they were given where that is the order of citation
    (`by_citation`). `year_suffixes` are the letters behind years, the same in the text and in the entries.
    """

    name: str
    label: str
    in_text: InTextStyle
    by_citation: bool
    entries: Mapping[str, Markup]
    year_suffixes: Mapping[str, str]
    #: The case of titles, for other styles beside this one.
    titles: Titles = AS_WRITTEN
    #: What opens the entries, which is what the text cites; None where the style does not say.
    openings: Mapping[str, Opening] | None = None

    @property
    def numbered(self) -> tuple[str, ...]:
        """The keys in the order of their numbers, where a style numbers its list and not the citations."""
        return tuple(self.entries) if self.in_text.form is InTextForm.NUMERIC and not self.by_citation else ()


def with_template(
    style: Style, references: Iterable[Reference], titles: Titles = AS_WRITTEN, remember: Remember = make_anew
) -> Bibliography:
    """References in a style that is a template.

    Raises:
        StyleError: The style is an author's own and its template fails on a reference.
    """
    formatted = format_list(style, references, titles=titles, alone=True, remember=remember)
    return Bibliography(
        style.name,
        style.label,
        style.in_text,
        style.sorting is Sorting.CITATION,
        formatted.entries,
        formatted.year_suffixes,
        titles,
        formatted.openings,
    )


def with_csl(
    style: CslStyle,
    references: Iterable[Reference],
    write: Callable[[Iterable[Reference]], str],
    titles: Titles = AS_WRITTEN,
    cache: Path | None = None,
) -> Bibliography:
    """References in a CSL style, printed by one call of Pandoc.

    Args:
        style: The style.
        references: The references.
        write: Writes references as CSL-JSON.
        titles: The case of their titles.
        cache: A folder in which results are kept.

    Raises:
        PandocError: There is no Pandoc, or it cannot print them.
    """
    dated = style.in_text.form is InTextForm.AUTHOR_DATE
    # A style that wants title case makes it from sentence case, as CSL has titles.
    listed = tuple(titles.cased(reference, _FOR_CSL) for reference in references)
    items = _with_others(json.loads(write(listed)), listed)
    printed = format_with_csl(style.path, json.dumps(items, ensure_ascii=False), cache=cache, with_letters=dated)
    # A style may print nothing at all for a reference, which is then left out.
    entries = {**printed.entries, **{r.key: Markup() for r in listed if r.key not in printed.entries}}
    for reference in listed:
        own = sum(str(text).lower().count("others") for text in reference.texts.values())
        if reference.creators.others and entries[reference.key].lower().count("others") > own:
            # Of a style that never shortens a list, Pandoc prints the name itself.
            entries[reference.key] = Markup(_OTHERS.sub(", et al.", entries[reference.key], count=1))  # noqa: S704 (as before)
    return Bibliography(
        style.path.stem, style.title, style.in_text, style.by_citation, entries, printed.year_suffixes, titles
    )


def _with_others(items: list[dict[str, Any]], references: Iterable[Reference]) -> list[dict[str, Any]]:
    """The items with the name "others" behind lists that go on: Pandoc prints "et al." for it."""
    for item, reference in zip(items, references, strict=True):
        for variable, names in reference.names.items():
            if names.others and isinstance(item.get(variable), list):
                item[variable].append({"literal": "others"})
    return items
