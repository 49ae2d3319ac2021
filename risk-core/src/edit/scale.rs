//! Another scale for a register.

use super::values::label;
use super::{EditError, Editor, LevelMapping, Unmapped};
use crate::record::{Key, RiskField};
use crate::register::{Level, Levels, Risk, Scale};

/// An axis of two scales, and what becomes of the levels of the old one.
struct Axis<'a> {
    field: RiskField,
    old: &'a Levels,
    new: &'a Levels,
    /// By the position of the level: the label that it becomes, where that was specified.
    mapped: Vec<Option<&'a str>>,
}

/// What becomes of a level as a risk states it.
enum Outcome {
    /// It stays as it is.
    Stays,
    /// It becomes another text.
    Becomes(String),
    /// It stays as it is and means nothing any more: the level that it was.
    Unmapped(Level),
}

impl Editor {
    /// Has the register use another scale.
    ///
    /// A level that the mapping has becomes the one that it states. Any other one stays as it is
    /// stated where the new scale knows that word, or else becomes its label on the old scale where
    /// the new one knows that. What is left is unmapped: it stays as it is stated, and is reported, so
    /// that the caller can decide. What was no level of the old scale stays as it is stated too.
    ///
    /// The unmapped levels come likelihood first, and lowest first.
    ///
    /// # Errors
    ///
    /// When the mapping is of what is neither likelihood nor impact, or has a word that is not a level of the scale
    /// before or of the one after, or maps one level to two.
    pub fn use_scale(
        &mut self,
        scale: Scale,
        mapping: &[LevelMapping],
    ) -> Result<Vec<Unmapped>, EditError> {
        let axes = [RiskField::Likelihood, RiskField::Impact];
        if let Some(other) = mapping.iter().find(|entry| !axes.contains(&entry.field)) {
            return Err(EditError::NotAnAxis {
                field: other.field.to_string(),
            });
        }
        let likelihood = Axis::new(RiskField::Likelihood, &self.scale, &scale, mapping)?;
        let impact = Axis::new(RiskField::Impact, &self.scale, &scale, mapping)?;
        let mut unmapped = Vec::new();
        for axis in [likelihood, impact] {
            let mut left = vec![Vec::new(); axis.old.len()];
            let places: Vec<usize> = self.risks.iter().map(|(place, _)| place).collect();
            for place in places {
                let stated = axis.stated(self.risks.get_mut(place));
                match axis.outcome(stated.as_deref()) {
                    Outcome::Stays => {}
                    Outcome::Becomes(text) => *stated = Some(text),
                    Outcome::Unmapped(level) => {
                        left[level.position()].push(self.risks.key(place));
                    }
                }
            }
            unmapped.extend(axis.unmapped(left));
        }
        self.scale = scale;
        Ok(unmapped)
    }
}

impl<'a> Axis<'a> {
    fn new(
        field: RiskField,
        old: &'a Scale,
        new: &'a Scale,
        mapping: &[LevelMapping],
    ) -> Result<Self, EditError> {
        let levels = if field == RiskField::Impact {
            Scale::impact
        } else {
            Scale::likelihood
        };
        let axis_of = (field.into(), levels as fn(&Scale) -> &Levels);
        let mut axis = Self {
            field,
            old: levels(old),
            new: levels(new),
            mapped: vec![None; levels(old).len()],
        };
        for entry in mapping.iter().filter(|entry| entry.field == field) {
            let from = label(axis_of, old, &entry.from)?;
            let to = label(axis_of, new, &entry.to)?;
            axis.map(from, to)?;
        }
        Ok(axis)
    }

    fn map(&mut self, from: &str, to: &'a str) -> Result<(), EditError> {
        let Some(level) = self.old.find(from) else {
            return Ok(());
        };
        match self.mapped[level.position()].replace(to) {
            Some(first) if first != to => Err(EditError::MappedTwice {
                from: from.to_owned(),
                first: first.to_owned(),
                second: to.to_owned(),
            }),
            _ => Ok(()),
        }
    }

    fn stated<'r>(&self, risk: &'r mut Risk) -> &'r mut Option<String> {
        if self.field == RiskField::Impact {
            &mut risk.impact
        } else {
            &mut risk.likelihood
        }
    }

    fn outcome(&self, stated: Option<&str>) -> Outcome {
        let Some((text, level)) = stated.and_then(|text| Some((text, self.old.find(text)?))) else {
            return Outcome::Stays;
        };
        let label = self.old.label(level);
        match self.mapped[level.position()] {
            Some(to) => Outcome::Becomes(to.to_owned()),
            None if self.new.find(text).is_some() => Outcome::Stays,
            None if self.new.find(label).is_some() => Outcome::Becomes(label.to_owned()),
            None => Outcome::Unmapped(level),
        }
    }

    /// The unmapped levels that risks state, with those risks by the position of the level.
    fn unmapped(&self, risks: Vec<Vec<Key>>) -> impl Iterator<Item = Unmapped> {
        let levels = self.old.iter().zip(risks);
        let stated = levels.filter(|(_, risks)| !risks.is_empty());
        stated.map(|((_, level), risks)| Unmapped {
            field: self.field,
            level: level.label.clone(),
            risks,
        })
    }
}
