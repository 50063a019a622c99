"""What readers of a site ask: made from its own references, so that the same site is asked the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_TAG: Final = re.compile(r"<[^>]*>")
#: Words by how many of the references have them: seldom to often.
_SHARES: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.03, 0.1, 0.3, 0.6)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """A journal and years, as the address of the page has them, and the references that they mean."""

    journal: str
    years: tuple[int, int]
    meant: frozenset[str]


def records(site: Path) -> list[Record]:
    """The references of a built site, from its download."""
    found: list[Record] = json.loads((site / "references.json").read_text(encoding="utf-8"))
    return found


def identity(record: Record) -> str:
    """What tells a reference from others in every format: its DOI, else its title; a deduced year is not exported."""
    return str(record.get("DOI") or _plain(record.get("title", ""))).casefold()


def queries(references: Sequence[Record]) -> tuple[str, ...]:
    """Twenty queries of all kinds: words from seldom to often, several words, beginnings, fields, phrases, years."""
    counts = Counter(word for record in references for word in set(_words(record)))
    words = list(_by_share(counts, len(references)))
    middle = references[len(references) // 2]
    beside = pairwise(_plain(middle.get("title", "")).split())
    phrases = [f'"{a} {b}"' for a, b in beside if _WORD.fullmatch(a) and _WORD.fullmatch(b)]
    authors = Counter(author.get("family", "") for record in references for author in record.get("author", ()))
    names = [name for name, _ in authors.most_common() if _WORD.fullmatch(name)]
    found = (
        *words,
        f"{words[-1]} {words[-2]}",
        f"{words[-1]} {words[-3]} {words[-4]}",
        f"{words[-1]} -{words[-2]}",
        words[-1][:3],
        words[0][:4],
        f"author:{names[0]}",
        f"author:{names[len(names) // 2]}",
        f"title:{words[-4]}",
        *phrases[:1],
        f"year:{_year(middle)}..",
        str(middle["id"]),
    )
    return tuple(dict.fromkeys(found))[:20]


def narrow(references: Sequence[Record]) -> Filter:
    """The journal with the most references in the years of about a third of its references."""
    of_journal = Counter(str(record["container-title"]) for record in references if "container-title" in record)
    journal = of_journal.most_common(1)[0][0]
    own = [record for record in references if record.get("container-title") == journal and _year(record)]
    years = sorted(_year(record) for record in own)
    first, last = years[len(years) // 3], years[2 * len(years) // 3]
    meant = frozenset(identity(record) for record in own if first <= _year(record) <= last)
    return Filter(journal, (first, last), meant)


def _by_share(counts: Counter[str], total: int) -> Iterator[str]:
    """For each share a word of its own that is about as frequent."""
    left = sorted(counts.items(), key=lambda one: (one[1], one[0]))
    for share in _SHARES:
        at = min(range(len(left)), key=lambda place: abs(left[place][1] - share * total))
        yield left.pop(at)[0]


def _words(record: Record) -> list[str]:
    text = f"{record.get('title', '')} {record.get('abstract', '')}"
    return [word.casefold() for word in _WORD.findall(_plain(text))]


def _plain(text: str) -> str:
    return _TAG.sub("", text)


def _year(record: Record) -> int:
    parts = record.get("issued", {}).get("date-parts") or [[0]]
    return int(parts[0][0])
