//! The commands, one file each: arguments to a library call to output.

mod blast;
mod check;
mod component;
mod coverage;
mod cuts;
mod diff;
mod due;
mod edit;
mod export;
mod exposure;
mod generate;
mod git;
mod graph;
mod import;
mod init;
mod inspect;
mod list;
mod matrix;
mod merge;
mod next;
mod recovery;
mod rehearse;
mod report;
mod resolve;
mod review;
mod runbook;
mod scale;
mod schema;
mod show;
mod spof;
mod sync;
mod trend;
mod why;

use std::process::ExitCode;

use risk_core::graph::KnownNeeds;

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::counted;

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// There are findings.
    Findings,
}

impl Outcome {
    /// Whether there is something to complain of.
    fn of(are_findings: bool) -> Self {
        if are_findings {
            Self::Findings
        } else {
            Self::Clean
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
        }
    }
}

/// What there is, for whoever types the name of the program alone.
const OVERVIEW: &str = "\
risk keeps a register of the failure modes of a system: as text in git, as a
workbook, or as JSON.

  start       init, inspect, import, export
  look        list, show, check, coverage, next, due
  change      add, set, rename, remove, accept, rehearse, component, scale
  versions    diff, merge, resolve, sync, git
  reviews     review
  failures    blast, why, spof, cuts, exposure, recovery, graph
  outages     runbook
  pages       report, matrix, trend
  programs    schema, generate

  risk inspect risks.xlsx                  what a workbook has
  risk import risks.xlsx --into register   keep it as text
  risk list register                       its risks by rating
  risk blast Redis -r register             what is affected when Redis fails

risk help COMMAND describes a command, risk --help lists all of them, and risk
help workbooks has the options for reading workbooks.
";

/// States for how many components it is not known what they need, before an answer that may be of nothing for that alone;
/// whether anything is known.
fn report_needs(needs: &KnownNeeds, output: &mut Output) -> bool {
    let components = counted(needs.components, "component");
    match (needs.unknown, needs.requirements) {
        (0, _) => return true,
        (unknown, 1..) => {
            output.words(&format!(
                "the dependencies of {unknown} of {components} are unknown"
            ));
            return true;
        }
        (_, 0) => {}
    }
    output.words(&format!(
        "no dependency of the {components} is known, so nothing is known of what a failure brings down"
    ));
    output.hint(
        "`risk component set NAME requires=OTHER` states what one needs; `risk component import FILE` reads it from \
         Docker Compose, Terraform, Backstage, CycloneDX or a table",
    );
    false
}

/// Runs the command that was specified.
pub fn run(cli: &Cli, output: &mut Output) -> Result<Outcome, Failure> {
    let Some(command) = &cli.command else {
        output.text(OVERVIEW)?;
        return Ok(Outcome::Clean);
    };
    crate::today::named()?;
    match command {
        Command::Inspect(args) => return inspect::run(args, &cli.global, output),
        Command::Import(args) => return import::run(args, &cli.global, output),
        Command::Check(args) => return check::run(args, &cli.global, output),
        Command::Coverage(args) => return coverage::run(args, &cli.global, output),
        Command::Diff(args) => return diff::run(args, &cli.global, output),
        Command::Merge(args) => return merge::run(args, &cli.global, output),
        Command::Review(args) => return review::run(args, &cli.global, output),
        Command::Sync(args) => return sync::run(args, &cli.global, output),
        Command::Git(args) => return git::run(args, &cli.global, output),
        Command::Resolve(args) => return resolve::run(args, &cli.global, output),
        Command::Init(args) => init::run(args, &cli.global, output)?,
        Command::Export(args) => export::run(args, &cli.global, output)?,
        Command::List(args) => list::run(args, &cli.global, output)?,
        Command::Show(args) => show::run(args, &cli.global, output)?,
        Command::Next(args) => next::run(args, &cli.global, output)?,
        Command::Due(args) => due::run(args, &cli.global, output)?,
        Command::Accept(args) => edit::accept(args, &cli.global, output)?,
        Command::Add(args) => edit::add(args, &cli.global, output)?,
        Command::Set(args) => edit::set(args, &cli.global, output)?,
        Command::Rehearse(args) => rehearse::run(args, &cli.global, output)?,
        Command::Rename(args) => edit::rename(args, &cli.global, output)?,
        Command::Remove(args) => edit::remove(args, &cli.global, output)?,
        Command::Component(args) => component::run(args, &cli.global, output)?,
        Command::Blast(args) => blast::run(args, &cli.global, output)?,
        Command::Why(args) => why::run(args, &cli.global, output)?,
        Command::Spof(args) => spof::run(args, &cli.global, output)?,
        Command::Cuts(args) => cuts::run(args, &cli.global, output)?,
        Command::Exposure(args) => exposure::run(args, &cli.global, output)?,
        Command::Recovery(args) => recovery::run(args, &cli.global, output)?,
        Command::Runbook(args) => runbook::run(args, &cli.global, output)?,
        Command::Graph(args) => graph::run(args, &cli.global, output)?,
        Command::Report(args) => report::run(args, &cli.global, output)?,
        Command::Matrix(args) => matrix::run(args, &cli.global, output)?,
        Command::Trend(args) => trend::run(args, &cli.global, output)?,
        Command::Scale(args) => scale::run(args, &cli.global, output)?,
        Command::Schema(args) => schema::run(args, output)?,
        Command::Generate(args) => generate::run(args, output)?,
        Command::Workbooks => {
            let mut command = crate::cli::command();
            let page = command.find_subcommand_mut("workbooks");
            let page = page.map(|page| page.render_long_help().ansi().to_string());
            output.text(&page.unwrap_or_default())?;
        }
    }
    Ok(Outcome::Clean)
}
