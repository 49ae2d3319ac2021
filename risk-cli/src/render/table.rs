//! Tables for people, in Markdown and as comma-separated values.

use anstyle::Style;
use risk_core::document::{Block, Span, escape};
use unicode_width::UnicodeWidthStr;

use super::text::one_line;
use crate::cli::Format;

/// The blanks between two columns: one would look like a space between words.
const GAP: usize = 2;
/// A column is not made narrower than this to fit a terminal: most words and names fit without a break.
const LEAST: usize = 12;
/// Where nothing limits the width, longer cells do not move those of other rows: half of a terminal of 80 columns.
const WIDEST_PADDED: usize = 40;

/// A table of texts.
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// A text, and how it is shown where there are colours.
#[derive(Clone)]
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::styled(text, Style::new())
    }
}

impl Table {
    pub fn new<T: ToString>(header: &[T]) -> Self {
        Self {
            header: header.iter().map(ToString::to_string).collect(),
            rows: Vec::new(),
        }
    }

    pub fn row<T: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The table without its rows beyond so many.
    pub fn first(mut self, rows: usize) -> Self {
        self.rows.truncate(rows);
        self
    }

    /// The table without those of some columns that say nothing: that have no other texts than these.
    pub fn without_unused(mut self, columns: &[&str], nothing: &[&str]) -> Self {
        for at in (0..self.header.len()).rev() {
            let says = |row: &Vec<Cell>| !nothing.contains(&row[at].text.as_str());
            if columns.contains(&self.header[at].as_str()) && !self.rows.iter().any(says) {
                self.header.remove(at);
                for row in &mut self.rows {
                    row.remove(at);
                }
            }
        }
        self
    }

    /// The table as text. A width is that of a terminal; JSON is not a table's business.
    pub fn render(&self, format: Format, width: Option<usize>) -> String {
        match format {
            Format::Md => self.markdown(),
            Format::Csv => self.csv(str::to_owned),
            Format::CsvSafe => self.csv(safe_for_spreadsheets),
            Format::Table | Format::Text | Format::Html | Format::Json => self.plain(width),
        }
    }

    fn plain(&self, width: Option<usize>) -> String {
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| one_line(&cell.text)).collect())
            .collect();
        let header: Vec<String> = self.header.iter().map(|name| one_line(name)).collect();
        let widths = Self::widths(&header, &rows, width);
        let wraps = width.is_some();
        let mut text = String::new();
        let bold = vec![Style::new().bold(); header.len()];
        wrapped_row(&mut text, &header, &bold, &widths, wraps);
        for (row, cells) in rows.iter().zip(&self.rows) {
            let styles: Vec<Style> = cells.iter().map(|cell| cell.style).collect();
            wrapped_row(&mut text, row, &styles, &widths, wraps);
        }
        text
    }

    /// The width that each column is padded to, and wrapped at where a terminal reads it.
    fn widths(header: &[String], rows: &[Vec<String>], width: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = header.iter().map(|name| name.width()).collect();
        for row in rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(cell.width());
            }
        }
        let Some(limit) = width else {
            // Nothing is wrapped.
            return widths
                .iter()
                .map(|width| (*width).min(WIDEST_PADDED))
                .collect();
        };
        let gaps = GAP * (widths.len() - 1);
        // The widest column gives way, step by step.
        while widths.iter().sum::<usize>() + gaps > limit {
            let widest = widths.iter_mut().max().expect("a table has columns");
            if *widest <= LEAST {
                break;
            }
            let excess = 1.max((*widest - LEAST) / 8);
            *widest -= excess;
        }
        widths
    }

    /// The table as a part of a page; where it is of numbers, all columns but the first are.
    pub fn block(&self, is_of_numbers: bool) -> Block {
        let cell = |cell: &Cell| Span::text(cell.text.clone()).into();
        let rows = self.rows.iter();
        Block::Table {
            header: self.header.clone(),
            rows: rows.map(|cells| cells.iter().map(cell).collect()).collect(),
            is_of_numbers,
        }
    }

    fn markdown(&self) -> String {
        let row = |cells: &mut dyn Iterator<Item = &str>| {
            let cells: Vec<String> = cells.map(|cell| escape(cell.trim())).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut text = row(&mut self.header.iter().map(String::as_str));
        text.push_str(&format!("|{}\n", " --- |".repeat(self.header.len())));
        for cells in &self.rows {
            text.push_str(&row(&mut cells.iter().map(|cell| cell.text.as_str())));
        }
        text
    }

    fn csv(&self, value: fn(&str) -> String) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = self.header.iter().map(|name| value(name)).collect();
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| value(&cell.text)).collect());
        for row in std::iter::once::<Vec<String>>(header).chain(rows) {
            writer.write_record(&row).expect("memory takes all writes");
        }
        let bytes = writer.into_inner().expect("memory takes all writes");
        String::from_utf8(bytes).expect("texts are UTF-8")
    }
}

/// A value that no spreadsheet program takes for a formula: the characters are those that OWASP
/// lists under "CSV Injection", and their wide forms.
fn safe_for_spreadsheets(text: &str) -> String {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(BEGINNINGS) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Writes a row, in as many lines as its cells take.
fn wrapped_row(
    text: &mut String,
    cells: &[String],
    styles: &[Style],
    widths: &[usize],
    wraps: bool,
) {
    let wrap = |(cell, width): (&'_ String, &usize)| -> Vec<String> {
        if !wraps {
            return vec![cell.clone()];
        }
        let lines = textwrap::wrap(cell, *width);
        lines.into_iter().map(|line| line.into_owned()).collect()
    };
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(wrap).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for part in 0..height {
        let parts: Vec<(&str, Style)> = wrapped
            .iter()
            .zip(styles)
            .map(|(lines, style)| (lines.get(part).map_or("", String::as_str), *style))
            .collect();
        line(text, &parts, widths);
    }
}

/// Writes a line of cells, without white space at its end.
fn line(text: &mut String, cells: &[(&str, Style)], widths: &[usize]) {
    let mut blank = 0;
    for ((cell, style), width) in cells.iter().zip(widths) {
        if !cell.is_empty() {
            text.extend(std::iter::repeat_n(' ', blank));
            text.push_str(&format!("{style}{cell}{style:#}"));
            blank = 0;
        }
        blank += width.saturating_sub(cell.width()) + GAP;
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_the_terminal_and_wraps_its_widest_column() {
        let mut table = Table::new(&["Ref", "Risk"]);
        table.row([
            "R1",
            "a very long description of how something fails on a Sunday",
        ]);
        let text = table.render(Format::Table, Some(30));
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| line.width() <= 30), "{plain}");
        assert!(plain.lines().count() >= 4, "{plain}");
    }

    #[test]
    fn markup_in_a_cell_is_inert() {
        let mut table = Table::new(&["Risk"]);
        table.row(["a|b [x](y) <script>`c`\n*d*"]);
        let expected = "| a\\|b \\[x\\](y) &lt;script&gt;\\`c\\`<br>\\*d\\* |";
        assert_eq!(
            table.render(Format::Md, None).lines().last(),
            Some(expected)
        );
    }

    #[test]
    fn what_a_spreadsheet_would_compute_is_made_text() {
        let mut table = Table::new(&["a", "b", "c"]);
        table.row(["=1+1", "a=b", "-5"]);
        let text = table.render(Format::CsvSafe, None);
        assert_eq!(text, "a,b,c\n'=1+1,a=b,'-5\n");
        assert_eq!(table.render(Format::Csv, None), "a,b,c\n=1+1,a=b,-5\n");
    }

    #[test]
    fn values_with_commas_quotes_and_line_breaks_are_quoted() {
        let mut table = Table::new(&["a", "b"]);
        table.row(["1,2", "say \"x\"\ny"]);
        assert_eq!(
            table.render(Format::Csv, None),
            "a,b\n\"1,2\",\"say \"\"x\"\"\ny\"\n"
        );
    }
}
