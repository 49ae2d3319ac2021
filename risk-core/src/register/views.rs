//! Records together with what their register makes of them.

use std::ops::Deref;

use super::{Component, Level, Levels, Register, Risk, Stated};
use crate::record::text::said;
use crate::record::{ComponentField, Key, RiskField};

/// A risk of a register: all that it states, and what the register makes of it.
#[derive(Debug, Clone, Copy)]
pub struct RiskView<'a> {
    pub(super) register: &'a Register,
    pub(super) position: usize,
}

impl<'a> RiskView<'a> {
    /// The risk, as it was stated.
    pub fn stated(self) -> &'a Risk {
        &self.register.parts.risks[self.position]
    }

    /// The position of the risk in its register, from 0.
    pub fn position(self) -> usize {
        self.position
    }

    /// The identity of the risk: its reference, and which of those with that reference it is.
    pub fn key(self) -> Key {
        let occurrence = self.register.parts.risk_names.occurrence(self.position);
        Key::new(self.stated().reference.clone(), occurrence)
    }

    /// The component that the risk names, where the register declares it.
    pub fn declared_component(self) -> Option<ComponentView<'a>> {
        self.register.find_component(&self.stated().component)
    }

    /// Who answers for the risk: its owner, else the owner of its component; empty where neither is stated, as by `TBD`,
    /// and where the owner of the risk could not be read.
    pub fn responsible(self) -> &'a str {
        match said(&self.stated().owner) {
            "" if self.stated().is_unread(RiskField::Owner) => "",
            "" => {
                let component = self.declared_component();
                component.map_or("", |component| said(&component.stated().owner))
            }
            owner => owner,
        }
    }

    /// Whether nobody knows who answers for the risk, because what is stated of it could not be read.
    pub(crate) fn is_responsible_unread(self) -> bool {
        let is_of_component =
            |one: ComponentView<'_>| one.stated().is_unread(ComponentField::Owner);
        let stated = self.stated();
        self.responsible().is_empty()
            && (stated.is_unread(RiskField::Owner)
                || stated.is_unread(RiskField::Component)
                || self.declared_component().is_some_and(is_of_component))
    }

    /// The likelihood on the register's scale; `None` when nobody has stated.
    pub fn likelihood(self) -> Option<Stated<Level>> {
        interpret(
            self.register.parts.scale.likelihood(),
            self.stated().likelihood.as_deref(),
        )
    }

    /// The impact on the register's scale; `None` when nobody has stated.
    pub fn impact(self) -> Option<Stated<Level>> {
        interpret(
            self.register.parts.scale.impact(),
            self.stated().impact.as_deref(),
        )
    }

    /// The rating that the scale gives; `None` when the risk is unrated, because its likelihood
    /// or its impact is missing or no level of the scale.
    pub fn rating(self) -> Option<Level> {
        let (likelihood, impact) = (self.likelihood()?, self.impact()?);
        let scale = &self.register.parts.scale;
        Some(scale.rate(*likelihood.known()?, *impact.known()?))
    }

    /// How high the risk was rated when it was accepted, on the register's scale; `None` when nobody has stated.
    pub fn accepted_rating(self) -> Option<Stated<Level>> {
        interpret(
            self.register.parts.scale.rating(),
            self.stated().acceptance.rating.as_deref(),
        )
    }

    /// The label of the rating; `None` when the risk is unrated.
    pub fn rating_label(self) -> Option<&'a str> {
        let rating = self.rating()?;
        Some(self.register.parts.scale.rating().label(rating))
    }
}

impl Deref for RiskView<'_> {
    type Target = Risk;

    fn deref(&self) -> &Risk {
        self.stated()
    }
}

fn interpret(levels: &Levels, text: Option<&str>) -> Option<Stated<Level>> {
    let text = text?;
    Some(match levels.find(text) {
        Some(level) => Stated::Known(level),
        None => Stated::Unrecognised(text.to_owned()),
    })
}

/// A declared component of a register.
#[derive(Debug, Clone, Copy)]
pub struct ComponentView<'a> {
    pub(super) register: &'a Register,
    pub(super) position: usize,
}

impl<'a> ComponentView<'a> {
    /// The component, as it was stated.
    pub fn stated(self) -> &'a Component {
        &self.register.parts.components[self.position]
    }

    /// The position of the component in its register, from 0.
    pub fn position(self) -> usize {
        self.position
    }

    /// The identity of the component: its name, and which of those of that name it is.
    pub fn key(self) -> Key {
        let occurrence = self
            .register
            .parts
            .component_names
            .occurrence(self.position);
        Key::new(self.stated().name.clone(), occurrence)
    }
}

impl Deref for ComponentView<'_> {
    type Target = Component;

    fn deref(&self) -> &Component {
        self.stated()
    }
}
