//! The graph of a register, with names.

use std::collections::HashMap;

use super::id::{Ours, index, number};
use super::lists::Lists;
use super::{BlastRadius, ComponentId, ComponentSet, Result, Structure, StructureBuilder};
use crate::record::Key;
use crate::record::text::three_nearest;
use crate::register::{
    Component, ComponentView, Duration, Effect, Level, Record, Register, RiskView, UnknownComponent,
};

/// What the components of a register require, by name.
///
/// The declared components come first, in their order, and then those that risks and requirements name though
/// nobody declares them: their dependencies are unknown. A name is that of the component which
/// [`Register::resolve_component`] tells. `within` is a hard requirement of the container.
///
/// A requirement that makes no sense, because its need is out of range or a member has no name, is left out, and
/// then it is not known what its owner needs.
///
/// A graph has its register, which it shares, so it can be kept as long as anybody likes: one for all alerts until
/// the register changes.
///
/// ```
/// use risk_core::graph::Graph;
/// use risk_core::{Component, Register, Scale};
///
/// let components = vec![Component::new("Database")];
/// let register = Register::new("Trips", Scale::default(), components, Vec::new())?;
/// let graph = Graph::new(&register);
/// let database = graph.find("database")?;
/// assert_eq!(graph.name(database)?, "Database");
///
/// // Another graph, though of the same register, refuses it.
/// let newer = Graph::new(&register);
/// assert!(newer.fail([database]).is_err());
/// let found = newer.find(&graph.key(database)?.to_string())?;
/// assert_eq!(newer.fail([found])?.down().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Graph {
    names: Names,
    structure: Structure,
    /// The positions of the risks of each component.
    risks: Lists,
}

/// Which component each name means. Names of declared components are those of the register.
#[derive(Debug, Clone)]
struct Names {
    register: Register,
    /// How many components are declared.
    declared: usize,
    /// The names of the others, which come after them, each as it was met first.
    implied: Vec<String>,
    /// The number of each of the others, by its folded name.
    folded: HashMap<String, u32>,
}

impl Names {
    fn new(register: &Register) -> Self {
        Self {
            register: register.clone(),
            declared: register.components().len(),
            implied: Vec::new(),
            folded: HashMap::new(),
        }
    }

    fn len(&self) -> usize {
        self.declared + self.implied.len()
    }

    fn get(&self, component: u32) -> &str {
        match self.register.component_at(index(component)) {
            Some(component) => &component.stated().name,
            None => &self.implied[index(component) - self.declared],
        }
    }

    fn find(&self, name: &str) -> Option<u32> {
        if name.trim().is_empty() {
            return None;
        }
        let declared = self.register.find_component(name);
        let declared = declared.map(|component| number(component.position()));
        declared.or_else(|| self.folded.get(&Component::fold_name(name)).copied())
    }

    /// The component that is named, which is implied where nobody declares it: that at a position, where it is known that
    /// this one has the name.
    fn find_or_add(&mut self, name: &str, position: Option<u32>) -> Option<u32> {
        if name.trim().is_empty() {
            return None;
        }
        if position.is_some() {
            return position;
        }
        Some(self.find(name).unwrap_or_else(|| self.imply(name)))
    }

    fn imply(&mut self, name: &str) -> u32 {
        let new = number(self.len());
        self.folded.insert(Component::fold_name(name), new);
        self.implied.push(name.to_owned());
        new
    }
}

impl Graph {
    /// The graph of a register, which it shares.
    pub fn new(register: &Register) -> Self {
        let mut names = Names::new(register);
        let mut of_risks = Vec::new();
        for risk in register.risks() {
            if let Some(component) = names.find_or_add(&risk.stated().component, None) {
                of_risks.push((component, number(risk.position())));
            }
        }
        let mut builder = Structure::builder(names.declared);
        let mut positions = register.positions_required();
        for component in register.components() {
            require(component, &mut positions, &mut names, &mut builder);
        }
        builder.grow(names.len());
        Self {
            risks: Lists::of_pairs(names.len(), of_risks.iter().copied()),
            names,
            structure: builder.freeze(),
        }
    }

    /// The register.
    pub fn register(&self) -> &Register {
        &self.names.register
    }

    /// The requirements in their compact form, which answers all questions.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The component that a name means: the first that is declared with exactly this name, else the only one whose name
    /// differs in case, spaces, hyphens and underscores alone; else one that risks and requirements name so; else the one
    /// of this key, such as `Redis~2`.
    ///
    /// # Errors
    ///
    /// When there is no such component, with the names of the nearest, at most three. It is one, too, where several names
    /// differ from it in that alone.
    pub fn find(&self, name: &str) -> Result<ComponentId, UnknownComponent> {
        self.named(name).ok_or_else(|| {
            let names = (0..number(self.names.len())).map(|at| self.names.get(at));
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
        if name.trim().is_empty() {
            return None;
        }
        let by_key = || {
            let key = Key::parse(name);
            match self.register().component(&key) {
                Some(component) => Some(number(component.position())),
                // Nobody declares it, so there is one of that name.
                None if key.occurrence() == 1 => self.names.find(key.name()),
                None => None,
            }
        };
        let found = self.names.find(name).or_else(by_key);
        found.map(|found| self.structure.id(found))
    }

    /// What a component is called.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn name(&self, component: ComponentId) -> Result<&str> {
        Ok(self.names.get(self.structure.graph.number(component)?))
    }

    /// The identity of a component: its name, and which of those of that name it is.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn key(&self, component: ComponentId) -> Result<Key> {
        let name = self.name(component)?;
        let declared = self.register().component_at(component.index());
        Ok(declared.map_or_else(|| Key::first(name), |component| component.key()))
    }

    /// What the register states of a component; `None` where it only names it.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn stated(&self, component: ComponentId) -> Result<Option<&Component>> {
        self.structure.graph.number(component)?;
        let declared = self.register().component_at(component.index());
        Ok(declared.map(|component| component.stated()))
    }

    /// The risks of a component, in order.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn risks(&self, component: ComponentId) -> Result<impl Iterator<Item = RiskView<'_>>> {
        let positions = self.risks.get(self.structure.graph.number(component)?);
        let risk = |position: &u32| self.register().risk_at(index(*position));
        Ok(positions.iter().filter_map(risk))
    }

    /// The highest rating among the risks of a component that are not closed; `None` when none is rated.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn worst_rating(&self, component: ComponentId) -> Result<Option<Level>> {
        let live = self.risks(component)?.filter(|risk| !risk.is_closed());
        Ok(live.filter_map(|risk| risk.rating()).max())
    }

    /// The label of that rating.
    pub(super) fn worst_label(&self, component: ComponentId) -> Result<Option<String>> {
        let ratings = self.register().scale().rating();
        let worst = self.worst_rating(component)?;
        Ok(worst.map(|level| ratings.label(level).to_owned()))
    }

    /// A component's own time to repair, if somebody has stated and it is understood.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn restore(&self, component: ComponentId) -> Result<Option<Duration>> {
        let stated = self.stated(component)?;
        let restore = stated.and_then(|stated| stated.restore.as_ref()?.known());
        Ok(restore.copied())
    }

    /// How long a component may be away, if somebody has stated and it is understood.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn rto(&self, component: ComponentId) -> Result<Option<Duration>> {
        let stated = self.stated(component)?;
        let rto = stated.and_then(|stated| stated.rto.as_ref()?.known());
        Ok(rto.copied())
    }

    /// What happens when some components fail together.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn fail(&self, failed: impl IntoIterator<Item = ComponentId>) -> Result<BlastRadius<'_>> {
        self.structure.fail(failed)
    }

    /// The keys of the components of a set, in order.
    ///
    /// # Errors
    ///
    /// When the set is one of another graph.
    pub fn keys<'a>(&'a self, set: &'a ComponentSet) -> Result<impl Iterator<Item = Key> + 'a> {
        self.structure.graph.check(set.graph())?;
        Ok(set.iter().map(|component| self.key(component).ours()))
    }

    /// The keys of some components, in the order in which these are given.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn keys_of(&self, components: impl IntoIterator<Item = ComponentId>) -> Result<Vec<Key>> {
        let components = components.into_iter();
        components.map(|component| self.key(component)).collect()
    }

    /// The components that some names mean, as [`find`](Self::find) has it.
    ///
    /// # Errors
    ///
    /// When there is no such component.
    pub fn find_all(
        &self,
        names: &[impl AsRef<str>],
    ) -> Result<Vec<ComponentId>, UnknownComponent> {
        names.iter().map(|name| self.find(name.as_ref())).collect()
    }
}

/// Adds what a component states that it requires. The positions of what it names come next.
fn require(
    component: ComponentView<'_>,
    positions: &mut impl Iterator<Item = Option<u32>>,
    names: &mut Names,
    builder: &mut StructureBuilder,
) {
    let owner = number(component.position());
    let mut is_known = component.requires.is_some() && !component.has_unread_needs();
    let mut members = Vec::new();
    for requirement in component.requires.iter().flatten() {
        members.clear();
        let mut has_names = true;
        for (name, position) in requirement.members.iter().zip(&mut *positions) {
            let member = has_names.then(|| names.find_or_add(name, position));
            members.extend(member.flatten());
            has_names &= member.flatten().is_some();
        }
        let (need, effect) = (requirement.need, requirement.effect);
        let mut add = || builder.require_numbers(owner, &mut members, need, effect);
        // What makes no sense is reported by a finding.
        is_known &= has_names && add().is_ok();
    }
    if let Some(container) = names.find_or_add(&component.within, None) {
        let _ = builder.require_numbers(owner, &mut vec![container], 1, Effect::Hard);
    }
    if is_known {
        builder.know(builder.graph.component(owner)).ours();
    }
}
