//! A blast radius, as tables.

use anstyle::{AnsiColor, Style};
use risk_core::graph::{BlastRadius, ComponentId, Graph, State};
use risk_core::{RiskView, natural_order};

use super::{name, ours};
use crate::render::table::{Cell, Table};
use crate::render::text::level_style;

/// What a failure does to components, the worst first.
pub fn blast(graph: &Graph, blast: &BlastRadius<'_>) -> Table {
    let mut table = Table::new(&["State", "Component", "Because"]);
    let mut rows = |components: &mut dyn Iterator<Item = ComponentId>| {
        for component in components {
            let name = name(graph, component);
            let because = ours(graph.because(blast, component));
            table.row([state(blast, component), name.into(), because.into()]);
        }
    };
    rows(&mut blast.failed().iter());
    rows(&mut ours(blast.down().difference(blast.failed())).iter());
    rows(&mut blast.degraded().iter());
    for component in blast.ungrounded().iter() {
        let name = name(graph, component);
        let because = ours(graph.stuck_because(blast, component));
        table.row([stuck(), name.into(), because.into()]);
    }
    for eroded in blast.eroded() {
        let name = name(graph, eroded.component);
        let because = ours(graph.eroded_because(blast, eroded));
        table.row([left(eroded.margin), name.into(), because.into()]);
    }
    table
}

/// How a component is, in a word.
pub fn state(blast: &BlastRadius<'_>, component: ComponentId) -> Cell {
    let (word, style) = match ours(blast.state(component)) {
        _ if blast.failed().contains(component) => ("failed", AnsiColor::Red.on_default().bold()),
        State::Down => ("down", AnsiColor::Red.on_default()),
        State::Degraded => ("degraded", AnsiColor::Yellow.on_default()),
        State::Up if blast.ungrounded().contains(component) => return stuck(),
        State::Up => ("up", Style::new()),
    };
    Cell::styled(word, style)
}

fn stuck() -> Cell {
    Cell::styled("cannot restart", AnsiColor::Magenta.on_default())
}

/// How much is left of what has lost a spare, in a word.
fn left(margin: u32) -> Cell {
    let word = if margin == 0 {
        "no spare"
    } else {
        "fewer spares"
    };
    Cell::styled(word, AnsiColor::Cyan.on_default())
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
        Some(margin) => left(margin),
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
        let rating = match risk.rating() {
            Some(level) => Cell::styled(ratings.label(level), level_style(ratings, level)),
            None => "unrated".into(),
        };
        table.row([
            rating,
            risk.key().to_string().into(),
            name(graph, component).into(),
            hit(blast, component),
            risk.description.clone().into(),
        ]);
    }
    table
}

/// The risks that are not closed on whatever a failure does something to, each with its component.
pub fn risks_on<'a>(
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
