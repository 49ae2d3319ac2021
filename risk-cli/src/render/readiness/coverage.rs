//! Coverage, as tables.

use anstyle::Style;
use risk_core::ObservationStatus;
use risk_core::graph::Graph;
use risk_core::readiness::{Counts, Gap, Instead, Report};

use super::name;
use crate::render::components::rating_cell;
use crate::render::table::{Cell, Table};

/// Where a terminal has fewer columns, it is only told how many gaps there are: the other table says
/// of each what there is instead.
const ROOM_FOR_GAPS: usize = 120;

/// The risks that nothing implemented would notice, and what there is instead.
pub fn gaps(graph: &Graph<'_>, gaps: &[Gap<'_>]) -> Table {
    let mut table = Table::new(&["Rating", "Ref", "Component", "Instead"]);
    for gap in gaps {
        let rating = match gap.risk.rating() {
            None => Cell::styled("unrated", Style::new().italic()),
            rating => rating_cell(graph.register(), rating),
        };
        table.row([
            rating,
            gap.risk.key().to_string().into(),
            name(graph, gap.component).into(),
            instead(gap).into(),
        ]);
    }
    table
}

/// `nothing`, or the first of the observations and how many more there are like it.
fn instead(gap: &Gap<'_>) -> String {
    let status = match gap.instead {
        Instead::Suggested => ObservationStatus::Suggested,
        Instead::Unknown => ObservationStatus::Unknown,
        Instead::Nothing => return gap.instead.as_str().to_owned(),
    };
    let observations = gap.risk.stated().observations.iter();
    let mut alike = observations.filter(|one| one.status == status);
    let first = alike.next().map_or("", |one| &one.text);
    match alike.count() {
        0 => format!("{status}: {first}"),
        more => format!("{status}: {first} (and {more} more)"),
    }
}

/// A column: its header, and what it counts.
type Column = (&'static str, fn(&Counts) -> usize);

/// The counts of the first components; for people also the sum of all and its percentages.
pub fn coverage(
    graph: &Graph<'_>,
    report: &Report<'_>,
    components: usize,
    is_for_people: bool,
    width: Option<usize>,
) -> Table {
    let columns = columns(&report.total, is_for_people, width);
    let mut header = vec!["Component"];
    header.extend(columns.iter().map(|(name, _)| *name));
    let mut table = Table::new(&header);
    let mut row = |name: String, cell: &dyn Fn(usize, &Column) -> String| {
        let cells = columns.iter().enumerate();
        let cells = cells.map(|(place, column)| cell(place, column));
        table.row(std::iter::once(name).chain(cells));
    };
    for one in &report.components[..components] {
        let count = |_, (_, of): &Column| of(&one.counts).to_string();
        row(name(graph, one.component), &count);
    }
    if is_for_people {
        let total = &report.total;
        row("Total".to_owned(), &|_, (_, of)| of(total).to_string());
        row("Percent".to_owned(), &|place, (_, of)| {
            // How many risks there are is no share of anything.
            let share = total.percent(of(total)).filter(|_| place > 0);
            share.map_or_else(String::new, |share| format!("{share} %"))
        });
    }
    table
}

/// The columns. Data has all; for people one that says nothing is left out.
fn columns(total: &Counts, is_for_people: bool, width: Option<usize>) -> Vec<Column> {
    let gaps: &[Column] = if width.is_some_and(|width| width < ROOM_FOR_GAPS) {
        &[("Gaps", Counts::gaps)]
    } else {
        &[
            ("Suggested", |counts| counts.suggested_only),
            ("Unknown", |counts| counts.unknown_only),
            ("Nothing", |counts| counts.unobserved),
        ]
    };
    let is_used = |(_, of): &&Column| !is_for_people || of(total) > 0;
    let mut columns: Vec<Column> = vec![
        ("Risks", |counts| counts.risks),
        ("Rated", |counts| counts.rated),
        ("Observed", |counts| counts.observed),
    ];
    columns.extend(gaps.iter().filter(is_used));
    let rest: [Column; 4] = [
        ("Mitigated", |counts| counts.mitigated),
        ("Runbook", |counts| counts.runbook),
        ("Tracked", |counts| counts.tracked),
        ("Rehearsed", |counts| counts.rehearsed),
    ];
    columns.extend(rest);
    columns
}

#[cfg(test)]
mod tests {
    use risk_core::readiness::{self, Window};
    use risk_core::{Component, Date, Observation, Register, Risk, Scale};

    use super::*;
    use crate::cli::Format;

    /// The headers of the table, and how wide it is, of a register with every kind of gap.
    fn shown(width: Option<usize>) -> (Vec<String>, usize) {
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
        let report = readiness::coverage(&graph, window);
        let table = coverage(&graph, &report, 1, true, width).render(Format::Table, width);
        let plain = anstream::adapter::strip_str(&table).to_string();
        let widest = plain.lines().map(str::len).max().unwrap();
        let headers = plain.lines().next().unwrap().split_whitespace();
        (headers.map(str::to_owned).collect(), widest)
    }

    #[test]
    fn a_terminal_of_a_hundred_columns_has_one_column_of_gaps_and_room_for_names() {
        let (headers, widest) = shown(Some(100));
        assert_eq!(headers[3..6], ["Observed", "Gaps", "Mitigated"]);
        assert!(widest <= 100, "{widest}");
        for width in [Some(120), None] {
            let (headers, _) = shown(width);
            assert_eq!(headers[4..7], ["Suggested", "Unknown", "Nothing"]);
        }
    }
}
