"""The checklists by which reviews report what they did: each item with its section and its topic, in words of our own.

PRISMA 2020 (Page 2021), PRISMA-LSR of living reviews (Akl 2024), PRISMA-S of searches (Rethlefsen 2021), PRISMA-ScR of
scoping reviews (Tricco 2018) and PRISMA-P of protocols (Moher 2015).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist: what it is called, and for each item its section of the report and its topic."""

    name: str
    items: Mapping[str, tuple[str, str]]


_PRISMA: Final[Mapping[str, tuple[str, str]]] = {
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
_LIVING: Final[Mapping[str, tuple[str, str]]] = {
    "L1": ("Living review", "Mode: why living, how often, what leads to an update, when it ends"),
    "L2": ("Living review", "What changed in the methods since the last version"),
    "L3": ("Living review", "What changed in the results since the last version"),
    "L4": ("Living review", "Authors and their parts, by version"),
}
_SEARCHES: Final[Mapping[str, tuple[str, str]]] = {
    "1": ("Sources", "Databases, each with its platform"),
    "2": ("Sources", "Databases searched together on one platform"),
    "3": ("Sources", "Registries of studies"),
    "4": ("Sources", "Websites and browsing"),
    "5": ("Sources", "Search along citations"),
    "6": ("Sources", "People who were asked"),
    "7": ("Sources", "Other ways of searching"),
    "8": ("Strategies", "Full strategies, as they were run"),
    "9": ("Strategies", "Limits, and why"),
    "10": ("Strategies", "Filters that others published"),
    "11": ("Strategies", "Strategies taken from earlier reviews"),
    "12": ("Strategies", "How searches were updated"),
    "13": ("Strategies", "Date of each last search"),
    "14": ("Peer review", "Review of the strategy by a peer"),
    "15": ("Records", "Number of records by source"),
    "16": ("Records", "How duplicates were removed"),
}
_SCOPING: Final[Mapping[str, tuple[str, str]]] = {
    "1": ("Title", "Says that it is a scoping review"),
    "2": ("Abstract", "Structured summary"),
    "3": ("Introduction", "Rationale, and why a scoping review"),
    "4": ("Introduction", "Questions and objectives"),
    "5": ("Methods", "Protocol and registration"),
    "6": ("Methods", "Eligibility criteria"),
    "7": ("Methods", "Information sources, with dates"),
    "8": ("Methods", "One full search strategy at least"),
    "9": ("Methods", "Selection of sources of evidence"),
    "10": ("Methods", "Charting of the data"),
    "11": ("Methods", "Data items"),
    "12": ("Methods", "Appraisal of the sources, if any"),
    "13": ("Methods", "How results are summarised"),
    "14": ("Results", "Selection of sources, with a flow diagram"),
    "15": ("Results", "Characteristics of the sources"),
    "16": ("Results", "Appraisal of the sources, if any"),
    "17": ("Results", "Results of single sources"),
    "18": ("Results", "Summary of the results"),
    "19": ("Discussion", "Evidence beside the questions"),
    "20": ("Discussion", "Limitations"),
    "21": ("Discussion", "Conclusions and next steps"),
    "22": ("Funding", "Funding of the sources and of the review"),
}
_PROTOCOLS: Final[Mapping[str, tuple[str, str]]] = {
    "1a": ("Administration", "Says that it is a protocol of a systematic review"),
    "1b": ("Administration", "Says if it updates an earlier review"),
    "2": ("Administration", "Registration"),
    "3a": ("Administration", "Authors and whom to write to"),
    "3b": ("Administration", "Contributions, and who answers for the review"),
    "4": ("Administration", "Amendments"),
    "5a": ("Administration", "Sources of support"),
    "5b": ("Administration", "Sponsor"),
    "5c": ("Administration", "Part of sponsor or funder"),
    "6": ("Introduction", "Rationale"),
    "7": ("Introduction", "Objectives"),
    "8": ("Methods", "Eligibility criteria"),
    "9": ("Methods", "Information sources"),
    "10": ("Methods", "Draft of a search strategy"),
    "11a": ("Methods", "How records and data are managed"),
    "11b": ("Methods", "Selection process"),
    "11c": ("Methods", "Data collection process"),
    "12": ("Methods", "Data items"),
    "13": ("Methods", "Outcomes, and which come first"),
    "14": ("Methods", "Risk of bias in studies"),
    "15a": ("Methods", "When data are pooled"),
    "15b": ("Methods", "How data are pooled"),
    "15c": ("Methods", "Further analyses"),
    "15d": ("Methods", "What is done where data are not pooled"),
    "16": ("Methods", "Reporting bias"),
    "17": ("Methods", "Certainty of the evidence"),
}

#: The one that `checklist` of screening.yml answers.
PRISMA_2020: Final = "prisma-2020"
#: All of them, by the names that `checklists` of screening.yml knows.
CHECKLISTS: Final[Mapping[str, Checklist]] = MappingProxyType(
    {
        PRISMA_2020: Checklist("PRISMA 2020", _PRISMA),
        "prisma-lsr": Checklist("PRISMA-LSR", {**_PRISMA, **_LIVING}),
        "prisma-s": Checklist("PRISMA-S", _SEARCHES),
        "prisma-scr": Checklist("PRISMA-ScR", _SCOPING),
        "prisma-p": Checklist("PRISMA-P", _PROTOCOLS),
    }
)
