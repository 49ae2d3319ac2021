"""Prints what differs between two workbooks, as openpyxl reads them: the cells whose value, bold text,
formula, format or comment differs, and whatever beside cells differs."""

import json
import sys

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock


def runs(cell):
    is_bold = bool(cell.font.b)
    if not isinstance(cell.value, CellRichText):
        return repr(cell.value)
    found = []
    for run in cell.value:
        is_block = isinstance(run, TextBlock)
        text, bold = (run.text, bool(run.font.b)) if is_block else (run, is_bold)
        if found and found[-1][1] == bold:
            found[-1][0] += text
        else:
            found.append([text, bold])
    return repr(found)


def seen(cell):
    comment = cell.comment and (cell.comment.text, cell.comment.author)
    look = (cell.number_format, cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    link = cell.hyperlink and cell.hyperlink.target
    return (runs(cell), cell.data_type, [repr(part) for part in look], comment, link)


def cells(book):
    return {
        f"{sheet.title}!{cell.coordinate}": seen(cell)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def beside(book):
    found = {"sheets": book.sheetnames, "properties": repr(book.properties)}
    found["names"] = {name: one.attr_text for name, one in book.defined_names.items()}
    for sheet in book:
        lists = sheet.data_validations.dataValidation
        formats = sheet.conditional_formatting
        found[sheet.title] = {
            "freeze": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "widths": {name: one.width for name, one in sheet.column_dimensions.items()},
            "heights": {number: one.height for number, one in sheet.row_dimensions.items()},
            "merged": sorted(str(one) for one in sheet.merged_cells.ranges),
            "lists": [[str(one.sqref), one.type, one.formula1] for one in lists],
            "formats": [[str(one.sqref), [repr(rule) for rule in one.rules]] for one in formats],
            "tables": {name: one.ref for name, one in sheet.tables.items()},
            "charts": len(sheet._charts),
            "images": len(sheet._images),
            "state": sheet.sheet_state,
            "protection": repr(sheet.protection),
            "print": [repr(sheet.page_setup), repr(sheet.page_margins), sheet.print_area],
        }
    return found


def differing(old, new):
    return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def books(path):
    for data_only in (False, True):
        yield openpyxl.load_workbook(path, rich_text=True, data_only=data_only)


old, new = [list(books(path)) for path in sys.argv[1:3]]
empty = ("None", "n")
pairs = [(cells(before), cells(after)) for before, after in zip(old, new)]
changed = {key for before, after in pairs for key in differing(before, after)}
# That a cell without anything is written or not makes no difference.
is_there = lambda key: any(cells.get(key, empty)[:2] != empty for pair in pairs for cells in pair)
print(
    json.dumps(
        {
            "cells": sorted(key for key in changed if is_there(key)),
            "beside": [
                [key, name]
                for key, was in beside(old[0]).items()
                for name in (differing(was, beside(new[0])[key]) if isinstance(was, dict) else [""])
                if was != beside(new[0])[key]
            ],
        }
    )
)
