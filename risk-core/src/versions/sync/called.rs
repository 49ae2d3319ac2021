//! What records are called on one side of a sync, where that is not what the merged register calls them: a name is in
//! conflict, or its cell is refused. Whoever names such a component there goes on to name it as it is called there.

use std::collections::HashMap;
use std::sync::Arc;

use crate::register::{Component, Record, Register, Risk};
use crate::versions::renames::Renamed;

/// How a record that comes of a sync names others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// As the merged register does.
    Merged,
    /// As its side did before.
    Own,
    /// As its side did before, and nothing can be changed of that.
    Fixed,
}

/// A record that comes of a sync, and how it names others.
pub(super) type Named<T> = (Names, Arc<T>);

/// What records are called that the merged register, or the side before, calls otherwise.
#[derive(Debug, Default)]
pub(super) struct Called {
    merged: HashMap<String, String>,
    own: HashMap<String, String>,
}

impl Called {
    /// Notes what a record is called that the merged register, and the side before, have.
    pub fn push<T: Record>(&mut self, now: &Arc<T>, [merged, own]: [Option<&Arc<T>>; 2]) {
        let pairs = [(&mut self.merged, merged), (&mut self.own, own)];
        for (names, other) in pairs {
            if let Some(other) = other.filter(|other| other.name() != now.name()) {
                names.insert(other.name().to_owned(), now.name().to_owned());
            }
        }
    }

    /// The records of a side, which name components as these are called there; by what declares the names that they
    /// have, the merged register and the side before.
    pub fn followed(
        &self,
        [merged, own]: [&Register; 2],
        mut components: Vec<Named<Component>>,
        mut risks: Vec<Named<Risk>>,
    ) -> (Vec<Arc<Component>>, Vec<Arc<Risk>>) {
        let only = |names: &HashMap<String, String>, declared: &Register| {
            let mut names = names.clone();
            // Who names one of several of a name names the others still.
            names.retain(|name, _| declared.count_components(name) == 1);
            names
        };
        let (of_merged, of_own) = (only(&self.merged, merged), only(&self.own, own));
        let (of_merged, of_own) = (Renamed::new(merged, &of_merged), Renamed::new(own, &of_own));
        let renamed = |names: Names| match names {
            Names::Merged => Some(&of_merged),
            Names::Own => Some(&of_own),
            Names::Fixed => None,
        };
        for (names, component) in &mut components {
            if let Some(renamed) = renamed(*names) {
                renamed.in_component(component);
            }
        }
        for (names, risk) in &mut risks {
            if let Some(renamed) = renamed(*names) {
                renamed.in_risk(risk);
            }
        }
        let components = components.into_iter().map(|(_, component)| component);
        (
            components.collect(),
            risks.into_iter().map(|(_, risk)| risk).collect(),
        )
    }
}
