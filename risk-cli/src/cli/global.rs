//! What every command takes, and how data is written.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::words::Word;
use risk_core::Date;

/// The variable that names the register.
pub const REGISTER_VARIABLE: &str = "RISK_REGISTER";

/// Over the options that only matter for workbooks.
pub const WORKBOOKS: &str = "Workbooks";

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The register: a folder, a workbook or a JSON file [default: the nearest register.toml
    /// upward from here]
    #[arg(
        short,
        long,
        global = true,
        value_name = "PATH",
        env = REGISTER_VARIABLE,
        hide_env_values = true,
        // Set but empty is as good as not set.
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        display_order = 900
    )]
    pub register: Option<PathBuf>,

    /// What is for workbooks alone.
    #[command(flatten)]
    pub workbook: WorkbookOptions,

    /// Print data and errors alone: no warnings, no hints, no summaries
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        display_order = 902
    )]
    pub quiet: bool,

    /// Also print which register is read, and how many records it has
    #[arg(short, long, global = true, display_order = 903)]
    pub verbose: bool,

    /// The day that it is, such as 2027-03-31, for all that a day decides [default: that in
    /// `RISK_TODAY`, else today]
    #[arg(long, global = true, value_name = "DATE", display_order = 904)]
    pub today: Option<Date>,

    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        display_order = 901
    )]
    pub color: ColorChoice,
}

/// How a workbook is read.
#[derive(Debug, Clone, Default, Args)]
pub struct WorkbookOptions {
    /// The sheet of a workbook that has the risks
    #[arg(long, global = true, value_name = "NAME", hide = true, help_heading = WORKBOOKS)]
    pub sheet: Option<String>,

    /// The row of a workbook that has the headers
    #[arg(long, global = true, value_name = "ROW", hide = true, help_heading = WORKBOOKS)]
    pub header: Option<u32>,

    /// Which column of a workbook has which field, by header or by letters, such as
    /// `description=C,likelihood=Chance`; `impact=` means that no column has it
    #[arg(
        long,
        global = true,
        value_name = "FIELD=COLUMN",
        hide = true,
        help_heading = WORKBOOKS
    )]
    pub columns: Vec<String>,

    /// Fields whose blank cells in a workbook repeat the cell above, such as `component`
    #[arg(
        long,
        global = true,
        value_name = "FIELD",
        value_delimiter = ',',
        hide = true,
        help_heading = WORKBOOKS
    )]
    pub fill_down: Vec<String>,

    /// The scale of the levels in a workbook: low-medium-high, nist-800-30, five-by-five, or
    /// axes such as `1-5`, `A-E` or `1-5 x 1-10` [default: as the workbook has it]
    #[arg(long, global = true, value_name = "NAME", hide = true, help_heading = WORKBOOKS)]
    pub scale: Option<String>,

    /// A higher limit on what is read from a workbook that you trust, such as `cells=50000000`
    #[arg(
        long,
        global = true,
        value_name = "NAME=NUMBER",
        hide = true,
        help_heading = WORKBOOKS
    )]
    pub limit: Vec<String>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// When a terminal reads it and `NO_COLOR` is not set
    Auto,
    /// Even into a file or a pipe
    Always,
    /// Not at all
    Never,
}

/// How an answer is written. What a runbook, a drawing and a graph of somebody else are written in is no form of an
/// answer: each of these has formats of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// The same of what is no table.
    #[value(skip)]
    Text,
    /// A page of its own.
    #[value(skip)]
    Html,
    /// For programs; `risk schema` has the schema
    Json,
    /// A Markdown table
    Md,
    /// Comma-separated values, exactly as they are in the register
    Csv,
    /// The same with a ' before what a spreadsheet would take for a formula
    CsvSafe,
}

impl Format {
    /// Whether people read it, and programs do not.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Table | Self::Text | Self::Html | Self::Md)
    }

    /// How many rows are shown: as many as asked for, else so many to people, and to programs all, which is 0.
    pub fn rows(self, top: Option<usize>, for_people: usize) -> usize {
        let unless_asked = if self.is_for_people() { for_people } else { 0 };
        top.unwrap_or(unless_asked)
    }
}

/// The formats of what is no table.
pub(super) const REPORTS: [Word; 2] = [
    ("text", "For people"),
    ("json", "For programs; `risk schema` has the schemas"),
];

/// Reads the formats that some command has, and no others.
pub(super) fn formats(words: &'static [Word]) -> impl TypedValueParser<Value = Format> {
    let values = words
        .iter()
        .map(|(word, meaning)| PossibleValue::new(*word).help(*meaning));
    PossibleValuesParser::new(values).map(|word| match word.as_str() {
        "text" => Format::Text,
        "html" => Format::Html,
        word => Format::from_str(word, false).unwrap_or(Format::Table),
    })
}
