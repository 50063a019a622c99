"""References that are probably one work."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference

#: Identifiers that belong to one work, and the fields that give them.
_ONE_WORK: Final = {
    "DOI": ("doi",),
    "PMID": ("pmid", "eprint"),
    "PMCID": ("pmcid", "pmc"),
    "arXiv": ("eprint",),
}
#: Parts of a book, which may bear its identifier.
_PARTS: Final = frozenset(("chapter", "entry-dictionary", "entry-encyclopedia"))


def _probable(context: CheckContext) -> Iterator[Finding]:
    """Each later reference is held against the first of its like, so three alike give two findings."""
    by_identifier: dict[tuple[str, str], Reference] = {}
    by_content: dict[tuple[str, int | None, str], list[Reference]] = {}
    for reference in context.library.references.values():
        twin: Reference | None = None
        for kind, names in _ONE_WORK.items():
            value = reference.identifiers.get(kind, "").casefold()
            if not value:
                continue
            first = by_identifier.setdefault((kind, value), reference)
            if first is not reference and twin is None and not _of_one_book(first, reference):
                twin = first
                yield _finding(reference, first, f"the same {kind}", names)
        content = _content(reference)
        if content is None:
            continue
        alike = by_content.setdefault(content, [])
        other = next((one for one in alike if not _told_apart(one, reference)), None)
        if other and twin is None:
            yield _finding(reference, other, "the same title, year and first author", ("title",))
        alike.append(reference)


def _finding(reference: Reference, first: Reference, likeness: str, names: tuple[str, ...]) -> Finding:
    return Finding(
        place_of(reference, *names),
        f"{reference.key} is probably the same work as {first.key}: {likeness}",
        f"keep one of them and cite it everywhere; {first.key} stands at {first.origin.position}",
        (reference.key, first.key),
    )


def _content(reference: Reference) -> tuple[str, int | None, str] | None:
    title = _folded(str(reference.title))
    names = reference.creators.names
    # Without an author a short title ("Editorial") says too little to call two works one.
    return (title, reference.year, _folded(names[0].surname)) if title and names else None


def _of_one_book(one: Reference, other: Reference) -> bool:
    """Whether a chapter may have the DOI of its book, and so of the other chapters."""
    return bool(_PARTS & {one.type, other.type}) and _folded(str(one.title)) != _folded(str(other.title))


def _told_apart(one: Reference, other: Reference) -> bool:
    """Whether an identifier of the same kind says that they are two works, such as an abstract and its article."""
    return any(
        one.identifiers.get(kind)
        and other.identifiers.get(kind)
        and one.identifiers[kind].casefold() != other.identifiers[kind].casefold()
        for kind in _ONE_WORK
    )


def _folded(text: str) -> str:
    """Letters and digits alone, without case or accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text.casefold())))


RULES: Final = (Rule("probable-duplicate", Severity.WARNING, "each work is one reference", _probable),)
