//! A register and a workbook that are kept the same, though both are edited.
//!
//! What either changed since both last were the same goes to the other one. Where that cannot be, as both changed one
//! thing or as a cell cannot be written, that one thing stays as it is on both sides, and so does what is known of it
//! from before: it is found again until somebody decides.

mod base;
mod called;
#[cfg(all(
    feature = "disk",
    feature = "folder",
    feature = "workbook",
    not(target_arch = "wasm32")
))]
mod clashes;
mod columns;
mod decided;
mod record;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

pub use self::base::Base;
use self::called::{Called, Named};
use self::record::{Refusals, Slot, Versions};
use super::merge::{Conflict, Merge, MergeNote, MergeOptions, Of, Side, derived, merge_derived};
use crate::check::{Finding, Reading};
use crate::edit::{Edited, Lineage, scope_onto};
use crate::error::{Error, InvalidRegister};
use crate::record::{RecordId, RecordKind};
use crate::register::{Columns, Component, Record, Register, Risk, SourceScope};

/// What a sync makes of a register and of a workbook.
///
/// ```
/// use risk_core::versions::{Base, Sync};
/// use risk_core::workbook::{ReadOptions, Workbook, create};
/// use risk_core::{Key, json};
///
/// let register = |likelihood: &str| {
///     let risk = format!(r#"{{ "reference": "R1", "likelihood": "{likelihood}" }}"#);
///     json::read(&format!(r#"{{ "schema_version": 1, "risks": [{risk}] }}"#))
/// };
/// let before = register("Low")?;
/// let bytes = create(&before.register, &before.settings)?;
/// let (_, workbook) = Workbook::open(bytes, &ReadOptions::beside(&before))?;
/// let base = Base::of(&before.register, &workbook);
///
/// let after = register("High")?;
/// let sync = Sync::new(base, &after, &workbook, &[])?;
/// assert!(sync.to_register().changes.is_empty());
/// let edited = sync.to_workbook()?;
/// let risk = edited.after.risk(&Key::first("R1")).unwrap();
/// assert_eq!(risk.likelihood.as_deref(), Some("High"));
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Sync<'a> {
    base: Base,
    register: &'a Register,
    workbook: &'a Reading,
    /// What the workbook has a place for, and of which of its cells nobody knows what they state.
    scope: Cow<'a, SourceScope>,
    merge: Merge,
    /// The decisions that made a difference.
    held: Vec<Conflict>,
    /// What the workbook does not take, by the place in it.
    refused: Refusals,
    /// What comes of that, once somebody asks: it is of all records.
    outcome: OnceCell<Outcome>,
}

/// The registers that come of a sync, beside that of the register itself.
#[derive(Debug)]
struct Outcome {
    workbook: Edited,
    /// Which record of the merge each component, and each risk, of the workbook is.
    slots: [Vec<Slot>; 2],
    /// The fields of which the workbook does not know what they have.
    unknown: Vec<(RecordId, String)>,
    base: Register,
}

impl<'a> Sync<'a> {
    /// Merges what a register and a workbook became since they had what a base states. Of the conflicts that were found
    /// before, those that nobody decided are found again while both sides have what they had; of those of which the
    /// register [has](Conflict::applied) the decision, what the workbook states is known.
    ///
    /// # Errors
    ///
    /// When either states something that cannot be read and that the base does not state so.
    pub fn new(
        base: Base,
        register: &'a Reading,
        workbook: &'a Reading,
        conflicts: &[Conflict],
    ) -> Result<Self, Error> {
        let read = base.reading(&register.settings);
        // A rehearsal that names no record is warned of, and unsays nothing.
        let is_left = |of: &Reading, finding: &Finding| of.scope.is_unplaced(&finding.location);
        let mut sides = derived([&read, register, workbook], is_left)?;
        let (base, held) = decided::decide(base, &mut sides, workbook, conflicts)?;
        let read = base.reading(&register.settings);
        let readings = [&read, register, workbook];
        let merge = merge_derived(readings, sides, MergeOptions::default(), conflicts)?;
        let (stated, origins) = (&workbook.register, &merge.trace.theirs);
        Ok(Self {
            scope: scope_onto(&workbook.scope, stated, &base.register, origins),
            merge,
            base,
            held,
            register: &register.register,
            workbook,
            refused: Refusals::new(),
            outcome: OnceCell::new(),
        })
    }

    /// What a sync that was interrupted had still to write of a base to the register, which had another one until then.
    /// Where the register was changed otherwise since, the base with what it had there before: nobody knows which of the
    /// two was known to whoever changed it.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub fn complete(
        (base, before): (&Base, Base),
        register: &Reading,
    ) -> Result<(Edited, Option<Base>), Error> {
        let written = base.reading(&register.settings);
        let sync = Sync::new(before, register, &written, &[])?;
        let left = if sync.conflicts().is_empty() {
            None
        } else {
            Some(sync.of_side(Side::Theirs)?)
        };
        Ok((sync.merge.edited, left))
    }

    /// What the workbook changes of the register.
    pub fn to_register(&self) -> &Edited {
        &self.merge.edited
    }

    /// What not both can be.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.merge.conflicts
    }

    /// The decisions by which there is no conflict any more.
    pub fn decided(&self) -> &[Conflict] {
        &self.held
    }

    /// What nobody decided, and what a person should see.
    pub fn notes(&self) -> &[MergeNote] {
        &self.merge.notes
    }

    /// What the register changes of the workbook, without what that does not take.
    ///
    /// # Errors
    ///
    /// When the workbook has another scale than the register has then.
    pub fn to_workbook(&self) -> Result<Edited, Error> {
        Ok(self.outcome()?.workbook.clone())
    }

    /// The fields that the register changed and of which the workbook does not know what they have, as a formula without a
    /// result stands there. They stay as they are on both sides.
    ///
    /// # Errors
    ///
    /// Those of [`to_workbook`](Self::to_workbook).
    pub fn unknown(&self) -> Result<Vec<(RecordId, String)>, Error> {
        Ok(self.outcome()?.unknown.clone())
    }

    /// What both have then.
    ///
    /// # Errors
    ///
    /// Those of [`to_workbook`](Self::to_workbook).
    pub fn base(&self) -> Result<Base, Error> {
        Ok(self.as_base(self.outcome()?.base.clone()))
    }

    /// What both have until the register is written, where the workbook is written before.
    ///
    /// # Errors
    ///
    /// Those of [`to_workbook`](Self::to_workbook).
    pub fn before(&self) -> Result<Base, Error> {
        self.of_side(Side::Ours)
    }

    /// Leaves a field of a record of the workbook as it is, or the whole record; by the id that it has after
    /// [`to_workbook`](Self::to_workbook), or before it where it goes.
    ///
    /// # Errors
    ///
    /// Those of [`to_workbook`](Self::to_workbook).
    pub fn refuse(&mut self, refused: &[(RecordId, Option<String>)]) -> Result<(), Error> {
        let outcome = match self.outcome.take() {
            Some(outcome) => outcome,
            None => self.all()?,
        };
        let [components, risks] = &outcome.slots;
        let (before, after) = (&outcome.workbook.before, &outcome.workbook.after);
        for (id, field) in refused {
            let position = |register: &Register| match id {
                RecordId::Component(key) => Component::position(register, key),
                RecordId::Risk(key) => Risk::position(register, key),
                RecordId::Register => None,
            };
            let slots = match id.kind() {
                RecordKind::Component => components,
                RecordKind::Risk | RecordKind::Register => risks,
            };
            let slot = position(after).and_then(|at| slots.get(at).copied());
            let slot = slot.or_else(|| position(before).map(Slot::Theirs));
            if let Some(slot) = slot {
                let fields = self.refused.entry((id.kind(), slot)).or_default();
                fields.push(field.clone());
            }
        }
        Ok(())
    }

    /// The columns that the base has and the workbook has not any more, in words.
    pub fn vanished(&self) -> Vec<String> {
        columns::missing(&self.base.scope, &self.workbook.scope)
    }

    fn as_base(&self, register: Register) -> Base {
        let new = Base::of(&register, self.workbook);
        Base {
            scope: columns::all(new.scope, &self.base.scope),
            register,
        }
    }

    fn outcome(&self) -> Result<&Outcome, Error> {
        match self.outcome.get() {
            Some(outcome) => Ok(outcome),
            None => {
                let outcome = self.all()?;
                Ok(self.outcome.get_or_init(|| outcome))
            }
        }
    }

    fn all(&self) -> Result<Outcome, Error> {
        let (merged, workbook) = (&self.merge.edited.after, &self.workbook.register);
        if merged.scale() != workbook.scale() {
            return Err(Error::other_scale());
        }
        let components = self.components().map(|versions| versions.sides());
        let (components, risks) = (components.unwrap_or_default(), self.risks().sides());
        let [called, in_base] = components.called;
        let (of_components, components_then): (Vec<_>, Vec<_>) =
            components.workbook.into_iter().unzip();
        let (of_risks, risks_then): (Vec<_>, Vec<_>) = risks.workbook.into_iter().unzip();
        let (components_then, risks_then) =
            called.followed([merged, workbook], components_then, risks_then);
        let after = workbook.with_records(merged.scale().clone(), components_then, risks_then)?;
        let slots = [of_components, of_risks];
        let theirs = |slots: &[Slot], rows: &[[Option<usize>; 3]], count: usize| {
            let at = slots.iter().map(|slot| match slot {
                Slot::Merged(at) => rows[*at][2].filter(|at| *at < count),
                Slot::Theirs(at) => Some(*at),
            });
            at.collect()
        };
        let trace = &self.merge.trace;
        let lineage = Lineage::of(
            theirs(&slots[0], &trace.components, workbook.components().len()),
            theirs(&slots[1], &trace.risks, workbook.risks().len()),
        );
        let place = |slots: &[Slot], slot| slots.iter().position(|other| *other == slot);
        let of_components = components.unknown.into_iter().filter_map(|(slot, path)| {
            let at = place(&slots[0], slot)?;
            Some((Component::id_at(&after, at), path))
        });
        let of_risks = risks.unknown.into_iter().filter_map(|(slot, path)| {
            let at = place(&slots[1], slot)?;
            Some((Risk::id_at(&after, at), path))
        });
        let declared = [merged, &self.base.register];
        Ok(Outcome {
            unknown: of_components.chain(of_risks).collect(),
            base: self.registered(&in_base, declared, components.base, risks.base)?,
            workbook: Edited::new(workbook.clone(), after, lineage),
            slots,
        })
    }

    /// What one side alone has of the base.
    fn of_side(&self, side: Side) -> Result<Base, Error> {
        let components = self.components().map(|versions| versions.of_side(side));
        let (components, called) = components.unwrap_or_default();
        let (risks, _) = self.risks().of_side(side);
        let own = side.of(self.register, &self.workbook.register);
        let register = self.registered(&called, [own, own], components, risks)?;
        Ok(self.as_base(register))
    }

    fn registered(
        &self,
        called: &Called,
        declared: [&Register; 2],
        components: Vec<Named<Component>>,
        risks: Vec<Named<Risk>>,
    ) -> Result<Register, InvalidRegister> {
        let (components, risks) = called.followed(declared, components, risks);
        let scale = self.merge.edited.after.scale().clone();
        let register = Register::default().with_title(self.title());
        register.with_records(scale, components, risks)
    }

    fn risks(&self) -> Versions<'_, Risk> {
        let columns = self.scope.columns().map(|(risks, _)| risks);
        let trace = &self.merge.trace;
        self.versions((&trace.risks, &trace.theirs.risks), columns)
    }

    /// `None` where the workbook declares none, and so says nothing of those of the register.
    fn components(&self) -> Option<Versions<'_, Component>> {
        let columns = match self.scope.columns() {
            None => None,
            Some((_, components)) => Some(components?),
        };
        let trace = &self.merge.trace;
        Some(self.versions((&trace.components, &trace.theirs.components), columns))
    }

    fn versions<'v, T: Record>(
        &'v self,
        (rows, of_theirs): (&'v [[Option<usize>; 3]], &'v [Option<usize>]),
        columns: Option<&'v Columns<T::Field>>,
    ) -> Versions<'v, T> {
        let mut conflicts: HashMap<Slot, Vec<&Conflict>> = HashMap::new();
        for (of, conflict) in self.merge.trace.conflicts.iter().zip(&self.merge.conflicts) {
            let slot = match of {
                Of::Merged(kind, at) if *kind == T::KIND => Slot::Merged(*at),
                Of::Other(id, Some(at)) if id.kind() == T::KIND => Slot::Theirs(*at),
                Of::Merged(..) | Of::Other(..) => continue,
            };
            conflicts.entry(slot).or_default().push(conflict);
        }
        Versions {
            rows,
            merged: T::shared(&self.merge.edited.after),
            base: T::shared(&self.base.register),
            ours: T::shared(self.register),
            theirs: T::shared(&self.workbook.register),
            of_theirs,
            conflicts,
            refused: &self.refused,
            columns,
        }
    }

    /// The title of the base: a workbook keeps its own, which is none that it took back.
    fn title(&self) -> String {
        let is_title = |conflict: &Conflict| {
            conflict.record == RecordId::Register && conflict.field.as_deref() == Some("title")
        };
        let theirs = self.workbook.register.title();
        let is_open = self.merge.conflicts.iter().any(is_title);
        let title = if is_open || theirs.is_empty() {
            self.base.register.title()
        } else {
            theirs
        };
        title.to_owned()
    }
}
