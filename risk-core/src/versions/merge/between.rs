//! What two sides make together that neither made alone.

use std::collections::HashSet;
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

/// Finds what the merged register states that no side stated: names of components that are gone, acceptances of risks that were
/// raised, and ratings that nobody chose.
pub(super) fn check(
    rules: &Rules<'_>,
    (merged, left_out): (&Register, &HashSet<String>),
    risks: &mut [Row<Risk>],
    components: &mut [Row<Component>],
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

/// Where components are declared that records of the merged register name.
struct Declared<'a> {
    merged: &'a Register,
    /// The names, folded, of components that theirs added and that are not in the merged register.
    left_out: &'a HashSet<String>,
    ours: &'a Register,
    theirs: &'a Register,
}

impl Declared<'_> {
    /// Why a record cannot name a component, and which side names it. `None` where it is declared, or where a side alone
    /// names what nobody declares.
    fn gone<T>(
        &self,
        name: &str,
        [ours, theirs]: [Option<&T>; 2],
        named: fn(&T) -> Vec<Named>,
    ) -> Option<(Side, String)> {
        let names = |record: Option<&T>| record.map(named).unwrap_or_default();
        let (of_ours, of_theirs) = (names(ours), names(theirs));
        // Theirs means the component of this name that it added, and that is not here.
        let is_other = !self.left_out.is_empty() && {
            let folded = Component::fold_name(name);
            let is_it = |(.., other): &Named| Component::fold_name(other) == folded;
            self.left_out.contains(&folded) && !of_ours.iter().any(is_it)
        };
        let declares = |register: &Register| register.find_component(name).is_some();
        if name.trim().is_empty() || declares(self.merged) && !is_other {
            return None;
        }
        // Whether a side alone has it so.
        let is_old = |register: &Register, names: &[Named]| {
            names.iter().any(|(.., other)| other == name) && !declares(register)
        };
        if is_old(self.ours, &of_ours) || is_old(self.theirs, &of_theirs) {
            return None;
        }
        if is_other {
            let reason =
                format!("theirs names the component `{name}` that it added, and ours another one");
            return Some((Side::Theirs, reason));
        }
        let sides = [(Side::Ours, self.ours), (Side::Theirs, self.theirs)];
        let (by, _) = sides.into_iter().find(|(_, register)| declares(register))?;
        let (names, removed) = (by.as_str(), by.other().as_str());
        let reason = format!("{names} names it, and {removed} removed the component");
        Some((by, reason))
    }
}

/// Reports names of components that are declared on the side that names them, and gone on the other one or called as
/// another one is there. The record has what ours states, unless theirs goes before.
fn dangling<T: Record>(
    rules: &Rules<'_>,
    (merged, left_out): (&Register, &HashSet<String>),
    rows: &mut [Row<T>],
    named: fn(&T) -> Vec<Named>,
    found: &mut Found,
) {
    let [base, ours, theirs] = [rules.base, rules.ours, rules.theirs].map(|of| of.register);
    let declared = Declared {
        merged,
        left_out,
        ours,
        theirs,
    };
    for (at, row) in rows.iter_mut().enumerate() {
        let of = [(base, row.base), (ours, row.ours), (theirs, row.theirs)];
        let of = of.map(|(register, at)| at.and_then(|at| T::shared(register).get(at)));
        let of = of.map(|record| record.map(|record| &**record));
        for (path, value, name) in named(&row.record) {
            let Some((by, reason)) = declared.gone(&name, [of[1], of[2]], named) else {
                continue;
            };
            // A field has a value in each version; an entry is there or not.
            let is_entry = path.ends_with(']');
            let values = Three::of(of.each_ref(), |record| {
                let names = record.map(named).unwrap_or_default();
                let is_it = |(other, stated, _): &Named| {
                    if is_entry {
                        *stated == value
                    } else {
                        *other == path
                    }
                };
                let named = names.into_iter().find(is_it);
                named.map(|(_, value, _)| value).unwrap_or_default()
            });
            if by == Side::Theirs && rules.prefer != Some(Side::Theirs) {
                leave_ours(Arc::make_mut(&mut row.record), of[1], (&path, &value));
            }
            let of = Of::Merged(T::KIND, at);
            found.conflicts.push((of, Some(path), values, reason));
        }
    }
}

/// Has a field be as ours has it, or an entry not be there.
fn leave_ours<T: Record>(record: &mut T, ours: Option<&T>, (path, value): (&str, &Value)) {
    let (name, entry) = path.split_once('[').unzip();
    let Some(field) = T::Field::by_path(name.unwrap_or(path)) else {
        return;
    };
    let kind = field.kind();
    let mut ours = ours.cloned().unwrap_or_default();
    if entry.is_none() {
        return kind.swap(record, &mut ours);
    }
    let FieldValue::List(Some(mut entries)) = kind.get(record) else {
        return;
    };
    entries.retain(|entry| of_entry(entry) != *value);
    let is_stated = !entries.is_empty() || !matches!(kind.get(&ours), FieldValue::List(None));
    let set = kind.set(record, FieldValue::List(is_stated.then_some(entries)));
    debug_assert!(set.is_ok(), "entries of a list are taken back");
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
