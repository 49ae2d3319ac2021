//! Levels that follow when one side changes the scale.

use std::collections::HashMap;

use super::conflict::Side;
use crate::edit::Lineage;
use crate::record::{Field, RiskField};
use crate::register::{Kind, Levels, Register, Scale};
use crate::versions::pairing::Derived;

/// Which level of a new scale each one of the old scale became, as the risks of the side that changed it show.
#[derive(Debug)]
pub(super) struct Mapping {
    /// The side that kept the scale.
    pub kept: Side,
    scale: Scale,
    levels: HashMap<(Field, String), String>,
}

impl Mapping {
    /// The mapping where one side alone changed the scale.
    pub fn between(base: &Register, ours: &Derived, theirs: &Derived) -> Option<Self> {
        let is_other = |side: &Derived| side.register.scale() != base.scale();
        let (side, changed) = match (is_other(ours), is_other(theirs)) {
            (true, false) => (Side::Ours, ours),
            (false, true) => (Side::Theirs, theirs),
            _ => return None,
        };
        Some(Self::new(side, base, &changed.register, &changed.lineage))
    }

    /// The mapping that a side's change of the scale shows: of levels that became one and the same, and of which no
    /// other one became that.
    fn new(changed: Side, before: &Register, after: &Register, lineage: &Lineage) -> Self {
        let mut became: HashMap<(Field, String), Option<String>> = HashMap::new();
        let mut was: HashMap<(Field, String), Option<String>> = HashMap::new();
        let note = |map: &mut HashMap<(Field, String), Option<String>>, key, value: &str| {
            let known = map.entry(key).or_insert_with(|| Some(value.to_owned()));
            if known.as_deref() != Some(value) {
                *known = None;
            }
        };
        for (risk, origin) in after.risks().zip(&lineage.risks) {
            let Some(old) = origin.and_then(|origin| before.risk_at(origin)) else {
                continue;
            };
            for field in [RiskField::Likelihood, RiskField::Impact] {
                let name = Field::from(field);
                let Kind::Level(levels, at) = field.kind() else {
                    continue;
                };
                let old = levels(before.scale()).label_of(at.get(old.stated()).as_deref());
                let new = levels(after.scale()).label_of(at.get(risk.stated()).as_deref());
                if let (Some(old), Some(new)) = (old, new) {
                    note(&mut became, (name, old.to_owned()), new);
                    note(&mut was, (name, new.to_owned()), old);
                }
            }
        }
        let is_only = |field: Field, new: &String| {
            was.get(&(field, new.clone())).is_some_and(Option::is_some)
        };
        let levels = became.into_iter().filter_map(|((field, old), new)| {
            let new = new.filter(|new| is_only(field, new))?;
            Some(((field, old), new))
        });
        Self {
            kept: changed.other(),
            scale: before.scale().clone(),
            levels: levels.collect(),
        }
    }

    /// The label on the new scale of what is a level of an axis of the old one.
    pub fn level(&self, field: Field, levels: fn(&Scale) -> &Levels, old: &str) -> Option<&str> {
        let label = levels(&self.scale).label_of(Some(old))?.to_owned();
        self.levels.get(&(field, label)).map(String::as_str)
    }
}
