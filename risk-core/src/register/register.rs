//! All components and risks of one system, with the scale that rates them.

use std::sync::{Arc, OnceLock};

use super::names::Names;
use super::{Component, ComponentView, Record, Risk, RiskView, Scale, blank_entry};
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::record::text::three_nearest;

/// All components and risks of one system, with the scale that rates them.
///
/// A register is built once, by [`Register::new`], and then only asked. The order of its records
/// is kept. Looking a record up takes the same time however many there are. A clone costs nothing: it
/// shares all of it.
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub(super) parts: Arc<Parts>,
}

/// What the clones of a register share.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    title: String,
    pub scale: Scale,
    // Shared with the registers that are made of this one, of which most records are the same.
    pub components: Vec<Arc<Component>>,
    pub risks: Vec<Arc<Risk>>,
    pub component_names: Arc<Names>,
    pub risk_names: Arc<Names>,
    /// Found when somebody asks, once for all.
    positions_required: OnceLock<Vec<Option<u32>>>,
}

impl Register {
    /// A register of the given records, in their order.
    ///
    /// References and names may repeat or be blank; that is for the checks to report.
    ///
    /// # Errors
    ///
    /// When an observation, a mitigation, a runbook action or a tracker link has no text.
    pub fn new(
        title: impl Into<String>,
        scale: Scale,
        components: Vec<Component>,
        risks: Vec<Risk>,
    ) -> Result<Self, InvalidRegister> {
        let components = components.into_iter().map(Arc::new).collect();
        let risks = risks.into_iter().map(Arc::new).collect();
        let parts = Parts {
            title: title.into(),
            ..Parts::default()
        };
        Self::of(parts).with_records(scale, components, risks)
    }

    fn of(parts: Parts) -> Self {
        let parts = Arc::new(parts);
        Self { parts }
    }

    /// The register with other records, of which most are the same and need no other look.
    ///
    /// # Errors
    ///
    /// As for a new register.
    pub(crate) fn with_records(
        &self,
        scale: Scale,
        components: Vec<Arc<Component>>,
        risks: Vec<Arc<Risk>>,
    ) -> Result<Self, InvalidRegister> {
        let before = &*self.parts;
        let component_names = names(
            (&before.component_names, &before.components),
            &components,
            |component| &component.name,
        );
        let risk_names = names((&before.risk_names, &before.risks), &risks, |risk| {
            &risk.reference
        });
        let register = Self::of(Parts {
            title: before.title.clone(),
            scale,
            components,
            risks,
            component_names,
            risk_names,
            positions_required: OnceLock::new(),
        });
        let known = |at: usize| {
            let known = before.risks.get(at);
            known.is_some_and(|known| Arc::ptr_eq(known, &register.parts.risks[at]))
        };
        for risk in register.risks().filter(|risk| !known(risk.position())) {
            if let Some((field, position)) = blank_entry(risk.stated()) {
                return Err(InvalidRegister::BlankEntry {
                    risk: Box::new(risk.key()),
                    field,
                    entry: position + 1,
                });
            }
        }
        Ok(register)
    }

    /// The same register under another title.
    pub(crate) fn with_title(mut self, title: String) -> Self {
        if self.title() != title {
            Arc::make_mut(&mut self.parts).title = title;
        }
        self
    }

    /// What the register is called; empty when nobody has stated.
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// The scale that the risks are rated on.
    pub fn scale(&self) -> &Scale {
        &self.parts.scale
    }

    /// The declared components, in order.
    pub fn components(&self) -> impl ExactSizeIterator<Item = ComponentView<'_>> + Clone {
        (0..self.parts.components.len()).map(|position| ComponentView {
            register: self,
            position,
        })
    }

    /// The risks, in order.
    pub fn risks(&self) -> impl ExactSizeIterator<Item = RiskView<'_>> + Clone {
        (0..self.parts.risks.len()).map(|position| RiskView {
            register: self,
            position,
        })
    }

    /// The risk at a position, from 0, if there is one.
    pub fn risk_at(&self, position: usize) -> Option<RiskView<'_>> {
        (position < self.parts.risks.len()).then_some(RiskView {
            register: self,
            position,
        })
    }

    /// The declared component at a position, from 0, if there is one.
    pub fn component_at(&self, position: usize) -> Option<ComponentView<'_>> {
        (position < self.parts.components.len()).then_some(ComponentView {
            register: self,
            position,
        })
    }

    /// The risk of a key, if there is one.
    pub fn risk(&self, key: &Key) -> Option<RiskView<'_>> {
        self.risk_at(self.parts.risk_names.find(key)?)
    }

    /// The risk that a reference means: the one of this key, such as `R03~2`, else the only one of which the
    /// reference differs in case alone.
    pub fn find_risk(&self, reference: &str) -> Option<RiskView<'_>> {
        if let Some(risk) = self.risk(&Key::parse(reference)) {
            return Some(risk);
        }
        let folded = reference.to_lowercase();
        let alike = |risk: &RiskView<'_>| risk.reference.to_lowercase() == folded;
        let mut alike = self.risks().filter(alike);
        alike.next().filter(|_| alike.next().is_none())
    }

    /// How many risks have a reference.
    pub fn count_risks(&self, reference: &str) -> usize {
        self.parts.risk_names.count(reference)
    }

    /// How many declared components have a name.
    #[cfg(feature = "trackers")]
    pub(crate) fn count_components(&self, name: &str) -> usize {
        self.parts.component_names.count(name)
    }

    /// The declared component of a key, if there is one.
    pub fn component(&self, key: &Key) -> Option<ComponentView<'_>> {
        self.component_at(self.parts.component_names.find(key)?)
    }

    /// The position of the first declared component of exactly this name, if there is one.
    pub(crate) fn position_of(&self, name: &str) -> Option<usize> {
        self.parts.component_names.first(name)
    }

    /// For each name that the components require, in order, the position of the first declared component of exactly
    /// this name, if there is one.
    pub(crate) fn positions_required(&self) -> impl Iterator<Item = Option<u32>> {
        let positions = self.parts.positions_required.get_or_init(|| {
            let components = self.parts.components.iter();
            let requirements = components.flat_map(|component| component.requires.iter().flatten());
            let names = requirements.flat_map(|requirement| &requirement.members);
            let position = |name: &String| u32::try_from(self.position_of(name)?).ok();
            names.map(position).collect()
        });
        positions.iter().copied()
    }

    /// The positions of the declared components that are called so but for case and what stands between words, the first
    /// of each name.
    pub(crate) fn positions_alike(&self, name: &str) -> &[usize] {
        let folded = Component::fold_name(name);
        self.parts
            .component_names
            .alike(&folded, Component::fold_name)
    }

    /// The declared component that a name means: the first of exactly this name, else of the only
    /// name that differs in case, spaces, hyphens and underscores alone. No name means no component, not even one without
    /// a name.
    pub fn find_component(&self, name: &str) -> Option<ComponentView<'_>> {
        if name.trim().is_empty() {
            return None;
        }
        let alike = || match self.positions_alike(name) {
            [only] => Some(*only),
            _ => None,
        };
        self.component_at(self.position_of(name).or_else(alike)?)
    }

    /// The same, for a name that somebody typed.
    ///
    /// # Errors
    ///
    /// When there is no such component, with the names of the three nearest. To find these takes time for each
    /// component, so many names are better [looked for](Self::find_component) without.
    pub fn resolve_component(&self, name: &str) -> Result<ComponentView<'_>, UnknownComponent> {
        self.find_component(name).ok_or_else(|| {
            let nearest = self.names_nearest(name).into_iter();
            UnknownComponent {
                name: name.to_owned(),
                nearest: nearest.map(str::to_owned).collect(),
            }
        })
    }

    /// The names of components nearest to one that does not exist, at most three.
    pub(crate) fn names_nearest(&self, name: &str) -> Vec<&str> {
        let names = self.parts.components.iter().map(|c| c.name.as_str());
        three_nearest(name, names.filter(|name| !name.trim().is_empty()))
    }

    /// The references nearest to one that does not exist, at most three.
    pub fn references_nearest(&self, reference: &str) -> Vec<&str> {
        let references = self.parts.risks.iter().map(|risk| risk.reference.as_str());
        three_nearest(
            reference,
            references.filter(|reference| !reference.is_empty()),
        )
    }

    /// How many rehearsals there are, of risks and of components.
    pub fn count_rehearsals(&self) -> usize {
        let of_risks = self.parts.risks.iter().map(|risk| risk.rehearsals.len());
        let of_components = self.parts.components.iter().map(|one| one.rehearsals.len());
        of_risks.chain(of_components).sum()
    }

    /// The register without rehearsals, for a workbook that has no sheet of them.
    #[must_use]
    pub fn without_rehearsals(mut self) -> Self {
        let parts = Arc::make_mut(&mut self.parts);
        for component in &mut parts.components {
            if !component.rehearsals.is_empty() {
                Arc::make_mut(component).rehearsals.clear();
            }
        }
        for risk in &mut parts.risks {
            if !risk.rehearsals.is_empty() {
                Arc::make_mut(risk).rehearsals.clear();
            }
        }
        self
    }

    /// Takes the register apart, to build another one of its records.
    pub fn into_parts(self) -> (String, Scale, Vec<Component>, Vec<Risk>) {
        let parts = Arc::unwrap_or_clone(self.parts);
        let components = parts.components.into_iter().map(Arc::unwrap_or_clone);
        let risks = parts.risks.into_iter().map(Arc::unwrap_or_clone);
        (
            parts.title,
            parts.scale,
            components.collect(),
            risks.collect(),
        )
    }

    /// The risks, to be shared with another register.
    pub(crate) fn shared_risks(&self) -> &[Arc<Risk>] {
        &self.parts.risks
    }

    /// The declared components, to be shared with another register.
    pub(crate) fn shared_components(&self) -> &[Arc<Component>] {
        &self.parts.components
    }
}

/// Two registers are equal when they state the same.
impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (&*self.parts, &*other.parts);
        ours.title == theirs.title
            && ours.scale == theirs.scale
            && same_records(&ours.components, &theirs.components)
            && same_records(&ours.risks, &theirs.risks)
    }
}

/// Whether records are the same: shared, or alike.
fn same_records<T: PartialEq>(ours: &[Arc<T>], theirs: &[Arc<T>]) -> bool {
    let mut pairs = ours.iter().zip(theirs);
    ours.len() == theirs.len() && pairs.all(|(a, b)| Arc::ptr_eq(a, b) || a == b)
}

/// No declared component has the name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no component is named `{name}`")]
#[non_exhaustive]
pub struct UnknownComponent {
    /// The name that was looked for.
    pub name: String,
    /// The three names nearest to it, nearest first.
    pub nearest: Vec<String>,
}

/// Where records are by their names: as before, where the names are as before.
fn names<T>(
    (known, before): (&Arc<Names>, &[Arc<T>]),
    records: &[Arc<T>],
    name: fn(&T) -> &String,
) -> Arc<Names> {
    let same = |(a, b): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(a, b) || name(a) == name(b);
    if before.len() == records.len() && before.iter().zip(records).all(same) {
        return Arc::clone(known);
    }
    Arc::new(Names::new(records.iter().map(|record| name(record))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Mitigation;

    fn register(references: &[&str]) -> Register {
        let risks = references.iter().copied().map(Risk::new).collect();
        Register::new("Test", Scale::default(), Vec::new(), risks).unwrap()
    }

    #[test]
    fn a_repeated_or_blank_reference_is_told_apart_by_its_occurrence() {
        let register = register(&["R1", "", "R1", "", "R1"]);
        let keys: Vec<String> = register
            .risks()
            .map(|risk| risk.key().to_string())
            .collect();
        assert_eq!(keys, ["R1", "~1", "R1~2", "~2", "R1~3"]);
        for (position, key) in keys.iter().enumerate() {
            let found = register.risk(&Key::parse(key)).unwrap();
            assert_eq!(found.position(), position);
        }
        assert!(register.risk(&Key::parse("R1~4")).is_none());
        assert_eq!(register.count_risks("R1"), 3);
        assert_eq!(register.count_risks("R2"), 0);
    }

    #[test]
    fn a_component_resolves_exactly_or_by_the_only_match_but_for_case() {
        let components = ["API", "api", "Postgres primary"]
            .map(Component::new)
            .to_vec();
        let register = Register::new("", Scale::default(), components, Vec::new()).unwrap();
        let name = |text| {
            register
                .resolve_component(text)
                .map(|c| c.stated().name.clone())
        };
        assert_eq!(name("api").unwrap(), "api");
        assert_eq!(name("postgres  PRIMARY").unwrap(), "Postgres primary");
        assert!(
            name("Api").is_err(),
            "two components differ from it in case alone"
        );
        assert!(name("").is_err());
        let unknown = name("Postgres").unwrap_err();
        assert_eq!(unknown.nearest.len(), 3);
    }

    #[test]
    fn a_risk_is_unrated_unless_both_levels_are_known() {
        let mut risk = Risk::new("R1");
        risk.likelihood = Some("high".into());
        let mut bad = risk.clone();
        bad.impact = Some("Hgih".into());
        let mut good = risk.clone();
        good.impact = Some("HIGH".into());
        let register = Register::new("", Scale::default(), vec![], vec![risk, bad, good]).unwrap();
        let rating = register.scale().rating();
        let rated: Vec<_> = register
            .risks()
            .map(|r| r.rating().map(|l| rating.label(l)))
            .collect();
        assert_eq!(rated, [None, None, Some("Critical")]);
    }

    #[test]
    fn an_entry_without_text_is_refused() {
        let mut risk = Risk::new("R1");
        risk.mitigations = vec![Mitigation::from("a"), Mitigation::from(" ")];
        let error = Register::new("", Scale::default(), vec![], vec![risk]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "entry 2 of mitigations of the risk `R1` is blank"
        );
    }
}
