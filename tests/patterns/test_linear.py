"""No regular expression of the package takes more than linear time, on whatever text."""

from __future__ import annotations

import re
from time import thread_time

import pytest

from tests.patterns.collected import Collected, patterns
from tests.patterns.hostile import grown, hard

#: Sizes of texts. The first are for what takes exponential time, which would never come back from the last.
SIZES = (25, 200, 5_000)
#: Seconds of the processor that no pattern needs for a text of the largest size: only what takes longer is looked at
#: more closely. Most need a thousandth of it.
SUSPECT = 0.004
#: What takes so long is not tried on a larger text.
HOPELESS = 0.1
#: A text four times as long takes four times as long in linear time, and sixteen times in quadratic.
LARGER = 4
LINEAR = 9
ALL = patterns()


def cost(pattern: re.Pattern[str], method: str, text: str) -> float:
    begun = thread_time()
    if method in ("match", "fullmatch"):
        getattr(pattern, method)(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return thread_time() - begun


def too_slow(pattern: re.Pattern[str], method: str, before: str, piece: str) -> bool:
    """Whether the time grows faster than the text; processor time, so that other processes do not matter."""
    for size in SIZES:
        for text, larger in zip(grown(before, piece, size), grown(before, piece, size * LARGER), strict=True):
            # Python's own search for garbage, or a busy machine, may fall into one measurement, but not into all.
            least = cost(pattern, method, text)
            for _ in range(4):
                if least < SUSPECT:
                    break
                least = min(least, cost(pattern, method, text))
            if least < SUSPECT:
                continue
            if least > HOPELESS or size < SIZES[-1]:
                return True
            if min(cost(pattern, method, larger) for _ in range(2)) > LINEAR * least:
                return True
    return False


def test_the_patterns_are_found() -> None:
    places = {collected.place for collected in ALL}
    assert len(places) > 200
    assert {"litreview.check.rules.damage._TAG", "litreview.read.pages._DASH"} <= places


@pytest.mark.parametrize("collected", ALL, ids=[collected.place for collected in ALL])
def test_a_pattern_is_linear(collected: Collected) -> None:
    methods = collected.methods or {"finditer", "fullmatch"}
    for before, piece in hard(collected.pattern):
        for method in methods:
            assert not too_slow(collected.pattern, method, before, piece), (method, before, piece)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+$", "search"),
        (r"\s*:\s*x", "search"),
        (r"(?:a|b)*c", "finditer"),
        (r"(.*?)\s*(?:\[\w+\])?", "fullmatch"),
        (r"\[x\]: \S+ *(?:\(.*\))?", "fullmatch"),
        (r"[^\W\d_]*\d", "search"),
        (r"(?:#{1,6})*x", "match"),
        (r"<[^>]*>", "sub"),
    ],
)
def test_what_is_not_linear_is_found(pattern: str, method: str) -> None:
    compiled = re.compile(pattern)
    assert any(too_slow(compiled, method, before, piece) for before, piece in hard(compiled))
