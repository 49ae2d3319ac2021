//! Components that others name: renaming one everywhere, and removing one that nobody names.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::{EditError, Editor, RecordKind, names};
use crate::record::text::three_nearest;
use crate::record::{ComponentField, Key};
use crate::register::Record;
use crate::register::{Component, Risk};

/// The names of other components that a component states.
pub(crate) fn named_by(component: &Component) -> impl Iterator<Item = (ComponentField, &String)> {
    let requirements = component.requires.iter().flatten();
    let members = requirements.flat_map(|requirement| &requirement.members);
    let within = std::iter::once((ComponentField::Within, &component.within));
    within.chain(members.map(|member| (ComponentField::Requires, member)))
}

pub(crate) fn named_by_mut(component: &mut Component) -> impl Iterator<Item = &mut String> {
    let requirements = component.requires.iter_mut().flatten();
    let members = requirements.flat_map(|requirement| &mut requirement.members);
    std::iter::once(&mut component.within).chain(members)
}

/// Which stated names mean a component that is renamed or removed.
struct Meaning {
    /// Its name.
    name: String,
    /// What is the same in the names that mean it too, where others do.
    folded: Option<String>,
    /// The names among those that others are declared by.
    others: Vec<String>,
}

impl Meaning {
    fn is(&self, stated: &str) -> bool {
        let folded = self.folded.as_ref();
        let is_alike = || folded.is_some_and(|folded| Component::fold_name(stated) == *folded);
        stated == self.name || (is_alike() && self.others.iter().all(|other| other != stated))
    }
}

impl Editor {
    /// Gives a component another name, wherever a risk, a requirement or a `within` names it; also
    /// one that is named there and declared nowhere, in whatever spellings, which may then get the
    /// name of another. The key is that of the component as it is called now.
    ///
    /// Of several declared components of one name only the one that is named, as `Redis~2`, gets
    /// the new name, and who names it names the others still.
    ///
    /// # Errors
    ///
    /// When no component or more than one is called so, when the new name is blank or that of
    /// another declared component, to the letter or but for case, or when a component would
    /// require itself, be within itself or be named twice in one requirement.
    pub fn rename_component(&mut self, old: &str, new: &str) -> Result<Key, EditError> {
        match self.components.find(old) {
            Ok(place) => self.rename_declared(place, new),
            Err(error) => {
                let name = self.find_implied(old, error)?;
                self.rename_implied(name, new)
            }
        }
    }

    /// How many risks, and how many components, name another component already that is called as this one is to be. When it
    /// [is renamed](Self::rename_component), all of them mean one.
    pub fn named_already(&self, old: &str, new: &str) -> (usize, usize) {
        let folded = Component::fold_name(new);
        if folded.is_empty() || folded == Component::fold_name(old) {
            return (0, 0);
        }
        let is_meant = |name: &str| Component::fold_name(name) == folded;
        let risks = self
            .risks
            .iter()
            .filter(|(_, risk)| is_meant(&risk.component));
        let components = self.components.iter();
        let components =
            components.filter(|(_, one)| named_by(one).any(|(_, name)| is_meant(name)));
        (risks.count(), components.count())
    }

    pub(super) fn rename_declared(&mut self, place: usize, new: &str) -> Result<Key, EditError> {
        let name = self.components.get(place).name.clone();
        if name != new {
            let new = names::checked::<Component>(new)?;
            self.refuse_taken::<Component>(new, Some(place))?;
            self.elsewhere.refuse_component(&name, Some(new))?;
            self.elsewhere.refuse_joining(&name, new)?;
            let meaning = self.meaning(&name);
            self.check_cascade(meaning.as_ref(), Some(place), new)?;
            self.cascade(meaning.as_ref(), new);
            self.components.rename(place, new);
        }
        Ok(self.components.key(place))
    }

    /// Has everybody who names a component name another one instead, which is to state what it states.
    pub(super) fn name_instead(
        &mut self,
        place: usize,
        (kept, name): (usize, &str),
    ) -> Result<(), EditError> {
        let gone = self.components.get(place).name.clone();
        self.elsewhere.refuse_component(&gone, Some(name))?;
        let (meaning, kept) = (
            self.meaning(&gone),
            self.meaning(&self.components.get(kept).name),
        );
        let component = self.components.get(place);
        let names_kept = |named: &str| kept.as_ref().is_some_and(|kept| kept.is(named));
        if let Some((field, _)) = named_by(component).find(|(_, named)| names_kept(named)) {
            return Err(EditError::NamesItself {
                component: name.to_owned(),
                field: field.into(),
            });
        }
        self.check_cascade(meaning.as_ref(), None, name)?;
        self.cascade(meaning.as_ref(), name);
        Ok(())
    }

    /// Has a component that is declared be called as one that is only named, or the other way round.
    pub(super) fn rename_to(&mut self, one: &str, other: &str) -> Result<Key, EditError> {
        if self.components.find(one).is_ok() {
            let error = self.components.unknown(other);
            let name = self.find_implied(other, error)?;
            return self.rename_component(one, &name);
        }
        let place = self.find_component(other)?;
        let name = self.components.get(place).name.clone();
        self.rename_component(one, &name)
    }

    fn rename_implied(&mut self, name: String, new: &str) -> Result<Key, EditError> {
        let new = names::checked::<Component>(new)?;
        self.elsewhere.refuse_component(&name, Some(new))?;
        let new = match self.components.resolve(new) {
            Some(declared) => declared.to_owned(),
            None => {
                self.elsewhere.refuse_joining(&name, new)?;
                new.to_owned()
            }
        };
        let meaning = Meaning {
            folded: Some(Component::fold_name(&name)),
            others: self.components.spellings(&name).to_vec(),
            name,
        };
        self.check_cascade(Some(&meaning), None, &new)?;
        self.cascade(Some(&meaning), &new);
        Ok(Key::first(new))
    }

    /// Removes a declared component that no risk and no other component names, and returns what it
    /// was called. One of several of a name can always go, as the name means the others still.
    ///
    /// # Errors
    ///
    /// When no declared component or more than one is called so, or when it is named.
    pub fn remove_component(&mut self, name: &str) -> Result<Key, EditError> {
        let place = self.find_component(name)?;
        let by = self.users(place);
        if !by.is_empty() {
            let component = self.components.get(place).name.clone();
            return Err(EditError::InUse { component, by });
        }
        let key = self.components.key(place);
        self.elsewhere.refuse_component(key.name(), None)?;
        self.components.remove(place);
        Ok(key)
    }

    /// The place of a declared component.
    pub(super) fn find_component(&self, text: &str) -> Result<usize, EditError> {
        self.components
            .find(text)
            .map_err(|error| match (&error, self.implied(text)) {
                (EditError::Unknown { .. }, Some(name)) => EditError::Undeclared {
                    name: name.to_owned(),
                },
                _ => error,
            })
    }

    /// The undeclared name that a text means. The error is that of the search for a declared component.
    fn find_implied(&self, text: &str, error: EditError) -> Result<String, EditError> {
        let unknown = matches!(error, EditError::Unknown { .. });
        match self.implied(text) {
            Some(name) if unknown || name == text => Ok(name.to_owned()),
            _ if !unknown => Err(error),
            _ => Err(self.unknown_component(text)),
        }
    }

    /// The name that is stated and not declared, and that a text means: it itself, else the first that differs in its
    /// spelling alone. All of them are names of one component.
    fn implied(&self, text: &str) -> Option<&str> {
        let folded = Component::fold_name(text);
        let is_undeclared = |name: &str| self.components.resolve(name).is_none();
        let alike = self.names_stated().filter(|name| {
            !folded.is_empty() && Component::fold_name(name) == folded && is_undeclared(name)
        });
        let mut first = None;
        for name in alike {
            if name == text {
                return Some(name);
            }
            first = first.or(Some(name));
        }
        first
    }

    /// The names of components that are stated anywhere.
    pub(super) fn stated_components(&self) -> BTreeSet<&str> {
        self.names_stated().collect()
    }

    /// The same as often and in the order in which they are stated: risks before components.
    fn names_stated(&self) -> impl Iterator<Item = &str> {
        let of_risks = self.risks.iter().map(|(_, risk)| &risk.component);
        let components = self.components.iter();
        let of_components = components.flat_map(|(_, component)| named_by(component));
        let names = of_risks.chain(of_components.map(|(_, name)| name));
        names.map(String::as_str)
    }

    /// Declares each component that a risk, a requirement or a container names and that nobody declares, in the order in
    /// which they are named: risks first. Names that differ in case alone are one.
    ///
    /// ```
    /// use risk_core::edit::Editor;
    /// use risk_core::{Register, Risk, Scale};
    ///
    /// let mut risk = Risk::new("R01");
    /// risk.component = "Orders database".into();
    /// let mut editor = Editor::new(Register::new("", Scale::default(), vec![], vec![risk])?);
    /// assert_eq!(editor.declare_named()[0].name(), "Orders database");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn declare_named(&mut self) -> Vec<Key> {
        let stated: IndexSet<String> = self.names_stated().map(str::to_owned).collect();
        let mut declared = Vec::new();
        for name in &stated {
            // What cannot be a name, such as one of several lines, is nobody's.
            if let Ok(name) = names::checked::<Component>(name)
                && self.components.resolve(name).is_none()
                && self.components.spellings(name).is_empty()
            {
                let place = self.components.push(Component::new(name));
                declared.push(self.components.key(place));
            }
        }
        declared
    }

    /// The error of a name that is neither declared nor stated.
    fn unknown_component(&self, text: &str) -> EditError {
        let declared = self.components.iter();
        let mut names = self.stated_components();
        names.extend(declared.map(|(_, component)| component.name.as_str()));
        names.retain(|name| !name.trim().is_empty());
        let nearest = three_nearest(text, names).into_iter();
        EditError::Unknown {
            kind: RecordKind::Component,
            name: text.to_owned(),
            nearest: nearest.map(str::to_owned).collect(),
        }
    }

    /// Which stated names mean the declared component of a name; `None` where others have it too,
    /// and where it is blank, which names nothing.
    fn meaning(&self, name: &str) -> Option<Meaning> {
        let only = self.components.named(name).len() == 1 && !name.trim().is_empty();
        let alone = self.components.spellings(name).len() == 1;
        only.then(|| Meaning {
            name: name.to_owned(),
            folded: alone.then(|| Component::fold_name(name)),
            others: Vec::new(),
        })
    }

    /// Refuses a new name with which a component would name itself, or another one twice.
    fn check_cascade(
        &self,
        meaning: Option<&Meaning>,
        renamed: Option<usize>,
        new: &str,
    ) -> Result<(), EditError> {
        let is_old = |name: &str| meaning.is_some_and(|meaning| meaning.is(name));
        let folded = Component::fold_name(new);
        let is_new = |name: &str| {
            !name.trim().is_empty() && !is_old(name) && Component::fold_name(name) == folded
        };
        for (place, component) in self.components.iter() {
            let renames = Some(place) == renamed;
            let itself = |name: &str| {
                (renames && is_new(name)) || (!renames && is_old(name) && is_new(&component.name))
            };
            if let Some((field, _)) = named_by(component).find(|(_, name)| itself(name)) {
                let component = if renames { new } else { &component.name }.to_owned();
                return Err(EditError::NamesItself {
                    component,
                    field: field.into(),
                });
            }
            let twice = |members: &Vec<String>| {
                let mut old = members.iter().filter(|name| is_old(name));
                old.next().is_some()
                    && (old.next().is_some() || members.iter().any(|name| is_new(name)))
            };
            let mut requirements = component.requires.iter().flatten();
            if requirements.any(|requirement| twice(&requirement.members)) {
                return Err(EditError::RepeatedMember {
                    component: component.name.clone(),
                    member: new.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Has everybody who names a component name it otherwise.
    fn cascade(&mut self, meaning: Option<&Meaning>, new: &str) {
        let Some(meaning) = meaning else { return };
        let of_risks = self.risks.iter_mut().map(|risk| &mut risk.component);
        let of_components = self.components.iter_mut().flat_map(named_by_mut);
        for name in of_risks.chain(of_components) {
            if meaning.is(name) {
                new.clone_into(name);
            }
        }
    }

    /// Who names a component: components before risks, in their order.
    fn users(&self, place: usize) -> Vec<(RecordKind, Key)> {
        let Some(meaning) = self.meaning(&self.components.get(place).name) else {
            return Vec::new();
        };
        let components = self.components.iter().filter(|(other, component)| {
            *other != place && named_by(component).any(|(_, name)| meaning.is(name))
        });
        let components = components.map(|(at, _)| (RecordKind::Component, self.components.key(at)));
        let is_of = |risk: &Risk| meaning.is(&risk.component);
        let risks = self.risks.iter().filter(|(_, risk)| is_of(risk));
        let risks = risks.map(|(at, _)| (RecordKind::Risk, self.risks.key(at)));
        components.chain(risks).collect()
    }
}
