//! Graphs of a few components.

use proptest::prelude::*;

use crate::graph::{ComponentId, Structure};
use crate::register::{Component, Duration, Effect, Register, Requirement, Risk, Scale};

/// A requirement that is to be: its owner, its members, its need and its effect.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub owner: usize,
    pub members: Vec<usize>,
    pub need: usize,
    pub effect: Effect,
}

/// A graph that is to be.
#[derive(Debug, Clone)]
pub struct Spec {
    pub components: usize,
    pub requirements: Vec<Wanted>,
}

impl Spec {
    pub fn build(&self) -> Structure {
        let mut builder = Structure::builder(self.components);
        for wanted in &self.requirements {
            let id = |at: usize| builder.component(at).unwrap();
            let members: Vec<ComponentId> = wanted.members.iter().map(|at| id(*at)).collect();
            let (owner, need) = (id(wanted.owner), u32::try_from(wanted.need).unwrap());
            builder
                .require(owner, &members, need, wanted.effect)
                .unwrap();
        }
        builder.freeze()
    }

    /// The same as a register, in which a component is called by its number and has a time to repair of so many
    /// minutes, and a risk.
    pub fn register(&self) -> Register {
        let component = |at: usize| {
            let mut component = Component::new(at.to_string());
            let of_it = self.requirements.iter().filter(|one| one.owner == at);
            let requires = of_it.map(|one| Requirement {
                effect: one.effect,
                ..Requirement::some_of(
                    u32::try_from(one.need).unwrap(),
                    one.members.iter().map(ToString::to_string),
                )
            });
            component.requires = Some(requires.collect());
            let minutes = u64::try_from(at).unwrap();
            component.restore = Some(Duration::from_minutes(minutes).into());
            component
        };
        let risk = |at: usize| {
            let mut risk = Risk::new(format!("R{at}"));
            risk.component = at.to_string();
            risk
        };
        let components = (0..self.components).map(component).collect();
        let risks = (0..self.components).map(risk).collect();
        Register::new("", Scale::default(), components, risks).unwrap()
    }

    /// The hard requirements of a component.
    pub fn hard(&self, owner: usize) -> impl Iterator<Item = &Wanted> {
        let is_of = move |wanted: &&Wanted| wanted.owner == owner && wanted.effect == Effect::Hard;
        self.requirements.iter().filter(is_of)
    }
}

pub fn id(structure: &Structure, at: usize) -> ComponentId {
    structure.component(at).unwrap()
}

pub fn ids(structure: &Structure, all: &[usize]) -> Vec<ComponentId> {
    all.iter().map(|at| id(structure, *at)).collect()
}

pub fn indices(ids: impl IntoIterator<Item = ComponentId>) -> Vec<usize> {
    let mut indices: Vec<usize> = ids.into_iter().map(ComponentId::index).collect();
    indices.sort_unstable();
    indices
}

fn wanted(components: usize) -> impl Strategy<Value = Wanted> {
    let members = prop::collection::btree_set(0..components, 1..=components.min(4));
    let parts = (
        0..components,
        members,
        any::<prop::sample::Index>(),
        prop::bool::weighted(0.25),
    );
    parts.prop_map(|(owner, members, need, soft)| Wanted {
        owner,
        need: need.index(members.len()) + 1,
        members: members.into_iter().collect(),
        effect: if soft { Effect::Soft } else { Effect::Hard },
    })
}

/// Graphs with cycles, groups, soft requirements, and components that require themselves.
pub fn specs() -> impl Strategy<Value = Spec> {
    (2_usize..9).prop_flat_map(|components| {
        let requirements = prop::collection::vec(wanted(components), 0..components * 2);
        requirements.prop_map(move |requirements| Spec {
            components,
            requirements,
        })
    })
}

/// Graphs with hard requirements of single components alone.
pub fn plain_specs() -> impl Strategy<Value = Spec> {
    specs().prop_map(|mut spec| {
        for wanted in &mut spec.requirements {
            wanted.members.truncate(1);
            wanted.need = 1;
            wanted.effect = Effect::Hard;
        }
        spec
    })
}

/// Graphs in which everything needs one of two or more others, or nothing.
pub fn any_of_specs() -> impl Strategy<Value = Spec> {
    (4_usize..9).prop_flat_map(|components| {
        let members = prop::collection::btree_set(0..components, 2..=4);
        let all = prop::collection::vec(prop::option::weighted(0.75, members), components);
        all.prop_map(move |all| {
            let all = all.into_iter().enumerate();
            let requirements = all.filter_map(|(owner, members)| {
                let mut members = members?;
                members.remove(&owner);
                (members.len() > 1).then(|| Wanted {
                    owner,
                    members: members.into_iter().collect(),
                    need: 1,
                    effect: Effect::Hard,
                })
            });
            Spec {
                components,
                requirements: requirements.collect(),
            }
        })
    })
}

/// A graph, and some of its components.
pub fn with_failed(
    specs: impl Strategy<Value = Spec>,
) -> impl Strategy<Value = (Spec, Vec<usize>)> {
    specs.prop_flat_map(|spec| {
        let failed = prop::collection::btree_set(0..spec.components, 0..=3);
        let failed = failed.prop_map(|failed| failed.into_iter().collect());
        (Just(spec), failed)
    })
}
