//! A blast radius.

use anstyle::{AnsiColor, Style};
use risk_core::graph::{BlastRadius, ComponentId, Eroded, Graph, State, Through};
use risk_core::{RiskView, natural_order};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours};
use crate::render::table::{Cell, Table};
use crate::render::text::rating_cell;

/// What `risk blast --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Blast<'a> {
    /// The components that fail.
    failed: Vec<String>,
    /// The components that do not work, those that fail among them.
    down: Vec<Hit>,
    /// The components that work in part.
    degraded: Vec<Hit>,
    /// The requirements that are met and have lost a spare, of components that are not down.
    eroded: Vec<Lost>,
    /// The components that run on, could have started from nothing before and could not now.
    ungrounded: Vec<Hit>,
    /// All that hard requirements reach, however many spares there are: the most that could be down.
    potential: Vec<Hit>,
    /// The components of which nobody has said what they need.
    unknown: Vec<Hit>,
    /// The risks that are not closed of all components that are down, degraded, ungrounded or eroded.
    risks: Vec<Risk<'a>>,
}

/// A component, and why it is listed.
#[derive(Serialize, JsonSchema)]
struct Hit {
    /// The component.
    component: String,
    /// Why, in words.
    because: String,
    /// What it requires on a shortest way back to a failure; null for what fails, and where there is no way.
    via: Option<String>,
}

/// A requirement that has lost a spare.
#[derive(Serialize, JsonSchema)]
struct Lost {
    /// Who requires it.
    component: String,
    /// What is left, in words.
    because: String,
    /// The requirement, as a cell has it.
    requirement: String,
    /// The members that are down.
    down: Vec<String>,
    /// How many more may go down until it is not met.
    margin: u32,
}

/// A risk on a component that is hit.
#[derive(Serialize, JsonSchema)]
struct Risk<'a> {
    /// The identity of the risk.
    key: String,
    /// The component.
    component: String,
    /// How the component is: `down`, `degraded`, `ungrounded` or `eroded`.
    state: &'static str,
    /// The label of the rating; null when the risk is unrated.
    rating: Option<&'a str>,
    /// How the component fails.
    description: &'a str,
}

impl<'a> Blast<'a> {
    /// What a failure does.
    pub fn new(graph: &'a Graph, blast: &BlastRadius<'_>) -> Self {
        let hit = |component, because, via: Option<ComponentId>| Hit {
            component: name(graph, component),
            because,
            via: via.map(|via| name(graph, via)),
        };
        let down = |component| {
            let because = ours(graph.because(blast, component));
            hit(component, because, ours(blast.via(component)))
        };
        let stuck = |component| {
            let because = ours(graph.stuck_because(blast, component));
            hit(component, because, ours(blast.via(component)))
        };
        let lost = |eroded: &Eroded| Lost {
            component: name(graph, eroded.component),
            because: ours(graph.eroded_because(blast, eroded)),
            requirement: ours(graph.need(&eroded.need)),
            down: names(graph, eroded.down.iter().copied()),
            margin: eroded.margin,
        };
        let steps = blast.steps(Through::Hard);
        let potential = |component| {
            let via = steps.get(&component).copied();
            hit(component, ours(graph.potential_because(via)), via)
        };
        let unknown = |component| {
            let because = "nobody has said what it needs".to_owned();
            hit(component, because, None)
        };
        let risks = risks_on(graph, blast).map(|(component, risk)| Risk {
            key: risk.key().to_string(),
            component: name(graph, component),
            state: match ours(blast.state(component)) {
                State::Down => "down",
                State::Degraded => "degraded",
                State::Up if blast.ungrounded().contains(component) => "ungrounded",
                State::Up => "eroded",
            },
            rating: risk.rating_label(),
            description: &risk.stated().description,
        });
        Self {
            failed: names(graph, blast.failed().iter()),
            down: blast.down().iter().map(down).collect(),
            degraded: blast.degraded().iter().map(down).collect(),
            eroded: blast.eroded().iter().map(lost).collect(),
            ungrounded: blast.ungrounded().iter().map(stuck).collect(),
            potential: blast.potential().iter().map(potential).collect(),
            unknown: graph.structure().unknown().iter().map(unknown).collect(),
            risks: risks.collect(),
        }
    }

    /// What a failure does to components as a table, the worst first.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&["State", "Component", "Because"]);
        // Of what is down, what fails is so for nothing else.
        let (down, failed) = self.down.iter().partition(|hit| hit.via.is_some());
        let hits: [(&str, Vec<&Hit>); 4] = [
            ("failed", failed),
            ("down", down),
            ("degraded", self.degraded.iter().collect()),
            ("cannot restart", self.ungrounded.iter().collect()),
        ];
        for (state, hits) in hits {
            for hit in hits {
                table.row([word(state), (&hit.component).into(), (&hit.because).into()]);
            }
        }
        for lost in &self.eroded {
            let state = word(left(lost.margin));
            table.row([state, (&lost.component).into(), (&lost.because).into()]);
        }
        table
    }
}

/// How a component is, in a word.
pub fn state(blast: &BlastRadius<'_>, component: ComponentId) -> Cell {
    word(match ours(blast.state(component)) {
        _ if blast.failed().contains(component) => "failed",
        State::Down => "down",
        State::Degraded => "degraded",
        State::Up if blast.ungrounded().contains(component) => "cannot restart",
        State::Up => "up",
    })
}

/// A word for how a component is, in its colour.
fn word(word: &str) -> Cell {
    let style = match word {
        "failed" => AnsiColor::Red.on_default().bold(),
        "down" => AnsiColor::Red.on_default(),
        "degraded" => AnsiColor::Yellow.on_default(),
        "cannot restart" => AnsiColor::Magenta.on_default(),
        "up" => Style::new(),
        _ => AnsiColor::Cyan.on_default(),
    };
    Cell::styled(word, style)
}

/// How much is left of what has lost a spare, in a word.
fn left(margin: u32) -> &'static str {
    if margin == 0 {
        "no spare"
    } else {
        "fewer spares"
    }
}

/// How a component is on which there is a risk to be told, in a word.
fn hit(blast: &BlastRadius<'_>, component: ComponentId) -> Cell {
    let eroded = blast
        .eroded()
        .iter()
        .filter(|eroded| eroded.component == component);
    let margin = eroded.map(|eroded| eroded.margin).min();
    let is_up =
        ours(blast.state(component)) == State::Up && !blast.ungrounded().contains(component);
    match margin.filter(|_| is_up) {
        Some(margin) => word(left(margin)),
        None => state(blast, component),
    }
}

/// The risks on the components that are down, degraded or without a spare, the highest rated first.
pub fn risks_hit(graph: &Graph, blast: &BlastRadius<'_>) -> Table {
    let mut risks: Vec<(ComponentId, RiskView<'_>)> = risks_on(graph, blast).collect();
    risks.sort_by(|(_, a), (_, b)| {
        let by_rating = b.rating().cmp(&a.rating());
        by_rating.then_with(|| natural_order(&a.reference, &b.reference))
    });
    let mut table = Table::new(&["Rating", "Ref", "Component", "State", "Risk"]);
    let ratings = graph.register().scale().rating();
    for (component, risk) in risks {
        table.row([
            rating_cell(ratings, risk.rating_label(), "unrated"),
            risk.key().to_string().into(),
            name(graph, component).into(),
            hit(blast, component),
            risk.description.clone().into(),
        ]);
    }
    table
}

/// The risks that are not closed on whatever a failure does something to, each with its component.
fn risks_on<'a>(
    graph: &'a Graph,
    blast: &BlastRadius<'_>,
) -> impl Iterator<Item = (ComponentId, RiskView<'a>)> + use<'a> {
    let eroded = blast.eroded().iter().map(|eroded| eroded.component);
    let mut hit = ours(blast.structure().set(eroded));
    for others in [blast.down(), blast.degraded(), blast.ungrounded()] {
        hit = ours(hit.union(others));
    }
    let hit: Vec<ComponentId> = hit.iter().collect();
    hit.into_iter().flat_map(move |component| {
        let risks = ours(graph.risks(component)).filter(|risk| !risk.is_closed());
        risks.map(move |risk| (component, risk))
    })
}
