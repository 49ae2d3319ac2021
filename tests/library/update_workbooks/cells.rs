//! Cells before they are XML.

use std::collections::BTreeMap;

use super::styles::Look;

/// The cells of a sheet by row and column, and what else its rows and cells have.
#[derive(Debug, Default)]
pub struct Cells {
    pub cells: BTreeMap<(u32, u32), Cell>,
    /// Ranges that are merged.
    pub merged: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub content: Content,
    pub look: Look,
    pub formula: Option<Formula>,
}

/// What a cell has, or what its formula gave.
#[derive(Debug, Clone, Default)]
pub enum Content {
    #[default]
    Nothing,
    Text(Vec<Run>),
    Number(String),
    Boolean(bool),
    Error(String),
}

/// A part of a text that is bold, or not.
#[derive(Debug, Clone)]
pub struct Run {
    pub text: String,
    pub is_bold: bool,
}

#[derive(Debug, Clone)]
pub struct Formula {
    /// Empty where another cell has it.
    pub text: String,
    pub form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    Plain,
    /// That of an array of the one cell.
    Array,
    /// Shared by a range, under a number.
    Master(u32, String),
    /// That of the master of the number.
    Shared(u32),
}

impl Cells {
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) {
        self.cells.insert((row, column), cell);
    }

    /// The cells with formulas.
    pub fn formulas(&self) -> impl Iterator<Item = (u32, u32)> {
        let cells = self.cells.iter().filter(|(_, cell)| cell.formula.is_some());
        cells.map(|(place, _)| *place)
    }
}

impl Cell {
    pub fn new(content: Content) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }

    pub fn text(text: &str) -> Self {
        Self::new(Content::text(text))
    }

    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// A cell that looks bold, as all of its text does.
    #[must_use]
    pub fn bold(mut self, look: Look) -> Self {
        if let Content::Text(runs) = &mut self.content {
            for run in runs {
                run.is_bold = true;
            }
        }
        self.look(look)
    }

    #[must_use]
    pub fn formula(mut self, text: impl Into<String>, form: Form) -> Self {
        let text = text.into();
        self.formula = Some(Formula { text, form });
        self
    }
}

impl Content {
    /// Plain text; nothing where it is empty.
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            return Self::Nothing;
        }
        Self::Text(vec![Run {
            text: text.to_owned(),
            is_bold: false,
        }])
    }
}
