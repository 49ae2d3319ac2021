# What a person's script does to a workbook: each edit is made in a copy of its own. Arguments: the workbook, and a folder.
import datetime
import sys

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

source, folder = sys.argv[1:]


def fill(sheet, row):
    texts = ["R23", "CDN", "Purge misses images", "Low", "Medium", "Watch", "Purge all", "Call CDN", "n"]
    for column, text in enumerate(texts, 1):
        sheet.cell(row, column, text)


def nothing(sheet):
    pass


def insert(sheet):
    sheet.insert_rows(5)
    fill(sheet, 5)


def append(sheet):
    fill(sheet, 24)


def delete(sheet):
    sheet.delete_rows(4)


def bold(sheet):
    sheet["F5"] = CellRichText(TextBlock(InlineFont(b=True), "Error rate"), TextBlock(InlineFont(b=False), " and more"))


def words(sheet):
    sheet["D2"] = "high"
    sheet["K4"] = "closed"
    sheet["M5"] = datetime.date(2027, 3, 31)


def lines(sheet):
    sheet["G2"] = "First step\nSecond step"


for edit in [nothing, insert, append, delete, bold, words, lines]:
    book = openpyxl.load_workbook(source, rich_text=True)
    edit(book["Risks"])
    book.save(f"{folder}/{edit.__name__}.xlsx")
