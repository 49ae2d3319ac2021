//! The graph of a register, with names.

use std::collections::HashMap;

use super::id::{index, number};
use super::lists::Lists;
use super::{BlastRadius, ComponentId, ComponentSet, Structure, StructureBuilder};
use crate::record::Key;
use crate::record::text::{fold, three_nearest};
use crate::register::{
    Component, Duration, Effect, Level, Register, RiskView, Stated, UnknownComponent,
};

/// What the components of a register require, by name.
///
/// The declared components come first, in their order, and then those that risks and requirements name though
/// nobody declares them: nobody has said what these need. A name is that of the component which
/// [`Register::resolve_component`] tells. `within` is a hard requirement of the container.
///
/// A requirement that makes no sense, because its need is out of range or a member has no name, is left out, and
/// then it is not known what its owner needs.
#[derive(Debug, Clone)]
pub struct Graph<'r> {
    register: &'r Register,
    names: Names<'r>,
    structure: Structure,
    /// The positions of the risks of each component.
    risks: Lists,
}

/// Which component each name means.
#[derive(Debug, Clone)]
struct Names<'r> {
    all: Vec<&'r str>,
    exact: HashMap<&'r str, u32>,
    /// By the name without regard to case; `None` where more than one has it.
    folded: HashMap<String, Option<u32>>,
}

impl<'r> Names<'r> {
    fn new(register: &'r Register) -> Self {
        let mut names = Self {
            all: Vec::new(),
            exact: HashMap::new(),
            folded: HashMap::new(),
        };
        for component in register.components() {
            names.add(&component.stated().name);
        }
        names
    }

    fn add(&mut self, name: &'r str) -> u32 {
        let new = number(self.all.len());
        self.all.push(name);
        if self.exact.contains_key(name) {
            return new;
        }
        self.exact.insert(name, new);
        if !name.trim().is_empty() {
            let folded = self.folded.entry(fold(name));
            folded
                .and_modify(|known| *known = None)
                .or_insert(Some(new));
        }
        new
    }

    fn find(&self, name: &str) -> Option<u32> {
        if name.trim().is_empty() {
            return None;
        }
        let exact = self.exact.get(name).copied();
        exact.or_else(|| *self.folded.get(&fold(name))?)
    }

    /// The component that is named, which is implied where nobody declares it.
    fn find_or_add(&mut self, name: &'r str, declared: usize) -> Option<u32> {
        if name.trim().is_empty() {
            return None;
        }
        let found = self.find(name).filter(|found| {
            // Names that nobody declares mean each other only to the letter.
            index(*found) < declared || self.all[index(*found)] == name
        });
        Some(found.unwrap_or_else(|| self.add(name)))
    }
}

impl<'r> Graph<'r> {
    /// The graph of a register.
    pub fn new(register: &'r Register) -> Self {
        let mut names = Names::new(register);
        let declared = names.all.len();
        let mut of_risks = Vec::new();
        for risk in register.risks() {
            if let Some(component) = names.find_or_add(&risk.stated().component, declared) {
                of_risks.push((component, number(risk.position())));
            }
        }
        let mut stated = Vec::new();
        for component in register.components() {
            stated.push(Wanted::of(component.stated(), &mut names, declared));
        }
        let mut builder = Structure::builder(names.all.len());
        for (owner, wanted) in stated.into_iter().enumerate() {
            let owner = ComponentId(number(owner));
            wanted.require(owner, &mut builder);
        }
        Self {
            register,
            risks: Lists::of_pairs(names.all.len(), of_risks.iter().copied()),
            names,
            structure: builder.freeze(),
        }
    }

    /// The register.
    pub fn register(&self) -> &'r Register {
        self.register
    }

    /// The requirements in their compact form, which answers all questions.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The component that a name means: the one of exactly this name, else the only one that differs in case
    /// alone; or by its key, such as `Redis~2`.
    ///
    /// # Errors
    ///
    /// When there is no such component, with the names of the three nearest.
    pub fn find(&self, name: &str) -> Result<ComponentId, UnknownComponent> {
        self.named(name).ok_or_else(|| {
            let names = self.names.all.iter().copied();
            let named = names.filter(|name| !name.trim().is_empty());
            UnknownComponent {
                name: name.to_owned(),
                nearest: three_nearest(name, named)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            }
        })
    }

    /// The component that a name means, if there is one.
    pub(in crate::graph) fn named(&self, name: &str) -> Option<ComponentId> {
        let by_key = || {
            let key = Key::parse(name);
            match self.register.component(&key) {
                Some(component) => Some(number(component.position())),
                // Nobody declares it, so there is one of that name.
                None if key.occurrence() == 1 => self.names.exact.get(key.name()).copied(),
                None => None,
            }
        };
        let found = self.names.find(name).or_else(by_key);
        found.map(ComponentId)
    }

    /// What a component is called.
    pub fn name(&self, component: ComponentId) -> &'r str {
        self.names.all[component.index()]
    }

    /// The identity of a component: its name, and which of those of that name it is.
    pub fn key(&self, component: ComponentId) -> Key {
        let declared = self.register.component_at(component.index());
        declared.map_or_else(
            || Key::first(self.name(component)),
            |component| component.key(),
        )
    }

    /// What the register states of a component; `None` where it only names it.
    pub fn stated(&self, component: ComponentId) -> Option<&'r Component> {
        let declared = self.register.component_at(component.index());
        declared.map(|component| component.stated())
    }

    /// The risks of a component, in order.
    pub fn risks(&self, component: ComponentId) -> impl Iterator<Item = RiskView<'r>> + '_ {
        let positions = self.risks.get(component.0).iter();
        positions.filter_map(|position| self.register.risk_at(index(*position)))
    }

    /// The highest rating among the risks of a component that are not closed; `None` when none is rated.
    pub fn worst_rating(&self, component: ComponentId) -> Option<Level> {
        let live = self.risks(component).filter(|risk| !risk.is_closed());
        live.filter_map(|risk| risk.rating()).max()
    }

    /// A component's own time to repair, if somebody has said and it is understood.
    pub fn restore(&self, component: ComponentId) -> Option<Duration> {
        known(self.stated(component)?.restore.as_ref())
    }

    /// How long a component may be away, if somebody has said and it is understood.
    pub fn rto(&self, component: ComponentId) -> Option<Duration> {
        known(self.stated(component)?.rto.as_ref())
    }

    /// What happens when some components fail together.
    pub fn fail(&self, failed: impl IntoIterator<Item = ComponentId>) -> BlastRadius<'_> {
        self.structure.fail(failed)
    }

    /// The keys of the components of a set, in order.
    pub fn keys<'a>(&'a self, set: &'a ComponentSet) -> impl Iterator<Item = Key> + 'a {
        set.iter().map(|component| self.key(component))
    }
}

fn known(stated: Option<&Stated<Duration>>) -> Option<Duration> {
    match stated? {
        Stated::Known(duration) => Some(*duration),
        Stated::Unrecognised(_) => None,
    }
}

/// What a component states that it requires, by number.
struct Wanted {
    is_known: bool,
    container: Option<u32>,
    requirements: Vec<(Vec<ComponentId>, u32, Effect)>,
}

impl Wanted {
    fn of<'r>(component: &'r Component, names: &mut Names<'r>, declared: usize) -> Self {
        let mut wanted = Self {
            is_known: component.requires.is_some() && !component.has_unread_requirements,
            container: None,
            requirements: Vec::new(),
        };
        for requirement in component.requires.iter().flatten() {
            let members = requirement.members.iter();
            let members = members.map(|name| names.find_or_add(name, declared).map(ComponentId));
            match members.collect::<Option<Vec<_>>>() {
                Some(members) => {
                    let requirement = (members, requirement.need, requirement.effect);
                    wanted.requirements.push(requirement);
                }
                None => wanted.is_known = false,
            }
        }
        wanted.container = names.find_or_add(&component.within, declared);
        wanted
    }

    fn require(self, owner: ComponentId, builder: &mut StructureBuilder) {
        if self.is_known {
            builder.know(owner);
        }
        if let Some(container) = self.container {
            let _ = builder.require(owner, &[ComponentId(container)], 1, Effect::Hard);
        }
        for (members, need, effect) in self.requirements {
            // The builder notes that it is not known what the owner needs, which a finding tells.
            let _ = builder.require(owner, &members, need, effect);
        }
    }
}
