"""What further files of databases and reference managers hold, as test_exports_of_programs asks for it."""

from __future__ import annotations

from typing import Final

#: File to its format and, of each reference: type; authors; date; what it is in; pages; identifiers.
EXPECTED: Final[dict[str, tuple[str, list[tuple[str, str, str, str, str, str]]]]] = {
    "better-bibtex.bib": (
        "bibtex",
        [
            (
                "article-journal",
                "van der Laan, Jan; Fernández, Ana; Tide Study Group",
                "2022-3-5",
                "J. Tides",
                "100-110",
                "DOI:10.5555/jt.2022.3 PMID:35123456",
            ),
            ("webpage", "World Health Organization", "", "", "", ""),
            ("chapter", "Ünal, Çağla", "2010", "The Book", "1-10", ""),
        ],
    ),
    "clinicaltrials-gov.ris": ("ris", [("dataset", "University of Coast", "2015-3-1", "", "", "")]),
    "cochrane-central.ris": (
        "ris",
        [
            (
                "article-journal",
                "Haugen, B; Sæther, K. M.",
                "2021",
                "Journal of ferry medicine",
                "210-218",
                "DOI:10.5555/jfm.2021.210 PMID:34012345",
            ),
            ("document", "NCT01234567", "2015", "", "", ""),
        ],
    ),
    "ebsco-psycinfo.ris": (
        "ris",
        [
            (
                "article-journal",
                "Peña, Lucía; Müller-Lüdenscheidt, Hans-Jürgen; Smith, John A., III",
                "2018-5",
                "Journal of Anxious Swimmers",
                "401-412",
                "DOI:10.5555/jas0000123 PMID:29504321",
            ),
            ("thesis", "Okafor, Chidi", "2016", "", "", ""),
        ],
    ),
    "google-scholar.bib": (
        "bibtex",
        [
            ("article-journal", "O'Neil, Mary; Müller, Jörg; García, Luis", "2019", "J. Pools", "11-19", ""),
            (
                "paper-conference",
                "Ng, Andrew; Łukasz, Kaiser; de Vries, Hugo",
                "2021",
                "International Conference on Floating",
                "1-10",
                "",
            ),
            ("thesis", "Roe, R", "2001", "", "", ""),
            ("document", "Team, R Core", "2020", "", "", ""),
            ("book", "Higgins, Julian PT; Green, Sally", "2008", "", "", ""),
        ],
    ),
    "ieee-xplore.ris": (
        "ris",
        [
            (
                "paper-conference",
                "Nakamura, R.; de Souza, L. M.; Kim, A. B.-C.",
                "2022-7-5/2022-7-8",
                "2022 IEEE International Conference on Buoy Engineering (ICBE)",
                "1-6",
                "DOI:10.5555/ICBE54321.2022.9876543",
            ),
            (
                "article-journal",
                "Nakamura, R.; Smith, J.",
                "2020-6",
                "IEEE Transactions on Buoys",
                "1234-1245",
                "DOI:10.5555/TBUOY.2020.2987654",
            ),
        ],
    ),
    "jabref.bib": (
        "bibtex",
        [
            (
                "article-journal",
                "Doe, Jane; Roe, R. M.",
                "2020-7",
                "Journal of Boats",
                "",
                "DOI:10.5555/jb.2020 PMID:32999999",
            )
        ],
    ),
    "lilacs.ris": (
        "ris",
        [
            (
                "article-journal",
                "Sánchez-Pérez, José María; Gonçalves, Inês; Ministerio de Salud",
                "2017-6",
                "Rev. med. mar.",
                "120-127",
                "",
            )
        ],
    ),
    "mendeley.bib": (
        "bibtex",
        [
            (
                "article-journal",
                "Smith, J. A.; van Dijk, P.; Müller, K.; Álvarez, Ó.",
                "2015-3",
                "Journal of Boats",
                "1-9",
                "DOI:10.5555/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            )
        ],
    ),
    "ovid-embase-congress.ris": (
        "ris",
        [
            (
                "article-journal",
                "Haugen, B.; Sæther, K.-M.; Yılmaz, A.; Ferry Crew Study Group",
                "2021",
                "Journal of Ferry Medicine",
                "e1024",
                "DOI:10.5555/jfm.2021.1024",
            ),
            ("article-journal", "Doe, J.", "2020", "Journal of Ferry Medicine", "S45-S46", "DOI:10.5555/jfm.2020.S45"),
        ],
    ),
    "paperpile.bib": (
        "bibtex",
        [
            (
                "article-journal",
                "Lee, Min-Jun; Park, Ji-Woo; Korean Wave Group",
                "2021-7",
                "Renew. Sustain. Energy Rev.",
                "111-122",
                "DOI:10.5555/rser.2021.111 PMID:34000000 PMCID:PMC8000000",
            ),
            ("document", "", "", "", "", ""),
        ],
    ),
    "pmc-2024.nbib": (
        "nbib",
        [
            (
                "article-journal",
                "Hernández-Ávila, María del Carmen; O'Brien, Seán, 3rd; Night Ferry Consortium",
                "2020-11/2020-12",
                "Journal of Ferry Sleep",
                "211-219",
                "DOI:10.5555/jfs.2020.11 PMID:33123456 PMCID:PMC7654321",
            ),
            ("article-journal", "Abbott, Hugh", "1889-8-3", "British Harbour Journal", "277", "PMCID:PMC1234500"),
        ],
    ),
    "proquest-theses.ris": (
        "ris",
        [
            (
                "article-journal",
                "Abernathy, Grace L; Nguyễn, Thị Mai",
                "2018-6",
                "Journal of Maritime History",
                "201-219",
                "DOI:10.5555/jmh.2018.20.2",
            ),
            ("thesis", "Fitzgerald, Rónán", "2016", "", "", ""),
        ],
    ),
    "sciencedirect.ris": (
        "ris",
        [
            (
                "article-journal",
                "Ferreira, Ana Sofia; van den Berg, Jan; Li, Wei",
                "2023-4-1",
                "Journal of Coastal Birds",
                "104567",
                "DOI:10.5555/j.jcb.2023.104567",
            ),
            (
                "chapter",
                "Brown, Derek",
                "2015-1-1",
                "The Sound of Harbours (Second Edition)",
                "101-134",
                "DOI:10.5555/B978-0-12-398765-4.00004-1",
            ),
        ],
    ),
    "scopus-2024.ris": (
        "ris",
        [
            (
                "article-journal",
                "van der Hoek, T.J.; O'Connor, P.; García-Márquez, M.; de la Cruz, J., Jr.",
                "2014",
                "Marine Ecology Progress Series",
                "113-128",
                "DOI:10.5555/meps10912",
            ),
            (
                "paper-conference",
                "Zhang, L.; Østergård, K.",
                "2019",
                "OCEANS 2019 - Marseille, OCEANS Marseille 2019",
                "8867123",
                "DOI:10.5555/OCEANSE.2019.8867123",
            ),
            (
                "chapter",
                "Mbeki, N.",
                "2011",
                "Acoustics of Shallow Seas: Third Edition",
                "77-101",
                "DOI:10.5555/B978-0-12-381234-5.00004-2",
            ),
        ],
    ),
    "springer-link.ris": (
        "ris",
        [
            (
                "chapter",
                "Weiß, Jörg; Ólafsdóttir, Sigríður",
                "2017",
                "Advances in Tidal Computing",
                "45-60",
                "DOI:10.1007/978-3-319-12345-X_4",
            ),
            (
                "article-journal",
                "Kowalska, Ewa; Haddad, Rami",
                "2024-2-29",
                "Hydrodynamics International",
                "12",
                "DOI:10.1007/s00123-024-00012-3",
            ),
        ],
    ),
    "web-of-science.bib": (
        "bibtex",
        [
            (
                "article-journal",
                "Ito, Mei; Tanaka, Yui; Kobayashi, Ken-ichi",
                "2020-2-15",
                "SLEEP AT SEA",
                "120034",
                "DOI:10.5555/sas.2020.12",
            )
        ],
    ),
}
