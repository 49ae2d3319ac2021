//! Which record of one version is which of another.

use super::renames;
use crate::check::Reading;
use crate::edit::{Lineage, Onto, Unclear, onto};
use crate::error::Error;
use crate::register::{Register, SourceScope};

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
        let has_all = |reading: &Reading| matches!(reading.scope, SourceScope::Everything);
        let old = before.register.clone();
        let (new, mut lineage) = if has_all(after) {
            let new = after.register.clone();
            let lineage = Lineage::matched(&old, (after, &new), Unclear::New)?;
            (new, lineage)
        } else {
            let Onto { after, lineage, .. } = onto(&old, after, Unclear::New)?;
            (after, lineage)
        };
        let old = if has_all(before) {
            old
        } else {
            // The other way round, as it is the older one that states less.
            let back = onto(&new, before, Unclear::New)?;
            lineage = back.lineage.inverse(&new);
            back.after
        };
        for (old, new) in renames::of_components(&old, &new, &lineage) {
            lineage.components[new] = Some(old);
        }
        Ok(Self {
            before: old,
            after: new,
            lineage,
        })
    }
}
