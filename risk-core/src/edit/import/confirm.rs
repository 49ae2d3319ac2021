//! Requirements that were assumed, confirmed.

use std::collections::HashSet;

use super::super::{EditError, Editor};
use crate::record::text::nearest;
use crate::register::{Origin, Requirement};

impl Editor {
    /// Confirms requirements that were assumed: of the components named, or of all; from one
    /// source, or from any. Returns how many there were.
    ///
    /// # Errors
    ///
    /// When no component or more than one is called so, and when nothing was imported from the source.
    pub fn confirm_requirements(
        &mut self,
        components: &[String],
        source: Option<&str>,
    ) -> Result<usize, EditError> {
        let named = components.iter().map(|name| self.find_component(name));
        let named = named.collect::<Result<HashSet<usize>, EditError>>()?;
        if let Some(source) = source {
            self.find_source(source)?;
        }
        let is_meant = |requirement: &Requirement| match &requirement.origin {
            Origin::Declared => false,
            Origin::Assumed(from) => source.is_none_or(|source| source == from),
        };
        let all = self.components.iter();
        let places = all.filter(|(place, component)| {
            let mut requires = component.requires.iter().flatten();
            (named.is_empty() || named.contains(place)) && requires.any(is_meant)
        });
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        let mut count = 0;
        for place in places {
            let requires = self.components.get_mut(place).requires.iter_mut().flatten();
            for requirement in requires.filter(|requirement| is_meant(requirement)) {
                requirement.origin = Origin::Declared;
                count += 1;
            }
        }
        Ok(count)
    }

    /// Refuses a source that nothing is from.
    fn find_source(&self, name: &str) -> Result<(), EditError> {
        let mut sources: HashSet<&str> = HashSet::new();
        for (_, component) in self.components.iter() {
            sources.extend(component.origins.iter().map(|one| one.source.as_str()));
            let requirements = component.requires.iter().flatten();
            sources.extend(requirements.filter_map(|one| match &one.origin {
                Origin::Assumed(source) => Some(source.as_str()),
                Origin::Declared => None,
            }));
        }
        if sources.contains(name) {
            return Ok(());
        }
        let mut sources: Vec<&str> = sources.into_iter().collect();
        sources.sort_unstable();
        Err(EditError::UnknownSource {
            name: name.to_owned(),
            nearest: nearest(name, sources).map(str::to_owned),
        })
    }
}
