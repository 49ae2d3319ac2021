//! What the other sheets of a workbook have, of which one is changed, and the files of a folder that are not read.

use std::collections::{BTreeMap, BTreeSet};

use super::EditError;
#[cfg(feature = "trackers")]
use super::Editor;
#[cfg(feature = "trackers")]
use crate::check::Reading;
#[cfg(feature = "folder")]
use crate::folder::unread::record_named;
use crate::record::RecordKind;
use crate::register::{Component, Record, Risk};

/// What an edit of one sheet has to leave alone in the others, as a source's scope has it, and in files that are not read.
#[derive(Debug, Clone, Default)]
pub(super) struct Elsewhere {
    /// The references of the risks there, folded.
    pub references: BTreeSet<String>,
    /// The components that these are of, folded.
    pub components: BTreeSet<String>,
    /// The files that look like records and are not read, by what these are called, folded.
    pub unread_risks: BTreeMap<String, String>,
    pub unread_components: BTreeMap<String, String>,
}

impl Elsewhere {
    /// Refuses the reference of a risk of another sheet.
    pub fn refuse_reference(&self, reference: &str) -> Result<(), EditError> {
        if self.references.contains(&Risk::fold_name(reference)) {
            let reference = reference.trim().to_owned();
            return Err(EditError::TakenElsewhere { reference });
        }
        self.refuse_unread::<Risk>(reference)
    }

    #[cfg(feature = "folder")]
    fn add_unread(&mut self, reading: &Reading) {
        for file in reading.unread_files() {
            match record_named(file) {
                Some((RecordKind::Component, name)) => {
                    let name = Component::fold_name(&name);
                    self.unread_components.insert(name, file.to_owned());
                }
                Some((_, name)) => {
                    let name = Risk::fold_name(&name);
                    self.unread_risks.insert(name, file.to_owned());
                }
                None => {}
            }
        }
    }

    /// Refuses what a record is called whose file is not read: the new one would stand beside it, or take its place where
    /// the case of letters tells no two files apart.
    pub fn refuse_unread<T: Record>(&self, name: &str) -> Result<(), EditError> {
        let files = match T::KIND {
            RecordKind::Risk => &self.unread_risks,
            RecordKind::Component | RecordKind::Register => &self.unread_components,
        };
        files.get(&T::fold_name(name)).map_or(Ok(()), |file| {
            let (name, file) = (name.trim().to_owned(), file.clone());
            Err(EditError::TakenByFile { name, file })
        })
    }

    /// Refuses to call a component as one is called that only other sheets have: their risks would be of it.
    pub fn refuse_joining(&self, name: &str, new: &str) -> Result<(), EditError> {
        let folded = Component::fold_name(new);
        if folded != Component::fold_name(name) && self.components.contains(&folded) {
            let component = new.to_owned();
            return Err(EditError::NamedElsewhere { component });
        }
        Ok(())
    }

    /// Refuses another name for a component, or none, where risks of other sheets would not mean it any more.
    pub fn refuse_component(&self, name: &str, new: Option<&str>) -> Result<(), EditError> {
        let folded = Component::fold_name(name);
        let still_means_it = new.is_some_and(|new| Component::fold_name(new) == folded);
        if !still_means_it && self.components.contains(&folded) {
            let component = name.to_owned();
            return Err(EditError::NamedElsewhere { component });
        }
        Ok(())
    }
}

#[cfg(feature = "trackers")]
impl Editor {
    /// An editor of a register that was read, [in its scope](Self::in_scope). What records are called whose files are not
    /// read is not free.
    pub fn of(reading: &Reading) -> Self {
        let editor = Self::new(reading.register.clone()).in_scope(&reading.scope);
        #[cfg(feature = "folder")]
        let editor = editor.beside_unread(reading);
        editor
    }

    #[cfg(feature = "folder")]
    fn beside_unread(mut self, reading: &Reading) -> Self {
        self.elsewhere.add_unread(reading);
        self
    }
}
