//! What can be asked for an incident.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};

/// The page for when something fails.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").args(["reference", "component", "risk", "all", "update"]).required(true).multiple(true)))]
pub struct Runbook {
    /// The reference of the risk
    #[arg(value_name = "REF", conflicts_with_all = ["component", "risk", "all"])]
    pub reference: Option<String>,

    /// The component that fails; repeatable: they fail together
    #[arg(long, value_name = "NAME", conflicts_with_all = ["risk", "all"])]
    pub component: Vec<String>,

    /// The risk: one failure mode
    #[arg(long, value_name = "REF", conflicts_with = "all")]
    pub risk: Option<String>,

    /// Write a page for each component and an index into the folder of --out
    #[arg(long, requires = "out")]
    pub all: bool,

    /// With --all: the folder for the pages. What people ticked and wrote on pages there is kept
    #[arg(long, value_name = "FOLDER", requires = "all", conflicts_with_all = ["reference", "component", "risk", "update"])]
    pub out: Option<PathBuf>,

    /// Update the page in this file and keep what people ticked and wrote on it; without a component or a risk, its
    /// subject stays the same
    #[arg(long, value_name = "FILE", conflicts_with = "all")]
    pub update: Option<PathBuf>,

    /// Write the form for a rehearsal, in place of the checklist
    #[arg(long)]
    pub rehearsal: bool,

    /// What to write
    #[arg(long, default_value = "md")]
    pub format: PageFormat,

    /// With --update or --all: only show what would be written
    #[arg(long)]
    pub dry_run: bool,
}

/// What a page is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Markdown with task lists
    Md,
    /// Self-contained HTML, to be read or printed
    Html,
    /// For programs; `risk schema runbook` has the schema
    Json,
}

impl PageFormat {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}
