"""References that are like one another, and references of the same authors.

Similarity is the cosine between vectors of weighted features: what is a reference's own, namely the words of title,
keywords and abstract, keywords as wholes, the journal and the studies that it reports; and the places of the review
that cite it together with others. A feature weighs the square root of how often it occurs times how rare it is
(TF-IDF). The places together weigh at most as much as what is a reference's own: of one that is cited all over the
review nothing else would count, although hardly any other stands in many of its places.

How rare a feature is counts in half steps of a power of two, so that one new or changed entry leaves the weights of
almost all features, and with them almost all pages, as they were. Features that many references share say little and
would cost most of the time, so they are left out; so are weak neighbours, and those by a single word: where titles are
all that is known, works on different things share an "effect" or "immune".

What is known is kept from one build of a preview to the next, and a page asks for its own reference alone: an edit
costs what it touches.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import islice
from typing import Final

from litreview.cite.site import Mention
from litreview.model.folding import folded
from litreview.model.library import Library
from litreview.model.names import Name
from litreview.model.reference import Reference
from litreview.pages.stems import stems

#: How often an occurrence counts, by where it is.
_TITLE: Final = 4
_KEYWORDS: Final = 2
_JOURNAL: Final = 1
_TOGETHER: Final = 6
_STUDY: Final = 16
#: How the features begin that are not words; a word begins with a letter or digit.
_PLACE: Final = "@"
_REPORTS: Final = "="
#: Features of its own that a reference is compared by: those that weigh most.
_FEATURES: Final = 20
#: A feature of more references than this number tells nothing.
_COMMON: Final = 120
#: The least similarity of a neighbour, from 0 to 1, and how many are shown.
_STRONG: Final = 0.16
#: The share of a similarity that a single word may have.
_BY_A_WORD: Final = 0.75
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Related:
    """The keys of references like one, the most similar first, and of others by its authors, the newest first."""

    similar: tuple[str, ...] = ()
    same_authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the features of a reference are made of."""

    reference: Reference
    places: tuple[str, ...]
    studies: frozenset[str]

    def same(self, other: _Seen | None) -> bool:
        """Whether nothing has changed."""
        return (
            other is not None
            and self.reference.content == other.reference.content
            and self.places == other.places
            and self.studies == other.studies
        )


class Relations:
    """What a reader of a reference may want to read next."""

    def __init__(self) -> None:
        self._seen: Mapping[str, _Seen] = {}
        self._order: Mapping[str, int] = {}
        self._newest: Mapping[str, int] = {}
        self._features: dict[str, Counter[str]] = {}
        #: In how many references each feature occurs, and how rare those are that count.
        self._shared: Counter[str] = Counter()
        self._rarity: dict[str, float] = {}
        self._vectors: dict[str, Mapping[str, float]] = {}
        self._having: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._people: dict[str, frozenset[str]] = {}
        self._written: defaultdict[str, set[str]] = defaultdict(set)

    def update(self, library: Library, mentions: Mapping[str, Sequence[Mention]]) -> None:
        """Take in the library as it is now, and where the text cites its references."""
        seen = _seen(library, mentions)
        scale = _Scale.of(len(self._seen))
        changed = [key for key, one in seen.items() if not one.same(self._seen.get(key))]
        touched: set[str] = set()
        for key in [*(key for key in self._seen if key not in seen), *changed]:
            touched.update(self._forget(key))
        for key in changed:
            touched.update(self._learn(key, seen[key]))
        self._seen = seen
        references = library.references
        self._order = {key: number for number, key in enumerate(references)}
        # Sorting is stable: of one year, the first in the files comes first.
        newest = sorted(references, key=lambda key: -(references[key].year or 0))
        self._newest = {key: number for number, key in enumerate(newest)}
        now = _Scale.of(len(seen))
        if now == scale:
            moved = {name for name in touched if now.rarity(self._shared[name]) != self._rarity.get(name, 0.0)}
            stale = {key for key, found in self._features.items() if not moved.isdisjoint(found)} if moved else set()
            stale.update(changed)
        else:
            moved, stale = set(self._shared), set(self._features)
        for name in moved:
            self._rarity[name] = now.rarity(self._shared[name])
        for key in stale:
            self._weigh(key)

    def __getitem__(self, key: str) -> Related:
        """What is related to the reference with that key."""
        return Related(self._similar(key), self._same_authors(key))

    def _forget(self, key: str) -> Iterable[str]:
        """Take a reference out; the features that it had."""
        found = self._features.pop(key, Counter())
        self._shared.subtract(found.keys())
        for name in self._vectors.pop(key, ()):
            del self._having[name][key]
        for name in self._people.pop(key, ()):
            self._written[name].discard(key)
        return found

    def _learn(self, key: str, seen: _Seen) -> Iterable[str]:
        """Take a reference in; the features that it has."""
        found = self._features[key] = _features(seen)
        self._shared.update(found.keys())
        people = self._people[key] = frozenset(_indexed(name) for name in seen.reference.authors.names)
        for name in people:
            self._written[name].add(key)
        return found

    def _weigh(self, key: str) -> None:
        """The features of its own that weigh most in a reference, and its places, scaled to length one."""
        for name in self._vectors.get(key, ()):
            del self._having[name][key]
        rarity = self._rarity.get
        own: list[tuple[float, str]] = []
        places: list[tuple[float, str]] = []
        for name, n in self._features[key].items():
            if rare := rarity(name):
                (places if name[0] == _PLACE else own).append((math.sqrt(n) * rare, name))
        own = nlargest(_FEATURES, own)
        long, wide = _length(own), _length(places)
        part = long / wide if 0 < long < wide else 1.0
        whole = math.hypot(long, part * wide) or 1.0
        vector = {name: weight / whole for weight, name in own}
        vector |= {name: part * weight / whole for weight, name in places}
        self._vectors[key] = vector
        for name, weight in vector.items():
            self._having[name][key] = weight

    def _similar(self, key: str) -> tuple[str, ...]:
        closeness: dict[str, float] = {}
        so_far = closeness.get
        for name, weight in self._vectors[key].items():
            for other, its in self._having[name].items():
                closeness[other] = so_far(other, 0.0) + weight * its
        closeness.pop(key, None)
        # Rounded, so that the order of a sum's parts decides nothing; of equals, the first in the files comes first.
        near = ((-round(value, 6), self._order[other], other) for other, value in closeness.items() if value >= _STRONG)
        found = (other for value, _, other in sorted(near) if self._by_a_word(key, other) <= -value * _BY_A_WORD)
        return tuple(islice(found, _SHOWN))

    def _by_a_word(self, key: str, other: str) -> float:
        """How much of the similarity of two references is of one word, keyword or journal, of that which adds most."""
        its, others = self._vectors[key], self._vectors[other]
        shared = its.keys() & others.keys()
        return max((its[name] * others[name] for name in shared if name[0] not in {_PLACE, _REPORTS}), default=0.0)

    def _same_authors(self, key: str) -> tuple[str, ...]:
        """Those that share most authors, and of these the newest."""
        counted: dict[str, int] = {}
        for name in self._people[key]:
            for other in self._written[name]:
                counted[other] = counted.get(other, 0) + 1
        counted.pop(key, None)
        newest = self._newest
        ranked = sorted((-count, newest[other], other) for other, count in counted.items())
        return tuple(other for _, _, other in ranked[:_SHOWN])


@dataclass(frozen=True, slots=True)
class _Scale:
    """How rare features are among so many references: the number in half steps."""

    total: int

    @classmethod
    def of(cls, number: int) -> _Scale:
        return cls(_steps(number) if number else 0)

    def rarity(self, count: int) -> float:
        """How much a feature of so many references counts; 0 where it tells nothing, or almost all have it."""
        return (self.total - _steps(count)) / 2 if 1 < count <= _COMMON else 0.0


def _seen(library: Library, mentions: Mapping[str, Sequence[Mention]]) -> Mapping[str, _Seen]:
    studies: defaultdict[str, set[str]] = defaultdict(set)
    for study in library.studies.studies if library.studies else ():
        for report in study.reports:
            studies[report.reference].add(study.id)
    return {
        key: _Seen(
            reference,
            tuple(f"{_PLACE}{mention.page}#{mention.anchor}" for mention in mentions.get(key, ())),
            frozenset(studies.get(key, ())),
        )
        for key, reference in library.references.items()
    }


def _features(seen: _Seen) -> Counter[str]:
    """The features of a reference with how much each occurs; those that are not words begin with a sign."""
    reference = seen.reference
    found: Counter[str] = Counter(stems(str(reference.text("abstract"))))
    for word in stems(str(reference.title)):
        found[word] += _TITLE
    for keyword in reference.keywords:
        found[f"#{folded(keyword)}"] += _KEYWORDS
        for word in stems(keyword):
            found[word] += _KEYWORDS
    if journal := str(reference.text("container-title")):
        found[f"/{folded(journal)}"] += _JOURNAL
    for place in seen.places:
        found[place] += _TOGETHER
    for identifier in seen.studies:
        found[f"{_REPORTS}{identifier}"] += _STUDY
    return found


@cache
def _indexed(name: Name) -> str:
    return folded(name.indexed)


def _length(weighed: Iterable[tuple[float, str]]) -> float:
    return math.sqrt(sum(weight * weight for weight, _ in weighed))


def _steps(count: int) -> int:
    """Twice the binary logarithm as a whole number."""
    return round(2 * math.log2(count))
