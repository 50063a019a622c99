"""The domains and levels of the usual tools for the risk of bias.

RoB 2 (Sterne 2019), ROBINS-I (Sterne 2016), QUADAS-2 (Whiting 2011). The JBI checklists share their answers, and each
has items of its own, which the review names.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from litreview.model.appraisal import Domain, Level, Tone

_LOW: Final = Level("low", "Low", Tone.GOOD)

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
        "quadas-2": (_LOW, Level("high", "High", Tone.BAD), Level("unclear", "Unclear", Tone.UNKNOWN)),
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

#: The items of the PRISMA 2020 checklist (Page 2021): number, section of the report, topic.
PRISMA_ITEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "1": ("Title", "Says that it is a systematic review"),
        "2": ("Abstract", "Abstract after the PRISMA 2020 checklist for abstracts"),
        "3": ("Introduction", "Rationale"),
        "4": ("Introduction", "Objectives"),
        "5": ("Methods", "Eligibility criteria"),
        "6": ("Methods", "Information sources, with dates"),
        "7": ("Methods", "Full search strategies"),
        "8": ("Methods", "Selection process"),
        "9": ("Methods", "Data collection process"),
        "10a": ("Methods", "Data items: outcomes"),
        "10b": ("Methods", "Data items: other variables"),
        "11": ("Methods", "Assessment of the risk of bias in studies"),
        "12": ("Methods", "Effect measures"),
        "13a": ("Methods", "Synthesis: which studies enter"),
        "13b": ("Methods", "Synthesis: preparation of the data"),
        "13c": ("Methods", "Synthesis: tables and figures"),
        "13d": ("Methods", "Synthesis: methods and models"),
        "13e": ("Methods", "Synthesis: heterogeneity"),
        "13f": ("Methods", "Synthesis: sensitivity analyses"),
        "14": ("Methods", "Assessment of reporting bias"),
        "15": ("Methods", "Assessment of certainty"),
        "16a": ("Results", "Selection of studies, with a flow diagram"),
        "16b": ("Results", "Studies excluded, with reasons"),
        "17": ("Results", "Characteristics of studies"),
        "18": ("Results", "Risk of bias in studies"),
        "19": ("Results", "Results of single studies"),
        "20a": ("Results", "Syntheses: studies behind them and their risk of bias"),
        "20b": ("Results", "Syntheses: statistical results"),
        "20c": ("Results", "Syntheses: causes of heterogeneity"),
        "20d": ("Results", "Syntheses: sensitivity analyses"),
        "21": ("Results", "Reporting biases"),
        "22": ("Results", "Certainty of evidence"),
        "23a": ("Discussion", "Interpretation beside other evidence"),
        "23b": ("Discussion", "Limitations of the evidence"),
        "23c": ("Discussion", "Limitations of the review"),
        "23d": ("Discussion", "Implications"),
        "24a": ("Other information", "Registration"),
        "24b": ("Other information", "Protocol"),
        "24c": ("Other information", "Amendments"),
        "25": ("Other information", "Support"),
        "26": ("Other information", "Competing interests"),
        "27": ("Other information", "Availability of data, code and other materials"),
    }
)
