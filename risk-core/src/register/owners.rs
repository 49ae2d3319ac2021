//! Who answers for risks and components.

use std::collections::BTreeSet;

use super::Register;
use crate::record::text::lower;

/// Nobody who is called so owns a risk or a component.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` owns no risk and no component")]
#[non_exhaustive]
pub struct UnknownOwner {
    /// What was looked for.
    pub name: String,
    /// Who owns something, in order, at most ten of them.
    pub known: Vec<String>,
}

/// Some owners of a register, whose names mean the same in any case.
///
/// ```
/// use risk_core::{Component, Owners, Register, Scale};
///
/// let mut component = Component::new("Queue");
/// component.owner = "Web".into();
/// let register = Register::new("", Scale::default(), vec![component], vec![])?;
/// let owners = Owners::find(&register, &["web".to_owned()], false)?;
/// assert!(owners.admit("Web") && !owners.admit(""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners {
    folded: Vec<String>,
    /// Whether what nobody owns is meant, too.
    unowned: bool,
}

impl Owners {
    /// The owners that somebody typed, and where `unowned` also what nobody owns. With neither, all are meant.
    ///
    /// # Errors
    ///
    /// [`UnknownOwner`] for one who owns nothing in the register.
    pub fn find(
        register: &Register,
        typed: &[String],
        unowned: bool,
    ) -> Result<Self, UnknownOwner> {
        let mut folded = Vec::new();
        if !typed.is_empty() {
            let stated = register.owners();
            let known: BTreeSet<String> = stated.iter().map(|owner| lower(owner)).collect();
            for name in typed {
                let owner = lower(name.trim());
                if !known.contains(&owner) {
                    return Err(UnknownOwner {
                        name: name.clone(),
                        known: stated.iter().take(10).map(ToString::to_string).collect(),
                    });
                }
                folded.push(owner);
            }
        }
        Ok(Self { folded, unowned })
    }

    /// Whether what somebody owns is meant; of an empty text, whether what nobody owns is.
    pub fn admit(&self, owner: &str) -> bool {
        match owner {
            _ if self.folded.is_empty() && !self.unowned => true,
            "" => self.unowned,
            owner => self.folded.contains(&lower(owner)),
        }
    }

    /// The same of an owner who may be one that could not be read: `None` where it is not known.
    pub(crate) fn decide(&self, owner: &str, is_unread: bool) -> Option<bool> {
        let is_asked = !self.folded.is_empty() || self.unowned;
        (!is_asked || !is_unread).then(|| self.admit(owner))
    }

    /// Keeps of some things those of the owners. The others of which that is not known.
    pub(crate) fn retain<T>(&self, things: &mut Vec<T>, of: impl Fn(&T) -> (&str, bool)) -> Vec<T> {
        let (meant, unknown) = decided(std::mem::take(things), |thing| {
            let (owner, is_unread) = of(thing);
            self.decide(owner, is_unread)
        });
        *things = meant;
        unknown
    }
}

/// Those of some things that are meant, and those of which that is not known.
pub(crate) fn decided<T>(
    things: impl IntoIterator<Item = T>,
    is_meant: impl Fn(&T) -> Option<bool>,
) -> (Vec<T>, Vec<T>) {
    let (mut meant, mut unknown) = (Vec::new(), Vec::new());
    for thing in things {
        match is_meant(&thing) {
            Some(true) => meant.push(thing),
            Some(false) => {}
            None => unknown.push(thing),
        }
    }
    (meant, unknown)
}

impl Register {
    /// The names of all who own a risk or a component.
    pub fn owners(&self) -> BTreeSet<&str> {
        let of_risks = self.risks().map(|risk| risk.stated().owner.trim());
        let of_components = self.components().map(|one| one.stated().owner.trim());
        let mut owners: BTreeSet<&str> = of_risks.chain(of_components).collect();
        owners.remove("");
        owners
    }
}
