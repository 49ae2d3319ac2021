//! The register that is to follow the one that stands somewhere.

use std::path::Path;

use super::change::WriteOptions;
use crate::check::Settings;
use crate::edit::{Edited, Lineage};
use crate::error::Error;
use crate::register::{Key, Register};

/// The register that is to follow the one that stands somewhere.
pub(super) struct Successor<'a> {
    pub register: &'a Register,
    pub settings: &'a Settings,
    /// Which of its records came from which of those that stand.
    pub lineage: Lineage,
}

impl<'a> Successor<'a> {
    /// A register whose records come from those of the same key.
    ///
    /// # Errors
    ///
    /// When records would be lost and the options do not allow that.
    pub fn by_key(
        old: &Register,
        register: &'a Register,
        settings: &'a Settings,
        options: WriteOptions,
    ) -> Result<Self, Error> {
        let records = vanishing(old, register);
        if !records.is_empty() && !options.remove {
            return Err(Error::WouldVanish { records });
        }
        let component = |key| Some(old.component(&key)?.position());
        let risk = |key| Some(old.risk(&key)?.position());
        let lineage = Lineage {
            components: (register.components().map(|c| component(c.key()))).collect(),
            risks: register.risks().map(|r| risk(r.key())).collect(),
        };
        Ok(Self {
            register,
            settings,
            lineage,
        })
    }

    /// What an edit makes of what stands at a path. It leaves the settings as they are.
    ///
    /// # Errors
    ///
    /// When something else stands there than what was edited.
    pub fn of_edit(
        path: &Path,
        (register, settings): (&Register, &Settings),
        edited: &'a Edited,
        read: &'a Settings,
    ) -> Result<Self, Error> {
        if *register != edited.before || settings != read {
            return Err(Error::Changed {
                path: path.to_owned(),
            });
        }
        Ok(Self {
            register: &edited.after,
            settings: read,
            lineage: edited.lineage.clone(),
        })
    }

    /// Whether it states what a register and its settings state.
    pub fn states(&self, register: &Register, settings: &Settings) -> bool {
        self.register == register && self.settings == settings
    }
}

/// The records of the old register that the new one has not.
fn vanishing(old: &Register, new: &Register) -> Vec<Key> {
    let components = old.components().map(|component| component.key());
    let risks = old.risks().map(|risk| risk.key());
    components
        .filter(|key| new.component(key).is_none())
        .chain(risks.filter(|key| new.risk(key).is_none()))
        .collect()
}
