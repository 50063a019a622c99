"""The targets of `make fuzz`, with inputs enough to see that they hold; atheris looks further."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import ROOT, SEEDS, WORDS
from tests.fuzz.targets import TARGETS

SPLICES = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 30), st.binary(max_size=3)), max_size=6
)


def seeds(name: str) -> list[bytes]:
    return [Path(ROOT, seed).read_bytes()[:3000] for seed in SEEDS[name]]


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
@settings(max_examples=25)
def test_what_must_hold_for_any_bytes(name: str, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(seeds(name)))
    words = [word.encode() for word in WORDS[name]]
    for place, cut, word, more in data.draw(SPLICES):
        at = place % (len(base) + 1)
        base = base[:at] + words[word % len(words)] + more + base[at + cut :]
    TARGETS[name](base)


def test_every_target_has_seeds_and_words() -> None:
    assert list(TARGETS) == list(SEEDS) == list(WORDS)
