//! Edits of every sort, as strategies.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::comments::{change_component, change_risk};
use super::generate::{component, risk};
use super::texts::{name, text};
use crate::edit::{Edited, Lineage};
use crate::register::Record;
use crate::register::{Component, Register, Risk, Scale};

/// A register that is being edited, each record with the position of the one that it was.
pub struct Draft {
    pub title: String,
    pub scale: Scale,
    pub components: Vec<(Option<usize>, Component)>,
    pub risks: Vec<(Option<usize>, Risk)>,
}

impl Draft {
    fn of(register: &Register) -> Self {
        let (title, scale, components, risks) = register.clone().into_parts();
        Self {
            title,
            scale,
            components: (0..).map(Some).zip(components).collect(),
            risks: (0..).map(Some).zip(risks).collect(),
        }
    }
}

/// An edit of a register.
pub fn edited(before: &Register, edit: impl FnOnce(&mut Draft)) -> Edited {
    let mut draft = Draft::of(before);
    edit(&mut draft);
    let (components, new_components) = draft.components.into_iter().unzip();
    let (risks, new_risks) = draft.risks.into_iter().unzip();
    let after = Register::new(draft.title, draft.scale, new_components, new_risks);
    Edited {
        before: before.clone(),
        after: after.unwrap(),
        changes: Vec::new(),
        lineage: Lineage { components, risks },
        beside: BTreeMap::new(),
    }
}

/// An edit of the risks of a register.
pub fn edited_risks(
    before: &Register,
    edit: impl FnOnce(&mut Vec<(Option<usize>, Risk)>),
) -> Edited {
    edited(before, |draft| edit(&mut draft.risks))
}

/// A step of an edit, at some record.
#[derive(Debug, Clone)]
enum Step {
    Remove,
    Rename(String),
    /// The name in other case.
    Recase,
    /// To another place.
    Move(Index),
    Add,
    Change(u8, u8, Index),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Remove),
        3 => name().prop_map(Step::Rename),
        2 => Just(Step::Recase),
        1 => any::<Index>().prop_map(Step::Move),
        2 => Just(Step::Add),
        3 => any::<(u8, u8, Index)>().prop_map(|(field, how, at)| Step::Change(field, how, at)),
    ]
}

/// What an edit does.
#[derive(Debug, Clone)]
pub struct Edit {
    steps: Vec<(Step, Index)>,
    risk: Risk,
    component: Component,
    title: Option<String>,
}

pub fn edit() -> impl Strategy<Value = Edit> {
    let steps = vec((step(), any::<Index>()), 0..6);
    let title = prop_oneof![3 => Just(None), 1 => text().prop_map(Some)];
    (steps, risk(), component(), title).prop_map(|(steps, risk, component, title)| Edit {
        steps,
        risk,
        component,
        title,
    })
}

impl Edit {
    pub fn make(&self, before: &Register) -> Edited {
        edited(before, |draft| {
            draft.title = self.title.clone().unwrap_or(draft.title.clone());
            for (step, at) in &self.steps {
                let (risks, components) = (draft.risks.len() + 1, draft.components.len() + 1);
                let at = at.index(risks + components);
                if at < risks {
                    take(&mut draft.risks, step, at, &self.risk, change_risk);
                } else {
                    let at = at - risks;
                    let other = &self.component;
                    take(&mut draft.components, step, at, other, change_component);
                }
            }
        })
    }
}

/// Takes a step of an edit.
fn take<T: Record>(
    records: &mut Vec<(Option<usize>, T)>,
    step: &Step,
    at: usize,
    other: &T,
    change: fn(&mut T, &T, u8, u8, Index),
) {
    if matches!(step, Step::Add) {
        return records.insert(at, (None, other.clone()));
    }
    let Some((_, record)) = records.get_mut(at) else {
        return;
    };
    match step {
        Step::Remove => _ = records.remove(at),
        Step::Rename(name) => name.clone_into(record.name_mut()),
        Step::Recase => {
            let (lower, upper) = (record.name().to_lowercase(), record.name().to_uppercase());
            let is_lower = lower == record.name();
            *record.name_mut() = if is_lower { upper } else { lower };
        }
        Step::Move(to) => {
            let moved = records.remove(at);
            records.insert(to.index(records.len() + 1), moved);
        }
        Step::Change(field, how, at) => change(record, other, *field, *how, *at),
        Step::Add => unreachable!("it is done above"),
    }
}
