"""Words that are quoted are looked for in the full text: each change of their sense is found, and no typography."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from litreview.check.run import check_library
from litreview.model.quotes import occurs
from litreview.read.library import read_library

MakeReview = Callable[..., Path]
NOUNS = (
    "patients",
    "efficacy",
    "difficulty",
    "control group",
    "follow-up",
    "flow",
    "officers",
    "dose-response",
    "trial",
)
VERBS = ("did not improve", "reached", "was not affected by", "differed from", "never exceeded", "had no effect on")
SEED = 19


def sentence(chance: random.Random) -> str:
    number = f"{chance.randint(10, 99)}.{chance.randint(1, 9)}"
    return (
        f"The {chance.choice(NOUNS)} of {chance.randint(100, 999)} people “{chance.choice(VERBS)}” the "
        f"{chance.choice(NOUNS)} in {number} % of cases — that is, not in all (p = 0.0{chance.randint(10, 49)})"
    )


def printed(text: str, chance: random.Random) -> str:
    """The text as a program takes it out of a PDF: ligatures, other dashes, divided words, lines."""
    for plain, ligature in (("ffi", "ﬃ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        if chance.random() < 0.5:
            text = text.replace(plain, ligature)
    words = []
    for word in text.split(" "):
        if word.isalpha() and len(word) > 6 and chance.random() < 0.4:
            at = chance.randint(2, len(word) - 3)
            words.append(f"{word[:at]}-\n{word[at:]}")
        else:
            words.append(word.replace("-", chance.choice(("-", "-\n", "\u2010"))))
    return "".join(word + chance.choice((" ", "  ", "\n", "\u00a0")) for word in words)


def typed(text: str, chance: random.Random) -> str:
    """The words as an author types them."""
    quote = chance.choice(("“”", '""', "''", "«»"))
    text = text.replace("“", quote[0]).replace("”", quote[1])
    return text.replace(" — ", chance.choice((" — ", "—", " – ", " -- "))).replace(" %", chance.choice((" %", "%")))


def changed(text: str, kind: int, chance: random.Random) -> str:
    words = text.split(" ")
    plain = [n for n, word in enumerate(words[:-1]) if word.isalpha() and words[n + 1].isalpha() and n]
    at = chance.choice(plain)
    match kind:
        case 0:
            words[at] = "hardly"
        case 1:
            del words[at]
        case 2:
            numbers = [n for n, word in enumerate(words) if word.replace(".", "").isdigit()]
            at = chance.choice(numbers)
            words[at] = words[at][:-1] + str((int(words[at][-1]) + 1) % 10)
        case 3:
            words[at], words[at + 1] = words[at + 1], words[at]
        case _:
            return text.replace("not in all", "in all")
    return " ".join(words)


def texts(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Full texts, each with one of its sentences."""
    while True:
        sentences = [sentence(chance) for _ in range(30)]
        yield printed(". ".join(sentences) + ".", chance), chance.choice(sentences)


def test_fifty_planted_misquotes_are_found_and_none_of_two_hundred_right_quotes() -> None:
    chance = random.Random(SEED)  # noqa: S311 - made-up texts
    source = texts(chance)
    wrong = [
        (typed(changed(one, n % 5, chance), chance), text) for n, (text, one) in zip(range(50), source, strict=False)
    ]
    right = [(typed(one, chance), text) for _n, (text, one) in zip(range(200), source, strict=False)]
    assert [words for words, text in wrong if occurs(words, text)] == []
    assert [words for words, text in right if not occurs(words, text)] == []


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("5 patients", "15 patients", False),
        ("5 patients", "0.5 patients", False),
        ("in 10", "in 10.5", False),
        ("in 10", "in 10.", True),
        ("5 points", "fell by -5 points", False),
        ("10²", "102", False),
        ("Tea", "tea", False),
        ("well-known tea", "well-\nknown tea", True),
        ("wellknown tea", "well-known tea", False),
        ("re-sign", "resign", False),
        ("resign or re-sign", "re-sign or resign; resign or re-sign", True),
        ("COVID-19", "COVID-\n19", True),
        ("tea […] slept", "tea, so they said, slept", True),
        ("slept […] tea", "tea, so they said, slept", False),
        ("[…]", "tea", False),
        ("Schu\u0308ler", "Schüler", True),
    ],
)
def test_what_is_typography_and_what_is_not(words: str, text: str, found: bool) -> None:  # noqa: FBT001 - a row
    assert occurs(words, text) is found


def test_a_text_that_is_not_utf_8_and_one_that_is_not_there(review: MakeReview) -> None:
    quotes = "quotes:\n  one: {reference: alpha2020, words: Tea}\n  two: {reference: beta, words: Tea}\n"
    folder = review({"refs/quotes.yml": quotes})
    assert [one.verbatim for one in read_library(folder).library.quoted().values()] == [None, None]
    (folder / "refs" / "texts").mkdir()
    (folder / "refs" / "texts" / "alpha2020.txt").write_bytes(b"one\nT\xe9a")
    read = read_library(folder)
    assert [(str(d.position.file), d.position.line) for d in read.diagnostics if d.rule == "encoding"] == [
        ("refs/texts/alpha2020.txt", 2)
    ]
    found = check_library(read.library, None, read.diagnostics)
    assert [d.message for d in found if "beta" in d.message] != []
