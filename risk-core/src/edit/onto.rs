//! A register onto another one, of which it may state only a part.

use std::collections::{HashMap, VecDeque};

use super::{Change, Edited, Lineage, Matches};
use crate::check::{Reading, Settings};
use crate::error::{Error, InvalidRegister};
use crate::register::{
    Columns, Extra, Observation, ObservationStatus, Record, RecordField, Register, SourceScope,
};

impl Edited {
    /// What makes a register the one that a source states, which was read at another time. What the source has no
    /// place for stays, and `matches` states which records are which where the source does not show.
    ///
    /// # Errors
    ///
    /// When it is not clear which record is which, and when a match is of no record.
    pub fn onto(before: &Register, source: &Reading, matches: &Matches) -> Result<Self, Error> {
        let (after, lineage) = onto(before, source, matches)?;
        Ok(Self::new(before.clone(), after, lineage))
    }

    /// The same edit, which sets the settings of the register, too.
    #[must_use]
    pub fn with_settings(mut self, before: &Settings, after: &Settings) -> Self {
        if before != after {
            let (before, after) = (Box::new(before.clone()), Box::new(after.clone()));
            self.changes.insert(0, Change::Settings { before, after });
        }
        self
    }

    /// The same edit, with the settings that a change sets, if it does.
    pub(super) fn with_settings_of(self, change: &Change) -> Self {
        match change {
            Change::Settings { before, after } => self.with_settings(before, after),
            _ => self,
        }
    }

    /// The settings after the edit, where it sets any.
    pub fn settings(&self) -> Option<&Settings> {
        self.settings_change().map(|(_, after)| after)
    }

    /// The settings before the edit, where it sets any.
    pub fn settings_before(&self) -> Option<&Settings> {
        self.settings_change().map(|(before, _)| before)
    }

    fn settings_change(&self) -> Option<(&Settings, &Settings)> {
        self.changes.iter().find_map(|change| match change {
            Change::Settings { before, after } => Some((&**before, &**after)),
            _ => None,
        })
    }
}

/// Settings in words, each by its key.
pub(super) fn words(settings: &Settings) -> [(&'static str, String); 5] {
    let list = |texts: Vec<String>| texts.join(", ");
    let severities = settings.severities.iter();
    let severities = severities.map(|(code, severity)| format!("{code}={severity}"));
    let trackers = settings.trackers.patterns().iter();
    let columns = settings.columns.iter();
    let columns = columns.map(|(field, header)| format!("{field}={header}"));
    let fill_down = settings.fill_down.iter().map(ToString::to_string);
    [
        ("severities", list(severities.collect())),
        (
            "trackers",
            list(trackers.map(|tracker| tracker.name.clone()).collect()),
        ),
        ("sheet", settings.sheet.clone().unwrap_or_default()),
        ("fill_down", list(fill_down.collect())),
        ("columns", list(columns.collect())),
    ]
}

/// The register that a source states, with what it has no place for from another one, and which of its records come
/// from which of that.
pub(crate) fn onto(
    before: &Register,
    source: &Reading,
    matches: &Matches,
) -> Result<(Register, Lineage), Error> {
    let lineage = Lineage::matched(before, source, Some(matches))?;
    let after = complete(&source.scope, source.register.clone(), before, &lineage)?;
    Ok((after, lineage))
}

/// The register that was read, completed by what its source has no place for, which stays as it is in the one that
/// its records come from.
fn complete(
    scope: &SourceScope,
    read: Register,
    by: &Register,
    lineage: &Lineage,
) -> Result<Register, InvalidRegister> {
    let SourceScope::Columns {
        risks,
        components,
        has_statuses,
    } = scope
    else {
        return Ok(read);
    };
    let (title, scale, mut read_components, mut read_risks) = read.into_parts();
    for (risk, origin) in read_risks.iter_mut().zip(&lineage.risks) {
        if let Some(old) = origin.and_then(|at| by.risk_at(at)) {
            if !has_statuses {
                keep_statuses(&mut risk.observations, &old.observations);
            }
            complete_record(risk, old.stated(), risks);
        }
    }
    match components {
        None => read_components = by.components().map(|c| c.stated().clone()).collect(),
        Some(columns) => {
            for (component, origin) in read_components.iter_mut().zip(&lineage.components) {
                if let Some(old) = origin.and_then(|at| by.component_at(at)) {
                    complete_record(component, old.stated(), columns);
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

/// Gives observations whose statuses the source could not say those that they had, where the text is the same.
fn keep_statuses(read: &mut [Observation], old: &[Observation]) {
    let mut known: HashMap<&str, VecDeque<ObservationStatus>> = HashMap::new();
    for observation in old {
        let statuses = known.entry(&observation.text).or_default();
        statuses.push_back(observation.status);
    }
    for observation in read {
        let statuses = known.get_mut(observation.text.as_str());
        if let Some(status) = statuses.and_then(VecDeque::pop_front) {
            observation.status = status;
        }
    }
}

/// Completes a record by what the source has no column for.
fn complete_record<T: Record>(read: &mut T, old: &T, columns: &Columns<T::Field>) {
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
    use crate::record::{Key, RiskField};
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
            has_statuses: true,
        };
        let old = register(vec![Component::new("API")], vec![old]);
        let lineage = Lineage {
            components: vec![Some(0)],
            risks: vec![Some(0)],
        };
        let read = register(vec![], vec![read]);
        let completed = complete(&scope, read, &old, &lineage).unwrap();
        let risk = completed.risk(&Key::first("R1")).unwrap();
        assert_eq!(risk.likelihood.as_deref(), Some("High"));
        assert_eq!(risk.notes, "", "there is a column, and it is empty");
        assert_eq!(risk.status, Some(Status::Accepted.into()));
        let headers: Vec<String> = risk.extra.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(headers, ["Team"]);
        assert_eq!(completed.components().len(), 1);
    }
}
