"""The shape of screening.yml."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from litreview.read.schema.base import Count, Day, Printed, Shape, Texts, Words


class TallyShape(Shape):
    """A number, with the references behind it where they are listed."""

    n: Count = Field(description="How many.")
    references: Texts = Field(default_factory=list, description="The citation keys behind the number.")
    note: str = Field("", description="A remark.")


def _tally(value: object) -> object:
    return {"n": value} if isinstance(value, str) else value


#: A number alone, or with the references behind it.
Tally = Annotated[TallyShape, BeforeValidator(_tally, json_schema_input_type=TallyShape | int)]


def _none() -> TallyShape:
    return TallyShape.model_construct(n=0, references=[], note="")


class DatabasesShape(Shape):
    """Records from databases and registers."""

    identified: Annotated[dict[str, Tally], Field(min_length=1)] = Field(description="Records found, by database.")
    registers: dict[str, Tally] = Field(default_factory=dict, description="Records found, by register.")
    duplicates: Tally = Field(default_factory=_none, description="Records removed as duplicates before screening.")
    automation: Tally = Field(default_factory=_none, description="Records that automation tools marked as ineligible.")
    other_removed: Tally = Field(default_factory=_none, description="Records removed before screening otherwise.")
    screened: Tally | None = Field(
        None, description="Records screened; left out where all reports were sought at once."
    )
    excluded: Tally | None = Field(None, description="Records excluded on title and abstract.")
    sought: Tally = Field(description="Reports sought for retrieval.")
    not_retrieved: Tally = Field(default_factory=_none, description="Reports not retrieved.")
    assessed: Tally = Field(description="Reports assessed for eligibility.")
    excluded_reports: dict[str, Tally] = Field(default_factory=dict, description="Reports excluded, by reason.")

    @model_validator(mode="after")
    def _screened_with_what_came_of_it(self) -> Self:
        if (self.screened is None) != (self.excluded is None):
            raise ValueError("screened and excluded go together: give both, or neither where nothing was screened")
        return self


class OtherShape(Shape):
    """Records from other sources."""

    identified: Annotated[dict[str, Tally], Field(min_length=1)] = Field(
        description="Records found, by method: websites, organisations, citation searching and the like."
    )
    sought: Tally = Field(description="Reports sought for retrieval.")
    not_retrieved: Tally = Field(default_factory=_none, description="Reports not retrieved.")
    assessed: Tally = Field(description="Reports assessed for eligibility.")
    excluded_reports: dict[str, Tally] = Field(default_factory=dict, description="Reports excluded, by reason.")


class IncludedShape(Shape):
    """Studies and the reports of them."""

    studies: Tally = Field(description="Studies.")
    reports: Tally = Field(description="Reports of these studies.")


class SearchShape(Shape):
    """One search."""

    source: Words = Field(description="The database, register or other source.")
    platform: str = Field("", description="Through what it was searched, such as Ovid.")
    searched: Day = Field(description="When it was last searched: 2026-01-31.")
    coverage: str = Field("", description="The years or volumes that the source covers.")
    limits: str = Field("", description="Limits of language, date or type.")
    results: Count | None = Field(None, description="How many records it gave.")
    strategy: str = Field("", description="The search string as it was run, line by line.")
    note: str = Field("", description="A remark.")
    rerun: Literal["pubmed", "europe-pmc"] | None = Field(
        None,
        description="Where `litreview search` runs the string again; it is written as that service reads it.",
    )

    @model_validator(mode="after")
    def _has_a_string(self) -> Self:
        if self.rerun and not self.strategy.strip():
            raise ValueError("rerun needs the search string, under strategy")
        return self


class VersionShape(Shape):
    """An earlier version of a living review, in numbers."""

    version: Printed = Field(description="Its number.")
    searched: Day = Field(description="The day up to which it was searched.")
    identified: Count = Field(description="Records that its searches gave.")
    screened: Count | None = Field(None, description="Records screened.")
    assessed: Count | None = Field(None, description="Reports assessed for eligibility.")
    studies: Count = Field(description="Studies that it newly included.")
    reports: Count = Field(description="Reports that it newly included.")


class AnswerShape(Shape):
    """Where an item of the checklist is answered."""

    page: Words = Field(description="The page, by its path below docs/: methods.md")
    section: str = Field("", description="The id of the section on it.")
    text: str = Field("", description="What stands there, in a few words.")


def _answer(value: object) -> object:
    if not isinstance(value, str):
        return value
    page, _, section = value.partition("#")
    return {"page": page, "section": section}


Answer = Annotated[AnswerShape, BeforeValidator(_answer, json_schema_input_type=AnswerShape | str)]


class ScreeningShape(Shape):
    """How references were searched for and selected, as PRISMA 2020 reports it."""

    notice: str = Field("", description="Said with every figure of these data.")
    searches: list[SearchShape] = Field(default_factory=list, description="The searches with their full strings.")
    databases: DatabasesShape | None = Field(None, description="Records from databases and registers.")
    other: OtherShape | None = Field(None, description="Records from other sources, if any were used.")
    previous: IncludedShape | None = Field(None, description="What an earlier version of the review included.")
    included: IncludedShape | None = Field(None, description="What this review (this version of it) newly included.")
    total: IncludedShape | None = Field(None, description="What the review includes with its earlier version.")
    versions: list[VersionShape] = Field(
        default_factory=list, description="Earlier versions of a living review, the oldest first."
    )
    checklist: dict[str, Answer] = Field(
        default_factory=dict, description="Items of the PRISMA 2020 checklist, each with where it is answered."
    )
    checklists: dict[Literal["prisma-lsr", "prisma-s", "prisma-scr", "prisma-p"], dict[str, Answer]] = Field(
        default_factory=dict,
        description="Items of further checklists: of living reviews, searches, scoping, protocols.",
    )
