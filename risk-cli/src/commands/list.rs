//! `risk list`: the risks by rating.

use std::cmp::Reverse;

use risk_core::{
    Level, Reading, Recognised, Register, RiskView, Stated, Status, TrackerLink, Trackers,
    natural_order,
};

use super::Outcome;
use crate::cli::{Format, Global, List};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};
use crate::source;

pub fn run(args: &List, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let filter = Filter::new(args, &reading)?;
    let mut risks: Vec<RiskView<'_>> = reading
        .register
        .risks()
        .filter(|risk| filter.admits(*risk))
        .collect();
    risks.sort_by(|a, b| natural_order(&a.reference, &b.reference));
    // The unrated ones stand apart, at the end.
    risks.sort_by_cached_key(|risk| Reverse(risk.rating()));
    match args.format {
        Format::Json => output.data(&json::answer(&json::List::new(&reading, &risks)))?,
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
            "no risk is like that"
        };
        output.words(why);
    }
    tell_unrated(&risks, output);
    Ok(Outcome::Clean)
}

fn tell_unrated(risks: &[RiskView<'_>], output: &mut Output) {
    const SHOWN: usize = 10;
    let unrated: Vec<String> = risks
        .iter()
        .filter(|risk| risk.rating().is_none())
        .map(|risk| risk.key().to_string())
        .collect();
    let more = unrated.len().saturating_sub(SHOWN);
    let mut names = unrated[..unrated.len() - more].join(", ");
    if more > 0 {
        names.push_str(&format!(" and {more} more"));
    }
    match unrated.len() {
        0 => {}
        1 => output.warning(&format!("1 risk is unrated: {names}")),
        count => output.warning(&format!("{count} risks are unrated: {names}")),
    }
}

/// Which risks are listed. Where a filter is said more than once, one of its values is enough.
struct Filter<'a> {
    components: Vec<String>,
    statuses: Vec<Status>,
    min_rating: Option<Level>,
    /// What was said of trackers, and what it is as the address of a card.
    trackers: Vec<(&'a str, Recognised)>,
    known_trackers: &'a Trackers,
}

impl<'a> Filter<'a> {
    fn new(args: &'a List, reading: &'a Reading) -> Result<Self, Failure> {
        let register = &reading.register;
        let known_trackers = &reading.settings.trackers;
        let card = |text: &String| known_trackers.recognise(&TrackerLink::new(text.as_str()));
        let components = args.component.iter().map(|name| component(register, name));
        let statuses = args.status.iter().map(|text| status(text));
        let min_rating = args
            .min_rating
            .as_deref()
            .map(|text| rating(register, text));
        Ok(Self {
            components: components.collect::<Result<_, _>>()?,
            statuses: statuses.collect::<Result<_, _>>()?,
            min_rating: min_rating.transpose()?,
            trackers: args
                .tracker
                .iter()
                .map(|text| (text.as_str(), card(text)))
                .collect(),
            known_trackers,
        })
    }

    fn admits(&self, risk: RiskView<'_>) -> bool {
        self.admits_component(risk)
            && self.admits_status(risk)
            && self.admits_rating(risk)
            && self.admits_tracker(risk)
    }

    fn admits_component(&self, risk: RiskView<'_>) -> bool {
        let same = |name: &String| name.to_lowercase() == risk.component.to_lowercase();
        self.components.is_empty() || self.components.iter().any(same)
    }

    /// A risk that states no status is open.
    fn admits_status(&self, risk: RiskView<'_>) -> bool {
        let status = match &risk.stated().status {
            None => Some(Status::Open),
            Some(Stated::Known(status)) => Some(*status),
            Some(Stated::Unrecognised(_)) => None,
        };
        self.statuses.is_empty() || status.is_some_and(|status| self.statuses.contains(&status))
    }

    fn admits_rating(&self, risk: RiskView<'_>) -> bool {
        self.min_rating
            .is_none_or(|least| risk.rating() >= Some(least))
    }

    fn admits_tracker(&self, risk: RiskView<'_>) -> bool {
        let wanted = |link: &TrackerLink| {
            let found = self.known_trackers.recognise(link);
            self.trackers.iter().any(|(wanted, card)| {
                let is = |text: &Option<String>| {
                    text.as_ref()
                        .is_some_and(|text| text.eq_ignore_ascii_case(wanted))
                };
                is(&found.tracker) || is(&found.key) || card.canonical() == found.canonical()
            })
        };
        self.trackers.is_empty() || risk.stated().tracker_links.iter().any(wanted)
    }
}

/// The name of a component that some risk is of, or that is declared.
fn component(register: &Register, name: &str) -> Result<String, Failure> {
    let mut used = register.risks();
    if let Some(risk) = used.find(|risk| risk.component.to_lowercase() == name.to_lowercase()) {
        return Ok(risk.component.clone());
    }
    match register.resolve_component(name) {
        Ok(component) => Ok(component.name.clone()),
        Err(unknown) if unknown.nearest.is_empty() => {
            let mut names: Vec<&str> = register
                .risks()
                .map(|risk| risk.stated().component.as_str())
                .collect();
            names.sort_unstable();
            names.dedup();
            names.truncate(10);
            let hint = format!("risks are of {}", names.join(", "));
            let hint = Some(hint).filter(|_| !names.is_empty());
            Err(Failure::request(unknown.to_string(), hint))
        }
        Err(unknown) => Err(unknown.into()),
    }
}

fn status(text: &str) -> Result<Status, Failure> {
    text.parse().map_err(|_| {
        let all = Status::ALL.map(Status::as_str).join(", ");
        Failure::request(
            format!("`{text}` is no status"),
            Some(format!("the statuses are {all}")),
        )
    })
}

fn rating(register: &Register, text: &str) -> Result<Level, Failure> {
    let levels = register.scale().rating();
    levels.find(text).ok_or_else(|| {
        let all: Vec<&str> = levels
            .iter()
            .map(|(_, level)| level.label.as_str())
            .collect();
        let hint = format!("the ratings are {}", all.join(", "));
        Failure::request(format!("`{text}` is no rating"), Some(hint))
    })
}
