//! Which record of one version is which of another.

use super::renames;
use crate::check::Reading;
use crate::edit::{Lineage, Onto, Unclear, completed_by, matched};
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
        let (register, lineage) = completed(&base.register, version)?;
        Ok(Self { register, lineage })
    }
}

/// What a version states, with what it has no place for from another one, and which of the records of that one its
/// records are, also where components are called otherwise. That is found before anything is completed: what a
/// component has no column for is that of the one that it was, and what names it without a column names it as it is
/// called now.
fn completed(before: &Register, version: &Reading) -> Result<(Register, Lineage), Error> {
    let (read, mut lineage) = matched(before, version, Unclear::New)?;
    let renamed = if version.scope.has_components() {
        renames::of_components(before, &read, &lineage)
    } else {
        Vec::new()
    };
    let followed;
    let before = if renamed.is_empty() {
        before
    } else {
        for (old, new) in renamed {
            lineage.components[new] = Some(old);
        }
        let names = renames::renamed(before, &read, &lineage);
        followed = renames::follow(before, &names)?;
        // Risks of a component that is called otherwise may have another reference, too.
        lineage.risks = Lineage::matched(&followed, (version, &read), Unclear::New)?.risks;
        &followed
    };
    let Onto { after, lineage, .. } = completed_by(before, version, read, lineage)?;
    Ok((after, lineage))
}
