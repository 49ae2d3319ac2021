"""Makes a register with openpyxl in which much stands below the risks, of two sections where asked."""

import sys

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

path, kind = sys.argv[1:]
book = Workbook()
sheet = book.active
sheet.title = "Risks"
sheet.append(["Reference", "Component", "Risk", "Likelihood", "Impact", "Cost", "Score"])
for row in range(2, 6):
    level = "High" if row % 2 else "Low"
    sheet.append([f"R{row}", "API", f"The disk {row} fills up", level, "Low", row, f"=F{row}*$J$10"])
red = PatternFill(bgColor="FF0000", fill_type="solid")
if kind == "totals":
    sheet["A6"], sheet["F6"], sheet["G6"] = "Total", "=SUM(F2:F5)", "=SUM(G2:G5)"
    sheet["A7"], sheet["F7"] = "High", '=COUNTIF(D2:D5,"High")'
elif kind == "title":
    sheet["A6"] = "Risks of the second half"
    sheet.merge_cells("A6:G6")
    sheet.append(["R7", "API", "The clock is wrong", "Low", "Low", 7, "=F7*$J$10"])
    sheet["A8"] = "Risks of the next year"
    sheet.merge_cells("A8:G8")
elif kind == "table":
    sheet["A6"] = "Total"
    sheet["F6"] = "=SUBTOTAL(109,T[Cost])"
    table = Table(displayName="T", ref="A1:G6", totalsRowCount=1)
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, sheet[1]):
        column.name = cell.value
    table.tableColumns[0].totalsRowLabel = "Total"
    table.tableColumns[5].totalsRowFunction = "sum"
    table.autoFilter.ref = "A1:G5"
    sheet.add_table(table)
else:
    # Two words below the levels would be a risk that states no more.
    sheet["A6"], sheet["A6"].font = "Legend: low is seldom", Font(bold=True)
sheet["A9"] = "Parameters"
sheet.merge_cells("A9:C9")
sheet.row_dimensions[9].height = 33
sheet["A10"], sheet["J10"] = "Factor", 2
sheet["J11"] = "=J10+COUNTA(A9:A10)"
sheet["A9"].comment = Comment("below", "someone")
sheet["C3"].comment = Comment("above", "someone")
sheet["B12"], sheet["B12"].hyperlink = "site", "https://example.org"
sheet["B13"] = "go"
sheet["B13"].hyperlink = Hyperlink(ref="B13", location="Risks!A10")
sheet["A16"], sheet["A17"] = "Low", "High"
sheet.conditional_formatting.add("F2:F5", CellIsRule("greaterThan", ["$J$10"], fill=red))
sheet.conditional_formatting.add("A10:C12", FormulaRule(["$A10=1"], fill=red))
choice = DataValidation(type="list", formula1="$A$16:$A$17")
choice.add("D2:D30")
sheet.add_data_validation(choice)
above, below = BarChart(), BarChart()
above.add_data(Reference(sheet, min_col=6, min_row=1, max_row=5), titles_from_data=True)
below.add_data(Reference(sheet, min_col=10, min_row=10, max_row=11))
sheet.add_chart(above, "M2")
sheet.add_chart(below, "M20")
sheet.row_breaks.append(Break(id=9))
sheet.print_area = "A1:J17"
book.defined_names["factor"] = DefinedName("factor", attr_text="Risks!$J$10")
book.defined_names["costs"] = DefinedName("costs", attr_text="Risks!$F$2:$F$5")
other = book.create_sheet("Other sheet")
other["A1"], other["A2"], other["A3"] = "=Risks!J10*2", "=SUM(Risks!F2:F10)", "=A1+A10"
other["A10"] = 5
book.save(path)
