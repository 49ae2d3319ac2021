//! What a source has a place for: a sheet without a Status column says nothing of statuses.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Extra, Record, RecordField, Register};
use crate::error::InvalidRegister;
use crate::record::{ComponentField, Key, RiskField};

/// What a source has a place for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SourceScope {
    /// All that a register can state.
    #[default]
    Everything,
    /// Only some columns.
    Columns {
        /// Of the risks.
        risks: Columns<RiskField>,
        /// Of the components; `None` when the source declares none.
        components: Option<Columns<ComponentField>>,
    },
}

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns<F> {
    /// The fields of the model that have a column, or a part of one.
    pub fields: Vec<F>,
    /// The headers of the other columns.
    pub extra: Vec<Key>,
}

impl<F> Default for Columns<F> {
    fn default() -> Self {
        Self {
            fields: Vec::new(),
            extra: Vec::new(),
        }
    }
}

impl SourceScope {
    /// The register that was read, completed by what the source has no place for, which stays as
    /// it is in another register.
    ///
    /// Records are matched by their keys. A record that the source does not have is not added,
    /// except where it has no components at all.
    ///
    /// # Errors
    ///
    /// None when the two registers were valid.
    pub fn complete(&self, read: Register, by: &Register) -> Result<Register, InvalidRegister> {
        let Self::Columns { risks, components } = self else {
            return Ok(read);
        };
        let risk_keys: Vec<Key> = read.risks().map(|risk| risk.key()).collect();
        let component_keys: Vec<Key> = read.components().map(|c| c.key()).collect();
        let (title, scale, mut read_components, mut read_risks) = read.into_parts();
        for (risk, key) in read_risks.iter_mut().zip(&risk_keys) {
            if let Some(old) = by.risk(key) {
                complete(risk, old.stated(), risks);
            }
        }
        match components {
            None => read_components = by.components().map(|c| c.stated().clone()).collect(),
            Some(columns) => {
                for (component, key) in read_components.iter_mut().zip(&component_keys) {
                    if let Some(old) = by.component(key) {
                        complete(component, old.stated(), columns);
                    }
                }
            }
        }
        let title = if title.is_empty() {
            by.title().to_owned()
        } else {
            title
        };
        Register::new(title, scale, read_components, read_risks)
    }
}

/// Completes a record by what the source has no column for.
fn complete<T: Record>(read: &mut T, old: &T, columns: &Columns<T::Field>) {
    let mut completed = old.clone();
    for field in &columns.fields {
        field.kind().swap(&mut completed, read);
    }
    let extra = std::mem::take(read.extra_mut());
    *completed.extra_mut() = completed_extra(extra, old.extra(), columns);
    *read = completed;
}

/// The values read, and those of headers that the source has no column for.
fn completed_extra<F>(read: Extra, old: &Extra, columns: &Columns<F>) -> Extra {
    let mut extra = read;
    for (key, value) in old.iter() {
        if !columns.extra.contains(key) && extra.get(key).is_none() {
            extra.insert(key.clone(), value.clone());
        }
    }
    extra
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Component, ExtraValue, Risk, Scale, Status};

    #[test]
    fn what_the_source_has_no_column_for_stays_as_it_was() {
        let mut old = Risk::new("R1");
        old.likelihood = Some("Low".into());
        old.notes = "gone".into();
        old.status = Some(Status::Accepted.into());
        old.extra
            .insert(Key::first("Team"), ExtraValue::Text("A".into()));
        old.extra.insert(Key::first("Cost"), ExtraValue::Integer(1));
        let mut read = Risk::new("R1");
        read.likelihood = Some("High".into());
        let register =
            |components, risks| Register::new("", Scale::default(), components, risks).unwrap();
        let scope = SourceScope::Columns {
            risks: Columns {
                fields: vec![
                    RiskField::Reference,
                    RiskField::Likelihood,
                    RiskField::Notes,
                ],
                extra: vec![Key::first("Cost")],
            },
            components: None,
        };
        let old = register(vec![Component::new("API")], vec![old]);
        let completed = scope.complete(register(vec![], vec![read]), &old).unwrap();
        let risk = completed.risk(&Key::first("R1")).unwrap();
        assert_eq!(risk.likelihood.as_deref(), Some("High"));
        assert_eq!(risk.notes, "", "there is a column, and it is empty");
        assert_eq!(risk.status, Some(Status::Accepted.into()));
        let headers: Vec<String> = risk.extra.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(headers, ["Team"]);
        assert_eq!(completed.components().len(), 1);
    }
}
