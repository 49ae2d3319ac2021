//! What can be passed on the command line.

mod check;
mod edits;
mod files;
mod git;
mod global;
mod graph;
mod readiness;
mod report;
mod review;
mod runbook;
mod versions;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub use self::check::{Check, CheckFormat, FindingFilter, KnownFindings};
pub use self::edits::{
    Accept, Add, Component, ComponentCommand, ComponentImport, EditOptions, Rehearse, Remove,
    Rename, Scale, ScaleCommand, Set, UseScale,
};
pub use self::files::{Export, Import, ImportWrite, Init, Inspect};
pub use self::git::{Git, GitCommand};
pub use self::global::{ColorChoice, Format, Global, REGISTER_VARIABLE, WorkbookOptions};
use self::global::{REPORTS, WORKBOOKS, formats};
pub use self::graph::{Blast, Cuts, Exposure, Graph, Recovery, Spof, Why};
pub use self::readiness::{Coverage, Due, Next, OwnerOptions};
pub use self::report::{Matrix, Report, ReportFormat, Trend};

pub use self::review::{
    ReviewAnswer, ReviewCommand, ReviewDiff, ReviewDraft, ReviewExport, ReviewForm, ReviewInit,
    ReviewShow, ReviewStats, Reviews,
};
pub use self::runbook::{PageFormat, Runbook};
pub use self::versions::{Diff, Merge, Resolve, Sync};

/// Over the options that choose among the risks.
const FILTERS: &str = "Filters";

/// Keep a register of the failure modes of a system: as text in git, as a workbook, or as JSON.
///
/// A register is a folder with a register.toml, a workbook, or a JSON file. The content of a path decides which of
/// these it is.
#[derive(Debug, Parser)]
#[command(name = "risk", version, max_term_width = 100)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,

    /// What to do; without it, a short page lists what there is.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The command line. Options that only matter for workbooks are shown where a workbook is meant.
pub fn command() -> clap::Command {
    let mut command = Cli::command();
    // Only then have the subcommands the global options.
    command.build();
    let shown = |arg: Arg| match arg.get_help_heading() {
        Some(WORKBOOKS) => arg.hide(false),
        _ => arg,
    };
    for name in ["inspect", "import", "export", "workbooks"] {
        command = command.mut_subcommand(name, |command| command.mut_args(shown));
    }
    command
}

/// What was typed, with `--json` in full, behind the command wherever it stood.
pub fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    let end = arguments.iter().position(|argument| argument == "--");
    let values = arguments.split_off(end.unwrap_or(arguments.len()));
    let typed = arguments.len();
    arguments.retain(|argument| argument != "--json");
    if arguments.len() < typed {
        arguments.push("--format=json".into());
    }
    arguments.extend(values);
    arguments
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new, empty register
    Init(Init),
    /// Show what a workbook has, how certain that is, and what has to be decided
    Inspect(Inspect),
    /// Import the register in a workbook as text or JSON
    Import(Import),
    /// Write the register as a workbook, new or updated in place, or as text, JSON or CSV
    Export(Export),
    /// List the risks by rating
    #[command(visible_alias = "ls")]
    List(List),
    /// Show one risk in full
    Show(Show),
    /// Check the register for errors and for gaps in good practice
    Check(Check),
    /// Count the risks that are rated, monitored, mitigated and rehearsed, and list those that are not monitored
    Coverage(Coverage),
    /// Suggest what to do next, the most important first
    Next(Next),
    /// List the reviews and acceptances that come up, and those that are overdue
    Due(Due),
    /// Show what differs between two versions of a register
    ///
    /// Without a version, what changed since the last commit. A version is a path, a revision of git such as
    /// `HEAD~3`, or both as `main:systems/register`; `main:` is the register as it was on main.
    Diff(Diff),
    /// Merge what two sides made of a register that both come from
    ///
    /// A field, or an entry of a list, that one side changed is as that side has it. Where both changed one, the
    /// result has ours, and the conflict is reported. Exits with 1 where there are conflicts.
    Merge(Merge),
    /// Keep a register and a workbook the same, though both are edited
    ///
    /// What either changed since the last sync goes to the other one; where both changed one thing, both keep what they
    /// have, and the conflict is reported. Where there is no workbook, one is made. Exits with 1 where something is left
    /// to decide.
    Sync(Sync),
    /// Have git show and merge a register by what it means
    ///
    /// `install` sets it up for the files of one register, in this clone of its repository.
    Git(Git),
    /// List the conflicts that a merge left, and resolve them
    ///
    /// `risk resolve R04 likelihood theirs` takes what theirs has, `risk resolve R04 ours` leaves all of R04 as it is,
    /// and `risk resolve R07 both` keeps both risks that were added as R07: theirs gets the next reference. Without a
    /// choice, lists the conflicts, and exits with 1 where there are any.
    Resolve(Resolve),
    /// Ask the questions of a review, and show what is missing
    ///
    /// A questionnaire is TOML, a custom lens of AWS or a checklist of Azure; a review has the answers of one subject on
    /// one day.
    Review(Reviews),
    /// Add a risk
    ///
    /// Its fields are given as for `risk set`:
    /// `component=CDN likelihood=Low 'mitigations+=Second CDN'`.
    Add(Add),
    /// Change fields of a risk
    ///
    /// A path is the name of a field as the text form has it; entries of lists count from 1:
    /// `likelihood=High`, `'observations[2].status=implemented'`, `'mitigations+=Add a second zone'`.
    /// An empty value clears the field or removes the entry.
    Set(Set),
    /// Accept risks: by whose decision, until when and why
    ///
    /// Several risks may be accepted by one decision. `risk set R22 status=open` ends it.
    Accept(Accept),
    /// Record a tabletop, a game day or an incident
    ///
    /// One rehearsal may be of several risks and components: each gets it.
    Rehearse(Rehearse),
    /// Give a risk another reference
    Rename(Rename),
    /// Remove risks
    #[command(visible_alias = "rm")]
    Remove(Remove),
    /// List, add, change and import components
    #[command(visible_alias = "comp")]
    Component(Component),
    /// Show what is affected when components fail, and why
    ///
    /// Several components fail at the same time.
    Blast(Blast),
    /// Show how the failure of one component reaches another
    Why(Why),
    /// List the single points of failure, and what they bring down
    Spof(Spof),
    /// List which failures together bring a component down
    Cuts(Cuts),
    /// Rank components by what their failure takes down and by their risks
    Exposure(Exposure),
    /// Show the order and the time in which everything recovers
    Recovery(Recovery),
    /// Write a runbook: what a failure affects, how to detect it, what to do
    ///
    /// Several components fail at the same time.
    Runbook(Runbook),
    /// Draw what depends on what, and what a failure does to it
    Graph(Graph),
    /// Write the register as one page, for people who look at it
    ///
    /// A self-contained HTML file that loads nothing: how many risks are rated how, the matrix, what needs a decision, what
    /// changed, what a failure takes down, how ready each component is, the history, and every risk whole. Or a short form as
    /// Markdown, for a pull request.
    Report(Report),
    /// Show which risks are where in the matrix
    Matrix(Matrix),
    /// Show how ratings and readiness changed with the versions in git
    Trend(Trend),
    /// Show scales, and rate by another one
    Scale(Scale),
    /// Print the JSON Schema of a file or an output
    Schema(Schema),
    /// Generate the manual or shell completions
    Generate(Generate),
    /// How workbooks are read: the options for what the sheet leaves unclear
    ///
    /// Every command that reads a register takes them, such as `risk list -r risks.xlsx`. An import keeps
    /// them in register.toml.
    #[command(hide = true)]
    Workbooks,
}

/// List the risks by rating.
#[derive(Debug, Args)]
pub struct List {
    /// The register, in place of --register
    #[arg(value_name = "REGISTER")]
    pub path: Option<PathBuf>,

    /// Only risks of this component; repeatable
    #[arg(long, value_name = "NAME", help_heading = FILTERS)]
    pub component: Vec<String>,

    /// Only risks of this status (open, in-progress, accepted, closed); repeatable
    #[arg(long, value_name = "STATUS", help_heading = FILTERS)]
    pub status: Vec<String>,

    /// Only risks with this rating or a higher one
    #[arg(long, value_name = "LEVEL", help_heading = FILTERS)]
    pub min_rating: Option<String>,

    /// Whose they are.
    #[command(flatten)]
    pub owners: OwnerOptions,

    /// Only risks with a link to this tracker (Trello, Jira, …) or to this card, by its key or
    /// address; repeatable
    #[arg(long, value_name = "NAME|CARD", help_heading = FILTERS)]
    pub tracker: Vec<String>,

    /// Only risks of which an expression holds, such as `rating >= High and not owner`
    #[arg(long = "where", value_name = "EXPR", help_heading = FILTERS)]
    pub condition: Option<String>,

    /// Sort by these, such as `owner,rating`: the highest level and the earliest day first, texts in natural order
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    pub sort: Vec<String>,

    /// Which columns to show, such as `reference,rating,owner,review_by`; --columns is for reading a workbook
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    pub fields: Vec<String>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Show one risk in full.
#[derive(Debug, Args)]
pub struct Show {
    /// The reference of the risk; `R03~2` is the second of that reference
    pub reference: String,

    /// Output format
    #[arg(long, default_value = "text", value_parser = formats(&REPORTS))]
    pub format: Format,
}

/// Print the JSON Schema of a file or an output.
#[derive(Debug, Args)]
pub struct Schema {
    /// The file or output to describe
    #[arg(value_name = "WHAT")]
    pub of: SchemaName,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// register.toml
    Register,
    /// A file in components/
    Component,
    /// A file in risks/
    Risk,
    /// A register in JSON
    Json,
    /// A questionnaire
    Questionnaire,
    /// A review
    Review,
    /// What `review show --format json` writes of a questionnaire
    ReviewQuestions,
    /// What `review show --format json` writes of a review
    ReviewShow,
    /// What `review diff --format json` writes
    ReviewDiff,
    /// What `review draft --format json` writes
    ReviewDraft,
    /// What `review stats --format json` writes
    ReviewStats,
    /// What `review stats --milestones --format json` writes
    ReviewMilestones,
    /// What `list --format json` and `show --format json` write
    List,
    /// What `check --format json` writes
    Check,
    /// What `diff --format json` writes
    Diff,
    /// What `merge` and `resolve` write with `--format json`
    Merge,
    /// What `sync --format json` writes
    Sync,
    /// What `coverage --format json` writes
    Coverage,
    /// What `next --format json` writes
    Next,
    /// What `due --format json` writes
    Due,
    /// What the commands that change a register write with `--format json`
    Edit,
    /// What `inspect --format json` writes
    Inspect,
    /// What `import --format json` writes
    Import,
    /// What `export --format json` writes
    Export,
    /// What `component list --format json` writes
    Components,
    /// What `blast --format json` writes
    Blast,
    /// What `why --format json` writes
    Why,
    /// What `spof --format json` writes
    Spof,
    /// What `cuts --format json` writes
    Cuts,
    /// What `report --format json` writes
    Report,
    /// What `matrix --format json` writes
    Matrix,
    /// What `trend --format json` writes
    Trend,
    /// What `exposure --format json` writes
    Exposure,
    /// What `recovery --format json` writes
    Recovery,
    /// What `runbook --format json` writes
    Runbook,
    /// What `scale show --format json` writes
    Scale,
}

/// Generate the manual or shell completions.
#[derive(Debug, Args)]
pub struct Generate {
    /// What to generate
    #[command(subcommand)]
    pub what: Generated,
}

/// What can be generated.
#[derive(Debug, Subcommand)]
pub enum Generated {
    /// The manual, a page for each command
    Man {
        /// The folder for the pages; without it the first page goes to standard output
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
    },
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    #[command(about = "Completions for PowerShell")]
    Powershell,
}

impl Generated {
    /// The shell that completions are for.
    pub fn shell(&self) -> Option<Shell> {
        match self {
            Self::Man { .. } => None,
            Self::Bash => Some(Shell::Bash),
            Self::Zsh => Some(Shell::Zsh),
            Self::Fish => Some(Shell::Fish),
            Self::Powershell => Some(Shell::PowerShell),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
