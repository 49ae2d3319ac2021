//! What several assignments to one record are about, together.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::path::{Entry, Path};
use super::{Assignment, EditError, list};
use crate::record::Key;
use crate::register::{Record, RecordField};

/// What the assignments so far were about. Positions are those of the list that a person saw, so an entry that is to
/// go stays where it is until the last of them.
pub(super) struct Together<T: Record> {
    /// The fields, those that were set as a whole, and the paths of what was set in them.
    fields: HashSet<T::Field>,
    whole: HashSet<T::Field>,
    set: HashSet<String>,
    /// The entries of which anything was set, and the indices of those that are to go.
    entries: HashSet<(T::Field, usize)>,
    gone: BTreeMap<T::Field, BTreeSet<usize>>,
}

impl<T: Record> Default for Together<T> {
    fn default() -> Self {
        Self {
            fields: HashSet::new(),
            whole: HashSet::new(),
            set: HashSet::new(),
            entries: HashSet::new(),
            gone: BTreeMap::new(),
        }
    }
}

impl<T: Record> Together<T> {
    /// A value under a header.
    pub fn extra(&mut self, header: Key) -> Result<(), EditError> {
        let path = Path::Extra(header);
        once(self.set.insert(path.to_string()), &path)
    }

    /// A field or an entry of one, and the index of the entry that the assignment takes out. Refuses what one of two
    /// assignments would have no effect for.
    pub fn field(
        &mut self,
        field: T::Field,
        entry: Option<&Entry>,
        assignment: &Assignment,
        gone: Option<usize>,
    ) -> Result<(), EditError> {
        let is_first = self.fields.insert(field);
        let name = field.path().to_owned();
        let Some(entry) = entry else {
            if !assignment.adds() {
                self.whole.insert(field);
            }
            return once(is_first || assignment.adds(), &Path::Field(name));
        };
        let whole = (field, entry.position);
        let is_gone = |gone: &BTreeSet<usize>| gone.contains(&(entry.position - 1));
        let was_gone = self.gone.get(&field).is_some_and(is_gone);
        let is_first = self.entries.insert(whole);
        let path = Path::Entry(name, entry.of_text());
        let is_new = self.set.insert(path.to_string()) || assignment.adds();
        let is_left = !self.whole.contains(&field) && !was_gone;
        once(is_new && is_left && (is_first || gone.is_none()), &path)?;
        if let Some(index) = gone {
            self.gone.entry(field).or_default().insert(index);
        }
        Ok(())
    }

    /// Takes out the entries that are to go.
    pub fn finish(self, record: &mut T) -> Result<(), EditError> {
        let mut gone = self.gone.iter();
        gone.try_for_each(|(field, gone)| list::take_out(record, *field, gone))
    }
}

fn once(is_once: bool, path: &Path) -> Result<(), EditError> {
    let path = path.to_string();
    is_once.then_some(()).ok_or(EditError::SetTwice { path })
}
