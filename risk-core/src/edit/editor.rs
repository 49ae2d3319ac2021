//! The editor: a register as it was, and as it is to be.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assign::{Edits, assign_all};
use super::elsewhere::Elsewhere;
use super::table::Table;
use super::{AnyRecord, Assignment, EditError, Edited, Lineage, names, reference};
use crate::error::InvalidRegister;
use crate::record::{Key, RecordId, RecordKind, RiskField};
use crate::register::{Component, Register, Risk, Scale, SourceScope, blank_entry};

/// Makes changes of a register, each of which is checked. One that is refused changes nothing.
///
/// A risk is named by its reference, and a component by its name: exactly, or as the only one
/// that differs in case alone. Of several that have the name, `R03~1` is the first and `R03~2` the
/// second; a risk without a reference is `~1`. What counts is the register as changed so far.
#[derive(Debug, Clone)]
pub struct Editor {
    before: Register,
    pub(super) scale: Scale,
    pub(super) components: Table<Component>,
    pub(super) risks: Table<Risk>,
    /// Whether there is a place for the references of risks.
    has_references: bool,
    /// Whether there is a place for what components are in the sources that they were imported from.
    pub(super) has_origins: bool,
    /// Whether there is a place for how high a risk was rated when it was accepted.
    pub(super) has_accepted_ratings: bool,
    /// The words that the source of the risks uses for levels.
    pub(super) words: BTreeMap<RiskField, Vec<String>>,
    /// What other sheets of the source have.
    pub(super) elsewhere: Elsewhere,
}

impl Editor {
    /// An editor of a register, with nothing changed yet.
    pub fn new(register: Register) -> Self {
        Self {
            scale: register.scale().clone(),
            components: Table::new(register.shared_components()),
            risks: Table::new(register.shared_risks()),
            has_references: true,
            has_origins: true,
            has_accepted_ratings: true,
            words: BTreeMap::new(),
            elsewhere: Elsewhere::default(),
            before: register,
        }
    }

    /// The same, of a register that is kept in a source of a scope. Where that has no place for references, a new
    /// risk gets none; where it has words of its own for levels, a level that is set gets them. No sheet has a place for
    /// the origins of components, which an import then finds by their names. References that risks in other sheets have
    /// are not free, and components that these name can be neither renamed nor removed from here.
    #[must_use]
    pub fn in_scope(mut self, scope: &SourceScope) -> Self {
        if let SourceScope::Columns {
            risks,
            elsewhere,
            components_elsewhere,
            ..
        } = scope
        {
            self.elsewhere = Elsewhere {
                references: elsewhere.clone(),
                components: components_elsewhere.clone(),
                ..Elsewhere::default()
            };
            self.has_references = risks.fields.contains(&RiskField::Reference);
            self.has_origins = false;
            self.has_accepted_ratings = risks.fields.contains(&RiskField::AcceptedRating);
            self.words.clone_from(&risks.words);
        }
        self
    }

    /// The register as it was, with nothing changed yet.
    pub fn before(&self) -> &Register {
        &self.before
    }

    /// The reference that a new risk gets: the largest number at the end of the references that
    /// begin as most do, plus one. `R15` follows `R14`, and `PAY-008` follows `PAY-007`; `R01` is
    /// the first.
    pub fn next_reference(&self) -> String {
        reference::next(&self.risks, &self.elsewhere)
    }

    /// Gives each risk without a reference [the next one](Self::next_reference), in order. New risks get one from
    /// then on, whether or not there [was a place](Self::in_scope) for any.
    ///
    /// ```
    /// use risk_core::edit::Editor;
    /// use risk_core::{Register, Risk, Scale};
    ///
    /// let risks = vec![Risk::new("R07"), Risk::default(), Risk::default()];
    /// let mut editor = Editor::new(Register::new("", Scale::default(), vec![], risks)?);
    /// editor.assign_references();
    /// let after = editor.finish()?.after;
    /// let references: Vec<&str> = after.risks().map(|risk| risk.stated().reference.as_str()).collect();
    /// assert_eq!(references, ["R07", "R08", "R09"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assign_references(&mut self) {
        self.has_references = true;
        let blank = |(_, risk): &(usize, &Risk)| risk.reference.trim().is_empty();
        let blank = self.risks.iter().filter(blank);
        let free = reference::free(&self.risks, &self.elsewhere);
        let assigned: Vec<(usize, String)> = blank.map(|(place, _)| place).zip(free).collect();
        // From the last on, as each leaves the end of the list of those that are blank.
        for (place, reference) in assigned.iter().rev() {
            self.risks.rename(*place, reference);
        }
    }

    /// The key of the risk that a text names.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so.
    pub fn risk_key(&self, risk: &str) -> Result<Key, EditError> {
        Ok(self.risks.key(self.risks.find(risk)?))
    }

    /// The key of the declared component that a text names.
    ///
    /// # Errors
    ///
    /// When no declared component or more than one is called so.
    pub fn component_key(&self, name: &str) -> Result<Key, EditError> {
        Ok(self.components.key(self.find_component(name)?))
    }

    /// Adds a risk behind all others, with the given reference or [the next
    /// one](Self::next_reference); with none where [there is no place](Self::in_scope) for any.
    ///
    /// # Errors
    ///
    /// When the reference is blank or that of another risk, to the letter or but for case, or when
    /// an assignment is refused.
    pub fn add_risk(
        &mut self,
        assignments: &[Assignment],
        reference: Option<&str>,
    ) -> Result<Key, EditError> {
        let risk = match reference {
            Some(reference) => Risk::new(names::checked::<Risk>(reference)?),
            None if self.has_references => Risk::new(self.next_reference()),
            None => Risk::default(),
        };
        self.add(risk, assignments)
    }

    /// Adds risks behind all others, each with the reference that [`Self::add_risk`] would give it. To add many so takes time for
    /// each, and not for each of all before it.
    #[cfg(feature = "folder")]
    pub(crate) fn add_risks(&mut self, risks: Vec<Risk>) -> Result<(), EditError> {
        risks.iter().try_for_each(entries_have_text)?;
        let count = if self.has_references { risks.len() } else { 0 };
        let free = reference::free(&self.risks, &self.elsewhere);
        let references: Vec<String> = free.take(count).collect();
        let mut references = references.into_iter();
        for mut risk in risks {
            risk.reference = references.next().unwrap_or_default();
            self.risks.push(risk);
        }
        Ok(())
    }

    /// Changes fields of a risk, in the order of the assignments.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, or when an assignment is refused.
    pub fn set_risk(&mut self, risk: &str, assignments: &[Assignment]) -> Result<Key, EditError> {
        self.set::<Risk>(self.risks.find(risk)?, assignments)
    }

    /// Gives a risk another reference.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, or when the new reference is blank or that of
    /// another risk, to the letter or but for case.
    pub fn rename_risk(&mut self, old: &str, new: &str) -> Result<Key, EditError> {
        self.rename_risk_at(self.risks.find(old)?, new)
    }

    pub(super) fn rename_risk_at(&mut self, place: usize, new: &str) -> Result<Key, EditError> {
        if self.risks.get(place).reference != new {
            let new = names::checked::<Risk>(new)?;
            self.refuse_taken::<Risk>(new, Some(place))?;
            self.risks.rename(place, new);
        }
        Ok(self.risks.key(place))
    }

    /// Refuses a name that another record has, also in another sheet of a workbook or a file that is not read.
    pub(super) fn refuse_taken<T: Edits>(
        &self,
        name: &str,
        except: Option<usize>,
    ) -> Result<(), EditError> {
        names::not_taken(T::table(self), name, except)?;
        match T::KIND {
            RecordKind::Risk if !name.is_empty() => self.elsewhere.refuse_reference(name),
            // Who names a component in another sheet means this one, and no name is nobody's.
            _ => self.elsewhere.refuse_unread::<T>(name),
        }
    }

    /// Removes a risk, and returns what it was called.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so.
    pub fn remove_risk(&mut self, risk: &str) -> Result<Key, EditError> {
        let place = self.risks.find(risk)?;
        let key = self.risks.key(place);
        self.risks.remove(place);
        Ok(key)
    }

    /// Declares a component, behind all others.
    ///
    /// # Errors
    ///
    /// When the name is blank or that of another component, to the letter or but for case, or when
    /// an assignment is refused.
    pub fn add_component(
        &mut self,
        name: &str,
        assignments: &[Assignment],
    ) -> Result<Key, EditError> {
        let component = Component::new(names::checked::<Component>(name)?);
        self.add(component, assignments)
    }

    /// Changes fields of a component, in the order of the assignments. One that is only named is declared by that.
    ///
    /// # Errors
    ///
    /// When no component or more than one is called so, or when an assignment is refused.
    pub fn set_component(
        &mut self,
        name: &str,
        assignments: &[Assignment],
    ) -> Result<Key, EditError> {
        match self.find_component(name) {
            Err(EditError::Undeclared { name }) => self.add(Component::new(name), assignments),
            found => self.set::<Component>(found?, assignments),
        }
    }

    /// Adds a record that a program made, behind all others of its sort.
    ///
    /// # Errors
    ///
    /// When its name is blank or that of another one, to the letter or but for case, or when an entry
    /// of a list has no text.
    ///
    /// ```
    /// use risk_core::edit::Editor;
    /// use risk_core::{Register, Risk};
    ///
    /// let mut editor = Editor::new(Register::default());
    /// let mut risk = Risk::new("R01");
    /// risk.description = "Certificate expires".to_owned();
    /// assert_eq!(editor.insert(risk)?.to_string(), "R01");
    /// assert!(editor.insert(Risk::new("r01")).is_err());
    /// # Ok::<(), risk_core::edit::EditError>(())
    /// ```
    pub fn insert(&mut self, record: impl Into<AnyRecord>) -> Result<RecordId, EditError> {
        match record.into() {
            AnyRecord::Component(component) => self.insert_one(component),
            AnyRecord::Risk(risk) => self.insert_one(risk),
        }
    }

    /// Has a program change fields of a risk, all but its reference.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, when the reference is another one afterwards, or
    /// when an entry of a list has no text. Nothing is changed then.
    pub fn update_risk(
        &mut self,
        risk: &str,
        change: impl FnOnce(&mut Risk),
    ) -> Result<Key, EditError> {
        self.update(self.risks.find(risk)?, change)
    }

    /// Has a program change fields of a declared component, all but its name.
    ///
    /// # Errors
    ///
    /// When no declared component or more than one is called so, or when the name is another one
    /// afterwards. Nothing is changed then.
    pub fn update_component(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Component),
    ) -> Result<Key, EditError> {
        self.update(self.find_component(name)?, change)
    }

    pub(super) fn add<T: Edits>(
        &mut self,
        mut record: T,
        assignments: &[Assignment],
    ) -> Result<Key, EditError> {
        self.refuse_taken::<T>(record.name(), None)?;
        assign_all(&mut record, assignments, self)?;
        let table = T::table_mut(self);
        let place = table.push(record);
        Ok(table.key(place))
    }

    fn set<T: Edits>(
        &mut self,
        place: usize,
        assignments: &[Assignment],
    ) -> Result<Key, EditError> {
        let mut changed = T::table(self).get(place).clone();
        assign_all(&mut changed, assignments, self)?;
        let table = T::table_mut(self);
        table.put(place, changed);
        Ok(table.key(place))
    }

    fn insert_one<T: Edits>(&mut self, record: Arc<T>) -> Result<RecordId, EditError> {
        let record = Arc::unwrap_or_clone(record);
        names::checked::<T>(record.name())?;
        entries_have_text(&record)?;
        self.add(record, &[]).map(T::id)
    }

    fn update<T: Edits>(
        &mut self,
        place: usize,
        change: impl FnOnce(&mut T),
    ) -> Result<Key, EditError> {
        let before = T::table(self).get(place);
        let mut changed = before.clone();
        change(&mut changed);
        if changed.name() != before.name() {
            return Err(EditError::NameIsNotSet { kind: T::KIND });
        }
        entries_have_text(&changed)?;
        let table = T::table_mut(self);
        table.put(place, changed);
        Ok(table.key(place))
    }

    /// What came of the edits.
    ///
    /// # Errors
    ///
    /// None when the register before was valid.
    pub fn finish(self) -> Result<Edited, InvalidRegister> {
        let (components, component_origins) = self.components.into_parts();
        let (risks, risk_origins) = self.risks.into_parts();
        let after = (self.before).with_records(self.scale, components, risks)?;
        let lineage = Lineage {
            components: component_origins,
            risks: risk_origins,
        };
        Ok(Edited::new(self.before, after, lineage))
    }
}

/// Refuses an entry of a list without a text.
fn entries_have_text<T: Edits>(record: &T) -> Result<(), EditError> {
    match blank_entry(record) {
        Some((field, at)) => Err(EditError::BlankEntry {
            field: field.into(),
            position: at + 1,
        }),
        None => Ok(()),
    }
}
