//! `risk diff`: what differs between two versions of a register.

use risk_core::versions::diff_with_findings;

use super::Outcome;
use crate::cli::{Diff, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self};
use crate::source;
use crate::today::today;
use crate::version::{Version, read_both};

/// How many rows are shown to people unless they ask for others: some screens, or a long comment on a pull request.
const ROWS: usize = 200;

pub fn run(args: &Diff, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let version = |text: &str| Version::of(text, global);
    let old = args.old.as_deref().map(version).transpose()?;
    let new = args.new.as_deref().map(version).transpose()?;
    let old = old.unwrap_or_else(|| Version::Revision("HEAD".to_owned()));
    let new = new.map_or_else(|| source::path(global).map(Version::Path), Ok)?;
    let (before, after) = read_both((&old, &new), global, output)?;
    let diff = diff_with_findings(before, after, today(global))?;
    let top = args.format.rows(args.top, ROWS);
    match args.format {
        Format::Json => output.json(&diff)?,
        format => {
            if format == Format::Md {
                output.text(&format!("**{}**\n\n", diff.summary))?;
            }
            let records = if args.stat {
                render::diff_stat(&diff.records)
            } else {
                render::diff(&diff.records, format)
            };
            if records.len() > 0 {
                output.first_rows(records, top, format)?;
            }
            if format.is_for_people() {
                let more = [
                    render::diff_findings(&diff),
                    render::diff(if args.all { &diff.formal } else { &[] }, format),
                ];
                for table in more.into_iter().filter(|table| table.len() > 0) {
                    output.text("\n")?;
                    output.first_rows(table, top, format)?;
                }
            }
        }
    }
    for note in &diff.notes {
        output.warning(note);
    }
    if args.format != Format::Json && args.format != Format::Md {
        output.words(&diff.summary.to_string());
    }
    Ok(Outcome::of(args.exit_code && !diff.is_empty()))
}
