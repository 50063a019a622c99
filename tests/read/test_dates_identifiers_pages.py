"""Dates, identifiers and pages, as every reader of bibliographies understands them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.dates import Date
from litreview.read.dates import date_of_parts, month_name, parse_date
from litreview.read.identifiers import is_isbn, is_issn, normalise_identifier
from litreview.read.pages import normalise_pages, split_pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", Date((2024,))),
        ("2024-05", Date((2024, 5))),
        ("2024-05-01", Date((2024, 5, 1))),
        ("2024-05-01T12:30:00Z", Date((2024, 5, 1))),
        ("2024-22", Date((2024,), season=2)),
        ("199X", Date((1990,), (1999,))),
        ("19XX", Date((1900,), (1999,))),
        ("1999-XX", Date((1999,))),
        ("1999-01-XX", Date((1999, 1))),
        ("0000", Date((0,))),
        ("-0876", Date((-876,))),
        ("Y170000", Date((170000,))),
        ("1723%", Date((1723,), approximate=True, uncertain=True)),
        ("2004-06/2006-08", Date((2004, 6), (2006, 8))),
        ("2004/", Date((2004,), open_end=True)),
        ("/2004", Date((2004,), literal="/2004")),
        ("../2004-05~", Date((2004, 5), approximate=True, literal="../2004-05~")),
        ("/..", Date(literal="/..")),
        ("2004/..", Date((2004,), open_end=True)),
        ("12 May 2024", Date((2024, 5, 12))),
        ("May 12th, 2024", Date((2024, 5, 12))),
        ("2024 May 1", Date((2024, 5, 1))),
        ("2024 May-Jun", Date((2024, 5), (2024, 6))),
        ("1-4 May 2020", Date((2020, 5, 1), (2020, 5, 4))),
        ("Sept. 2019", Date((2019, 9))),
        ("März 2019", Date((2019, 3))),
        ("Spring 2020", Date((2020,), season=1)),
        ("c. 1850", Date((1850,), approximate=True)),
        ("[1984?]", Date((1984,), uncertain=True)),
        ("44 BC", Date((-43,))),
        ("1999--2000", Date((1999,), (2000,))),
        ("20240512", Date((2024, 5, 12))),
        ("2024/05/01/", Date((2024, 5, 1))),
        ("05/2024", Date((2024, 5))),
        ("", Date()),
    ],
)
def test_dates(text: str, expected: Date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("text", ["in press", "03/04/2020", "2002-02-30", "2024-13", "2006/2004", "n.d."])
def test_what_is_no_date_stays_literal(text: str) -> None:
    assert parse_date(text) == Date(literal=text)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2001", "mar", "3"), Date((2001, 3, 3))),
        (("2001", "10--12", ""), Date((2001, 10), (2001, 12))),
        (("2001", "jan~1", ""), Date((2001, 1, 1))),
        (("2001", "1~jan", ""), Date((2001, 1, 1))),
        (("2001", "July/August", ""), Date((2001, 7), (2001, 8))),
        (("2001", "March 1--4", ""), Date((2001, 3, 1), (2001, 3, 4))),
        (("2001", "3", "1--4"), Date((2001, 3, 1), (2001, 3, 4))),
        (("2001", "Winter", ""), Date((2001,), season=4)),
        (("2000", "feb", "30"), Date((2000,))),
        (("", "may", ""), Date(literal="may")),
        # Python refuses to read so many digits as a number.
        (("2001", f"May 1--{'9' * 5000}", ""), Date((2001,))),
        (("2001", f"{'9' * 5000}--4 May", ""), Date((2001,))),
    ],
)
def test_dates_of_parts(parts: tuple[str, str, str], expected: Date) -> None:
    assert date_of_parts(*parts) == expected


def test_names_of_months() -> None:
    assert month_name(9) == "September"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("30-Mar-2020", (2020, 3, 30)),
        ("Mar-2020", (2020, 3)),
        ("22.08.2000", (2000, 8, 22)),
        ("2016/09/22 17:12:01", (2016, 9, 22)),
        ("2016-09-22 5:12 PM", (2016, 9, 22)),
    ],
)
def test_dates_as_programs_write_them(text: str, start: tuple[int, ...]) -> None:
    assert parse_date(text) == Date(start)


@pytest.mark.parametrize("text", ["1998/unknown", "1998/open", "1998/..", "1998/"])
def test_a_range_without_an_end(text: str) -> None:
    assert parse_date(text) == Date((1998,), open_end=True)


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_stays_itself(text: str) -> None:
    date = parse_date(text)
    assert date.start or date.literal == " ".join(text.split())


@given(st.dates())
def test_every_day_is_read_back(day: object) -> None:
    date = parse_date(str(day))
    assert "-".join(f"{part:0{4 if index == 0 else 2}}" for index, part in enumerate(date.start)) == str(day)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("DOI", "https://doi.org/10.1000/xyz", "10.1000/xyz"),
        ("DOI", "http://dx.doi.org/10.1000%2Fxyz", "10.1000/xyz"),
        ("DOI", "doi: 10.1000/XyZ.", "10.1000/XyZ"),
        ("DOI", "https://doi.org/doi:10.1000/1", "10.1000/1"),
        ("DOI", "10.1002/(SICI)1097&lt;1661::AID&gt;3.0.CO;2-2", "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2"),
        ("DOI", "10/abc", "10/abc"),
        ("DOI", "http://doi.acm.org/10.1145/820127.820136", "10.1145/820127.820136"),
        ("PMID", "PMID: 0123", "123"),
        ("PMID", "https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        ("PMCID", "123", "PMC123"),
        ("PMCID", "PMC123.1", "PMC123"),
        ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/", "PMC123"),
        ("arXiv", "arXiv:1501.00001v2 [math.GT]", "1501.00001v2"),
        ("arXiv", "https://arxiv.org/pdf/math.GT/0309136.pdf", "math.GT/0309136"),
        ("ISBN", "ISBN 978-3-16-148410-0", "978-3-16-148410-0"),
        ("ISBN", "9783161484100 316148410x", "9783161484100 316148410X"),
        ("ISSN", "0028-0836 (Print), 14764687", "0028-0836, 1476-4687"),
        ("URL", "HTTPS://A.b/c d", "https://A.b/c%20d"),
        ("URL", "<https://a.b>", "https://a.b"),
        ("URL", "mailto:a@b.org", "mailto:a@b.org"),
        ("URL", "", ""),
    ],
)
def test_identifiers(kind: str, text: str, expected: str) -> None:
    found = normalise_identifier(kind, text)
    assert (found.value, found.problem) == (expected, "")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("DOI", "10.1000", ""),
        ("DOI", "see 10.1000/1", ""),
        ("DOI", "https://onlinelibrary.wiley.com/doi/abs/10.1002/sres.2169?x=1", "10.1002/sres.2169"),
        ("PMID", "12a", ""),
        ("arXiv", "1501", ""),
        ("ISBN", "978-3-16-148410-1", "978-3-16-148410-1"),
        ("ISSN", "0028-0837", "0028-0837"),
        ("ISSN", "978-1-4799-1922-2", ""),
        ("ISSN", "0-8186-0742-4", ""),
        ("URL", "javascript:alert(1)", ""),
        ("URL", "java\nscript:alert(1)", ""),
        ("URL", "\u200bjavascript:alert(1)", ""),
        ("URL", "data:text/html,x", ""),
        ("URL", "ftp://a.b", ""),
        ("URL", "//a.b", ""),
        ("URL", "https:///x", ""),
        ("URL", "www.a.org/x", "http://www.a.org/x"),
        ("URL", "https://a.b https://c.d", "https://a.b"),
    ],
)
def test_identifiers_with_a_problem(kind: str, text: str, value: str) -> None:
    found = normalise_identifier(kind, text)
    assert found.value == value
    assert found.problem


def test_an_unknown_kind_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        normalise_identifier("ORCID", "x")


@given(st.text(max_size=100))
def test_no_text_becomes_an_unsafe_address(text: str) -> None:
    value = normalise_identifier("URL", text).value
    assert not value or value.startswith(("http://", "https://", "mailto:"))
    assert not set(value) & set('<>"` \n\t')


@given(st.text(alphabet="0123456789", min_size=12, max_size=12), st.text(alphabet="0123456789", min_size=7, max_size=7))
def test_one_check_digit_in_ten_or_eleven_is_right(isbn: str, issn: str) -> None:
    assert sum(is_isbn(isbn + digit) for digit in "0123456789") == 1
    assert sum(is_issn(issn + digit) for digit in "0123456789X") == 1


@pytest.mark.parametrize(
    ("text", "pages", "ends"),
    [
        ("pp. 12 -- 15", "12-15", ("12", "15")),
        ("S1–S9", "S1-S9", ("S1", "S9")),
        ("e123", "e123", ("e123", "")),
        ("7,41,73--97", "7, 41, 73-97", ("7, 41, 73-97", "")),
        ("12-1--12-8", "12-1–12-8", ("12-1", "12-8")),
        ("43+", "43+", ("43+", "")),
        ("pages 1 - 5", "1-5", ("1", "5")),
        ("pages", "pages", ("pages", "")),
        ("", "", ("", "")),
    ],
)
def test_pages(text: str, pages: str, ends: tuple[str, str]) -> None:
    assert normalise_pages(text) == pages
    assert split_pages(pages) == ends
