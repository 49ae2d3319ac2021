//! `risk list`: the risks by rating.

use risk_core::query::{Filter, FilterError, ListAnswer, ListField, sort};
use risk_core::{Key, RiskView, Status};

use crate::cli::{Format, Global, List};
use crate::condition;
use crate::failure::{Failure, nearest};
use crate::output::Output;
use crate::render::{self, references};
use crate::source;

pub fn run(args: &List, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let reading = source::read(&source::named(args.path.as_ref(), global)?, output)?;
    let mut filter = Filter::default();
    filter.components.clone_from(&args.component);
    filter.statuses.clone_from(&args.status);
    filter.min_rating.clone_from(&args.min_rating);
    filter.trackers.clone_from(&args.tracker);
    filter.owners.clone_from(&args.owners.owner);
    filter.unowned = args.owners.unowned;
    let (mut risks, unread) = filter.decide(reading)?;
    let unread: Vec<Key> = unread.iter().map(|risk| risk.key()).collect();
    output.left_out_unread("risk", &unread);
    if let Some(text) = &args.condition {
        let (meant, unknown) = condition::meant(text, &reading.register, risks, global)?;
        risks = meant;
        if let Some(unknown) = unknown {
            output.warning(&unknown);
        }
    }
    let find = |text: &String| ListField::find(text.trim(), &reading.register);
    let sorted_by: Vec<_> = args.sort.iter().map(find).collect::<Result<_, _>>()?;
    sort(&mut risks, &sorted_by);
    let fields: Vec<_> = args.fields.iter().map(find).collect::<Result<_, _>>()?;
    match args.format {
        Format::Json if !fields.is_empty() => {
            let hint = Some("leave --fields out, or pass --format csv".to_owned());
            return Err(Failure::request("--fields: JSON has all fields", hint));
        }
        Format::Json => output.json(&ListAnswer::new(reading, risks.iter().copied()))?,
        format if !fields.is_empty() => {
            let table = render::list_fields(&reading.register, &risks, &fields);
            output.table(table, format)?;
        }
        format => output.table(render::list(&reading.register, &risks), format)?,
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
    report_unrated(&risks, output);
    Ok(())
}

fn report_unrated(risks: &[RiskView<'_>], output: &mut Output) {
    let unrated = risks.iter().filter(|risk| risk.rating().is_none());
    let unrated: Vec<Key> = unrated.map(|risk| risk.key()).collect();
    let names = references(&unrated);
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
            FilterError::UnknownOwner(unknown) => return unknown.clone().into(),
            FilterError::UnknownTracker { nearest: names, .. } => nearest(names),
            FilterError::UnknownField { nearest, .. } => one_of("the nearest are", nearest),
            FilterError::AmbiguousHeader { alike, .. } => one_of("the headers are", alike),
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
