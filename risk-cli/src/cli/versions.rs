//! Versions of a register.

use clap::Args;

use super::Format;

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
