//! Two components that are one.

use std::collections::HashMap;

use super::{EditError, Editor, LeftOut};
use crate::record::{ComponentField, Key};
use crate::register::{Component, Entry, FieldValue, RecordField};

impl Editor {
    /// Makes two components one, which is called as the first one and is what either was in the sources that they were
    /// imported from: risks and requirements that name the second one name the first. What both state, and each
    /// otherwise, is as the first one has it; what the second one had is returned.
    ///
    /// ```
    /// use risk_core::edit::Editor;
    /// use risk_core::{Component, Register, Risk, Scale};
    ///
    /// let mut risk = Risk::new("R01");
    /// risk.component = "Orders database".into();
    /// let components = ["orders-db", "Orders database"].map(Component::new);
    /// let register = Register::new("Shop", Scale::default(), components.into(), vec![risk])?;
    /// let mut editor = Editor::new(register);
    /// editor.join_components("Orders database", "orders-db")?;
    /// assert_eq!(editor.finish()?.after.components().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no component or more than one is called so, when both are one already, when one requires the other or is
    /// within it, when a requirement names both, and when something of the second one could not be read.
    pub fn join_components(
        &mut self,
        kept: &str,
        other: &str,
    ) -> Result<(Key, Vec<LeftOut>), EditError> {
        let (first, second) = (self.components.find(kept), self.components.find(other));
        let (Ok(first), Ok(second)) = (first, second) else {
            // What nobody declares has only a name.
            return Ok((self.rename_to(other, kept)?, Vec::new()));
        };
        let name = self.components.get(first).name.clone();
        if first == second {
            let component = self.components.key(first);
            return Err(EditError::OneAlready { component });
        }
        let unread = &self.components.get(second).unread;
        if !unread.is_empty() {
            let component = self.components.key(second);
            let fields: Vec<&str> = unread.iter().map(|field| field.path()).collect();
            let fields = fields.join(", ");
            return Err(EditError::UnreadLost { component, fields });
        }
        self.name_instead(second, (first, &name))?;
        let gone = self.components.get(second).clone();
        let key = self.components.key(second);
        self.components.remove(second);
        let left = join(self.components.get_mut(first), gone);
        let left = left.into_iter().map(|(field, value)| LeftOut {
            component: key.clone(),
            why: format!("{field} `{value}`, as {name} states another one"),
        });
        Ok((self.components.key(first), left.collect()))
    }
}

/// Gives a component what another one states; what both state otherwise is returned as the other one has it.
fn join(component: &mut Component, mut gone: Component) -> Vec<(ComponentField, String)> {
    let mut left = Vec::new();
    let nothing = Component::default();
    let fields = ComponentField::ALL.iter().copied();
    for field in fields.filter(|field| *field != ComponentField::Name) {
        let kind = RecordField::kind(field);
        let [ours, theirs] = [&*component, &gone].map(|one| kind.get(one));
        if kind.is_same(&gone, &nothing) || ours == theirs {
            continue;
        }
        if kind.is_same(component, &nothing) {
            kind.swap(component, &mut gone);
            continue;
        }
        let (FieldValue::List(Some(mut all)), FieldValue::List(Some(entries))) =
            (ours, theirs.clone())
        else {
            left.push((field, theirs.to_string()));
            continue;
        };
        // That nothing is needed is no list that another one could add to.
        if all.is_empty() || entries.is_empty() {
            left.push((field, theirs.to_string()));
            continue;
        }
        let stated: HashMap<String, Entry> =
            all.iter().map(|one| (key(one), one.clone())).collect();
        for entry in entries {
            match stated.get(&key(&entry)) {
                None => all.push(entry),
                Some(one) if *one == entry => {}
                Some(_) => left.push((field, format!("{} {entry}", entry.subject()))),
            }
        }
        let is_set = kind.set(component, FieldValue::List(Some(all)));
        debug_assert!(is_set.is_ok(), "{field} is a list");
    }
    left
}

/// What only one entry of a list may be: a value beyond the model that of its header, any other itself.
fn key(entry: &Entry) -> String {
    match entry {
        Entry::Extra(header, _) => header.to_string(),
        entry => format!("{entry:?}"),
    }
}
