"""What the facets need: for each reference, in the site's order, the values that it is filtered and sorted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from litreview.exports.base import ExportFormat
from litreview.model.access import free_by
from litreview.model.folding import folded
from litreview.model.reference import Reference
from litreview.pages.site import Site
from litreview.pages.standing import STANDINGS, standing
from litreview.pages.versions import new_key, new_references, version_day

#: Bits of what there is of a reference; the scripts know them by the same order.
_HAS: Final[Sequence[Callable[[Reference], object]]] = (
    lambda reference: reference.text("abstract"),
    lambda reference: reference.identifiers.get("DOI"),
    lambda reference: reference.identifiers.get("PMID"),
    lambda reference: reference.identifiers.get("PMCID"),
)

#: What came after the newest version, in the place of a version's name.
_NEXT: Final = "next"


def facets(
    site: Site, references: Sequence[Reference], formats: Iterable[ExportFormat], sizes: Mapping[str, int]
) -> Mapping[str, Any]:
    """What is loaded first: all that the first screen and its facets show.

    Args:
        site: The site.
        references: All references in the site's order.
        formats: The formats that a selection can be taken away in.
        sizes: Into how many pieces, or in pieces of how many references, the other files are cut.
    """
    mentions = site.cited.mentions
    included = _included(site)
    types, type_of = _values((reference.type,) for reference in references)
    journals, journal_of = _values(_journal(reference) for reference in references)
    keywords, keywords_of = _values(reference.keywords for reference in references)
    return {
        "sizes": sizes,
        # 0: the year is not known.
        "year": [reference.year or 0 for reference in references],
        "types": types,
        "type": [one[0] for one in type_of],
        "journals": journals,
        "journal": [one[0] if one else -1 for one in journal_of],
        "keywords": keywords,
        "keyword": keywords_of,
        # Times cited in the text, by the groups of citations that name it.
        "cited": [len(mentions.get(reference.key, ())) for reference in references],
        "included": [int(reference.key in included) for reference in references],
        "has": [sum(1 << bit for bit, has in enumerate(_HAS) if has(reference)) for reference in references],
        "standing": [
            sum(1 << STANDINGS.index(one) for one in standing(site.library, reference)) for reference in references
        ],
        "access": [_access(free_by(reference)) for reference in references],
        "added": _added(site, references),
        "formats": [
            {
                "name": export.name,
                "label": export.label,
                "file": export.file_name,
                "type": export.media_type,
                "opening": export.opening,
                "separator": export.separator,
                "closing": export.closing,
            }
            for export in formats
        ],
    }


def authors(references: Sequence[Reference]) -> Mapping[str, Any]:
    """The names that references are filtered by, loaded when that facet is opened or asked for."""
    names, names_of = _values(_people(reference) for reference in references)
    return {"authors": names, "author": names_of}


def by_author(references: Sequence[Reference]) -> list[int]:
    """The numbers of the references, sorted by first author."""

    def author(number: int) -> tuple[object, ...]:
        names = references[number].creators.names
        return (not names, folded(" ".join(name.indexed for name in names)), references[number].year or 0)

    return sorted(range(len(references)), key=author)


def by_title(references: Sequence[Reference]) -> list[int]:
    """The numbers of the references, sorted by title."""
    titles = [folded(str(reference.title)) for reference in references]
    return sorted(range(len(references)), key=lambda number: (not titles[number], titles[number]))


def _included(site: Site) -> frozenset[str]:
    studies = site.library.studies
    return (
        frozenset(report.reference for study in studies.studies for report in study.reports) if studies else frozenset()
    )


def _added(site: Site, references: Sequence[Reference]) -> Mapping[str, Any]:
    """The versions that brought references, the newest first, and by a reference's number the one that did.

    What came after the newest version is of none of them yet; which references the first brought is not told: all.
    """
    texts, newest = site.texts, next(iter(site.versions), None)
    brought: list[tuple[str, str, frozenset[str]]] = []
    if newest:
        brought.append((_NEXT, texts("since_version", version=newest.name), site.unreleased))
    for version in site.versions:
        label = f"{texts('version_n', version=version.name)}, {version_day(version.date, texts)}"
        brought.append((version.name, label, frozenset(map(new_key, new_references(version)))))
    place = {key: number for number, (_, _, keys) in reversed([*enumerate(brought)]) for key in keys}
    of = {number: place[reference.key] for number, reference in enumerate(references) if reference.key in place}
    return {
        "versions": [name for name, _, _ in brought],
        "labels": {name: label for name, label, _ in brought},
        "of": of,
    }


def _access(reasons: Sequence[str]) -> int:
    """Bits: free to read, under a licence of Creative Commons, not known to be free; in the order of the scripts."""
    return 1 | ("licence" in reasons) << 1 if reasons else 4


def _journal(reference: Reference) -> tuple[str, ...]:
    journal = str(reference.text("container-title"))
    return (journal,) if journal else ()


def _people(reference: Reference) -> Iterator[str]:
    return (name.indexed for name in reference.creators.names)


def _values(lists: Iterable[Iterable[str]]) -> tuple[list[str], list[list[int]]]:
    """All values, those that occur most first, and for each reference the numbers of its own.

    Values that differ in case and accents alone are one, in the spelling that occurs first.
    """
    labels: dict[str, str] = {}
    known: dict[str, str] = {}
    found: list[list[str]] = []
    for values in lists:
        own = []
        for value in values:
            name = known.get(value)
            if name is None:
                name = known[value] = folded(value)
                labels.setdefault(name, value)
            own.append(name)
        found.append(list(dict.fromkeys(own)))
    counts = Counter(name for own in found for name in own)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    rank = {name: number for number, name in enumerate(ranked)}
    return [labels[name] for name in ranked], [[rank[name] for name in own] for own in found]
