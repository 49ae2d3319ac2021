//! What to do about an error.

use std::path::PathBuf;

use crate::error::Unmatched;
use crate::question::Answer;
use crate::record::Location;

/// What to do about an error, as data: whoever shows it words it, as only they know what their users can
/// do, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Give one of these answers.
    Answer {
        /// The answers; any one of them decides the question.
        answers: Vec<Answer>,
        /// How many questions there are beside this one.
        more: usize,
    },
    /// Name one of the sheets that the workbook has.
    Sheet {
        /// The three nearest names, nearest first.
        nearest: Vec<String>,
    },
    /// Give the sheet a header row of known words, or specify which columns have which fields.
    Headers,
    /// Specify columns by headers that the sheet has, or by letters; the description among them.
    Columns,
    /// Mend the sheet with the scale, or specify the scale.
    Scale,
    /// Specify the format of the component graph.
    Format,
    /// Take the register itself, or the graph as JSON: a picture cannot be read back.
    GraphAsJson,
    /// Save the workbook again with a spreadsheet program.
    SaveAgain,
    /// Look for what else fills the file; where it is to be trusted, raise the limit.
    RaiseLimit {
        /// The name of the limit among those of workbooks, where it can be raised.
        name: Option<&'static str>,
    },
    /// Save the workbook without its password.
    RemovePassword,
    /// Allow that records are removed, where that is meant.
    AllowRemoval,
    /// Say which record of the target each of these is, or that it is a new one.
    Match(Vec<Unmatched>),
    /// Do the same again: it starts from what is there now.
    TryAgain,
    /// Close the workbook where it is open; where it is not, the lock file is left over.
    CloseWorkbook {
        /// The lock file.
        lock: PathBuf,
    },
    /// Give a sheet a column.
    AddColumn {
        /// The name of the sheet.
        sheet: String,
        /// A header that the column could have.
        header: String,
    },
    /// Give a workbook a sheet with a column.
    AddSheet {
        /// The name of the sheet.
        sheet: String,
        /// The header of the column.
        header: String,
    },
    /// Have the update give a sheet of risks a column for references, or give it one.
    ReferenceColumn {
        /// The name of the sheet.
        sheet: String,
    },
    /// Insert an empty row into a sheet, where the new record is to stand.
    InsertRow {
        /// The name of the sheet.
        sheet: String,
        /// The row that the empty one is to stand above.
        row: u32,
    },
    /// Take merged cells apart.
    Unmerge {
        /// The name of the sheet.
        sheet: String,
        /// The merged cells, such as `A2:A5`.
        cells: String,
    },
    /// Change a formula, or put its value in its place.
    ChangeFormula {
        /// The cell of the formula.
        cell: Location,
    },
    /// Import the workbook, change that, and make a new workbook of it.
    MakeNewWorkbook,
    /// Change the text, or keep the register as text or as JSON, which can hold everything.
    ChangeText,
    /// Add the file to git's index where it is as it should be; else have git lay it out again.
    AddToGit,
    /// Keep what is right of a text in which git left its marks, and take these out.
    TakeMarksOut,
    /// Sync the register and the workbook, which brings what each changed to the other one.
    Sync,
    /// Resolve the merge, by deciding what each conflict is to be.
    Resolve,
    /// Resolve the merge that git has left of a register, and add its files to git's index.
    EndMerge {
        /// The register.
        register: PathBuf,
    },
    /// Resolve the conflicts as a file of them has it.
    ApplyChoices {
        /// The file.
        file: PathBuf,
    },
    /// Name a folder with a `register.toml`, a workbook, or a JSON file.
    NameRegister,
    /// Name the version that the workbook was made from, or decide all that differs.
    NameBase,
}
