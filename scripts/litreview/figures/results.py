"""Results as text: the same figure reads the same on every page."""

from __future__ import annotations

from typing import Final

from litreview.figures.words import Words, localised, sentence
from litreview.model.evidence import Figure, Interval, Outcome, Result


def number(value: float, words: Words) -> str:
    """A number with the digits that its source prints."""
    return localised(value.text if isinstance(value, Figure) else f"{value:g}", words)


def interval_text(interval: Interval, texts: Words) -> str:
    """An interval with its level: `95% CI 36 to 58`."""
    level = interval.level
    level_text = texts("interval_unknown") if level is None else texts("interval_level", level=number(level, texts))
    return texts("interval", level=level_text, low=end_text(interval.low, texts), high=end_text(interval.high, texts))


def end_text(end: float | None, texts: Words) -> str:
    """An end of an interval."""
    return texts("not_reached") if end is None else number(end, texts)


def result_text(result: Result, outcome: Outcome | None, texts: Words) -> str:
    """What a report gives, in one line: `41/87 (47%; 95% CI 36 to 58)`, `12 months`, or the source's own words."""
    counted = "" if result.n is None else str(result.n) if result.total is None else f"{result.n}/{result.total}"
    brackets = []
    if result.percent is not None:
        brackets.append(texts("percent", value=number(result.percent, texts)))
    if result.interval is not None:
        brackets.append(interval_text(result.interval, texts))
    if result.range is not None:
        brackets.append(texts("range", low=number(result.range[0], texts), high=number(result.range[1], texts)))
    if counted:
        return f"{counted} ({'; '.join(brackets)})" if brackets else counted
    if result.estimate is not None:
        unit = f" {outcome.unit}" if outcome and outcome.unit else ""
        estimate = f"{number(result.estimate, texts)}{unit}"
        return f"{estimate} ({'; '.join(brackets)})" if brackets else estimate
    if result.value:
        return result.value
    return "; ".join(brackets)


#: Characteristics that most reviews state, which have a name in each language.
USUAL: Final = ("disease", "condition", "design", "product", "intervention", "exposure", "population", "country")


def characteristic(name: str, words: Words) -> str:
    """A characteristic's name as a label; capitals of its own stay."""
    return words.word(sentence(name.replace("_", " ")))
