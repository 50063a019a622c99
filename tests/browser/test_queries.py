"""What readers ask the flagship's references, and what comes first: by name, subject, spelling, other name or slip."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

#: What is asked, and of which references the first has to be one.
QUERIES = {
    # by identifier, and as articles print them
    "10.1016/S0140-6736(23)01052-8": "siddiqi2023",
    "https://doi.org/10.1016/S0140-6736(23)01052-8": "siddiqi2023",
    "PMID 38882451": "testa2024",
    "PMID: 38882451.": "testa2024",
    "38882451": "testa2024",
    # by name and year
    "siddiqi": "siddiqi2023 siddiqi2022",
    "Siddiqi 2023": "siddiqi2023",
    "Siddiqi T et al. 2023": "siddiqi2023",
    "Porter 2015": "porter2015",
    "porter 2011": "porter2011",
    "gauthier": "gauthier2020",
    "Frey dose": "frey2020",
    "Liu 2020": "liu2020",
    "fraietta": "fraietta2018 fraietta2016 fraietta2018tet2",
    "melenhorst decade": "melenhorst2022",
    "cox 2021": "cox2021",
    # by subject
    "TRANSCEND CLL 004": "transcend_update2023 siddiqi2023 siddiqi2022",
    "ibrutinib CAR-T": "gauthier2020",
    "CD4 persistence": "melenhorst2022",
    "secondary malignancies": "fda_boxed2024",
    "boxed warning": "fda_boxed2024",
    "T-cell exhaustion": "riches2013",
    "determinants of response": "fraietta2018",
    "extracellular vesicles": "cox2021",
    "tocilizumab": "fda_rems2025",
    "pirtobrutinib": "pirto2025 mato2023bruin onclive_pirto openfda_jaypirca",
    "lenalidomide": "ramsay2013",
    "TET2": "fraietta2018tet2",
    "ROR1": "nct02194374",
    "BAFF-R": "qie2024",
    "richter": "kittai2024 beyarkatz2025 benjamini2024 barbanti2022 cllsociety_rt2025",
    "neurotoxicity": "liu2020 lee2019 medpath2025",
    # fields
    "author:porter": "porter2015 porter2011",
    "year:2015": "porter2015 kochenderfer2015 pdl1mouse2015",
    "title:ibrutinib": "gauthier2020 fraietta2016",
    "type:article-journal pirtobrutinib": "mato2023bruin",
    '"cytokine release syndrome"': "lee2019 monitoring2024 ajmc2025",
    # other names
    "Breyanzi": "openfda_breyanzi ec_breyanzi2023",
    "liso-cel": "openfda_breyanzi ec_breyanzi2023",
    "lisocabtagene maraleucel": "openfda_breyanzi ec_breyanzi2023",
    "CRS": "lee2019 monitoring2024 ajmc2025",
    "natural killer": "marin2024 liu2020",
    # spellings
    "leukemia": "eichhorst2021 siddiqi2023 lls_pirto2023",
    "leukaemia": "eichhorst2021 siddiqi2023 lls_pirto2023",
    "hematology": "walewska2022 testa2024",
    "haematology": "walewska2022 testa2024",
    "tumour": "liu2020 marin2024 fhlongterm2023",
    "tumor": "liu2020 marin2024 fhlongterm2023",
    "randomised": "frey2020",
    "randomized": "frey2020",
    # slips
    "ibrutnib": "gauthier2020",
    "transformaton": "kittai2024 beyarkatz2025 benjamini2024",
    "pirtobrutinb": "pirto2025 mato2023bruin onclive_pirto",
    "lenalidomid": "ramsay2013",
}
_ASK = """async (queries) => {
  const { Data, Query } = litreview.browse;
  const data = await Data.found(new URL("data/", location.href), "search");
  const keys = await data.part("keys");
  const query = new Query(data);
  const found = {};
  for (const asked of queries) {
    const scores = await query.scores(asked);
    const best = scores.reduce((best, score, number) => (score > scores[best] ? number : best), 0);
    found[asked] = scores[best] ? keys[best] : "";
  }
  return found;
}"""


def test_what_is_asked_for_comes_first(browser: Browser, flagship_site: str) -> None:
    page = browser.new_page()
    # What reads free text is there once somebody has written some.
    page.goto(f"{flagship_site}references/?q=cll")
    expect(page.locator(".reference-list[aria-busy=false]")).to_be_visible()
    found = page.evaluate(_ASK, list(QUERIES))
    page.close()
    assert {asked: key for asked, key in found.items() if key not in QUERIES[asked].split()} == {}


def test_a_slip_is_told(browser: Browser, flagship_site: str) -> None:
    page = browser.new_page()
    page.goto(f"{flagship_site}references/?q=ibrutnib")
    expect(page.locator('[data-key="gauthier2020"]').first).to_be_visible()
    expect(page.locator(".reference-status")).to_contain_text("Nothing has “ibrutnib”; shown is “ibrutinib”.")
    page.close()


@pytest.mark.parametrize("again", ["load", "reload", "back"])
def test_a_link_that_asks_opens_the_list_alone(browser: Browser, flagship_site: str, again: str) -> None:
    page = browser.new_page()
    page.goto(f"{flagship_site}references/?q=siddiqi")
    expect(page.locator('[data-key="siddiqi2023"]').first).to_be_visible()
    if again == "reload":
        page.reload()
    if again == "back":
        page.goto(f"{flagship_site}trials/")
        page.go_back()
    expect(page.get_by_role("searchbox", name="Search in all fields")).to_have_value("siddiqi")
    expect(page.locator(".reference-status")).to_contain_text("2 of")
    assert not page.locator("#__search").is_checked()
    page.close()
