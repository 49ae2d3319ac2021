//! The sheet of the scale: the levels with their colours and words, and the matrix. The ratings on
//! the sheet of risks are looked up in it.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use super::cells::Cells;
use super::styles::{Styles, colour_levels, coloured};
use super::{SCALE, writer};
use crate::error::Error;
use crate::record::column_letters;
use crate::register::{LevelDefinition, Levels, Register, RiskView, Scale};
use crate::workbook::scale::{
    ALIAS, COLOUR, FIRST_COLUMN, IMPACT, LABEL_COLUMN, LIKELIHOOD, MATRIX, MATRIX_NAME, NUMBER,
    RATING, TITLE,
};

/// Over each column of spellings that are neither labels nor aliases to the letter.
const SPELLING: &str = "Found as";

const NOTE: &str = "The sheet Risks rates by the matrix below. A rating that is changed here \
                    changes there at once. The lowest level stands first.";

/// Where the parts of the scale stand on their sheet. Rows are counted from 1.
pub(super) struct ScaleLayout<'a> {
    scale: &'a Scale,
    /// Likelihood, impact and rating.
    blocks: [Block<'a>; 3],
    /// The row of the matrix's header.
    matrix: u32,
}

/// The levels of an axis on the sheet.
struct Block<'a> {
    title: &'static str,
    levels: &'a Levels,
    header: u32,
    /// How many columns of aliases there are.
    aliases: u32,
    /// The spellings of each level that a register has beyond label and aliases.
    spellings: Vec<BTreeSet<String>>,
}

impl<'a> ScaleLayout<'a> {
    pub fn new(register: &'a Register) -> Self {
        let scale = register.scale();
        let mut header = FIRST_BLOCK;
        let mut block = |title, levels: &'a Levels, stated: fn(RiskView<'a>) -> Option<&'a str>| {
            let aliases = levels.iter().map(|(_, level)| level.aliases.len());
            let block = Block {
                title,
                levels,
                header,
                aliases: number(aliases.max().unwrap_or_default()),
                spellings: spellings(levels, register.risks().filter_map(stated)),
            };
            header = block.end() + 2;
            block
        };
        Self {
            scale,
            blocks: [
                block(LIKELIHOOD, scale.likelihood(), |risk| {
                    risk.stated().likelihood.as_deref()
                }),
                block(IMPACT, scale.impact(), |risk| {
                    risk.stated().impact.as_deref()
                }),
                block(RATING, scale.rating(), |_| None),
            ],
            matrix: header,
        }
    }

    /// How many rows and columns the matrix has.
    fn matrix_size(&self) -> (u32, u32) {
        let (likelihood, impact) = (self.scale.likelihood(), self.scale.impact());
        (number(likelihood.len()), number(impact.len()))
    }

    /// The column of the positions of levels. Words stand before it and nothing else does, so that
    /// the words of a level are a range.
    fn number_column(&self) -> u32 {
        let last = self.blocks.iter().map(Block::last_word_column).max();
        last.unwrap_or_default().max(FIRST_COLUMN - 1) + 1
    }

    /// The names of ranges that formulas use, and the ranges.
    pub fn names(&self) -> Vec<(String, String)> {
        let mut names = Vec::new();
        for block in &self.blocks {
            let axis = block.title.to_lowercase();
            let (first, last) = (block.header + 1, block.end());
            let mut name = |what: &str, columns: (u32, u32)| {
                let range = range((first, columns.0), (last, columns.1));
                names.push((format!("{axis}_{what}"), range));
            };
            name("levels", (LABEL_COLUMN, LABEL_COLUMN));
            name("numbers", (self.number_column(), self.number_column()));
            name("words", (LABEL_COLUMN, block.last_word_column()));
        }
        // With the empty row and the empty column before it, where what is no level is looked up.
        let (rows, columns) = self.matrix_size();
        let first = (self.matrix + 1, FIRST_COLUMN - 1);
        let last = (self.matrix + 1 + rows, FIRST_COLUMN - 1 + columns);
        names.push((MATRIX_NAME.to_owned(), range(first, last)));
        names
    }
}

/// The row of the header of the first block of levels: below the title, the note and an empty row.
const FIRST_BLOCK: u32 = 4;

impl Block<'_> {
    /// The last row.
    fn end(&self) -> u32 {
        self.header + number(self.levels.len())
    }

    /// How many columns of other spellings there are.
    fn spelling_columns(&self) -> u32 {
        let most = self.spellings.iter().map(BTreeSet::len).max();
        number(most.unwrap_or_default())
    }

    fn last_word_column(&self) -> u32 {
        match self.aliases + self.spelling_columns() {
            0 => LABEL_COLUMN,
            words => FIRST_COLUMN + words - 1,
        }
    }
}

/// The spellings of levels that are neither labels nor aliases, case aside, which is how a
/// spreadsheet compares.
fn spellings<'a>(levels: &Levels, stated: impl Iterator<Item = &'a str>) -> Vec<BTreeSet<String>> {
    let words = |level: &LevelDefinition| -> Vec<String> {
        let words = std::iter::once(&level.label).chain(&level.aliases);
        words.map(|word| word.to_lowercase()).collect()
    };
    let known: Vec<Vec<String>> = levels.iter().map(|(_, level)| words(level)).collect();
    let mut spellings = vec![BTreeSet::new(); levels.len()];
    for text in stated {
        let Some(level) = levels.find(text) else {
            continue;
        };
        if levels.label(level) != text && !known[level.position()].contains(&text.to_lowercase()) {
            spellings[level.position()].insert(text.to_owned());
        }
    }
    spellings
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The number from 0 that the writer has for a column counted from 1.
fn place(column: u32) -> u16 {
    u16::try_from(column - 1).unwrap_or(u16::MAX)
}

/// A range of the sheet, by row and column counted from 1.
fn range(first: (u32, u32), last: (u32, u32)) -> String {
    let cell = |(row, column)| format!("${}${row}", column_letters(column));
    format!("={SCALE}!{}:{}", cell(first), cell(last))
}

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    layout: &ScaleLayout<'_>,
    styles: &Styles,
) -> Result<(), Error> {
    set_up(sheet, layout).map_err(writer)?;
    let mut cells = ScaleCells(Cells::new(sheet, styles, Vec::new()));
    let header = &styles.header;
    cells.put(1, LABEL_COLUMN, TITLE, Some(&styles.title))?;
    cells.put(1, FIRST_COLUMN, layout.scale.name(), Some(&styles.title))?;
    cells.put(2, LABEL_COLUMN, NOTE, Some(&styles.note))?;
    for block in &layout.blocks {
        cells.block(block, layout.number_column(), header)?;
    }
    cells.matrix(layout.matrix, layout.scale, header)?;
    help_matrix(sheet, layout).map_err(writer)
}

/// For the longest labels of the known scales, and for their other words, on one line.
const LABEL_WIDTH: f64 = 24.0;
const WORD_WIDTH: f64 = 15.0;
/// The width of the empty column before the matrix, and the height of the empty row.
const GAP_WIDTH: f64 = 1.5;
const GAP_HEIGHT: f64 = 6.0;

fn set_up(sheet: &mut Worksheet, layout: &ScaleLayout<'_>) -> Result<(), XlsxError> {
    let colours = layout.number_column() + 1;
    let last = colours.max(FIRST_COLUMN - 1 + layout.matrix_size().1);
    sheet.set_column_width(0, LABEL_WIDTH)?;
    sheet.set_column_width(1, GAP_WIDTH)?;
    for column in 2..last {
        sheet.set_column_width(place(column + 1), WORD_WIDTH)?;
    }
    sheet.set_row_height(layout.matrix, GAP_HEIGHT)?;
    sheet.set_screen_gridlines(false);
    Ok(())
}

/// Offers the ratings in the matrix, and colours them by their words, so that a changed one changes
/// its colour.
fn help_matrix(sheet: &mut Worksheet, layout: &ScaleLayout<'_>) -> Result<(), XlsxError> {
    let (rows, columns) = layout.matrix_size();
    // The first rating stands below the header and the empty row.
    let (top, left) = (layout.matrix + 1, place(FIRST_COLUMN));
    let (bottom, right) = (top + rows - 1, place(FIRST_COLUMN + columns - 1));
    let ratings = DataValidation::new()
        .allow_list_formula("=rating_levels".into())
        .set_error_title("Rating")?
        .set_error_message("Choose one of the ratings above.")?;
    sheet.add_data_validation(top, left, bottom, right, &ratings)?;
    let cell = format!("{}{}", column_letters(FIRST_COLUMN), top + 1);
    colour_levels(
        sheet,
        (top, left, bottom, right),
        layout.scale.rating(),
        |number| format!("={cell}=INDEX(rating_levels,{number})"),
    )
}

/// A cell that stands apart from its neighbours.
fn framed(format: Format) -> Format {
    format
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::White)
}

/// The cells of the sheet. Rows and columns are counted from 1.
struct ScaleCells<'a>(Cells<'a>);

impl ScaleCells<'_> {
    fn put(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        format: Option<&Format>,
    ) -> Result<(), Error> {
        let put = self.0.text_in(row - 1, place(column), text, format);
        put.map_err(|error| error.of("register", "scale"))
    }

    /// The header and the levels of an axis.
    fn block(&mut self, block: &Block<'_>, numbers: u32, header: &Format) -> Result<(), Error> {
        let row = block.header;
        self.put(row, LABEL_COLUMN, block.title, Some(header))?;
        self.put(row, numbers, NUMBER, Some(header))?;
        self.put(row, numbers + 1, COLOUR, Some(header))?;
        let aliases = FIRST_COLUMN..FIRST_COLUMN + block.aliases;
        let spellings = aliases.end..aliases.end + block.spelling_columns();
        for column in aliases.clone() {
            self.put(row, column, ALIAS, Some(header))?;
        }
        for column in spellings.clone() {
            self.put(row, column, SPELLING, Some(header))?;
        }
        for ((level, definition), row) in block.levels.iter().zip(row + 1..) {
            self.label(row, LABEL_COLUMN, definition)?;
            self.number(row, numbers, number(level.position() + 1))?;
            if let Some(colour) = definition.colour {
                self.put(row, numbers + 1, &colour.to_string(), None)?;
            }
            for (column, alias) in aliases.clone().zip(&definition.aliases) {
                self.put(row, column, alias, None)?;
            }
            let found = block.spellings.get(level.position()).into_iter().flatten();
            for (column, spelling) in spellings.clone().zip(found) {
                self.put(row, column, spelling, None)?;
            }
        }
        Ok(())
    }

    fn matrix(&mut self, row: u32, scale: &Scale, header: &Format) -> Result<(), Error> {
        self.put(row, LABEL_COLUMN, MATRIX, Some(header))?;
        for ((_, impact), column) in scale.impact().iter().zip(FIRST_COLUMN..) {
            self.label(row, column, impact)?;
        }
        for ((likelihood, definition), row) in scale.likelihood().iter().zip(row + 2..) {
            self.label(row, LABEL_COLUMN, definition)?;
            for ((impact, _), column) in scale.impact().iter().zip(FIRST_COLUMN..) {
                let rating = scale.rate(likelihood, impact);
                let format = framed(Format::new());
                self.put(row, column, scale.rating().label(rating), Some(&format))?;
            }
        }
        Ok(())
    }

    /// The label of a level on its colour.
    fn label(&mut self, row: u32, column: u32, level: &LevelDefinition) -> Result<(), Error> {
        let format = framed(level.colour.map(coloured).unwrap_or_default());
        self.put(row, column, &level.label, Some(&format.set_bold()))
    }

    fn number(&mut self, row: u32, column: u32, number: u32) -> Result<(), Error> {
        let format = Format::new().set_align(FormatAlign::Left);
        let sheet = &mut *self.0.sheet;
        let written = sheet.write_number_with_format(row - 1, place(column), number, &format);
        written.map(|_| ()).map_err(writer)
    }
}
