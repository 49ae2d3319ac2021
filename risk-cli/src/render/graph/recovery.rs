//! A recovery, as a table.

use risk_core::Duration;
use risk_core::graph::{ComponentId, Graph, Recovered, Recovery};

use super::{name, ours};
use crate::render::table::Table;

/// When everything is back, in that order.
pub fn recovery(graph: &Graph, recovery: &Recovery) -> Table {
    let header = [
        "Wave",
        "Back after",
        "Component",
        "Own time",
        "Waits for",
        "RTO",
        "Promise",
    ];
    let mut table = Table::new(&header);
    for one in &recovery.recovered {
        let own = ours(graph.restore(one.component));
        let rto = ours(graph.rto(one.component));
        table.row([
            one.wave.to_string(),
            time(one.time, one.is_at_least),
            name(graph, one.component),
            own.map_or_else(|| "?".to_owned(), |own| own.to_string()),
            waits_for(graph, one),
            rto.map_or_else(|| "-".to_owned(), |rto| rto.to_string()),
            promise(one, rto).to_owned(),
        ]);
    }
    table
}

fn waits_for(graph: &Graph, one: &Recovered) -> String {
    let name = one.waits_for.map(|component| name(graph, component));
    name.unwrap_or_else(|| "-".to_owned())
}

/// Whether a component is back when it was promised.
pub fn promise(one: &Recovered, rto: Option<Duration>) -> &'static str {
    match rto {
        None => "-",
        Some(rto) if one.time > rto => "broken",
        // What takes at least so long may take longer.
        Some(_) if one.is_at_least => "unknown",
        Some(_) => "kept",
    }
}

/// A time, which may be the least that it takes.
pub fn time(time: Duration, is_at_least: bool) -> String {
    let bound = if is_at_least { "at least " } else { "" };
    format!("{bound}{time}")
}

/// What decides when a component is back, first things first: `Disk (45m) → API (10m)`.
pub fn critical_chain(graph: &Graph, recovery: &Recovery, component: ComponentId) -> String {
    let step = |component: &ComponentId| {
        let own = ours(graph.restore(*component));
        let own = own.map_or_else(|| "?".to_owned(), |own| own.to_string());
        format!("{} ({own})", ours(graph.key(*component)))
    };
    // What can start only together is one step.
    let steps = recovery.critical_chain(component).into_iter();
    let steps = steps.map(|together| together.iter().map(step).collect::<Vec<_>>().join(" + "));
    steps.collect::<Vec<_>>().join(" → ")
}
