//! A recovery.

use risk_core::graph::{RecoveredComponent, RecoveryAnswer};

use crate::render::table::Table;

/// The components that are down, in the order in which they are back.
pub fn recovery(answer: &RecoveryAnswer) -> Table {
    let mut table = Table::new(&[
        "Wave",
        "Back after",
        "Component",
        "Own time",
        "Waits for",
        "RTO",
        "RTO status",
    ]);
    for one in &answer.recovered {
        let waits_for = one.waits_for.as_ref().map(ToString::to_string);
        table.row([
            one.wave.to_string().as_str(),
            &time(&one.after, one.at_least),
            &one.component.to_string(),
            own_time(one),
            waits_for.as_deref().unwrap_or("-"),
            one.rto.as_deref().unwrap_or("-"),
            one.rto_status.map_or("-", |status| status.as_str()),
        ]);
    }
    table
}

/// A time, which may be the least that it takes.
pub fn time(time: &str, is_at_least: bool) -> String {
    let bound = if is_at_least { "at least " } else { "" };
    format!("{bound}{time}")
}

fn own_time(one: &RecoveredComponent) -> &str {
    one.restore.as_deref().unwrap_or("?")
}

/// What decides when the last component is back, first things first: `Disk (45m) → API (10m)`.
pub fn critical_chain(answer: &RecoveryAnswer) -> String {
    let own = |one: &&RecoveredComponent| format!("{} ({})", one.component, own_time(one));
    let steps = answer.critical_steps().into_iter();
    let steps = steps.map(|together| together.iter().map(own).collect::<Vec<_>>().join(" + "));
    steps.collect::<Vec<_>>().join(" → ")
}
