"""Chooses in the workbook of conflicts, as a person does: looks for the column, fills it, and sorts the rows."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
sheet = book.active
header = [cell.value for cell in sheet[1]]
assert header[:7] == ["Record", "Field", "Base", "Ours", "Theirs", "Reason", "Take"], header
validation = sheet.data_validations.dataValidation[0]
assert validation.formula1 == '"ours,theirs,both"', validation.formula1
assert sheet.column_dimensions["H"].hidden
choices = {"likelihood": "theirs", "notes": "Both "}
for row in sheet.iter_rows(min_row=2):
    row[6].value = choices.get(row[1].value)
rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
for number, row in enumerate(reversed(rows), start=2):
    for column, value in enumerate(row, start=1):
        sheet.cell(number, column).value = value
book.save(sys.argv[2])
