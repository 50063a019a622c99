"""The domains and levels of the usual tools for the risk of bias, in words of our own.

Of studies RoB 2 (Sterne 2019), ROBINS-I (Sterne 2016) and its version 2 (draft of November 2025), ROBINS-E (Higgins
2024), QUADAS-2 (Whiting 2011); of prediction models PROBAST (Wolff 2019); of reviews ROBIS (Whiting 2016) and AMSTAR 2
(Shea 2017). The JBI checklists share their answers, and each has items of its own, which the review names.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from litreview.model.appraisal import Domain, Level, Tone

_LOW: Final = Level("low", "Low", Tone.GOOD)
_LOW_HIGH_UNCLEAR: Final = (_LOW, Level("high", "High", Tone.BAD), Level("unclear", "Unclear", Tone.UNKNOWN))
#: What is not randomised is seldom free of it: the best that a tool of the ROBINS family gives such a result.
_LOW_BUT: Final = Level("low-except-confounding", "Low, except for confounding", Tone.GOOD)

LEVELS: Final[Mapping[str, tuple[Level, ...]]] = MappingProxyType(
    {
        "rob2": (_LOW, Level("some-concerns", "Some concerns", Tone.DOUBT), Level("high", "High", Tone.BAD)),
        "robins-i": (
            _LOW,
            Level("moderate", "Moderate", Tone.DOUBT),
            Level("serious", "Serious", Tone.BAD),
            Level("critical", "Critical", Tone.CRITICAL),
            Level("no-information", "No information", Tone.UNKNOWN),
        ),
        "robins-i-v2": (
            _LOW,
            _LOW_BUT,
            Level("moderate", "Moderate", Tone.DOUBT),
            Level("serious", "Serious", Tone.BAD),
            Level("critical", "Critical", Tone.CRITICAL),
        ),
        "robins-e": (
            _LOW,
            _LOW_BUT,
            Level("some-concerns", "Some concerns", Tone.DOUBT),
            Level("high", "High", Tone.BAD),
            Level("very-high", "Very high", Tone.CRITICAL),
        ),
        "quadas-2": _LOW_HIGH_UNCLEAR,
        "probast": _LOW_HIGH_UNCLEAR,
        "robis": _LOW_HIGH_UNCLEAR,
        # An item is answered, and the review as a whole is given a confidence.
        "amstar-2": (
            Level("yes", "Yes", Tone.GOOD),
            Level("partial-yes", "Partial yes", Tone.DOUBT),
            Level("no", "No", Tone.BAD),
            Level("no-meta-analysis", "No meta-analysis", Tone.UNKNOWN),
            Level("high", "High confidence", Tone.GOOD),
            Level("moderate", "Moderate confidence", Tone.DOUBT),
            Level("low", "Low confidence", Tone.BAD),
            Level("critically-low", "Critically low confidence", Tone.CRITICAL),
        ),
        "jbi": (
            Level("yes", "Yes", Tone.GOOD),
            Level("no", "No", Tone.BAD),
            Level("unclear", "Unclear", Tone.DOUBT),
            Level("not-applicable", "Not applicable", Tone.UNKNOWN),
        ),
    }
)

DOMAINS: Final[Mapping[str, tuple[Domain, ...]]] = MappingProxyType(
    {
        "rob2": (
            Domain("D1", "Randomisation process"),
            Domain("D2", "Deviations from the intended interventions"),
            Domain("D3", "Missing outcome data"),
            Domain("D4", "Measurement of the outcome"),
            Domain("D5", "Selection of the reported result"),
        ),
        "robins-i": (
            Domain("D1", "Confounding"),
            Domain("D2", "Selection of participants"),
            Domain("D3", "Classification of interventions"),
            Domain("D4", "Deviations from the intended interventions"),
            Domain("D5", "Missing data"),
            Domain("D6", "Measurement of outcomes"),
            Domain("D7", "Selection of the reported result"),
        ),
        "robins-i-v2": (
            Domain("D1", "Confounding"),
            Domain("D2", "Classification of interventions"),
            Domain("D3", "Selection of participants into the study or the analysis"),
            Domain("D4", "Missing data"),
            Domain("D5", "Measurement of the outcome"),
            Domain("D6", "Selection of the reported result"),
        ),
        "robins-e": (
            Domain("D1", "Confounding"),
            Domain("D2", "Measurement of the exposure"),
            Domain("D3", "Selection of participants into the study or the analysis"),
            Domain("D4", "Interventions after the exposure"),
            Domain("D5", "Missing data"),
            Domain("D6", "Measurement of the outcome"),
            Domain("D7", "Selection of the reported result"),
        ),
        "probast": (
            Domain("D1", "Participants"),
            Domain("D2", "Predictors"),
            Domain("D3", "Outcome"),
            Domain("D4", "Analysis"),
            Domain("A1", "Applicability: participants"),
            Domain("A2", "Applicability: predictors"),
            Domain("A3", "Applicability: outcome"),
        ),
        "robis": (
            Domain("D1", "Eligibility criteria"),
            Domain("D2", "Identification and selection of studies"),
            Domain("D3", "Data collection and appraisal of studies"),
            Domain("D4", "Synthesis and findings"),
        ),
        # Seven of them weigh more: 2, 4, 7, 9, 11, 13 and 15.
        "amstar-2": (
            Domain("1", "Question and criteria by PICO"),
            Domain("2", "Protocol beforehand, and departures from it"),
            Domain("3", "Why these designs"),
            Domain("4", "Comprehensive search"),
            Domain("5", "Selection by two people"),
            Domain("6", "Extraction by two people"),
            Domain("7", "List of excluded studies, with reasons"),
            Domain("8", "Description of included studies"),
            Domain("9", "Risk of bias in studies"),
            Domain("10", "Funding of the studies"),
            Domain("11", "Methods of the meta-analysis"),
            Domain("12", "Weight of the risk of bias in the meta-analysis"),
            Domain("13", "Risk of bias in the interpretation"),
            Domain("14", "Heterogeneity explained"),
            Domain("15", "Publication bias"),
            Domain("16", "Competing interests of the review"),
        ),
        "quadas-2": (
            Domain("D1", "Patient selection"),
            Domain("D2", "Index test"),
            Domain("D3", "Reference standard"),
            Domain("D4", "Flow and timing"),
            Domain("A1", "Applicability: patient selection"),
            Domain("A2", "Applicability: index test"),
            Domain("A3", "Applicability: reference standard"),
        ),
    }
)
#: Every tool by its name; "custom" brings domains and levels of its own.
TOOLS: Final = (*LEVELS, "custom")
