//! Applying changes to a register.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::assign::Edits;
use super::{Change, Edited, EntryOp, Lineage, NotApplicable};
use crate::record::{Field, RecordId};
use crate::register::{Component, Entry, FieldValue, Record, RecordField, Register, Risk};

/// Applies changes to the register that they are of.
pub(super) fn apply(before: &Register, changes: &[Change]) -> Result<Edited, NotApplicable> {
    let (mut title, mut scale) = (before.title().to_owned(), before.scale().clone());
    for change in changes {
        let is_same = if let Change::Title { before, after } = change {
            std::mem::replace(&mut title, after.clone()) == *before
        } else if let Change::Scale { before, after } = change {
            std::mem::replace(&mut scale, after.clone()) == *before
        } else {
            true
        };
        if !is_same {
            let id = RecordId::Register;
            return Err(NotApplicable::Differs { id, field: None });
        }
    }
    let (components, component_origins) = records::<Component>(before, changes)?;
    let (risks, risk_origins) = records::<Risk>(before, changes)?;
    let after = before
        .with_records(scale, components, risks)?
        .with_title(title);
    let lineage = Lineage {
        components: component_origins,
        risks: risk_origins,
    };
    let edited = Edited::new(before.clone(), after, lineage);
    #[cfg(feature = "trackers")]
    let edited = changes.iter().fold(edited, Edited::with_settings_of);
    Ok(edited)
}

/// The records of one sort after the changes, and the positions that they had.
type Records<T> = (Vec<Arc<T>>, Vec<Option<usize>>);

fn records<T: Edits>(before: &Register, changes: &[Change]) -> Result<Records<T>, NotApplicable> {
    let mut changed = Changed {
        records: T::shared(before).to_vec(),
        order: Order::default(),
        lists: BTreeMap::new(),
    };
    for change in changes {
        if change.record().kind() == T::KIND {
            changed.apply(before, change)?;
        }
    }
    changed.finish(before)
}

/// The records of one sort, and what is to become of them.
struct Changed<'c, T: Edits> {
    records: Vec<Arc<T>>,
    order: Order<(Arc<T>, Option<usize>)>,
    /// What is to become of the entries of each list.
    lists: BTreeMap<(usize, T::Field), Vec<&'c EntryOp>>,
}

impl<'c, T: Edits> Changed<'c, T> {
    fn apply(&mut self, before: &Register, change: &'c Change) -> Result<(), NotApplicable> {
        let differs = |field: Option<Field>| NotApplicable::Differs {
            id: change.record(),
            field,
        };
        if let Change::Added { at, record, .. } = change {
            let record = T::of_any(record).ok_or_else(|| differs(None))?;
            self.order.placed.push((*at, (Arc::clone(record), None)));
            return Ok(());
        }
        let at = position::<T>(before, change)?;
        match change {
            Change::Removed { record, .. } => {
                if T::of_any(record) != Some(&self.records[at]) {
                    return Err(differs(None));
                }
                self.order.gone.push(at);
            }
            Change::Moved { to, .. } => self.order.moved.push((at, *to)),
            Change::Renamed { to, .. } => {
                let name = to.key().map_or("", |key| key.name());
                name.clone_into(Arc::make_mut(&mut self.records[at]).name_mut());
            }
            Change::Set {
                field,
                before,
                after,
                ..
            } => {
                let differs = || differs(Some(*field));
                let kind = T::Field::of(*field).ok_or_else(differs)?.kind();
                let record = &mut self.records[at];
                if kind.get(record) != *before {
                    return Err(differs());
                }
                let set = kind.set(Arc::make_mut(record), after.clone());
                set.map_err(|_| differs())?;
            }
            Change::Entry { field, op, .. } => {
                let field = T::Field::of(*field).ok_or_else(|| differs(Some(*field)))?;
                self.lists.entry((at, field)).or_default().push(op);
            }
            Change::Title { .. } | Change::Scale { .. } | Change::Added { .. } => {}
            #[cfg(feature = "trackers")]
            Change::Settings { .. } => {}
        }
        Ok(())
    }

    fn finish(mut self, before: &Register) -> Result<Records<T>, NotApplicable> {
        for ((at, field), ops) in self.lists {
            let changed = change_list(Arc::make_mut(&mut self.records[at]), field, &ops);
            changed.ok_or_else(|| NotApplicable::Differs {
                id: T::id_at(before, at),
                field: Some(field.into()),
            })?;
        }
        let all = self.records.into_iter().zip((0..).map(Some));
        let placed = self.order.arrange(all.collect());
        let placed = placed.ok_or(NotApplicable::Differs {
            id: RecordId::Register,
            field: None,
        })?;
        Ok(placed.into_iter().unzip())
    }
}

/// The position of the record that a change is of.
fn position<T: Edits>(register: &Register, change: &Change) -> Result<usize, NotApplicable> {
    let id = change.record();
    let found = id.key().and_then(|key| T::position(register, key));
    found.ok_or(NotApplicable::Missing { id })
}

/// Changes the entries of a list; `None` where they are not what they were.
fn change_list<T: Record>(record: &mut T, field: T::Field, ops: &[&EntryOp]) -> Option<()> {
    let FieldValue::List(entries) = field.kind().get(record) else {
        return None;
    };
    let old = entries.unwrap_or_default();
    let mut order = Order::default();
    for op in ops {
        let (from, was) = match op {
            EntryOp::Inserted { at, entry } => {
                order.placed.push((*at, entry.clone()));
                continue;
            }
            EntryOp::Removed { at, entry } => {
                order.gone.push(*at);
                (*at, entry)
            }
            EntryOp::Moved { from, to, entry } => {
                order.moved.push((*from, *to));
                (*from, entry)
            }
            EntryOp::Changed {
                from,
                to,
                before,
                after,
            } => {
                order.gone.push(*from);
                order.placed.push((*to, after.clone()));
                (*from, before)
            }
        };
        if old.get(from) != Some(was) {
            return None;
        }
    }
    let new: Vec<Entry> = order.arrange(old)?;
    field.kind().set(record, FieldValue::List(Some(new))).ok()
}

/// Where the items of a list go. Those of which nothing is stated stay in order.
struct Order<I> {
    /// The positions of those that go, as they were.
    gone: Vec<usize>,
    /// Those that are elsewhere: where they were, and where they are.
    moved: Vec<(usize, usize)>,
    /// Those that are new, and where they are.
    placed: Vec<(usize, I)>,
}

impl<I> Default for Order<I> {
    fn default() -> Self {
        Self {
            gone: Vec::new(),
            moved: Vec::new(),
            placed: Vec::new(),
        }
    }
}

impl<I> Order<I> {
    /// The items in their order; `None` where a position is that of none, or of two.
    fn arrange(self, old: Vec<I>) -> Option<Vec<I>> {
        let mut old: Vec<Option<I>> = old.into_iter().map(Some).collect();
        for at in self.gone {
            old.get_mut(at)?.take()?;
        }
        let mut placed: HashMap<usize, I> = HashMap::new();
        for (from, to) in self.moved {
            let item = old.get_mut(from)?.take()?;
            if placed.insert(to, item).is_some() {
                return None;
            }
        }
        for (at, item) in self.placed {
            if placed.insert(at, item).is_some() {
                return None;
            }
        }
        let mut stays = old.into_iter().flatten();
        let mut new = Vec::new();
        while let Some(item) = placed.remove(&new.len()).or_else(|| stays.next()) {
            new.push(item);
        }
        placed.is_empty().then_some(new)
    }
}
