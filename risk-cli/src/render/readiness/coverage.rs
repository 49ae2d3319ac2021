//! Coverage.

use anstyle::Style;
use risk_core::graph::{ComponentId, Graph};
use risk_core::readiness::{ComponentCounts, Counts, Gap, Instead, Measure, Report};
use risk_core::{Date, ObservationStatus};
use schemars::JsonSchema;
use serde::Serialize;

use super::name;
use crate::render::graph;
use crate::render::table::{Cell, Table};
use crate::render::text::rating_cell;

/// What `risk coverage --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Coverage<'a> {
    /// The day that it is for.
    today: String,
    /// For how long a rehearsal counts, such as `180d`.
    within: String,
    /// The counts of all risks.
    total: Counts,
    /// The components: those with the worst gap first, those without a risk last.
    components: Vec<Counted<'a>>,
    /// The risks that nothing implemented would notice, the worst first.
    gaps: Vec<Unnoticed<'a>>,
}

/// The counts of the risks of a component.
#[derive(Serialize, JsonSchema)]
struct Counted<'a> {
    /// The component; null for the risks that name none.
    component: Option<String>,
    /// The counts of its risks.
    #[serde(flatten)]
    counts: Counts,
    /// The label of the highest rating among its gaps, where the unrated count as the worst that they could get; null
    /// where there is none.
    worst_gap: Option<&'a str>,
    /// The day of the latest rehearsal of the component itself; null where there was none.
    last_rehearsal: Option<String>,
    /// How many rehearsals of it and of its risks are still to come.
    to_come: usize,
}

/// A risk that nothing implemented would notice.
#[derive(Serialize, JsonSchema)]
struct Unnoticed<'a> {
    /// The risk.
    risk: String,
    /// Its component; null where it names none.
    component: Option<String>,
    /// The label of its rating; null where it is unrated.
    rating: Option<&'a str>,
    /// The label of the rating that it counts as: where it is unrated, of the worst that it could get.
    counts_as: &'a str,
    /// Whether it is accepted.
    accepted: bool,
    /// How many others are down when the component fails.
    down: usize,
    /// What there is instead of an implemented observation: `suggested`, `unknown` or `nothing`.
    instead: &'static str,
}

impl<'a> Coverage<'a> {
    /// What the risks have of what they should have.
    pub fn new(graph: &'a Graph, report: &Report<'_>) -> Self {
        let ratings = graph.register().scale().rating();
        let key = |component| graph::name(graph, component);
        let component = |one: &ComponentCounts| Counted {
            component: one.component.map(key),
            counts: one.counts,
            worst_gap: one.worst_gap.map(|level| ratings.label(level)),
            last_rehearsal: one.last_rehearsal.map(|day| day.to_string()),
            to_come: one.to_come,
        };
        let gap = |gap: &Gap<'_>| Unnoticed {
            risk: gap.risk.key().to_string(),
            component: gap.component.map(key),
            rating: gap.risk.rating().map(|level| ratings.label(level)),
            counts_as: ratings.label(gap.rating),
            accepted: gap.risk.is_accepted(),
            down: gap.down,
            instead: gap.instead.as_str(),
        };
        Self {
            today: report.window.today.to_string(),
            within: report.window.within.to_string(),
            total: report.total,
            components: report.components.iter().map(component).collect(),
            gaps: report.gaps.iter().map(gap).collect(),
        }
    }
}

/// Where a terminal has fewer columns, it is only told how many gaps there are: the other table says
/// of each what there is instead.
const ROOM_FOR_GAPS: usize = 120;

/// The risks that nothing implemented would notice, and what there is instead.
pub fn gaps(graph: &Graph, gaps: &[Gap<'_>]) -> Table {
    let ratings = graph.register().scale().rating();
    let mut table = Table::new(&["Rating", "Ref", "Component", "Instead"]);
    for gap in gaps {
        table.row([
            rating_cell(
                ratings,
                gap.risk.rating_label(),
                Cell::styled("unrated", Style::new().italic()),
            ),
            gap.risk.key().to_string().into(),
            named(graph, gap.component, true).into(),
            instead(gap).into(),
        ]);
    }
    table
}

/// The name of a component, where there is one.
fn named(graph: &Graph, component: Option<ComponentId>, is_for_people: bool) -> String {
    let component = component.map(|component| graph::name(graph, component));
    name(component.as_deref(), is_for_people).to_owned()
}

/// What there is instead, and before it whether somebody accepts that.
fn instead(gap: &Gap<'_>) -> String {
    let there_is = there_is(gap);
    if gap.risk.is_accepted() {
        format!("accepted; {there_is}")
    } else {
        there_is
    }
}

/// `nothing`, or the first of the observations and how many more there are like it.
fn there_is(gap: &Gap<'_>) -> String {
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

/// A column: its header, what it counts, and of how many risks.
struct Column(&'static str, fn(&Counts) -> usize, Share);

/// What the percentage of a column is of.
#[derive(Clone, Copy)]
enum Share {
    /// How many risks there are is no share of anything.
    None,
    /// All risks.
    OfAll,
    /// The risks that should have it.
    Of(Measure),
}

impl Column {
    fn measure(header: &'static str, of: fn(&Counts) -> usize, measure: Measure) -> Self {
        Self(header, of, Share::Of(measure))
    }

    fn percent(&self, total: &Counts) -> String {
        let percent = match self.2 {
            Share::None => None,
            Share::OfAll => total.share((self.1)(total)),
            Share::Of(measure) => total.percent(measure),
        };
        percent.map_or_else(String::new, |percent| format!("{percent} %"))
    }
}

/// The counts of the first components; for people also the sum of all and its percentages.
pub fn coverage(
    graph: &Graph,
    report: &Report<'_>,
    components: usize,
    is_for_people: bool,
    width: Option<usize>,
) -> Table {
    let is_narrow = width.is_some_and(|width| width < ROOM_FOR_GAPS);
    let columns = columns(&report.total, is_for_people, is_narrow);
    let mut days = report.components.iter().map(|one| one.last_rehearsal);
    let has_days = !is_for_people || !is_narrow && days.any(|day| day.is_some());
    let mut header = vec!["Component"];
    header.extend(columns.iter().map(|column| column.0));
    header.extend(has_days.then_some("Component rehearsed"));
    let mut table = Table::new(&header);
    let mut row = |name: String, day: Option<Date>, cell: &dyn Fn(&Column) -> String| {
        let day = day.map_or_else(String::new, |day| day.to_string());
        let cells = columns.iter().map(cell).chain(has_days.then_some(day));
        table.row(std::iter::once(name).chain(cells));
    };
    for one in &report.components[..components] {
        let name = named(graph, one.component, is_for_people);
        let count = |column: &Column| (column.1)(&one.counts).to_string();
        row(name, one.last_rehearsal, &count);
    }
    if is_for_people {
        let total = &report.total;
        let named = report
            .components
            .iter()
            .filter(|one| one.component.is_some());
        let count = |column: &Column| (column.1)(total).to_string();
        row(format!("All components ({})", named.count()), None, &count);
        let percent = |column: &Column| column.percent(total);
        row("All components (%)".to_owned(), None, &percent);
    }
    table
}

/// The columns. Data has all; for people one that says nothing is left out, and where there is little room one stands
/// for all gaps.
fn columns(total: &Counts, is_for_people: bool, is_narrow: bool) -> Vec<Column> {
    use Share::{None, OfAll};
    let mut columns = vec![Column("Risks", |counts| counts.risks, None)];
    let add_used = |columns: &mut Vec<Column>, column: Column| {
        if !is_for_people || (column.1)(total) > 0 {
            columns.push(column);
        }
    };
    if !is_narrow {
        add_used(
            &mut columns,
            Column("Accepted", |counts| counts.accepted, OfAll),
        );
    }
    columns.push(Column::measure(
        "Rated",
        |counts| counts.rated,
        Measure::Rated,
    ));
    columns.push(Column::measure(
        "Observed",
        |counts| counts.observed,
        Measure::Observed,
    ));
    if is_narrow {
        add_used(&mut columns, Column("Gaps", |counts| counts.gaps, OfAll));
    } else {
        add_used(
            &mut columns,
            Column("Suggested", |counts| counts.suggested_only, OfAll),
        );
        add_used(
            &mut columns,
            Column("Unknown", |counts| counts.unknown_only, OfAll),
        );
        add_used(
            &mut columns,
            Column("Nothing", |counts| counts.nothing, OfAll),
        );
    }
    columns.extend([
        Column::measure("Mitigated", |counts| counts.mitigated, Measure::Mitigated),
        Column::measure("Runbook", |counts| counts.runbook, Measure::Runbook),
        Column::measure("Tracked", |counts| counts.tracked, Measure::Tracked),
        Column::measure("Rehearsed", |counts| counts.rehearsed, Measure::Rehearsed),
        Column::measure("Passed", |counts| counts.passed, Measure::Passed),
    ]);
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
