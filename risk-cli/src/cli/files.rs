//! What can be passed to the commands between workbooks and text.

use std::path::PathBuf;

use clap::Args;

use super::Format;
use super::global::{REPORTS, formats};

/// Make a new, empty register.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder, which is made if need be, or a file whose name ends in .json
    #[arg(default_value = ".", value_name = "FOLDER|FILE.json")]
    pub target: PathBuf,

    /// The title of the register [default: the name of the folder or file]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

/// Show what a workbook has, how certain that is, and what has to be decided.
#[derive(Debug, Args)]
pub struct Inspect {
    /// The workbook: .xlsx, .xlsm, .xlsb, .xls or .ods
    pub workbook: PathBuf,

    /// Output format
    #[arg(long, default_value = "text", value_parser = formats(&REPORTS))]
    pub format: Format,
}

/// Import the register in a workbook as text or JSON.
#[derive(Debug, Args)]
pub struct Import {
    /// The workbook: .xlsx, .xlsm, .xlsb, .xls or .ods
    pub workbook: PathBuf,

    /// The target: a folder, or a file whose name ends in .json
    #[arg(long, value_name = "FOLDER|FILE.json")]
    pub into: PathBuf,

    /// Import all sheets that have risks and are not hidden, as one register
    #[arg(long)]
    pub all_sheets: bool,

    /// Declare the components that risks name and nobody declares
    #[arg(long)]
    pub declare_components: bool,

    /// How to write onto what is there.
    #[command(flatten)]
    pub write: ImportWrite,

    /// Output format
    #[arg(long, default_value = "text", value_parser = formats(&REPORTS))]
    pub format: Format,
}

/// How an import writes onto what is there.
#[derive(Debug, Args)]
pub struct ImportWrite {
    /// Remove records of the target that the workbook does not have
    #[arg(long)]
    pub remove: bool,

    /// Which risk of the target a row stands for, where that is not clear; repeatable
    #[arg(long = "match", value_name = "ROW=REF|new")]
    pub matches: Vec<String>,

    /// Only show what would be written
    #[arg(long)]
    pub dry_run: bool,
}

/// Write the register as a workbook, new or updated in place, or as text, JSON or CSV.
#[derive(Debug, Args)]
pub struct Export {
    /// The target: a file whose name ends in .xlsx, .json or .csv, or a folder
    #[arg(long, value_name = "PATH")]
    pub to: PathBuf,

    /// Only risks of which an expression holds, such as `rating >= High`; the target is a new one
    #[arg(long = "where", value_name = "EXPR")]
    pub condition: Option<String>,

    /// For CSV: put a ' before what a spreadsheet would take for a formula
    #[arg(long)]
    pub safe: bool,

    /// Give a sheet without a column for references one, behind its last header
    #[arg(long)]
    pub assign_references: bool,

    /// How to write onto what is there.
    #[command(flatten)]
    pub write: ExportOptions,

    /// Output format
    #[arg(long, default_value = "text", value_parser = formats(&REPORTS))]
    pub format: Format,
}

/// How to write onto what is there.
#[derive(Debug, Args)]
pub struct ExportOptions {
    /// Remove records of the target that the register does not have; replace a CSV file
    #[arg(long)]
    pub remove: bool,

    /// Which risk of the target a row or a risk stands for, where that is not clear; repeatable
    #[arg(long = "match", value_name = "ROW|REF=REF|new")]
    pub matches: Vec<String>,

    /// Write a workbook even if somebody has it open
    #[arg(long)]
    pub force: bool,

    /// Only show what would be written
    #[arg(long)]
    pub dry_run: bool,
}
