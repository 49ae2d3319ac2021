//! What two sides make together that neither made alone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::conflict::{Side, Three, of_entry, of_field};
use super::fields::Rules;
use super::records::{Found, Of, Row};
use crate::edit::entry_path;
use crate::record::{ComponentField, RecordKind, RiskField};
use crate::register::{
    Component, Entry, FieldValue, Kind, Record, RecordField, Register, Risk, RiskView,
};

/// Finds names that two records have after a merge and that neither side gave to two.
pub(super) fn names<T: Record>(rules: &Rules<'_>, rows: &mut Vec<Row<T>>, found: &mut Found) {
    let given = given_twice(rules, rows);
    if given.is_empty() {
        return;
    }
    let ours = T::shared(rules.ours.register);
    let theirs = T::shared(rules.theirs.register);
    let mut gone = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let name = row.record.name().trim().to_owned();
        let Some(of_theirs) = row.theirs.filter(|_| given.contains(&name)) else {
            continue;
        };
        let reason = format!("both sides gave the {} `{name}`", T::Field::NAME);
        match row.ours.map(|own| ours[own].name()) {
            // Theirs renamed it: it keeps the name that it has in ours.
            Some(own) if own.trim() != name => {
                let values = Three {
                    base: own.into(),
                    ours: own.into(),
                    theirs: name.into(),
                };
                let path = T::Field::NAME.path().to_owned();
                let of = Of::Merged(T::KIND, at);
                found.conflicts.push((of, Some(path), values, reason));
                own.clone_into(Arc::make_mut(&mut row.record).name_mut());
            }
            Some(_) => {}
            // Theirs added it.
            None => {
                let values = Three {
                    base: Value::Null,
                    ours: Value::Null,
                    theirs: serde_json::to_value(&*theirs[of_theirs]).unwrap_or_default(),
                };
                let id = T::id_at(rules.theirs.register, of_theirs);
                found
                    .conflicts
                    .push((Of::Other(id, Some(of_theirs)), None, values, reason));
                gone.push(at);
            }
        }
    }
    let mut at = 0..;
    rows.retain(|_| at.next().is_none_or(|at| gone.binary_search(&at).is_err()));
    found.without(T::KIND, &gone);
}

/// The names that more records have than in either side.
fn given_twice<T: Record>(rules: &Rules<'_>, rows: &[Row<T>]) -> HashSet<String> {
    fn count<'n>(names: impl Iterator<Item = &'n str>) -> HashMap<&'n str, usize> {
        let mut counts = HashMap::new();
        for name in names {
            *counts.entry(name.trim()).or_default() += 1;
        }
        counts
    }
    let mut merged = count(rows.iter().map(|row| row.record.name()));
    merged.retain(|name, count| !name.is_empty() && *count > 1);
    if merged.is_empty() {
        return HashSet::new();
    }
    let sides = [rules.ours, rules.theirs];
    let sides = sides.map(|side| count(T::all(side.register).map(Record::name)));
    let is_made = |(name, count): &(&str, usize)| {
        let own = |side: &HashMap<&str, usize>| side.get(name).copied().unwrap_or_default();
        sides.iter().all(|side| own(side) < *count)
    };
    let made = merged.into_iter().filter(is_made);
    made.map(|(name, _)| name.to_owned()).collect()
}

/// Finds what the merged register states that no side stated: names of components that are gone, acceptances of risks that were
/// raised, and ratings that nobody chose.
pub(super) fn check(
    rules: &Rules<'_>,
    merged: &Register,
    risks: &mut [Row<Risk>],
    components: &[Row<Component>],
    found: &mut Found,
) {
    dangling(rules, merged, components, of_component, found);
    dangling(rules, merged, risks, of_risk, found);
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

/// Reports names of components that are declared on the side that names them, and gone on the other one.
fn dangling<T: Record>(
    rules: &Rules<'_>,
    merged: &Register,
    rows: &[Row<T>],
    named: fn(&T) -> Vec<Named>,
    found: &mut Found,
) {
    let declares = |register: &Register, name: &str| register.find_component(name).is_some();
    let [base, ours, theirs] = [rules.base, rules.ours, rules.theirs].map(|of| of.register);
    let sides = [(Side::Ours, ours), (Side::Theirs, theirs)];
    for (at, row) in rows.iter().enumerate() {
        let names = named(&row.record).into_iter();
        let gone = names.filter(|(.., name)| !name.trim().is_empty() && !declares(merged, name));
        for (path, value, name) in gone {
            let of = [(base, row.base), (ours, row.ours), (theirs, row.theirs)];
            let of = of.map(|(register, at)| at.and_then(|at| T::shared(register).get(at)));
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
            let reason = format!(
                "{} names it, and {} removed the component",
                by.as_str(),
                by.other().as_str()
            );
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
