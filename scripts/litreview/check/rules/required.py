"""What a reader needs to find a work, and what the author says is unknown of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference

#: What each CSL type needs, each as the alternatives that will do; other types need a title alone.
_NEEDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "article": (("author",), ("title",), ("issued",)),
    "article-journal": (("author",), ("title",), ("container-title",), ("issued",)),
    "article-magazine": (("author",), ("title",), ("container-title",), ("issued",)),
    "article-newspaper": (("title",), ("container-title",), ("issued",)),
    "book": (("author", "editor"), ("title",), ("publisher",), ("issued",)),
    "chapter": (("author",), ("title",), ("container-title",), ("issued",)),
    "entry-encyclopedia": (("title",), ("container-title",), ("issued",)),
    "paper-conference": (("author",), ("title",), ("container-title",), ("issued",)),
    "patent": (("author",), ("title",), ("number",), ("issued",)),
    "report": (("author", "publisher"), ("title",), ("issued",)),
    "thesis": (("author",), ("title",), ("publisher",), ("issued",)),
    "webpage": (("title",), ("URL", "DOI")),
}
_TITLE_ALONE: Final = (("title",),)
_WORDS: Final = {
    "author": "author",
    "editor": "editor",
    "title": "title",
    "container-title": "container",
    "issued": "year",
    "publisher": "publisher",
    "number": "number",
    "URL": "URL",
    "DOI": "DOI",
}
_CONTAINERS: Final = {
    "article-journal": "journal",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "chapter": "book title",
    "paper-conference": "proceedings title",
    "entry-encyclopedia": "title of the work it stands in",
}
_FIELDS: Final = {
    "author": ("author",),
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle"),
    "issued": ("date", "year"),
    "publisher": ("publisher", "school", "institution", "organization"),
    "number": ("number",),
    "URL": ("url",),
}


def _missing(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for choices in _NEEDS.get(reference.type, _TITLE_ALONE):
            if any(_has(reference, variable) for variable in choices):
                continue
            words = " or ".join(_word(reference.type, variable) for variable in choices)
            known = bool(reference.unverified)
            yield Finding(
                place_of(reference, *_FIELDS[choices[0]]),
                f"{reference.key} has no {words}" + (", as x-unverified says" if known else ""),
                "" if known else "add it, or say in x-unverified that it could not be found",
                (reference.key,),
                Severity.INFO if known else None,
            )


def _inferred(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        if reference.issued.inferred:
            yield Finding(
                place_of(reference, "x-year-inferred"),
                f"the year of {reference.key} is inferred: {reference.year}",
                "once the work's own year is seen, give it as year",
                (reference.key,),
            )


def _unverified(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        if reference.unverified:
            yield Finding(
                place_of(reference, "x-unverified"),
                f"not verified in {reference.key}: {reference.unverified}",
                about=(reference.key,),
            )


def _has(reference: Reference, variable: str) -> bool:
    return bool(
        reference.texts.get(variable)
        or reference.names.get(variable)
        or reference.dates.get(variable)
        or reference.identifiers.get(variable)
    )


def _word(kind: str, variable: str) -> str:
    return _CONTAINERS.get(kind, "container") if variable == "container-title" else _WORDS[variable]


RULES: Final = (
    Rule("missing-field", Severity.WARNING, "a reference has what readers need to find the work", _missing, alone=True),
    Rule("inferred-year", Severity.INFO, "a year is what the work itself prints", _inferred, alone=True),
    Rule("unverified", Severity.INFO, "what a reference says was verified", _unverified, alone=True),
)
