//! The editor: a register as it was, and as it is to be.

use super::assign::assign;
use super::table::Table;
use super::{Assignment, EditError, Edited, Lineage, names, reference};
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{Component, Register, Risk, Scale};

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
}

impl Editor {
    /// An editor of a register, with nothing changed yet.
    pub fn new(register: Register) -> Self {
        Self {
            scale: register.scale().clone(),
            components: Table::new(register.shared_components()),
            risks: Table::new(register.shared_risks()),
            before: register,
        }
    }

    /// The reference that a new risk gets: the largest number at the end of the references that
    /// begin as most do, plus one. `R15` follows `R14`, and `PAY-008` follows `PAY-007`; `R01` is
    /// the first.
    pub fn next_reference(&self) -> String {
        reference::next(&self.risks)
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
    /// one](Self::next_reference).
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
        let mut risk = match reference {
            Some(reference) => Risk::new(names::checked::<Risk>(reference)?),
            None => Risk::new(self.next_reference()),
        };
        names::not_taken(&self.risks, &risk.reference, None)?;
        for assignment in assignments {
            assign(&mut risk, assignment, self)?;
        }
        let place = self.risks.push(risk);
        Ok(self.risks.key(place))
    }

    /// Changes fields of a risk, in the order of the assignments.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, or when an assignment is refused.
    pub fn set_risk(&mut self, risk: &str, assignments: &[Assignment]) -> Result<Key, EditError> {
        let place = self.risks.find(risk)?;
        let mut changed = self.risks.get(place).clone();
        for assignment in assignments {
            assign(&mut changed, assignment, self)?;
        }
        *self.risks.get_mut(place) = changed;
        Ok(self.risks.key(place))
    }

    /// Gives a risk another reference.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, or when the new reference is blank or that of
    /// another risk, to the letter or but for case.
    pub fn rename_risk(&mut self, old: &str, new: &str) -> Result<Key, EditError> {
        let place = self.risks.find(old)?;
        if self.risks.get(place).reference != new {
            let new = names::checked::<Risk>(new)?;
            names::not_taken(&self.risks, new, Some(place))?;
            self.risks.rename(place, new);
        }
        Ok(self.risks.key(place))
    }

    /// Removes a risk, and tells what it was called.
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
        let mut added = Component::new(names::checked::<Component>(name)?);
        names::not_taken(&self.components, &added.name, None)?;
        for assignment in assignments {
            assign(&mut added, assignment, self)?;
        }
        let place = self.components.push(added);
        Ok(self.components.key(place))
    }

    /// Changes fields of a declared component, in the order of the assignments.
    ///
    /// # Errors
    ///
    /// When no declared component or more than one is called so, or when an assignment is refused.
    pub fn set_component(
        &mut self,
        name: &str,
        assignments: &[Assignment],
    ) -> Result<Key, EditError> {
        let place = self.find_component(name)?;
        let mut changed = self.components.get(place).clone();
        for assignment in assignments {
            assign(&mut changed, assignment, self)?;
        }
        *self.components.get_mut(place) = changed;
        Ok(self.components.key(place))
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
