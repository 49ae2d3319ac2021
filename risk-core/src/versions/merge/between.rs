//! What two sides make together that neither made alone.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::conflict::{Side, Three, of_entry, of_field};
use super::fields::Rules;
use super::records::{Found, Of, Row};
use crate::edit::entry_path;
use crate::record::{ComponentField, RecordKind, RiskField};
use crate::register::{Component, Entry, FieldValue, Kind, Record, Register, Risk, RiskView};

/// Finds what the merged register states that no side stated: names of components that are gone, acceptances of risks that were
/// raised, and ratings that nobody chose.
pub(super) fn check(
    rules: &Rules<'_>,
    (merged, left_out): (&Register, &HashSet<String>),
    risks: &mut [Row<Risk>],
    components: &[Row<Component>],
    found: &mut Found,
) {
    dangling(rules, (merged, left_out), components, of_component, found);
    dangling(rules, (merged, left_out), risks, of_risk, found);
    let in_conflict = found.in_conflict(RecordKind::Risk);
    for (at, row) in risks.iter_mut().enumerate() {
        let (Some(base), Some(ours), Some(theirs), Some(now)) = (
            row.base.and_then(|at| rules.base.register.risk_at(at)),
            row.ours.and_then(|at| rules.ours.register.risk_at(at)),
            row.theirs.and_then(|at| rules.theirs.register.risk_at(at)),
            merged.risk_at(at),
        ) else {
            continue;
        };
        let sides = [base, ours, theirs];
        if !in_conflict.contains(&at)
            && let Some(rating) = unchosen(sides, now)
        {
            let note = format!("it is rated {rating}, which neither side chose");
            found
                .notes
                .push((Of::Merged(RecordKind::Risk, at), None, note));
        }
        if let Some(reason) = accepted_and_raised(rules, sides) {
            undecided(rules, (at, row), sides, reason, found);
        }
    }
}

/// Leaves the status of a risk as one side has it, until somebody decides.
fn undecided(
    rules: &Rules<'_>,
    (at, row): (usize, &mut Row<Risk>),
    sides: [RiskView<'_>; 3],
    reason: String,
    found: &mut Found,
) {
    let side = rules.prefer.unwrap_or(Side::Ours).of(sides[1], sides[2]);
    // Who accepted it, until when and why are merged by themselves, so that they are there when the status is taken.
    Arc::make_mut(&mut row.record)
        .status
        .clone_from(&side.status);
    if rules.prefer.is_none() {
        let values = Three::of(sides.each_ref(), |risk| {
            risk.status.as_ref().map(ToString::to_string).into()
        });
        let path = RiskField::Status.path().to_owned();
        let of = Of::Merged(RecordKind::Risk, at);
        found.conflicts.push((of, Some(path), values, reason));
    }
}

/// The name of a component that a record names: the path, what stands there, and the name.
type Named = (String, Value, String);

fn of_risk(risk: &Risk) -> Vec<Named> {
    let path = RiskField::Component.path().to_owned();
    vec![(path, text(&risk.component), risk.component.clone())]
}

fn of_component(component: &Component) -> Vec<Named> {
    let within = &component.within;
    let path = ComponentField::Within.path().to_owned();
    let mut named = vec![(path, text(within), within.clone())];
    let requirements = component.requires.iter().flatten().enumerate();
    for (at, requirement) in requirements {
        let entry = Entry::Requirement(requirement.clone());
        let path = entry_path(ComponentField::Requires.into(), at, &entry);
        let members = requirement.members.iter();
        named.extend(members.map(|member| (path.clone(), of_entry(&entry), member.clone())));
    }
    named
}

fn text(name: &str) -> Value {
    of_field(&FieldValue::Text(name.to_owned()))
}

/// Reports names of components that are declared on the side that names them, and gone on the other one or called as
/// another one is there.
fn dangling<T: Record>(
    rules: &Rules<'_>,
    (merged, left_out): (&Register, &HashSet<String>),
    rows: &[Row<T>],
    named: fn(&T) -> Vec<Named>,
    found: &mut Found,
) {
    let declares = |register: &Register, name: &str| register.find_component(name).is_some();
    let [base, ours, theirs] = [rules.base, rules.ours, rules.theirs].map(|of| of.register);
    let sides = [(Side::Ours, ours), (Side::Theirs, theirs)];
    for (at, row) in rows.iter().enumerate() {
        let of = [(base, row.base), (ours, row.ours), (theirs, row.theirs)];
        let of = of.map(|(register, at)| at.and_then(|at| T::shared(register).get(at)));
        // Theirs means the component of this name that it added, and that is not here.
        let is_other = |name: &str| {
            if left_out.is_empty() {
                return false;
            }
            let folded = Component::fold_name(name);
            let is_it = |other: &str| Component::fold_name(other) == folded;
            let names_it = |record: &Arc<T>| named(record).iter().any(|(.., other)| is_it(other));
            left_out.contains(&folded) && !of[1].is_some_and(names_it)
        };
        let names = named(&row.record).into_iter();
        let gone = names.filter(|(.., name)| {
            !name.trim().is_empty() && (is_other(name) || !declares(merged, name))
        });
        for (path, value, name) in gone {
            // Whether a side alone has it so.
            let is_old = |(side, register): (Side, &Register)| {
                let record = side.of(of[1], of[2]);
                let names = record.map(|record| named(record)).unwrap_or_default();
                names.iter().any(|(.., other)| *other == name) && !declares(register, &name)
            };
            let declaring = sides.iter().find(|(_, register)| declares(register, &name));
            let Some((by, _)) = declaring.filter(|_| !sides.into_iter().any(is_old)) else {
                continue;
            };
            let reason = if is_other(&name) {
                format!("theirs names the component `{name}` that it added, and ours another one")
            } else {
                let (by, other) = (by.as_str(), by.other().as_str());
                format!("{by} names it, and {other} removed the component")
            };
            // A field has a value in each version; an entry is there or not.
            let is_it = |(other, stated, _): &Named| {
                if path.ends_with(']') {
                    *stated == value
                } else {
                    *other == path
                }
            };
            let values = Three::of(of.each_ref(), |record| {
                let names = record.map(|record| named(record)).unwrap_or_default();
                let named = names.into_iter().find(is_it);
                named.map(|(_, value, _)| value).unwrap_or_default()
            });
            let of = Of::Merged(T::KIND, at);
            found.conflicts.push((of, Some(path), values, reason));
        }
    }
}

/// The rating of a risk that is neither that of ours nor that of theirs.
fn unchosen<'a>([base, ours, theirs]: [RiskView<'_>; 3], merged: RiskView<'a>) -> Option<&'a str> {
    let rating = merged.rating_label()?;
    let labels = [base, ours, theirs].map(RiskView::rating_label);
    labels
        .iter()
        .all(|label| *label != Some(rating))
        .then_some(rating)
}

/// Why a risk cannot be accepted or closed: one side did that, and the other one raised the risk.
fn accepted_and_raised(
    rules: &Rules<'_>,
    [base, ours, theirs]: [RiskView<'_>; 3],
) -> Option<String> {
    let is_done = |risk: &RiskView<'_>| risk.is_accepted() || risk.is_closed();
    for (side, one, other) in [(Side::Ours, ours, theirs), (Side::Theirs, theirs, ours)] {
        if is_done(&one)
            && one.status != base.status
            && !is_done(&other)
            && let Some(raised) = raised(rules, side.other(), base, other)
        {
            let status = one.status.as_ref().map(ToString::to_string);
            return Some(format!(
                "{} made it {}, and {} {raised}",
                side.as_str(),
                status.unwrap_or_default(),
                side.other().as_str()
            ));
        }
    }
    None
}

/// How a side raised a risk. Nobody compares ratings of two scales: on another scale, a level counts that is not what the
/// old one became.
fn raised(rules: &Rules<'_>, side: Side, base: RiskView<'_>, risk: RiskView<'_>) -> Option<String> {
    let (old_scale, scale) = (
        rules.base.register.scale(),
        rules.side(side).register.scale(),
    );
    let is_rescaled = old_scale != scale;
    let is_raised = risk.rating()? > base.rating()?;
    let became = |field: RiskField, levels, old| {
        let mapping = rules.mapping.filter(|_| is_rescaled);
        mapping.map_or(Some(old), |mapping| {
            mapping.level(field.into(), levels, old)
        })
    };
    let mut fields = [RiskField::Likelihood, RiskField::Impact].into_iter();
    let field = fields.find(|field| {
        let Kind::Level(levels, at) = field.kind() else {
            return false;
        };
        let old = levels(old_scale).label_of(at.get(base.stated()).as_deref());
        let new = levels(scale).label_of(at.get(risk.stated()).as_deref());
        old.and_then(|old| became(*field, levels, old)) != new
    })?;
    let verb = if is_rescaled { "set" } else { "raised" };
    let rating = risk.rating_label().filter(|_| is_rescaled || is_raised)?;
    Some(format!("{verb} the {field}: it is rated {rating} there"))
}
