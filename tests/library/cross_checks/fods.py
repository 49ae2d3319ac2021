"""Prints what LibreOffice made of a workbook: of each sheet, rows of cells; of a cell, its lines; of
a line, its runs, each with whether it is bold."""

import json
import sys
import xml.etree.ElementTree as ElementTree

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}


def name(short):
    prefix, local = short.split(":")
    return "{%s}%s" % (NAMES[prefix], local)


root = ElementTree.parse(sys.argv[1]).getroot()
styles = {}
for style in root.iter(name("style:style")):
    properties = style.find("style:text-properties", NAMES)
    weight = None if properties is None else properties.get(name("fo:font-weight"))
    key = (style.get(name("style:family")), style.get(name("style:name")))
    styles[key] = (weight, style.get(name("style:parent-style-name")))


def is_bold(family, style, otherwise):
    while style:
        weight, style = styles.get((family, style), (None, None))
        if weight:
            return weight == "bold"
    return otherwise


def runs(element, bold):
    """The runs of a paragraph; a line break within is a run of its own."""
    tag = element.tag
    if tag == name("text:s"):
        yield " " * int(element.get(name("text:c"), "1")), bold
    elif tag == name("text:tab"):
        yield "\t", bold
    elif tag == name("text:line-break"):
        yield "\n", bold
    elif tag == name("text:span"):
        bold = is_bold("text", element.get(name("text:style-name")), bold)
    yield element.text or "", bold
    for child in element:
        outer = bold
        yield from runs(child, bold)
        yield child.tail or "", outer


def lines(cell, bold):
    lines = []
    for paragraph in cell.findall("text:p", NAMES):
        lines.append([])
        for text, run_is_bold in runs(paragraph, bold):
            for number, part in enumerate(text.split("\n")):
                if number > 0:
                    lines.append([])
                line = lines[-1]
                if part and line and line[-1][1] == run_is_bold:
                    line[-1][0] += part
                elif part:
                    line.append([part, run_is_bold])
    return lines or [[]]


def rows(table):
    columns = []
    for column in table.iter(name("table:table-column")):
        count = min(int(column.get(name("table:number-columns-repeated"), "1")), 100)
        columns += [column.get(name("table:default-cell-style-name"))] * count
    for row in table.iter(name("table:table-row")):
        cells = []
        for cell in row:
            count = min(int(cell.get(name("table:number-columns-repeated"), "1")), 100)
            for _ in range(count):
                column = columns[len(cells)] if len(cells) < len(columns) else None
                style = cell.get(name("table:style-name")) or column
                cells.append(lines(cell, is_bold("table-cell", style, False)))
        repeated = int(row.get(name("table:number-rows-repeated"), "1"))
        for _ in range(repeated if repeated < 100 else 1):
            yield cells


print(
    json.dumps(
        {
            "sheets": {
                table.get(name("table:name")): list(rows(table))
                for table in root.iter(name("table:table"))
            }
        }
    )
)
