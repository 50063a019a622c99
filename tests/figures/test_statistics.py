"""Intervals and summaries against published figures."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.figures.statistics.distributions import beta_cdf, chi_squared_tail, t_quantile
from litreview.figures.statistics.intervals import METHODS, Bounds, exact, wilson
from litreview.figures.statistics.pooling import Estimate, from_interval, logistic, logit, pool

Method = Callable[[int, int], Bounds]

#: Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-72, table I: the score
#: method (3) and the Clopper-Pearson method (5).
NEWCOMBE = [
    (wilson, 81, 263, "0.2553", "0.3662"),
    (wilson, 15, 148, "0.0624", "0.1605"),
    (wilson, 0, 20, "0.0000", "0.1611"),
    (wilson, 1, 29, "0.0061", "0.1718"),
    (exact, 81, 263, "0.2527", "0.3676"),
    (exact, 15, 148, "0.0578", "0.1617"),
    (exact, 0, 20, "0.0000", "0.1684"),
    (exact, 1, 29, "0.0009", "0.1776"),
]
#: Intervals as printed in reports and labels of trials: n, total, and the percentages with their digits. Those of
#: lisocabtagene maraleucel are the ones that refs/studies.yml holds, those of pirtobrutinib too.
PRINTED = [
    (exact, 41, 87, "36", "58"),
    (exact, 16, 87, "11", "28"),
    (exact, 56, 87, "53", "74"),
    (exact, 51, 87, "48", "69"),
    (exact, 29, 65, "32.3", "57.5"),
    (exact, 13, 65, "11.1", "31.8"),
    (exact, 13, 13, "75.3", "100.0"),
    (exact, 12, 13, "64.0", "99.8"),
    (exact, 78, 108, "63", "80"),
    # Conover's tables, as worked at influentialpoints.com for 5 of 25.
    (exact, 5, 25, "6.8", "40.7"),
    # Rule of three without rounding (Hanley and Lippman-Hand 1983 give 1 - 0.025^(1/n) for the two-sided bound).
    (exact, 0, 10, "0.0", "30.8"),
    (exact, 0, 100, "0.00", "3.62"),
]


@pytest.mark.parametrize(("method", "n", "total", "low", "high"), NEWCOMBE)
def test_intervals_of_newcombe_s_table(method: Method, n: int, total: int, low: str, high: str) -> None:
    assert tuple(f"{end:.4f}" for end in method(n, total)) == (low, high)


@pytest.mark.parametrize(("method", "n", "total", "low", "high"), PRINTED)
def test_intervals_as_printed(method: Method, n: int, total: int, low: str, high: str) -> None:
    digits = len(low.partition(".")[2])
    assert tuple(f"{100 * end:.{digits}f}" for end in method(n, total)) == (low, high)


@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_exact_interval_leaves_a_fortieth_in_each_tail(counts: tuple[int, int]) -> None:
    n, total = counts
    low, high = exact(n, total)

    def binomial(successes: range, p: float) -> float:
        return math.fsum(math.comb(total, k) * p**k * (1 - p) ** (total - k) for k in successes)

    if n:
        assert binomial(range(n, total + 1), low) == pytest.approx(0.025, rel=1e-9)
    if n < total:
        assert binomial(range(n + 1), high) == pytest.approx(0.025, rel=1e-9)


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_intervals_hold_their_share_and_are_alike_from_the_other_side(counts: tuple[int, int]) -> None:
    n, total = counts
    for method in METHODS.values():
        low, high = method(n, total, 95.0)
        assert 0 <= low <= n / total <= high <= 1
        assert method(total - n, total, 95.0) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_quantiles_of_student_s_t() -> None:
    # Any table of the distribution.
    printed = {1: "12.706", 2: "4.303", 5: "2.571", 10: "2.228", 30: "2.042", 120: "1.980"}
    assert {df: f"{t_quantile(0.975, df):.3f}" for df in printed} == printed
    assert t_quantile(0.025, 5) == -t_quantile(0.975, 5)


def test_the_beta_distribution_of_small_whole_shapes() -> None:
    # I_x(2, 3) = x^2 (6 - 8x + 3x^2)
    assert beta_cdf(0.3, 2, 3) == pytest.approx(0.09 * (6 - 2.4 + 0.27), rel=1e-13)
    assert (beta_cdf(0, 2, 3), beta_cdf(1, 2, 3)) == (0, 1)


def test_an_exact_interval_of_large_counts_is_narrow_and_holds_its_share() -> None:
    # 1.96 standard errors of the normal approximation, which is good here to six digits.
    low, high = exact(5_000_000, 10_000_000)
    assert (0.5 - low, high - 0.5) == pytest.approx((1.959964 * math.sqrt(0.25 / 1e7),) * 2, rel=1e-3)


def test_the_tail_of_chi_squared() -> None:
    # Any table: the upper 5 % points; with two degrees of freedom the tail is exp(-x / 2).
    printed = {1: 3.841, 2: 5.991, 5: 11.070, 10: 18.307, 30: 43.773, 100: 124.342}
    assert {df: round(chi_squared_tail(x, df), 4) for df, x in printed.items()} == dict.fromkeys(printed, 0.05)
    for x in (0.1, 1, 5, 50, 300):
        assert chi_squared_tail(x, 2) == pytest.approx(math.exp(-x / 2), rel=1e-12)
    assert chi_squared_tail(0, 3) == 1


#: Thirteen trials of the BCG vaccine (Colditz 1994): cases and others with the vaccine, cases and others without.
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip


def log_risk_ratio(a: int, b: int, c: int, d: int) -> Estimate:
    return Estimate(math.log((a / (a + b)) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def test_random_effects_of_the_bcg_trials() -> None:
    # Viechtbauer W. Conducting meta-analyses in R with the metafor package. J Stat Softw 2010;36(3), 3.1.
    pooled = pool([log_risk_ratio(*trial) for trial in BCG])
    assert [f"{value:.4f}" for value in (pooled.value, *pooled.interval, pooled.tau2)] == [
        "-0.7145",
        "-1.0669",
        "-0.3622",
        "0.3132",
    ]
    assert f"{pooled.i2:.2f}" == "92.22"
    assert f"{pooled.q:.4f}" == "152.2330"
    assert sum(pooled.weights) == pytest.approx(100)


def test_the_estimator_of_dersimonian_and_laird() -> None:
    # The same trials in the documentation of metafor's rma.uni (method = "DL").
    pooled = pool([log_risk_ratio(*trial) for trial in BCG], "dl")
    assert f"{pooled.value:.4f}" == "-0.7141"
    assert f"{pooled.tau2:.4f}" == "0.3088"


def test_the_interval_of_hartung_and_knapp() -> None:
    # Recomputed beside our code from the formula of Hartung and Knapp (Stat Med 2001;20:3875-3889) with the REML
    # heterogeneity above, 0.3132, and the 97.5 % point of t on 12 degrees of freedom, 2.1788.
    pooled = pool([log_risk_ratio(*trial) for trial in BCG], "reml", "hartung-knapp")
    assert [f"{end:.4f}" for end in pooled.interval] == ["-1.1084", "-0.3206"]
    error = (pooled.interval[1] - pooled.value) / t_quantile(0.975, 12)
    assert f"{pooled.value / error:.4f}" == "-3.9522"


def test_heterogeneity_is_tested() -> None:
    # Three studies whose Q is 2 exactly: y = -1, 0, 1 with variance 1.
    pooled = pool([Estimate(y, 1.0) for y in (-1.0, 0.0, 1.0)], "dl")
    assert pooled.q == pytest.approx(2)
    assert pooled.p == pytest.approx(math.exp(-1))


def test_the_highest_peak_of_the_likelihood_is_found() -> None:
    # A precise study and three that lie apart: from 0 alone, climbing would stay there.
    estimates = [Estimate(0.0, 0.0001), Estimate(3.0, 1.0), Estimate(-3.0, 1.0), Estimate(2.5, 1.0)]

    def likelihood(tau2: float) -> float:
        weights = [1 / (e.variance + tau2) for e in estimates]
        centre = sum(w * e.value for w, e in zip(weights, estimates, strict=True)) / sum(weights)
        spread = sum(w * (e.value - centre) ** 2 for w, e in zip(weights, estimates, strict=True))
        return (sum(map(math.log, weights)) - math.log(sum(weights)) - spread) / 2

    found = likelihood(pool(estimates).tau2)
    assert found >= max(likelihood(step / 100) for step in range(3000)) - 1e-9


def test_studies_that_agree_have_no_variance_between_them() -> None:
    pooled = pool([Estimate(1.0, 0.1), Estimate(1.0, 0.2), Estimate(1.0, 0.4)])
    assert (pooled.tau2, pooled.i2, pooled.q) == (0, 0, 0)
    assert pooled.value == pytest.approx(1)


def test_a_prediction_interval_needs_three_studies() -> None:
    assert pool([Estimate(0, 1), Estimate(1, 1)]).prediction is None
    with pytest.raises(ValueError, match="two"):
        pool([Estimate(0, 1)])


def test_logits_and_back() -> None:
    assert logistic(logit(30, 60).value) == pytest.approx(0.5)
    assert logit(0, 20).value == pytest.approx(math.log(0.5 / 20.5))
    assert from_interval(0, -1.959964, 1.959964).variance == pytest.approx(1, rel=1e-6)


@pytest.mark.parametrize(
    ("low", "high", "level"), [(1, 1, 95), (2, 1, 95), (0, 1, 0), (0, 1, 100), (0, 1, -5), (0, 1e-320, 95)]
)
def test_an_interval_that_says_nothing_of_a_variance_is_refused(low: float, high: float, level: float) -> None:
    with pytest.raises(ValueError, match="interval"):
        from_interval(1, low, high, level)


#: Infections of the blood from catheters in 18 trials (Niel-Weise 2007): of how many with plain ones, and with treated
#: ones. Both arms are pooled as proportions by Stijnen T, Hamza TH, Ozdemir P. Random effects meta-analysis of event
#: outcome in the framework of the generalized linear mixed model. Stat Med 2010;29:3046-67, table II; the digits
#: beyond its own are those of the same analysis in the tests of R's metafor (normal-normal model, REML).
CATHETERS = [
    (3, 117, 0, 116), (3, 35, 1, 44), (9, 195, 2, 208), (7, 136, 0, 130), (6, 157, 5, 151), (4, 139, 1, 98),
    (3, 177, 1, 174), (2, 39, 1, 74), (19, 103, 1, 97), (2, 122, 1, 113), (7, 64, 0, 66), (1, 58, 0, 70),
    (5, 175, 3, 188), (11, 180, 6, 187), (0, 105, 0, 118), (1, 262, 0, 252), (3, 362, 1, 345), (1, 69, 4, 64),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arm", "printed"),
    [
        (0, ("-3.3018", "0.6629", "0.0355", "0.0226", "0.0554")),
        (2, ("-4.2604", "0.3928", "0.0139", "0.0084", "0.0229")),
    ],
)
def test_a_published_meta_analysis_of_proportions(arm: int, printed: tuple[str, ...]) -> None:
    pooled = pool([logit(trial[arm], trial[arm + 1]) for trial in CATHETERS])
    back = (logistic(pooled.value), *map(logistic, pooled.interval))
    assert tuple(f"{value:.4f}" for value in (pooled.value, pooled.tau2, *back)) == printed
