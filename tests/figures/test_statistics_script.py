"""The statistics that readers' browsers compute are those of the pages: the script against Python, over random data."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright._impl._driver import compute_driver_executable

from litreview.builders.theme import THEME_DIR
from litreview.figures.statistics import distributions, intervals, pooling

SCRIPT = THEME_DIR / "assets" / "litreview" / "figure-statistics.js"
MODELS = [
    (method, interval)
    for method in ("reml", "dl", "fixed")
    for interval in ("wald", "hartung-knapp")
    if (method, interval) != ("fixed", "hartung-knapp")
]
_RUN = """
globalThis.litreview = {};
eval(require("fs").readFileSync(process.argv[1], "utf8"));
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const { statistics } = litreview;
process.stdout.write(JSON.stringify(asked.map(([name, ...given]) => statistics[name](...given))));
"""


def computed(asked: Sequence[Sequence[Any]]) -> list[Any]:
    """What the script's functions give, each asked by its name and arguments."""
    node = shutil.which("node") or str(compute_driver_executable()[0])
    command = [node, "-e", _RUN, str(Path(SCRIPT))]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    answers: list[Any] = json.loads(done.stdout)
    return answers


def close(number: float) -> Any:  # noqa: ANN401 - pytest's own
    return pytest.approx(number, rel=1e-9, abs=1e-12)


def studies(chance: random.Random) -> list[pooling.Estimate]:
    """Estimates as reviews have them: of few studies or many, alike or far apart, small or large."""
    count = chance.randint(2, 25)
    if chance.random() < 0.5:
        totals = [chance.randint(1, chance.choice((20, 500, 20_000))) for _ in range(count)]
        return [pooling.logit(chance.randint(0, total), total) for total in totals]
    spread = chance.choice((0.0, 0.1, 1.0, 30.0))
    return [pooling.Estimate(chance.gauss(0.3, spread), 10 ** chance.uniform(-4, 2)) for _ in range(count)]


def test_summaries_are_the_same_over_random_studies() -> None:
    chance = random.Random(20261130)  # noqa: S311 - data for a test
    cases = [(studies(chance), *MODELS[number % len(MODELS)]) for number in range(400)]
    answers = computed(
        [
            ("pool", [{"value": one.value, "variance": one.variance} for one in estimates], method, interval)
            for estimates, method, interval in cases
        ]
    )
    for (estimates, method, interval), answer in zip(cases, answers, strict=True):
        ours = pooling.pool(estimates, method, interval)
        assert answer["value"] == close(ours.value)
        assert answer["interval"] == [close(end) for end in ours.interval]
        assert answer["weights"] == [close(weight) for weight in ours.weights]
        assert (answer["prediction"] is None) == (ours.prediction is None)
        assert (answer["prediction"] or []) == [close(end) for end in ours.prediction or ()]
        for name in ("tau2", "i2", "q", "p"):
            assert answer[name] == close(getattr(ours, name)), (name, method)


def test_intervals_and_quantiles_are_the_same() -> None:
    chance = random.Random(7)  # noqa: S311 - data for a test
    totals = [chance.randint(1, 3000) for _ in range(60)]
    counts = [(chance.choice((0, total, chance.randint(0, total))), total) for total in totals]
    asked = [(name, n, total, level) for name in intervals.METHODS for n, total in counts for level in (95, 90)]
    for (name, n, total, level), answer in zip(asked, computed(asked), strict=True):
        assert answer == [close(end) for end in intervals.METHODS[name](n, total, level)], (name, n, total)
    chances = [0.0005, 0.025, 0.2, 0.5, 0.7, 0.975, 0.99999]
    quantiles = [("normalQuantile", p) for p in chances] + [
        ("tQuantile", p, df) for p in chances for df in (1, 2, 7, 90)
    ]
    ours = [distributions.normal_quantile(p) for p in chances]
    ours += [distributions.t_quantile(p, df) for p in chances for df in (1, 2, 7, 90)]
    assert computed(quantiles) == [close(value) for value in ours]
