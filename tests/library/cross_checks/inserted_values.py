"""Prints the values of the cells of a workbook, by sheet and place."""

import json
import sys

from openpyxl import load_workbook

book = load_workbook(sys.argv[1], data_only=True)
print(
    json.dumps(
        {
            f"{sheet.title}!{cell.coordinate}": cell.value
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
    )
)
