//! Recoveries that took longer than was promised.

use crate::check::{Check, Remark};
use crate::record::text::{quote, shown};
use crate::record::{ComponentField, Place, RiskField};
use crate::register::{Component, Rehearsal, Stated};

rule! {
    /// A game day or an incident took longer than the component may be away.
    RECOVERY_BEYOND_OBJECTIVE: Practice, Warning, check,
    "recovery-beyond-objective" =>
        "a game day or an incident took longer than the RTO of the component",
}

fn check(check: &mut Check<'_>) {
    let register = check.register;
    for component in register.components() {
        let place = Place::component(component.position(), ComponentField::Rehearsals);
        let stated = component.stated();
        tell(check, place, &stated.rehearsals, stated, "the RTO");
    }
    for risk in check.live_risks() {
        // Most risks have none, and a component is not found by looking once.
        if risk.rehearsals.is_empty() {
            continue;
        }
        if let Some(component) = register.find_component(&risk.component) {
            let place = Place::risk(risk.position(), RiskField::Rehearsals);
            let promise = format!("the RTO of {}", quote(&component.name));
            tell(
                check,
                place,
                &risk.stated().rehearsals,
                component.stated(),
                &promise,
            );
        }
    }
}

/// Reports the last measurement, where that is beyond the component's RTO.
fn tell(
    check: &mut Check<'_>,
    place: Place,
    rehearsals: &[Rehearsal],
    component: &Component,
    promise: &str,
) {
    let Some(rto) = component.rto.as_ref().and_then(Stated::known) else {
        return;
    };
    // What was slow once and fast since is mended; on one day, nobody knows which was first.
    let measured = rehearsals.iter().enumerate();
    let measured = measured.filter_map(|(entry, it)| Some((entry, it, it.measured()?)));
    let last = measured.max_by_key(|(_, rehearsal, time)| (rehearsal.day(), *time));
    if let Some((entry, rehearsal, time)) = last.filter(|(_, _, time)| time > rto) {
        let Rehearsal { date, kind, .. } = rehearsal;
        let (date, kind) = (shown(&date.to_string()), shown(&kind.to_string()));
        let message =
            format!("recovery took {time} in the {kind} of {date}, and {promise} is {rto}");
        // Whoever knows of this recovery does not know of the next one.
        let remark = Remark::new(message);
        let remark = remark.subject(format!("{time} {kind} {date}"));
        check.report(place.at(entry), remark);
    }
}
