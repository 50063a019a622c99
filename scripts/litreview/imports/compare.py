"""Whether a reference says what a service says of the work, with tolerances that a reader can be told.

- title: nine letters in ten are the same in the same order, and all numbers; a subtitle may be missing on one side, and
  an original or translated title will do.
- authors: the first is the same by family name (with or without particles, accents or hyphens), and three in four of
  the shorter list stand in the longer one.
- year: one of those that the service gives, in print or online.
- journal: the same ISSN, or the same name in full, abbreviated word by word, or as initials.
- volume, and the first page (or article number): the same, whatever stands around the figures.

What one side does not say is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from litreview.imports.matching import letters
from litreview.imports.records import Record, own_title
from litreview.model.folding import folded
from litreview.model.names import Name
from litreview.model.reference import Reference
from litreview.model.verification import Difference

#: So many of the letters of two titles are the same in the same order.
_SAME_TITLE: Final = 0.9
#: Of fewer, the titles are those of two works where the authors are others too; of so many where a third fact is.
_OTHER_TITLE: Final = 0.65
_NEAR_TITLE: Final = 0.85
_SHARED_AUTHORS: Final = 0.75
#: A title of fewer letters is not known by its beginning.
_LONG_ENOUGH: Final = 16
_NAMED: Final = 3
_GREEK: Final = str.maketrans(
    {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu"}
)
_SUBTITLE: Final = re.compile(r"(?:(?<!\s)\s+)?[:.?!—–]\s+|(?<!\s)\s+[—–-]\s+")
_SMALL: Final = frozenset("a an and at de der des di du et fur fuer for in la le les of on the und von".split())
#: What journals add to their names without being others.
_PLACE: Final = re.compile(r"\([^()]*\)|\bof the united states of america\b|\bu\.? ?s\.? ?a\b\.?|\s[:=/]\s.*")
_JOURNALS: Final = frozenset(("article-journal", "article-magazine", "article-newspaper", "review", "review-book"))
_ARTICLE_NUMBER: Final = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """What agrees and what differs between a reference and a record."""

    agreed: tuple[str, ...]
    differences: tuple[Difference, ...]
    another_work: bool

    @property
    def differing(self) -> frozenset[str]:
        """The facts that differ."""
        return frozenset(one.fact for one in self.differences)


def compare(here: Reference, there: Record) -> Comparison:
    """Compare the facts that both sides give."""
    agreed: list[str] = []
    differences: list[Difference] = []
    for fact, judge in FACTS.items():
        judged = judge(here, there)
        if judged is None:
            continue
        same, own, other = judged
        if same:
            agreed.append(fact)
        else:
            differences.append(Difference(fact, own, other, there.service))
    differing = {one.fact for one in differences}
    likeness = title_likeness(str(here.title), _titles(there))
    far = likeness < _OTHER_TITLE or (likeness < _NEAR_TITLE and len(differing) > 2)  # noqa: PLR2004 - title, authors and another
    return Comparison(tuple(agreed), tuple(differences), far and {"title", "authors"} <= differing)


def title_likeness(title: str, others: Iterable[str]) -> float:
    """How much of a title's letters stand in the same order in that of the others that fits best: 0 to 1."""
    return max((_likeness(title, other) for other in others if other), default=0.0)


def same_title(title: str, others: Iterable[str]) -> bool:
    """Whether a title is one of the others."""
    return title_likeness(title, others) >= _SAME_TITLE


def same_first_author(here: Reference, there: Reference) -> bool:
    """Whether both begin with the same person; the names of bodies stand first in one list and last in another."""
    ours, theirs = here.creators.names, there.creators.names
    if not ours or not theirs:
        return True
    first, other = _first_person(ours), _first_person(theirs)
    if first is None or other is None:
        return any(same_person(one, another) for one in ours for another in theirs)
    return same_person(first, other)


def same_person(one: Name, other: Name) -> bool:
    """Whether two names may be one person's, by the family name; given and family names may have been exchanged."""
    if one.literal or other.literal:
        return bool(_words(one.display) & _words(other.display))
    a, b = _words(one.surname), _words(other.surname)
    if not (a and b) or (one.surname.isascii() != other.surname.isascii() and not (_latin(one) and _latin(other))):
        return True  # one of them in another script, which cannot be compared
    joined = {_spelt(letters(one.surname)), _spelt(letters(other.surname))}
    return len(joined) == 1 or a <= b or b <= a or (a == _words(other.given) and b == _words(one.given))


def _latin(name: Name) -> bool:
    return folded(name.surname).replace("’", "'").isascii()


def _likeness(one: str, other: str) -> float:
    one, other = (own_title(text).casefold().translate(_GREEK) for text in (one, other))
    a, b = letters(one), letters(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(letters(short)) >= _LONG_ENOUGH and letters(_SUBTITLE.split(long, maxsplit=1)[0]) == letters(short):
        return 1.0
    likeness = SequenceMatcher(None, a, b, autojunk=False).ratio()
    if likeness >= _SAME_TITLE and sorted(re.findall(r"\d+", one)) != sorted(re.findall(r"\d+", other)):
        return _SAME_TITLE - 0.01  # part 1 is not part 2
    return likeness


def _titles(there: Record) -> tuple[str, ...]:
    return (str(there.reference.title).strip("[]"), *there.titles)


_Judged = tuple[bool, str, str] | None


def _judge_title(here: Reference, there: Record) -> _Judged:
    title, other = str(here.title), str(there.reference.title)
    if not title or not other:
        return None
    return same_title(title, (*_titles(there), *_split(title, there))), title, other


def _split(title: str, there: Record) -> tuple[str, ...]:
    """The record's title without its subtitle where it is as long as ours that way."""
    whole = str(there.reference.title)
    main = _SUBTITLE.split(whole, maxsplit=1)[0]
    return (main,) if len(letters(main)) >= _LONG_ENOUGH and len(main) >= len(title) * _SAME_TITLE else ()


def _judge_authors(here: Reference, there: Record) -> _Judged:
    ours, theirs = here.creators.names, there.reference.creators.names
    if not ours or not theirs:
        return None
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    shared = sum(any(same_person(one, other) for other in long) for one in short)
    same = same_first_author(here, there.reference) and shared >= _SHARED_AUTHORS * len(short)
    return same, _named(ours), _named(theirs)


def _judge_year(here: Reference, there: Record) -> _Judged:
    if here.year is None or not there.years:
        return None
    return here.year in there.years, str(here.year), " or ".join(map(str, sorted(there.years)))


def _judge_journal(here: Reference, there: Record) -> _Judged:
    ours = [str(here.text(name)) for name in ("container-title", "container-title-short") if here.text(name)]
    if not ours or not there.journals or here.type not in _JOURNALS or there.reference.type not in _JOURNALS:
        return None
    numbers = [set(one.identifiers.get("ISSN", "").split(", ")) - {""} for one in (here, there.reference)]
    same = bool(numbers[0] & numbers[1]) or any(same_journal(a, b) for a in ours for b in there.journals)
    return same, ours[0], there.journals[0]


def same_journal(one: str, other: str) -> bool:
    """Whether two names may be one journal's."""
    if letters(one) == letters(other):
        return True
    a, b = (_significant(name) for name in (one, other))
    if len(a) == len(b):
        return bool(a) and all(_abbreviates(x, y) or _abbreviates(y, x) for x, y in zip(a, b, strict=True))
    short, long = sorted((a, b), key=len)
    return len(short) == 1 and short[0] == "".join(word[0] for word in long)


def _judge_volume(here: Reference, there: Record) -> _Judged:
    ours, theirs = str(here.text("volume")), str(there.reference.text("volume"))
    if not ours or not theirs:
        return None
    return _figures(ours) == _figures(theirs), ours, theirs


def _judge_pages(here: Reference, there: Record) -> _Judged:
    ours, theirs = (str(one.text("page") or one.text("number")) for one in (here, there.reference))
    first, other = _first_page(ours), _first_page(theirs)
    if not first or not other:
        return None
    if "1" in {first, other} and max(len(first), len(other)) >= _ARTICLE_NUMBER:
        return None  # an article's number on one side, its own pages on the other
    return first == other, ours, theirs


FACTS: Final[dict[str, Callable[[Reference, Record], _Judged]]] = {
    "title": _judge_title,
    "authors": _judge_authors,
    "year": _judge_year,
    "journal": _judge_journal,
    "volume": _judge_volume,
    "pages": _judge_pages,
}


def _first_person(names: Iterable[Name]) -> Name | None:
    return next((name for name in names if not name.literal), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(_spelt(word) for word in re.findall(r"\w+", folded(text)) if word not in _SMALL or len(word) > 2)  # noqa: PLR2004 - particles


def _spelt(word: str) -> str:
    """A word as one spells it who has no umlauts, whichever way that was done."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _named(names: tuple[Name, ...]) -> str:
    shown = [name.surname for name in names[:_NAMED]]
    return ", ".join(shown) + (", …" if len(names) > _NAMED else "")


def _significant(name: str) -> list[str]:
    plain = _PLACE.sub(" ", folded(name).replace("&", " and "))
    return [word for word in re.findall(r"\w+", plain) if word not in _SMALL]


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of a short form stand in the long one, in order, from the same first letter on."""
    if short[0] != long[0] or len(short) > len(long):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)


def _figures(text: str) -> str:
    """The number of a volume; a name without figures as it is."""
    found = re.findall(r"\d+", text)
    return "/".join(number.lstrip("0") for number in found) or letters(text)


def _first_page(pages: str) -> str:
    first = re.split(r"[-–—,;]", pages.strip(), maxsplit=1)[0]
    return (re.sub(r"\D", "", first) or letters(first)).lstrip("0")
