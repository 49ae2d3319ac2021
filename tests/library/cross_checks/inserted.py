"""Prints what differs between a workbook and the same with a row inserted into its first sheet, once what stood from
that row on is looked for one row lower: cells, and what is beside them. Values are those that LibreOffice computed,
where the workbooks come from there."""

import json
import re
import sys

from openpyxl import load_workbook

before, after, at = sys.argv[1], sys.argv[2], int(sys.argv[3])


def moved(row):
    return row + (row >= at)


def reference(text):
    """A range one row lower as far as it is below."""
    return re.sub(r"([A-Z]+\$?)(\d+)", lambda m: m[1] + str(moved(int(m[2]))), str(text))


def seen(path, move, follow):
    book = load_workbook(path)
    first = book.worksheets[0]
    found = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                number = move(cell.row) if sheet is first else cell.row
                look = [cell.font, cell.fill, cell.number_format, cell.alignment]
                comment = cell.comment and cell.comment.text
                link = cell.hyperlink and (cell.hyperlink.target, follow(cell.hyperlink.location))
                value = cell.value
                if isinstance(value, str) and value.startswith("="):
                    value = follow(value) if sheet is first else value
                elif value is None and not comment and not link:
                    continue
                found[f"{sheet.title}!{cell.column_letter}{number}"] = repr(
                    (value, [repr(one) for one in look], comment, link)
                )
    beside = {
        "merged": sorted(follow(one) for one in first.merged_cells.ranges),
        "heights": {str(move(n)): one.height for n, one in first.row_dimensions.items() if one.height},
        "lists": [[follow(one.sqref), follow(one.formula1)] for one in first.data_validations.dataValidation],
        "formats": [
            [follow(one.sqref), [[follow(f) for f in rule.formula] for rule in one.rules]]
            for one in first.conditional_formatting
        ],
        "charts": [
            [move(one.anchor._from.row + 1), [follow(series.val.numRef.f) for series in one.series]]
            for one in first._charts
        ],
        "breaks": [move(one.id) for one in first.row_breaks.brk],
        "print": follow(first.print_area),
        "names": {name: follow(one.attr_text) for name, one in book.defined_names.items()},
        "tables": {name: follow(range) for name, range in first.tables.items()},
    }
    return found, beside


old, old_beside = seen(before, moved, reference)
new, new_beside = seen(after, lambda row: row, str)
different = [place for place in old | new if old.get(place) != new.get(place)]
print(
    json.dumps(
        {
            "cells": sorted(different),
            "beside": {
                name: [old_beside[name], new_beside[name]]
                for name in old_beside
                if old_beside[name] != new_beside[name]
            },
        }
    )
)
