//! Which record of one version is which of another.

use super::renames;
use crate::check::Reading;
use crate::edit::{Lineage, Onto, Unclear, onto};
use crate::error::{Error, InvalidRegister};
use crate::register::Register;

/// Two versions of a register of which each states what the other has no place for, and which record of the one is
/// which of the other.
#[derive(Debug, Clone)]
pub(super) struct Paired {
    pub before: Register,
    pub after: Register,
    pub lineage: Lineage,
}

impl Paired {
    /// Pairs the records of two versions. What one has no place for it does not unsay: there it states what the
    /// other does.
    pub fn new(before: &Reading, after: &Reading) -> Result<Self, Error> {
        let (new, mut lineage) = completed(&before.register, after)?;
        let mut old = before.register.clone();
        if !before.scope.is_everything() {
            // The other way round, as it is the older one that states less.
            let (completed, back) = completed(&new, before)?;
            lineage = back.inverse(&new);
            old = completed;
        }
        find_renamed(&old, &new, &mut lineage);
        Ok(Self {
            before: old,
            after: new,
            lineage,
        })
    }

    /// The older version, in which all who name a component name it as the newer one does.
    pub fn followed(&self) -> Result<Register, InvalidRegister> {
        let names = renames::renamed(&self.before, &self.after, &self.lineage);
        renames::follow(&self.before, &names)
    }
}

/// A version that was made of another one, which states what it has no place for as that one does.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    pub register: Register,
    pub lineage: Lineage,
}

impl Derived {
    pub fn new(base: &Reading, version: &Reading) -> Result<Self, Error> {
        let (register, mut lineage) = completed(&base.register, version)?;
        find_renamed(&base.register, &register, &mut lineage);
        Ok(Self { register, lineage })
    }
}

/// What a version states, with what it has no place for from another one, and which of the records of that one its
/// records are.
fn completed(before: &Register, version: &Reading) -> Result<(Register, Lineage), Error> {
    if version.scope.is_everything() {
        let register = version.register.clone();
        let lineage = Lineage::matched(before, (version, &register), Unclear::New)?;
        return Ok((register, lineage));
    }
    let Onto { after, lineage, .. } = onto(before, version, Unclear::New)?;
    Ok((after, lineage))
}

fn find_renamed(before: &Register, after: &Register, lineage: &mut Lineage) {
    for (old, new) in renames::of_components(before, after, lineage) {
        lineage.components[new] = Some(old);
    }
}
