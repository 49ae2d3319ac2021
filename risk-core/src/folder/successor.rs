//! The register that is to follow the one that stands somewhere.

use crate::change::WriteOptions;
use crate::check::{Reading, Settings};
use crate::edit::{AllBeside, Edited, Lineage, OfTheirs, Unclear};
use crate::error::Error;
use crate::record::RecordPosition;
use crate::register::Register;

/// The register that is to follow the one that stands somewhere.
pub(crate) struct Successor<'a> {
    pub register: &'a Register,
    pub settings: &'a Settings,
    /// Which of its records came from which of those that stand.
    pub lineage: Lineage,
    /// What another version has beside its records.
    pub beside: Option<&'a AllBeside>,
}

impl<'a> Successor<'a> {
    /// A register onto the one that stands there, from whose records its own come.
    ///
    /// # Errors
    ///
    /// When records would be lost and the options do not allow that.
    pub fn matched(
        old: &Register,
        register: &'a Register,
        settings: &'a Settings,
        options: WriteOptions,
    ) -> Result<Self, Error> {
        let reading = Reading::of(register.clone(), settings.clone());
        let lineage = Lineage::matched(old, (&reading, &reading.register), Unclear::ByKey)?;
        lineage.check_gone(old, options)?;
        Ok(Self {
            register,
            settings,
            lineage,
            beside: None,
        })
    }

    /// What an edit makes of what stands in a file. Most leave the settings as they are.
    ///
    /// # Errors
    ///
    /// When something else stands there than what was edited.
    pub fn of_edit(
        file: &str,
        stands: &Reading,
        edited: &'a Edited,
        settings: &'a Settings,
    ) -> Result<Self, Error> {
        if stands.register != edited.before || stands.settings != *settings {
            return Err(Error::Changed { path: file.into() });
        }
        Ok(Self {
            register: &edited.after,
            settings: edited.settings().unwrap_or(settings),
            lineage: edited.lineage.clone(),
            beside: Some(&edited.beside),
        })
    }

    /// What another version has beside a record of the register.
    pub fn beside(&self, record: RecordPosition) -> Option<&'a OfTheirs> {
        self.beside?.get(&record)
    }

    /// Whether it states what stands there, and nothing comes beside that.
    pub fn is_same(&self, stands: &Reading) -> bool {
        self.beside.is_none_or(AllBeside::is_empty)
            && *self.register == stands.register
            && *self.settings == stands.settings
    }
}
