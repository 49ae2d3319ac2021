//! What a source has a place for: a sheet without a Status column says nothing of statuses.

use super::{Component, Field, InvalidRegister, Key, Register, Risk};

/// What a source has a place for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Coverage {
    /// All that a register can state.
    #[default]
    Everything,
    /// Only some columns.
    Columns {
        /// Of the risks.
        risks: Columns,
        /// Of the components; `None` when the source declares none.
        components: Option<Columns>,
    },
}

/// The columns of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The fields of the model that have a column.
    pub fields: Vec<Field>,
    /// The headers of the other columns.
    pub extra: Vec<Key>,
}

impl Coverage {
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
                complete_risk(risk, old.stated(), risks);
            }
        }
        match components {
            None => read_components = by.components().map(|c| c.stated().clone()).collect(),
            Some(columns) => {
                for (component, key) in read_components.iter_mut().zip(&component_keys) {
                    if let Some(old) = by.component(key) {
                        complete_component(component, old.stated(), columns);
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

fn complete_risk(risk: &mut Risk, old: &Risk, columns: &Columns) {
    let mut completed = old.clone();
    for field in &columns.fields {
        match field {
            Field::Reference => completed.reference = std::mem::take(&mut risk.reference),
            Field::Component => completed.component = std::mem::take(&mut risk.component),
            Field::Description => completed.description = std::mem::take(&mut risk.description),
            Field::Likelihood => completed.likelihood = risk.likelihood.take(),
            Field::Impact => completed.impact = risk.impact.take(),
            Field::Observations => completed.observations = std::mem::take(&mut risk.observations),
            Field::Mitigations => completed.mitigations = std::mem::take(&mut risk.mitigations),
            Field::RunbookActions => {
                completed.runbook_actions = std::mem::take(&mut risk.runbook_actions);
            }
            // The links stand among the notes.
            Field::Notes => {
                completed.notes = std::mem::take(&mut risk.notes);
                completed.tracker_links = std::mem::take(&mut risk.tracker_links);
            }
            Field::Status => completed.status = risk.status.take(),
            Field::Owner => completed.owner = std::mem::take(&mut risk.owner),
            Field::ReviewBy => completed.review_by = risk.review_by.take(),
            Field::AcceptedBy => completed.acceptance.by = std::mem::take(&mut risk.acceptance.by),
            Field::AcceptedUntil => completed.acceptance.until = risk.acceptance.until.take(),
            Field::AcceptanceReason => {
                completed.acceptance.reason = std::mem::take(&mut risk.acceptance.reason);
            }
            _ => {}
        }
    }
    completed.extra = completed_extra(std::mem::take(&mut risk.extra), &old.extra, columns);
    *risk = completed;
}

fn complete_component(component: &mut Component, old: &Component, columns: &Columns) {
    let mut completed = old.clone();
    for field in &columns.fields {
        match field {
            Field::Name => completed.name = std::mem::take(&mut component.name),
            Field::Kind => completed.kind = std::mem::take(&mut component.kind),
            Field::Owner => completed.owner = std::mem::take(&mut component.owner),
            Field::Tier => completed.tier = std::mem::take(&mut component.tier),
            Field::Description => {
                completed.description = std::mem::take(&mut component.description);
            }
            Field::Restore => completed.restore = component.restore.take(),
            Field::Rto => completed.rto = component.rto.take(),
            Field::Rpo => completed.rpo = component.rpo.take(),
            Field::Within => completed.within = std::mem::take(&mut component.within),
            Field::Requires => completed.requires = component.requires.take(),
            _ => {}
        }
    }
    completed.extra = completed_extra(std::mem::take(&mut component.extra), &old.extra, columns);
    *component = completed;
}

/// The values read, and those of headers that the source has no column for.
fn completed_extra(read: super::Extra, old: &super::Extra, columns: &Columns) -> super::Extra {
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
    use crate::register::{ExtraValue, Scale, Status};

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
        let coverage = Coverage::Columns {
            risks: Columns {
                fields: vec![Field::Reference, Field::Likelihood, Field::Notes],
                extra: vec![Key::first("Cost")],
            },
            components: None,
        };
        let old = register(vec![Component::new("API")], vec![old]);
        let completed = coverage
            .complete(register(vec![], vec![read]), &old)
            .unwrap();
        let risk = completed.risk(&Key::first("R1")).unwrap();
        assert_eq!(risk.likelihood.as_deref(), Some("High"));
        assert_eq!(risk.notes, "", "there is a column, and it is empty");
        assert_eq!(risk.status, Some(Status::Accepted.into()));
        let headers: Vec<String> = risk.extra.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(headers, ["Team"]);
        assert_eq!(completed.components().len(), 1);
    }
}
