"""Prints what openpyxl reads of a workbook: of each sheet, rows of cells; of a cell, its lines; of
a line, its runs, each with whether it is bold. And what there is beside cells."""

import datetime
import json
import sys

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock


def shown(value):
    """The value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        return str(value.date() if value.time() == datetime.time() else value)
    return str(value)


def runs(cell):
    is_bold = bool(cell.font.b)
    if not isinstance(cell.value, CellRichText):
        return [(shown(cell.value), is_bold)]
    return [
        (run.text, bool(run.font.b)) if isinstance(run, TextBlock) else (run, is_bold)
        for run in cell.value
    ]


def lines(cell):
    lines = [[]]
    for text, is_bold in runs(cell):
        for number, part in enumerate(text.split("\n")):
            if number > 0:
                lines.append([])
            if part:
                lines[-1].append([part, is_bold])
    return lines


def beside(sheet):
    lists = sheet.data_validations.dataValidation
    return {
        "freeze": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "lists": [[str(one.sqref), one.formula1] for one in lists],
        "links": {
            cell.coordinate: cell.hyperlink.target
            for row in sheet.iter_rows()
            for cell in row
            if cell.hyperlink
        },
    }


values = openpyxl.load_workbook(sys.argv[1], rich_text=True, data_only=True)
formulas = openpyxl.load_workbook(sys.argv[1])
print(
    json.dumps(
        {
            "title": formulas.properties.title,
            "names": sorted(formulas.defined_names),
            "beside": {sheet.title: beside(sheet) for sheet in formulas},
            "formulas": {
                sheet.title: [
                    cell.coordinate
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.data_type == "f"
                ]
                for sheet in formulas
            },
            "sheets": {
                sheet.title: [[lines(cell) for cell in row] for row in sheet.iter_rows()]
                for sheet in values
            },
        }
    )
)
