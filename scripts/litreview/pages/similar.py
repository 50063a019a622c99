"""References that are like one another, and references of the same authors.

Similarity is the cosine between vectors of weighted features: the words of title, keywords and abstract, keywords as
wholes, the journal, the sentences of the review that cite both, and the studies that both report. A feature weighs
the square root of how often it occurs times how rare it is (TF-IDF).

How rare a feature is counts in half steps of a power of two, so that one new or changed entry leaves the weights of
almost all features, and with them almost all pages, as they were. Features that many references share say little and
would cost most of the time, so they are left out; so are weak neighbours.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest, nsmallest
from itertools import chain
from typing import Final

from litreview.cite.site import Mention
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.pages.words import folded, words

#: How often an occurrence counts, by where it is.
_TITLE: Final = 4
_KEYWORDS: Final = 2
_JOURNAL: Final = 1
_TOGETHER: Final = 6
_STUDY: Final = 16
#: Features that a reference is compared by: those that weigh most.
_FEATURES: Final = 20
#: A feature of more references than this share, or than this number, tells nothing.
_COMMON_SHARE: Final = 0.25
_COMMON: Final = 120
_FEW: Final = 8
#: The least similarity of a neighbour, from 0 to 1, and how many are shown.
_STRONG: Final = 0.16
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Related:
    """The keys of references like one, the most similar first, and of others by its authors, the newest first."""

    similar: tuple[str, ...] = ()
    same_authors: tuple[str, ...] = ()


def related(library: Library, mentions: Mapping[str, Sequence[Mention]]) -> Mapping[str, Related]:
    """For each reference, what a reader of it may want to read next."""
    alike = similar(library, mentions)
    authored = same_authors(library.references)
    return {key: Related(alike[key], authored[key]) for key in library.references}


def similar(library: Library, mentions: Mapping[str, Sequence[Mention]]) -> Mapping[str, tuple[str, ...]]:
    """The most similar references of each one."""
    keys = list(library.references)
    having: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    near: list[list[tuple[float, int]]] = [[] for _ in keys]
    for index, vector in enumerate(_vectors(list(_features(library, mentions)))):
        closeness: defaultdict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            earlier = having[feature]
            for other, its in earlier:
                closeness[other] += weight * its
            earlier.append((index, weight))
        for other, value in closeness.items():
            if value >= _STRONG:
                # Rounded, so that the order of a sum's parts decides nothing.
                near[index].append((-round(value, 6), other))
                near[other].append((-round(value, 6), index))
    # Of equals, the first in the files comes first.
    return {key: tuple(keys[one] for _, one in sorted(found)[:_SHOWN]) for key, found in zip(keys, near, strict=True)}


def _features(library: Library, mentions: Mapping[str, Sequence[Mention]]) -> Iterator[Counter[str]]:
    """The features of each reference with how much each occurs; those that are not words begin with a sign."""
    studies: defaultdict[str, set[str]] = defaultdict(set)
    for study in library.studies.studies if library.studies else ():
        for report in study.reports:
            studies[report.reference].add(study.id)
    for key, reference in library.references.items():
        found: Counter[str] = Counter(_stems(str(reference.text("abstract"))))
        for word in _stems(str(reference.title)):
            found[word] += _TITLE
        for keyword in reference.keywords:
            found[f"#{folded(keyword)}"] += _KEYWORDS
            for word in _stems(keyword):
                found[word] += _KEYWORDS
        if journal := str(reference.text("container-title")):
            found[f"/{folded(journal)}"] += _JOURNAL
        for mention in mentions.get(key, ()):
            found[f"@{mention.page}#{mention.anchor}"] += _TOGETHER
        for identifier in studies[key]:
            found[f"={identifier}"] += _STUDY
        yield found


def _stems(text: str) -> Iterator[str]:
    """The words of a text, those in the plural as in the singular."""
    return map(_singular, words(text))


@cache
def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))  # noqa: PLR2004 - "gas"
    return word[:-1] if plural else word


def _vectors(features: Sequence[Counter[str]]) -> list[Mapping[str, float]]:
    """The features that weigh most in each reference, scaled to length one."""
    shared = Counter(chain.from_iterable(features))
    total = _steps(len(features)) if features else 0
    most = min(max(_FEW, len(features) * _COMMON_SHARE), _COMMON)
    rarity = {name: (total - _steps(count)) / 2 for name, count in shared.items() if 1 < count <= most}
    vectors: list[Mapping[str, float]] = []
    for found in features:
        weighed = ((math.sqrt(count) * rarity[name], name) for name, count in found.items() if name in rarity)
        chosen = nlargest(_FEATURES, weighed)
        length = math.sqrt(sum(weight * weight for weight, _ in chosen)) or 1.0
        vectors.append({name: weight / length for weight, name in chosen})
    return vectors


def _steps(count: int) -> int:
    """Twice the binary logarithm as a whole number."""
    return round(2 * math.log2(count))


def same_authors(references: Mapping[str, Reference]) -> Mapping[str, tuple[str, ...]]:
    """The other references of each one's authors: those that share most authors, and of these the newest."""
    written: defaultdict[str, list[str]] = defaultdict(list)
    indexed = cache(lambda name: folded(name.indexed))
    people = {key: {*map(indexed, reference.authors.names)} for key, reference in references.items()}
    for key, names in people.items():
        for name in names:
            written[name].append(key)
    newest = {key: -(reference.year or 0) for key, reference in references.items()}
    result: dict[str, tuple[str, ...]] = {}
    for key, names in people.items():
        counted = Counter(other for name in names for other in written[name] if other != key)
        ranked = ((-count, newest[other], other) for other, count in counted.items())
        result[key] = tuple(other for _, _, other in nsmallest(_SHOWN, ranked))
    return result
