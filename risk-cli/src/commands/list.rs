//! `risk list`: the risks by rating.

use risk_core::query::{Filter, FilterError, ListAnswer};
use risk_core::{Key, RiskView, Status};

use crate::cli::{Format, Global, List};
use crate::failure::{Failure, nearest};
use crate::output::Output;
use crate::render::{self, first_names, json};
use crate::source;

pub fn run(args: &List, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let reading = source::read(&source::named(args.path.as_ref(), global)?, output)?;
    let mut filter = Filter::default();
    filter.components.clone_from(&args.component);
    filter.statuses.clone_from(&args.status);
    filter.min_rating.clone_from(&args.min_rating);
    filter.trackers.clone_from(&args.tracker);
    let risks = filter.risks(reading)?;
    match args.format {
        Format::Json => output.data(&json::answer(&ListAnswer::new(
            reading,
            risks.iter().copied(),
        )))?,
        format => {
            // Only a table for people gives way to the terminal's width.
            let width = output.width().filter(|_| format == Format::Table);
            output.table(&render::list(&reading.register, &risks, width), format)?;
        }
    }
    if risks.is_empty() {
        let is_empty = reading.register.risks().len() == 0;
        let why = if is_empty {
            "the register has no risks"
        } else {
            "no risk matches"
        };
        output.words(why);
    }
    tell_unrated(&risks, output);
    Ok(())
}

fn tell_unrated(risks: &[RiskView<'_>], output: &mut Output) {
    let unrated = risks.iter().filter(|risk| risk.rating().is_none());
    let unrated: Vec<Key> = unrated.map(|risk| risk.key()).collect();
    // Ten references take a line.
    let names = first_names(&unrated, 10);
    match unrated.len() {
        0 => {}
        1 => output.warning(&format!("1 risk is unrated: {names}")),
        count => output.warning(&format!("{count} risks are unrated: {names}")),
    }
}

impl From<FilterError> for Failure {
    fn from(error: FilterError) -> Self {
        let one_of = |what: &str, words: &[String]| {
            (!words.is_empty()).then(|| format!("{what} {}", words.join(", ")))
        };
        let hint = match &error {
            FilterError::UnknownComponent { unknown, known } => {
                nearest(&unknown.nearest).or_else(|| one_of("risks are of", known))
            }
            FilterError::UnknownRating { ratings, .. } => one_of("the ratings are", ratings),
            FilterError::UnknownStatus { .. } => {
                let all = Status::ALL.map(|status| status.to_string());
                one_of("the statuses are", &all)
            }
            _ => None,
        };
        Self::request(error.to_string(), hint)
    }
}
