//! Coverage.

use anstyle::Style;
use risk_core::readiness::{Counts, CoverageAnswer, Gap, Measure};
use risk_core::{Date, Levels};

use super::name;
use crate::render::table::{Cell, Table};
use crate::render::text::rating_cell;

/// What gives way in a terminal, the first of them first: what sort of gaps there are, as the other table has for each
/// what exists, and at last what is least asked for in an outage.
const OPTIONAL: &[&[&str]] = &[
    &["Component rehearsed"],
    &["Suggested", "Unknown", "Nothing"],
    &["Accepted"],
    &["Confirmed"],
    &["Tracked"],
    &["Rated"],
];

/// The first of the risks that nothing implemented would notice, and what there is instead.
pub fn gaps(answer: &CoverageAnswer, first: usize, ratings: &Levels) -> Table {
    let mut table = Table::new(&["Rating", "Ref", "Component", "What exists"]);
    for gap in &answer.gaps[..first] {
        table.row([
            rating_cell(
                ratings,
                gap.rating.as_deref(),
                Cell::styled("unrated", Style::new().italic()),
            ),
            gap.risk.to_string().into(),
            name(gap.component.as_ref(), true).into(),
            instead(gap).into(),
        ]);
    }
    table
}

/// Whether somebody accepts the gap, and what there is instead: `nothing`, or the first of the observations and how
/// many more there are like it.
fn instead(gap: &Gap) -> String {
    let accepted = if gap.accepted { "accepted; " } else { "" };
    let there_is = match gap.observations.as_slice() {
        [] => gap.instead.to_string(),
        [only] => format!("{}: {only}", gap.instead),
        [first, more @ ..] => format!("{}: {first} (and {} more)", gap.instead, more.len()),
    };
    format!("{accepted}{there_is}")
}

/// How many of some risks there are, and how many percent that is, if it is a share.
type Share = (usize, Option<usize>);

/// A column: its header, and the count that it shows.
struct Column(&'static str, Box<dyn Fn(&Counts) -> Share>);

/// The counts of the first components; for people also the sum of all and its percentages.
pub fn coverage(answer: &CoverageAnswer, components: usize, is_for_people: bool) -> Table {
    let columns = columns(&answer.total, is_for_people);
    let mut days = answer.components.iter().map(|one| one.last_rehearsal);
    let has_days = !is_for_people || days.any(|day| day.is_some());
    let mut header = vec!["Component"];
    header.extend(columns.iter().map(|column| column.0));
    header.extend(has_days.then_some("Component rehearsed"));
    let mut table = Table::new(&header);
    let mut row = |name: String, day: Option<Date>, cell: &dyn Fn(&Column) -> String| {
        let day = day.map_or_else(String::new, |day| day.to_string());
        let cells = columns.iter().map(cell).chain(has_days.then_some(day));
        table.row(std::iter::once(name).chain(cells));
    };
    for one in &answer.components[..components] {
        let name = name(one.component.as_ref(), is_for_people);
        let count = |column: &Column| (column.1)(&one.counts).0.to_string();
        row(name, one.last_rehearsal, &count);
    }
    if is_for_people {
        let total = &answer.total;
        let named = answer.components.iter();
        let named = named.filter(|one| one.component.is_some());
        let count = |column: &Column| (column.1)(total).0.to_string();
        row(format!("All ({})", named.count()), None, &count);
        let percent = |column: &Column| {
            let percent = (column.1)(total).1;
            percent.map_or_else(String::new, |percent| format!("{percent} %"))
        };
        row("All (%)".to_owned(), None, &percent);
    }
    table.giving_way(OPTIONAL)
}

/// The columns. Data has all; for people one that states nothing is left out.
fn columns(total: &Counts, is_for_people: bool) -> Vec<Column> {
    let part = |header, part: fn(&Counts) -> usize| {
        let is_used = !is_for_people || part(total) > 0;
        let of = move |counts: &Counts| (part(counts), counts.share(part(counts)));
        is_used.then(|| Column(header, Box::new(of)))
    };
    let measure = |header, measure| {
        let of = move |counts: &Counts| (counts.having(measure), counts.percent(measure));
        Some(Column(header, Box::new(of)))
    };
    let columns = [
        Some(Column("Risks", Box::new(|counts| (counts.risks, None)))),
        part("Accepted", |counts| counts.accepted),
        part("Confirmed", |counts| counts.confirmed),
        measure("Rated", Measure::Rated),
        measure("Observed", Measure::Observed),
        part("Gaps", |counts| counts.gaps),
        part("Suggested", |counts| counts.suggested_only),
        part("Unknown", |counts| counts.unknown_only),
        part("Nothing", |counts| counts.nothing),
        measure("Mitigated", Measure::Mitigated),
        measure("Runbook", Measure::Runbook),
        measure("Tracked", Measure::Tracked),
        measure("Rehearsed", Measure::Rehearsed),
        measure("Passed", Measure::Passed),
    ];
    columns.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use risk_core::graph::Graph;
    use risk_core::readiness::Window;
    use risk_core::{Component, Date, Observation, Register, Risk, Scale};

    use super::*;
    use crate::cli::Format;

    /// The headers of the table, and how wide it is, of a register with every kind of gap.
    fn shown(width: usize) -> (Vec<String>, usize) {
        let component = Component::new("API Lambda (Django / Zappa)");
        let observations = [Observation::suggested("x"), Observation::unknown("x")];
        let mut risks: Vec<Risk> = Vec::new();
        for observations in [&observations[..1], &observations[1..], &[]] {
            let mut risk = Risk::new("R1");
            risk.component.clone_from(&component.name);
            risk.observations = observations.to_vec();
            risks.push(risk);
        }
        let register = Register::new("", Scale::default(), vec![component], risks).unwrap();
        let graph = Graph::new(&register);
        let window = Window::up_to(Date::new(2026, 11, 23).unwrap());
        let answer = CoverageAnswer::new(&graph, window);
        let table = coverage(&answer, 1, true).fitted(width).0;
        let table = table.render(Format::Table, Some(width));
        let plain = anstream::adapter::strip_str(&table).to_string();
        let widest = plain.lines().map(str::len).max().unwrap();
        let headers = plain.lines().next().unwrap().split_whitespace();
        (headers.map(str::to_owned).collect(), widest)
    }

    #[test]
    fn what_sort_of_gaps_there_are_gives_way_first_and_all_fits_80_columns() {
        let (headers, widest) = shown(80);
        assert_eq!(headers[2..5], ["Observed", "Gaps", "Mitigated"]);
        assert!(widest <= 80, "{widest}");
        let (headers, widest) = shown(110);
        assert_eq!(headers[3..6], ["Observed", "Gaps", "Mitigated"]);
        assert!(widest <= 110, "{widest}");
        let (headers, _) = shown(160);
        assert_eq!(headers[4..8], ["Gaps", "Suggested", "Unknown", "Nothing"]);
    }
}
