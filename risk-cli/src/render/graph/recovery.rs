//! A recovery.

use std::fmt::Display;

use risk_core::Duration;
use risk_core::graph::{BlastRadius, ComponentId, Graph, Recovered, Recovery};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours};
use crate::render::table::Table;

/// What `risk recovery --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Back {
    /// The components that fail.
    failed: Vec<String>,
    /// The components that are down, in the order in which they are back.
    recovered: Vec<Restored>,
    /// What decides when the last one is back, first things first, with all that can start only together.
    critical_chain: Vec<String>,
    /// What can be repaired at once: the first wave needs nothing that is down, the second needs the first.
    waves: Vec<Vec<String>>,
    /// Components that need each other and can start only together.
    bundles: Vec<Vec<String>>,
}

/// When a component is back.
#[derive(Serialize, JsonSchema)]
struct Restored {
    /// The component.
    component: String,
    /// How long after the beginning of the repair it is back, such as `1h15m`.
    after: String,
    /// The same in minutes.
    minutes: u64,
    /// Whether it may take longer, because a time to repair is not known.
    at_least: bool,
    /// Its own time to repair; null when nobody has said.
    restore: Option<String>,
    /// In which wave it is repaired, from 1.
    wave: usize,
    /// What it waits for longest; null where it waits for nothing.
    waits_for: Option<String>,
    /// The position, from 0, of the bundle that it can start only with; null where it is in none.
    bundle: Option<usize>,
    /// How long it may be away; null when nobody has said.
    rto: Option<String>,
    /// Whether that is `kept`, `broken`, or `unknown` because a time to repair is; null when nobody has promised.
    promise: Option<&'static str>,
}

impl Restored {
    fn new(graph: &Graph, one: &Recovered) -> Self {
        let rto = ours(graph.rto(one.component));
        Self {
            component: name(graph, one.component),
            after: one.time.to_string(),
            minutes: one.time.minutes(),
            at_least: one.is_at_least,
            restore: ours(graph.restore(one.component)).map(|own| own.to_string()),
            wave: one.wave,
            waits_for: one.waits_for.map(|other| name(graph, other)),
            bundle: one.bundle,
            rto: rto.map(|rto| rto.to_string()),
            promise: rto.map(|rto| promise(one, rto)),
        }
    }
}

impl Back {
    /// When everything is back.
    pub fn new(graph: &Graph, blast: &BlastRadius<'_>, recovery: &Recovery) -> Self {
        let recovered = recovery.recovered.iter();
        let chain = recovery.last().into_iter();
        let chain = chain.flat_map(|last| recovery.critical_chain(last.component));
        let all = |sets: &[Vec<_>]| {
            let sets = sets.iter();
            sets.map(|set| names(graph, set.iter().copied())).collect()
        };
        Self {
            failed: names(graph, blast.failed().iter()),
            recovered: recovered.map(|one| Restored::new(graph, one)).collect(),
            critical_chain: names(graph, chain.flatten()),
            waves: all(&recovery.waves()),
            bundles: all(&recovery.bundles),
        }
    }

    /// The components that are down as a table.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&[
            "Wave",
            "Back after",
            "Component",
            "Own time",
            "Waits for",
            "RTO",
            "Promise",
        ]);
        for one in &self.recovered {
            table.row([
                &one.wave.to_string(),
                &time(&one.after, one.at_least),
                &one.component,
                one.restore.as_deref().unwrap_or("?"),
                one.waits_for.as_deref().unwrap_or("-"),
                one.rto.as_deref().unwrap_or("-"),
                one.promise.unwrap_or("-"),
            ]);
        }
        table
    }
}

/// Whether a component is back when it was promised.
fn promise(one: &Recovered, rto: Duration) -> &'static str {
    if one.time > rto {
        "broken"
    } else if one.is_at_least {
        // What takes at least so long may take longer.
        "unknown"
    } else {
        "kept"
    }
}

/// A time, which may be the least that it takes.
pub fn time(time: impl Display, is_at_least: bool) -> String {
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
