//! What came of an edit.

use super::changes::changes;
use crate::record::{Key, RecordId};
use crate::register::{Level, Register};

/// A register as it was, as it is to be, and what was done to it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Edited {
    /// The register as it was.
    pub before: Register,
    /// The register as it is to be.
    pub after: Register,
    /// What changed, in the order of the records.
    pub changes: Vec<Change>,
    /// Which record came from which.
    pub lineage: Lineage,
}

/// Which record of a register came from which of the one that it was made from. One that is new
/// came from none, and one that no record came from is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lineage {
    /// For each component, by its position from 0, the position of the one that it was.
    pub components: Vec<Option<usize>>,
    /// For each risk, by its position from 0, the position of the one that it was.
    pub risks: Vec<Option<usize>>,
}

impl Edited {
    /// What makes a register another one, of which each record came from that of the same key.
    pub fn by_key(before: Register, after: Register) -> Self {
        let lineage = Lineage::by_key(&before, &after);
        Self {
            changes: changes(&before, &after, &lineage),
            before,
            after,
            lineage,
        }
    }
}

impl Lineage {
    /// Each record of a register came from that of the same key in another one.
    pub(crate) fn by_key(before: &Register, after: &Register) -> Self {
        let component = |key| Some(before.component(&key)?.position());
        let risk = |key| Some(before.risk(&key)?.position());
        Self {
            components: after.components().map(|c| component(c.key())).collect(),
            risks: after.risks().map(|r| risk(r.key())).collect(),
        }
    }
}

/// A field that changed, or a record that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The record, as it was called before; as it is called now where it is new.
    pub record: RecordId,
    /// The path of what changed, such as `observations[2].status`; `None` when the whole record
    /// came or went.
    pub path: Option<String>,
    /// What it was; `None` when there was nothing.
    pub before: Option<String>,
    /// What it is; `None` when there is nothing.
    pub after: Option<String>,
}

/// A risk whose rating an edit changed. The levels are of the scale before and the one after.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rerated {
    /// The risk, as it is called after the edit.
    pub risk: Key,
    /// What it was rated; `None` when it was unrated.
    pub before: Option<Level>,
    /// What it is rated; `None` when it is unrated.
    pub after: Option<Level>,
}

impl Edited {
    /// The risks that were there before and that are rated otherwise now: where the label of the
    /// rating differs.
    pub fn rerated(&self) -> Vec<Rerated> {
        let mut rerated = Vec::new();
        for (risk, origin) in self.after.risks().zip(&self.lineage.risks) {
            let Some(old) = origin.and_then(|position| self.before.risk_at(position)) else {
                continue;
            };
            let (before, after) = (old.rating(), risk.rating());
            let before_label = before.map(|level| self.before.scale().rating().label(level));
            let after_label = after.map(|level| self.after.scale().rating().label(level));
            if before_label != after_label {
                rerated.push(Rerated {
                    risk: risk.key(),
                    before,
                    after,
                });
            }
        }
        rerated
    }
}
