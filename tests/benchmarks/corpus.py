"""A bibliography of any size and a text that cites all of it, the same bytes for the same numbers.

The entries look like those of a biomedical library: three to twelve authors, accents in TeX, protected capitals,
abstracts in seven of ten, identifiers in all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ONSETS: Final = [
    "b",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "z",
    "ch",
    "st",
    "br",
    "kr",
    "tr",
]
_VOWELS: Final = ["a", "e", "i", "o", "u", "ei", "ai", "ou"]
_ACCENTS: Final = (
    r"{\"u}", r"{\"o}", r"{\'e}", r"{\'a}", r"{\~n}", r"{\c c}", r"{\o}", r"{\v s}", r"{\'\i}", r"\"{a}",
)  # fmt: skip
_GIVEN: Final = [
    "Alix",
    "Bo",
    "Chen",
    "Dana",
    "Emre",
    "Fadi",
    "Gil",
    "Hana",
    "Ines",
    "Jun",
    "Kim",
    "Lou",
    "Mika",
    "Noor",
    "Ola",
    "Pia",
    "Ravi",
    "Sam",
    "Tao",
    "Uli",
    "Vera",
    "Wen",
]
_JOURNALS: Final = (
    "Blood", "Leukemia", "Journal of Clinical Oncology", "Nature Medicine", "Nature Genetics", "Cell", "Haematologica",
    "British Journal of Haematology", "Cancer Research", "Lancet Oncology", "Leukemia \\& Lymphoma", "PLoS ONE",
)  # fmt: skip
_PROTECTED: Final = [
    "{CLL}",
    "{TP53}",
    "{BTK}",
    "{NOTCH1}",
    "{IGHV}",
    "{B}-cell",
    "{DNA}",
    "{BCL2}",
    "{CD20}",
    "{SF3B1}",
]
_NOUNS: Final = [
    "progression",
    "survival",
    "mutation",
    "therapy",
    "resistance",
    "expression",
    "remission",
    "toxicity",
    "relapse",
    "biomarkers",
]
_ADJECTIVES: Final = [
    "chronic",
    "novel",
    "prospective",
    "randomized",
    "genomic",
    "targeted",
    "long-term",
    "untreated",
    "relapsed",
    "familial",
]
_VERBS: Final = ["predicts", "drives", "modulates", "determines", "inhibits", "precedes", "reveals"]
_KEYWORDS: Final = [
    "leukemia",
    "CLL",
    "genomics",
    "prognosis",
    "therapy",
    "ibrutinib",
    "venetoclax",
    "TP53",
    "IGHV",
    "BTK",
    "MRD",
    "epidemiology",
]
_COMMON: Final = [
    "patients",
    "cells",
    "the",
    "of",
    "and",
    "in",
    "with",
    "treatment",
    "study",
    "median",
    "months",
    "overall",
    "survival",
    "response",
    "risk",
]
_RARE_WORDS: Final = 6000


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where a corpus lies: the bibliography, the text that cites every entry, and the keys."""

    bib: Path
    text: Path
    keys: tuple[str, ...]


class _Words:
    """Words as frequent as those of a language: few often, many seldom."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._rare = [
            "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 4)))
            for _ in range(_RARE_WORDS)
        ]
        total = 0.0
        self._cumulative = [total := total + 1 / (rank + 3) for rank in range(_RARE_WORDS)]

    def sentence(self) -> str:
        length = self._rng.randint(14, 26)
        rare = self._rng.choices(self._rare, cum_weights=self._cumulative, k=length)
        words = [self._rng.choice(_COMMON) if self._rng.random() < 0.6 else word for word in rare]
        return " ".join(words).capitalize() + "."

    def surname(self) -> str:
        name = "".join(self._rng.choice(_ONSETS) + self._rng.choice(_VOWELS) for _ in range(self._rng.randint(2, 3)))
        return name.capitalize() + (self._rng.choice(_ACCENTS) + "r" if self._rng.random() < 0.2 else "")


def _entry(rng: random.Random, words: _Words, names: list[str], index: int) -> str:
    first, second = rng.sample(_PROTECTED, 2)
    title = (
        f"{rng.choice(_ADJECTIVES).capitalize()} {rng.choice(_NOUNS)} of {first} {rng.choice(_VERBS)} "
        f"{rng.choice(_ADJECTIVES)} {rng.choice(_NOUNS)} in {second} disease"
    )
    year = rng.randint(1990, 2024)
    page = rng.randint(1, 4000)
    fields = {
        "author": " and ".join(rng.sample(names, rng.randint(3, 12))),
        "title": title,
        "journal": rng.choice(_JOURNALS),
        "year": year,
        "volume": rng.randint(1, 140),
        "number": rng.randint(1, 24),
        "pages": f"{page}--{page + rng.randint(4, 15)}",
        "doi": f"10.{rng.randint(1000, 9999)}/made.{year}.{index:06d}",
        "pmid": 10_000_000 + index,
    }
    if rng.random() < 0.7:
        fields["abstract"] = " ".join(words.sentence() for _ in range(8)) + " (42.1\\%, P \\textless 0.05)"
    fields["keywords"] = ", ".join(rng.sample(_KEYWORDS, rng.randint(3, 6)))
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@article{{made{index:06d},\n{lines}\n}}\n"


def _paragraphs(rng: random.Random, words: _Words, keys: list[str]) -> Iterator[str]:
    left = keys[:]
    rng.shuffle(left)
    for number in range(0, len(left), 8):
        if number % 200 == 0:
            yield f"## Section {number // 200 + 1}"
        sentences: list[str] = []
        some = left[number : number + 8]
        while some:
            taken = some[: rng.choice((1, 1, 2, 2, 3))]
            some = some[len(taken) :]
            sentences.append(f"{words.sentence()[:-1]} [{'; '.join(f'@{key}' for key in taken)}].")
            if rng.random() < 0.5:
                sentences.append(words.sentence())
        yield " ".join(sentences)


def make_corpus(size: int, folder: Path, *, seed: int = 7) -> Corpus:
    """Write `refs.bib` with `size` entries and `review.md`, which cites every one, into `folder`."""
    rng = random.Random(seed)  # noqa: S311 - a corpus, no secret
    words = _Words(rng)
    names = [f"{words.surname()}, {rng.choice(_GIVEN)} {rng.choice('ABCDEFGHJKLM')}." for _ in range(max(400, size))]
    keys = [f"made{index:06d}" for index in range(size)]
    folder.mkdir(parents=True, exist_ok=True)
    bib, text = folder / "refs.bib", folder / "review.md"
    bib.write_text("\n".join(_entry(rng, words, names, index) for index in range(size)), encoding="utf-8")
    text.write_text("# A made review\n\n" + "\n\n".join(_paragraphs(rng, words, keys)) + "\n", encoding="utf-8")
    return Corpus(bib, text, tuple(keys))
