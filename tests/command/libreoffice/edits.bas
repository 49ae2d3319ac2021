REM What a person does to a workbook: each edit is made in a copy of its own and saved as .xlsx and as .ods.
Option Explicit

Sub Main(source As String, folder As String)
    Dim edits, edit
    edits = Array("nothing", "insert", "append", "delete", "sort", "bold", "column", "move", "words", "lines")
    For Each edit In edits
        Make(source, folder, CStr(edit))
    Next
    StarDesktop.terminate()
End Sub

Sub Make(source As String, folder As String, edit As String)
    Dim book, sheet
    book = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array(Setting("Hidden", True)))
    sheet = book.Sheets.getByName("Risks")
    Select Case edit
    Case "insert"
        sheet.Rows.insertByIndex(4, 1)
        Fill(sheet, 4)
    Case "append"
        Fill(sheet, 23)
    Case "delete"
        sheet.Rows.removeByIndex(3, 1)
    Case "sort"
        Sort(sheet)
    Case "bold"
        Bold(sheet)
    Case "column"
        sheet.Columns.insertByIndex(2, 1)
        sheet.getCellRangeByName("C1").String = "Team"
        sheet.getCellRangeByName("C2").String = "Web"
        sheet.getCellRangeByName("C3").Value = 7
    Case "move"
        sheet.Columns.insertByIndex(1, 1)
        sheet.moveRange(sheet.getCellRangeByName("B1").CellAddress, sheet.getCellRangeByName("G1:G23").RangeAddress)
        sheet.Columns.removeByIndex(6, 1)
    Case "words"
        sheet.getCellRangeByName("D2").String = "high"
        sheet.getCellRangeByName("K4").String = "closed"
        sheet.getCellRangeByName("M5").Formula = "2027-03-31"
        REM As the program does for who types a date.
        sheet.getCellRangeByName("M5").NumberFormat = sheet.getCellRangeByName("M2").NumberFormat
    Case "lines"
        sheet.getCellRangeByName("G2").String = "First step" & Chr(10) & "Second step"
    End Select
    book.storeToURL(folder & "/" & edit & ".xlsx", Array(Setting("FilterName", "Calc MS Excel 2007 XML")))
    book.storeToURL(folder & "/" & edit & ".ods", Array(Setting("FilterName", "calc8")))
    book.close(True)
End Sub

REM A new risk in a row.
Sub Fill(sheet, row As Long)
    Dim texts, column
    texts = Array("R23", "CDN", "Purge misses images", "Low", "Medium", "Watch", "Purge all", "Call CDN", "n")
    For column = 0 To 8
        sheet.getCellByPosition(column, row).String = texts(column)
    Next
    sheet.getCellByPosition(5, row).CharWeight = com.sun.star.awt.FontWeight.BOLD
End Sub

Sub Sort(sheet)
    Dim fields(0) As New com.sun.star.table.TableSortField
    fields(0).Field = 1
    fields(0).IsAscending = True
    sheet.getCellRangeByName("A1:P23").sort(Array(Setting("SortFields", fields()), Setting("ContainsHeader", True)))
End Sub

REM The first ten characters of F5 alone are bold.
Sub Bold(sheet)
    Dim cell, cursor
    cell = sheet.getCellRangeByName("F5")
    cell.CharWeight = com.sun.star.awt.FontWeight.NORMAL
    cursor = cell.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(10, True)
    cursor.CharWeight = com.sun.star.awt.FontWeight.BOLD
End Sub

Function Setting(name As String, value)
    Dim made As New com.sun.star.beans.PropertyValue
    made.Name = name
    made.Value = value
    Setting = made
End Function
