//! Graphs of a few components.

use std::collections::BTreeSet;

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
    large_specs(8)
}

/// The same of up to so many components.
pub fn large_specs(most: usize) -> impl Strategy<Value = Spec> {
    (2..=most).prop_flat_map(|components| {
        let requirements = prop::collection::vec(wanted(components), 0..components * 2);
        requirements.prop_map(move |requirements| Spec {
            components,
            requirements,
        })
    })
}

/// Fault trees of up to so many components, of which the first is the top: what fails stands behind what fails with it.
pub fn trees(most: usize) -> impl Strategy<Value = Spec> {
    (1..most / 2, 2..=most / 2, any::<u64>())
        .prop_map(|(gates, events, seed)| fault_tree(gates, events, seed))
}

/// A fault tree of so many gates and events, the same for the same seed: and, or, and at least so many of; some
/// gates and events stand below several gates.
pub fn fault_tree(gates: usize, events: usize, mut seed: u64) -> Spec {
    // Knuth's generator; its low bits are poor.
    let mut below = |end: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % end
    };
    let (mut next_gate, mut next_event) = (1, 0);
    let mut requirements = Vec::new();
    for owner in 0..gates {
        let mut members = BTreeSet::new();
        // All gates are below the first one, as each takes the next that is below none.
        for _ in 0..=below(2) {
            members.extend((next_gate < gates).then_some(next_gate));
            next_gate += 1;
        }
        if below(3) == 0 && owner + 1 < gates {
            members.insert(owner + 1 + below(gates - owner - 1));
        }
        while members.len() < 2 || below(2) == 0 && members.len() < 5 {
            let again = below(4) == 0;
            let event = if again {
                below(events)
            } else {
                next_event % events
            };
            members.insert(gates + event);
            next_event += usize::from(!again);
        }
        let all = members.len();
        requirements.push(Wanted {
            owner,
            members: members.into_iter().collect(),
            need: [1, all, all, all, all - 1][below(5)],
            effect: Effect::Hard,
        });
    }
    Spec {
        components: gates + events,
        requirements,
    }
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
