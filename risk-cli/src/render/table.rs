//! Tables for people, in Markdown and as comma-separated values.

use anstyle::Style;
use risk_core::document::{Block, Span, escape};
use textwrap::{WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use super::text::{one_line, words};
use crate::cli::Format;

/// The blanks between two columns: one would look like a space between words.
const GAP: usize = 2;
/// Longer words, such as paths, are broken to fit a terminal; nearly all words and names are shorter.
const LONGEST_WORD: usize = 20;
/// Names are read well in a column as wide as this, though some take two lines.
const NAMES: usize = 16;
/// Texts are read well in a column as wide as this: four words on a line.
const PROSE: usize = 24;
/// No column is made narrower than this, whatever the terminal.
const LEAST: usize = 6;
/// Where nothing limits the width, longer cells do not move those of other rows: half of a terminal of 80 columns.
const WIDEST_PADDED: usize = 40;

/// A table of texts.
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
    /// The headers of the columns that give way where a terminal has no room for all: the first group of them first.
    optional: &'static [&'static [&'static str]],
}

/// How wide the cells of a column are, and their words.
#[derive(Clone, Copy)]
struct Need {
    widest: usize,
    word: usize,
}

impl Need {
    /// The width in which the column is read well.
    fn comfortable(self) -> usize {
        match self.widest {
            widest if widest > WIDEST_PADDED => PROSE,
            widest => widest.min(NAMES.max(self.word)),
        }
    }

    /// The width below which words are broken.
    fn unbroken(self) -> usize {
        self.word.min(LONGEST_WORD)
    }
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
            optional: &[],
        }
    }

    /// Has groups of columns left out where a terminal has no room for all, the first of them first.
    pub fn giving_way(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.optional = groups;
        self
    }

    /// The table as it fits a terminal, and the headers of the columns that gave way.
    pub fn fitted(self, width: usize) -> (Self, Vec<&'static str>) {
        let needs = Self::needs(&self.lines());
        let comfortable = needs.iter().map(|need| need.comfortable() + GAP);
        let mut total = comfortable.sum::<usize>().saturating_sub(GAP);
        let mut left_out = Vec::new();
        for group in self.optional {
            if total <= width {
                break;
            }
            for column in *group {
                if let Some(at) = self.header.iter().position(|header| header == column) {
                    total -= needs[at].comfortable() + GAP;
                    left_out.push(*column);
                }
            }
        }
        (self.without(&left_out), left_out)
    }

    /// The table without some of its columns.
    pub fn without(mut self, columns: &[&str]) -> Self {
        for at in (0..self.header.len()).rev() {
            if columns.contains(&self.header[at].as_str()) {
                self.remove(at);
            }
        }
        self
    }

    fn remove(&mut self, at: usize) {
        self.header.remove(at);
        for row in &mut self.rows {
            row.remove(at);
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
                self.remove(at);
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
        let lines = self.lines();
        let widths = Self::widths(&lines, width);
        let bold = vec![Style::new().bold(); self.header.len()];
        let rows = self.rows.iter();
        let styles = rows.map(|row| row.iter().map(|cell| cell.style).collect());
        let mut text = String::new();
        for (line, styles) in lines.iter().zip(std::iter::once(bold).chain(styles)) {
            wrapped_row(&mut text, line, &styles, &widths, width.is_some());
        }
        text
    }

    /// The header and the rows, each cell on a line.
    fn lines(&self) -> Vec<Vec<String>> {
        let header = self.header.iter().map(|name| one_line(name)).collect();
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().map(|cell| one_line(&cell.text)).collect());
        std::iter::once(header).chain(rows).collect()
    }

    /// What each column needs.
    fn needs(lines: &[Vec<String>]) -> Vec<Need> {
        let longest_word = |cell: &str| words(cell).map(|word| word.word.width()).max();
        let words = Self::greatest(lines, |cell| longest_word(cell).unwrap_or(0));
        let columns = Self::greatest(lines, UnicodeWidthStr::width).into_iter();
        let needs = columns.zip(words);
        needs.map(|(widest, word)| Need { widest, word }).collect()
    }

    /// The greatest measure of the cells of each column.
    fn greatest(lines: &[Vec<String>], measure: impl Fn(&str) -> usize) -> Vec<usize> {
        let mut greatest = vec![0; lines.first().map_or(0, Vec::len)];
        for line in lines {
            for (greatest, cell) in greatest.iter_mut().zip(line) {
                *greatest = measure(cell).max(*greatest);
            }
        }
        greatest
    }

    /// The width that each column is padded to, and wrapped at where a terminal reads it.
    fn widths(lines: &[Vec<String>], width: Option<usize>) -> Vec<usize> {
        let Some(limit) = width else {
            // Nothing is wrapped.
            let widest = Self::greatest(lines, UnicodeWidthStr::width).into_iter();
            return widest.map(|width| width.min(WIDEST_PADDED)).collect();
        };
        let needs = Self::needs(lines);
        let mut widths: Vec<usize> = needs.iter().map(|need| need.widest).collect();
        let limit = limit.saturating_sub(GAP * needs.len().saturating_sub(1));
        // Lines are broken between words first, and within them only where that is not enough.
        let unbroken: Vec<usize> = needs.iter().map(|need| need.unbroken()).collect();
        narrow(&mut widths, limit, &unbroken);
        narrow(&mut widths, limit, &vec![LEAST; needs.len()]);
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

/// Makes the widest columns narrower, step by step, until all fit or have the least width.
fn narrow(widths: &mut [usize], limit: usize, least: &[usize]) {
    while widths.iter().sum::<usize>() > limit {
        let columns = widths.iter_mut().zip(least);
        let wider = columns.filter(|(width, least)| **width > **least);
        let Some((width, least)) = wider.max_by_key(|(width, _)| **width) else {
            break;
        };
        *width -= 1.max((*width - least) / 8);
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
        let options = textwrap::Options::new(*width)
            .word_separator(WordSeparator::Custom(words))
            .word_splitter(WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(cell, options);
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
