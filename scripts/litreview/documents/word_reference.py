"""The document by whose styles Pandoc sets a Word file: its own, with our paper, a running head and page numbers."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import Final

from litreview.exports.archive import zipped

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEADER: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr {w}><w:p><w:pPr><w:jc w:val="start"/></w:pPr>'
    '<w:r><w:rPr><w:color w:val="444444"/><w:sz w:val="16"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:hdr>'
)
_FOOTER: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr {w}><w:p><w:pPr><w:jc w:val="end"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_SECTION: Final = (
    '<w:sectPr xmlns:r="{r}"><w:headerReference w:type="default" r:id="rIdLitreviewHead"/>'
    '<w:footerReference w:type="default" r:id="rIdLitreviewFoot"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" '
    'w:header="624" w:footer="624" w:gutter="0"/></w:sectPr>'
)
#: Tables in small letters, with thin lines between rows.
_LETTERS: Final = (
    '<w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
)
_RULE: Final = '<w:bottom w:val="single" w:sz="8" w:color="444444"/>'
_RULES: Final = (
    f'<w:tblBorders><w:top w:val="single" w:sz="8" w:color="444444"/>{_RULE}'
    '<w:insideH w:val="single" w:sz="4" w:color="BBBBBB"/></w:tblBorders>'
)
_BARE_RULE: Final = re.compile(r'<w:bottom w:val="single" ?/>')
#: Blue and grey of Pandoc's headings, which are black on our paper.
_COLOURED: Final = re.compile(r'<w:color w:val="(?!auto)[0-9A-F]{6}"[^/]*/>')


def reference_document(default: bytes, head: str) -> bytes:
    """Pandoc's reference document with our paper, a running head and page numbers.

    Args:
        default: What `pandoc --print-default-data-file reference.docx` gives.
        head: The running head.
    """
    with zipfile.ZipFile(io.BytesIO(default)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    section = _SECTION.format(r=_R)
    text, _, end = document.rpartition("</w:body>")
    # What is said of the pages stands last in the body.
    text = text[: place if (place := text.rfind("<w:sectPr")) >= 0 else len(text)]
    document = f"{text}{section}</w:body>{end}"
    relations = parts["word/_rels/document.xml.rels"].decode()
    types = parts["[Content_Types].xml"].decode()
    for kind, name, rid in (("header", "head", "rIdLitreviewHead"), ("footer", "foot", "rIdLitreviewFoot")):
        relation = f'<Relationship Id="{rid}" Type="{_R}/{kind}" Target="litreview-{name}.xml"/>'
        relations = relations.replace("</Relationships>", f"{relation}</Relationships>")
        override = f'<Override PartName="/word/litreview-{name}.xml" ContentType="{_PART}.{kind}+xml"/>'
        types = types.replace("</Types>", f"{override}</Types>")
    parts |= {
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
        "[Content_Types].xml": types.encode(),
        "word/litreview-head.xml": _HEADER.format(w=_W, text=escape(head)).encode(),
        "word/litreview-foot.xml": _FOOTER.format(w=_W).encode(),
        "word/styles.xml": _with_lines(_COLOURED.sub("", parts["word/styles.xml"].decode())).encode(),
    }
    return zipped(parts.items())


def _with_lines(styles: str) -> str:
    """The styles with lines and small letters in the one that Pandoc gives to tables."""
    before, name, rest = styles.partition('w:styleId="Table"')
    table, end, after = rest.partition("</w:style>")
    table = table.replace("<w:tblPr>", f"{_LETTERS}<w:tblPr>", 1).replace(
        "<w:tblCellMar>", f"{_RULES}<w:tblCellMar>", 1
    )
    return f"{before}{name}{_BARE_RULE.sub(_RULE, table, count=1)}{end}{after}"
