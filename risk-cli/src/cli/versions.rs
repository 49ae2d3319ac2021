//! Versions of a register.

use std::path::PathBuf;

use clap::Args;
use risk_core::versions::Side;

use super::words::{Word, Words};
use super::{EditOptions, Format};

/// Show what differs between two versions of a register.
#[derive(Debug, Args)]
pub struct Diff {
    /// The older version: a path, a revision of git, or REV:PATH [default: HEAD]
    #[arg(value_name = "OLD")]
    pub old: Option<String>,

    /// The newer version [default: the register as it is]
    #[arg(value_name = "NEW")]
    pub new: Option<String>,

    /// Exit with 1 where anything differs
    #[arg(long)]
    pub exit_code: bool,

    /// A line for each record that differs, without its fields
    #[arg(long)]
    pub stat: bool,

    /// Also what is written otherwise and means the same: spellings, and where records stand
    #[arg(long)]
    pub all: bool,

    /// The maximum number of rows; 0 for all [default: 200; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Merge what two sides made of a register.
#[derive(Debug, Args)]
pub struct Merge {
    /// The version that both come from: a path, a revision of git, or REV:PATH
    #[arg(value_name = "BASE")]
    pub base: String,

    /// The path of our version, whose form and bytes the result has
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,

    /// The other version
    #[arg(value_name = "THEIRS")]
    pub theirs: String,

    /// Where the result goes: OURS, or a path where nothing is
    #[arg(long, value_name = "PATH")]
    pub into: PathBuf,

    /// Settle conflicts by what one side has, but for a deletion of what the other one changed
    #[arg(long, value_name = "SIDE", value_parser = Words::<Side>::new(&SIDES))]
    pub prefer: Option<Side>,

    #[command(flatten)]
    pub options: EditOptions,
}

/// One of the two sides.
const SIDES: [Word; 2] = [
    ("ours", "What our version has"),
    ("theirs", "What the other version has"),
];

/// List the conflicts that a merge left, and resolve them.
#[derive(Debug, Clone, Args)]
pub struct Resolve {
    /// The record of the conflicts, such as R04; or the register, in place of --register, to list all
    #[arg(value_name = "RECORD")]
    pub record: Option<String>,

    /// The field, such as likelihood or `mitigations[2]`; and what it is to be: ours, theirs or both
    #[arg(value_name = "FIELD TAKE", num_args = 0..=2)]
    pub choice: Vec<String>,

    /// Take what somebody chose in a file of conflicts: the column Take of a workbook, `take` in text
    #[arg(long, value_name = "FILE", conflicts_with = "record")]
    pub from: Option<PathBuf>,

    /// Resolve only conflicts with this workbook, where several are in conflict over one thing
    #[arg(long, value_name = "WORKBOOK", conflicts_with = "from")]
    pub workbook: Option<PathBuf>,

    #[command(flatten)]
    pub options: EditOptions,
}

/// Keep a register and a workbook the same.
#[derive(Debug, Args)]
pub struct Sync {
    /// The workbook, or where a new one is to be: .xlsx or .xlsm
    #[arg(value_name = "WORKBOOK")]
    pub workbook: PathBuf,

    /// What both had in common, where the workbook does not say: `latest`, a revision of git, or `none`
    #[arg(long, value_name = "BASE")]
    pub base: Option<String>,

    /// A column that the workbook had and is not to have again: a field, such as owner, or a header
    #[arg(long, value_name = "COLUMN")]
    pub without: Vec<String>,

    /// Only say whether there is anything to do, with exit code 1 where there is
    #[arg(long)]
    pub status: bool,

    #[command(flatten)]
    pub options: EditOptions,
}
