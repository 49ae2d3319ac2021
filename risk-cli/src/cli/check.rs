//! What a check takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use risk_core::Severity;

use super::{FILTERS, Format};

/// Over the options that choose among findings by what is known of them.
const KNOWN: &str = "Known findings";

/// Check the register for errors and for gaps in good practice.
#[derive(Debug, Args)]
pub struct Check {
    /// The register, in place of --register
    #[arg(value_name = "REGISTER", conflicts_with = "explain")]
    pub path: Option<PathBuf>,

    /// Which findings are meant.
    #[command(flatten)]
    pub filter: FindingFilter,

    /// Which findings are known.
    #[command(flatten)]
    pub known: KnownFindings,

    /// Show the findings that the register suppresses instead, with their reasons and the days left
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline", "since", "explain"])]
    pub suppressed: bool,

    /// Exit with 1 from which severity on; never for reports that gate nothing
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub fail_on: FailOn,

    /// The maximum number of findings; 0 for all [default: 50; of what programs read, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Explain a code; without one, list all codes
    #[arg(
        long, value_name = "CODE", num_args = 0..=1, default_missing_value = "",
        conflicts_with_all = [
            "severity", "rule", "component", "risk", "baseline", "since", "fail_on", "top", "format",
        ],
    )]
    pub explain: Option<String>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: CheckFormat,
}

/// Which findings are meant.
#[derive(Debug, Args)]
pub struct FindingFilter {
    /// Only findings of this severity and graver
    #[arg(long, value_name = "SEVERITY", help_heading = FILTERS)]
    pub severity: Option<Least>,

    /// Only findings of the rule with this code; repeatable
    #[arg(long, value_name = "CODE", help_heading = FILTERS)]
    pub rule: Vec<String>,

    /// Only findings about this component and its risks; repeatable
    #[arg(long, value_name = "NAME", help_heading = FILTERS)]
    pub component: Vec<String>,

    /// Only findings about this risk; repeatable
    #[arg(long, value_name = "REF", help_heading = FILTERS)]
    pub risk: Vec<String>,
}

/// Which findings are known, and so neither shown nor counted.
#[derive(Debug, Args)]
pub struct KnownFindings {
    /// Only findings that this file does not have
    #[arg(long, value_name = "FILE", help_heading = KNOWN)]
    pub baseline: Option<PathBuf>,

    /// Write all findings into a file for --baseline, by default the one that it names
    #[arg(
        long, value_name = "FILE", num_args = 0..=1, default_missing_value = "", help_heading = KNOWN,
        conflicts_with_all = ["severity", "rule", "component", "risk", "since", "explain"],
    )]
    pub write_baseline: Option<String>,

    /// Only findings that were made since a revision of git, or since this branch left it
    #[arg(long, value_name = "REV", help_heading = KNOWN)]
    pub since: Option<String>,
}

/// From which severity on a check fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that fails; `None` where nothing does.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Never => None,
        }
    }
}

/// The least severity of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Least {
    /// Errors, warnings and notes
    Note,
    /// Errors and warnings
    Warning,
    /// Errors
    Error,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Note => Self::Note,
            Least::Warning => Self::Warning,
            Least::Error => Self::Error,
        }
    }
}

/// How findings are written: as an answer, or as CI systems read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Table,
    /// For programs; `risk schema check` has the schema
    Json,
    /// A Markdown table
    Md,
    /// Comma-separated values, exactly as they are in the register
    Csv,
    /// The same with a ' before what a spreadsheet would take for a formula
    CsvSafe,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Results of tests, for Jenkins and others
    Junit,
    /// Annotations of a pull request, by GitHub Actions
    Github,
    /// A report of code quality, for GitLab
    Gitlab,
}

impl CheckFormat {
    /// The format of an answer; `None` for one that a CI system reads.
    pub fn of_answer(self) -> Option<Format> {
        match self {
            Self::Table => Some(Format::Table),
            Self::Json => Some(Format::Json),
            Self::Md => Some(Format::Md),
            Self::Csv => Some(Format::Csv),
            Self::CsvSafe => Some(Format::CsvSafe),
            Self::Sarif | Self::Junit | Self::Github | Self::Gitlab => None,
        }
    }
}
