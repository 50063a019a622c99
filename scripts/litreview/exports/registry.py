"""The formats that a review's references can be downloaded in, in the order that readers are offered them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from litreview.exports import bibtex, csljson, nbib, ris, table
from litreview.exports.base import ExportFormat

EXPORTS: Final[Mapping[str, ExportFormat]] = MappingProxyType(
    {
        export.name: export
        for export in (
            ExportFormat("bibtex", "references.bib", "application/x-bibtex", "BibTeX", bibtex.record, separator="\n"),
            ExportFormat("ris", "references.ris", "application/x-research-info-systems", "RIS", ris.record),
            ExportFormat("nbib", "references.nbib", "application/nbib", "NBIB (PubMed)", nbib.record),
            ExportFormat(
                "csl-json",
                "references.json",
                "application/vnd.citationstyles.csl+json",
                "CSL-JSON",
                csljson.record,
                opening="[\n",
                separator=",\n",
                closing="\n]\n",
            ),
            ExportFormat(
                "csv",
                "references.csv",
                "text/csv",
                "CSV",
                table.record,
                opening="\N{BYTE ORDER MARK}" + table.row(table.COLUMNS),
            ),
        )
    }
)
