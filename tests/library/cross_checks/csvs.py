"""Prints what LibreOffice shows of the workbook `NAME.xlsx`, of which it wrote each sheet to a file
`NAME-SHEET.csv`: of each sheet, rows of cells; of a cell, its lines, each a run that is not bold."""

import csv
import json
import pathlib
import sys

sheets = {}
workbook = pathlib.Path(sys.argv[1])
for path in workbook.parent.glob(workbook.name + "-*.csv"):
    with open(path, encoding="utf-8", newline="") as file:
        sheets[path.stem.rsplit("-", 1)[1]] = [
            [[[[line, False]] if line else [] for line in cell.split("\n")] for cell in row]
            for row in csv.reader(file)
        ]
print(json.dumps({"sheets": sheets}))
