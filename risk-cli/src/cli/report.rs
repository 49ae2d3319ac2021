//! What can be asked of a register by people who look at it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Format;
use super::readiness::WindowOptions;

/// The register as one page.
#[derive(Debug, Args)]
pub struct Report {
    /// The register, in place of --register
    #[arg(value_name = "REGISTER")]
    pub path: Option<PathBuf>,

    /// Where it goes: a file that ends in .html, .md or .json [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,

    /// The older version that it is compared with: a path, a revision of git, or REV:PATH [default: the one of 30 days ago]
    #[arg(long, value_name = "VERSION")]
    pub since: Option<String>,

    /// Which rehearsals count.
    #[command(flatten)]
    pub window: WindowOptions,

    /// What to write [default: what the name of the file says, else html]
    #[arg(long)]
    pub format: Option<ReportFormat>,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A self-contained page
    Html,
    /// Markdown, as short as a comment on a pull request may be
    Md,
    /// For programs; `risk schema report` has the schema
    Json,
}

/// The matrix with the risks in it.
#[derive(Debug, Args)]
pub struct Matrix {
    /// The register, in place of --register
    #[arg(value_name = "REGISTER")]
    pub path: Option<PathBuf>,

    /// Show what moved since an older version: a path, a revision of git, or REV:PATH
    #[arg(long, value_name = "VERSION")]
    pub since: Option<String>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// How the register became what it is.
#[derive(Debug, Args)]
pub struct Trend {
    /// The register, in place of --register
    #[arg(value_name = "REGISTER")]
    pub path: Option<PathBuf>,

    /// Which rehearsals count.
    #[command(flatten)]
    pub window: WindowOptions,

    /// The maximum number of rows, the latest first; 0 for all [default: 20; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}
