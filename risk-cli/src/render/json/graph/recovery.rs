//! A recovery, as JSON.

use risk_core::graph::{BlastRadius, Graph, Recovered, Recovery};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours};
use crate::render::graph::promise;
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk recovery --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Back {
    /// The version of this form.
    schema_version: u32,
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

/// When everything is back.
pub fn recovery(graph: &Graph, blast: &BlastRadius<'_>, recovery: &Recovery) -> String {
    let component = |one: &Recovered| {
        let rto = ours(graph.rto(one.component));
        Restored {
            component: name(graph, one.component),
            after: one.time.to_string(),
            minutes: one.time.minutes(),
            at_least: one.is_at_least,
            restore: ours(graph.restore(one.component)).map(|own| own.to_string()),
            wave: one.wave,
            waits_for: one.waits_for.map(|other| name(graph, other)),
            bundle: one.bundle,
            rto: rto.map(|rto| rto.to_string()),
            promise: rto.map(|rto| promise(one, Some(rto))),
        }
    };
    let last = recovery
        .last()
        .map(|last| recovery.critical_chain(last.component));
    let chain = last.unwrap_or_default().into_iter().flatten();
    let all = |sets: &[Vec<_>]| {
        let sets = sets.iter();
        sets.map(|set| names(graph, set.iter().copied())).collect()
    };
    pretty(&Back {
        schema_version: SCHEMA_VERSION,
        failed: names(graph, blast.failed().iter()),
        recovered: recovery.recovered.iter().map(component).collect(),
        critical_chain: names(graph, chain),
        waves: all(&recovery.waves()),
        bundles: all(&recovery.bundles),
    })
}

/// The schema of [`recovery`].
pub fn recovery_schema() -> String {
    pretty(&schema_of::<Back>())
}
