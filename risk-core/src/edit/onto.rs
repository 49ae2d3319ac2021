//! A register onto another one, of which it may state only a part.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::in_order::{in_order_of, scope_onto};
use super::matching::Unclear;
use super::other_sheets::with_other_sheets;
use super::{Change, Edited, Lineage, Matches};
use crate::check::{Policy, Reading, Settings, Suppression};
use crate::error::{Error, InvalidRegister};
use crate::record::Key;
use crate::record::text::{composed, fold};
use crate::register::{
    Columns, Extra, Kind, Observation, ObservationStatus, Record, RecordField, Register,
    SourceScope, TrackerPattern,
};

impl Edited {
    /// What makes a register the one that a source states, which was read at another time. What the source has no
    /// place for stays, and `matches` has which records are which where the source leaves that open.
    ///
    /// # Errors
    ///
    /// When it is not clear which record is which, and when a match is of no record.
    pub fn onto(before: &Register, source: &Reading, matches: &Matches) -> Result<Self, Error> {
        let Onto { after, lineage, .. } = onto(before, source, Unclear::Ask(matches))?;
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
pub(crate) fn words(settings: &Settings) -> [(&'static str, String); 8] {
    let list = |texts: Vec<String>| texts.join(", ");
    let severities = settings.severities.iter();
    let severities = severities.map(|(code, severity)| format!("{code}={severity}"));
    let notice = settings.thresholds.acceptance_notice;
    let notice = notice.map(|notice| format!("acceptance_notice={notice}"));
    let owner_from = settings.thresholds.owner_from.as_ref();
    let owner_from = owner_from.map(|rating| format!("owner_from={rating}"));
    let thresholds = notice.into_iter().chain(owner_from);
    let policies = settings.policies.iter().map(|policy| {
        let Policy {
            name,
            when,
            require,
            severity,
            message,
            ..
        } = policy;
        format!("{name} ({severity}; when {when}; require {require}; {message})")
    });
    let suppressions = settings.suppressions.iter().map(|suppression| {
        let until = suppression.until.as_ref();
        let until = until.map_or_else(String::new, |until| format!(" until {until}"));
        let Suppression {
            code,
            record,
            reason,
            ..
        } = suppression;
        format!("{code} for {record}{until}: {reason}")
    });
    let trackers = settings.trackers.patterns().iter().map(tracker);
    let columns = settings.columns.iter();
    let columns = columns.map(|(field, header)| format!("{field}={header}"));
    let fill_down = settings.fill_down.iter().map(ToString::to_string);
    [
        ("severities", list(severities.collect())),
        ("thresholds", list(thresholds.collect())),
        ("policy", list(policies.collect())),
        ("suppress", list(suppressions.collect())),
        ("trackers", list(trackers.collect())),
        ("sheet", settings.sheet.clone().unwrap_or_default()),
        ("fill_down", list(fill_down.collect())),
        ("columns", list(columns.collect())),
    ]
}

/// A tracker in words: its name, and all by which its links are known.
fn tracker(tracker: &TrackerPattern) -> String {
    let TrackerPattern {
        name,
        pattern,
        prefixes,
        url,
        ..
    } = tracker;
    let known_by = pattern.iter().chain(prefixes).chain(url);
    let known_by: Vec<&str> = known_by.map(String::as_str).collect();
    match known_by.as_slice() {
        [] => name.clone(),
        known_by => format!("{name} ({})", known_by.join(" ")),
    }
}

/// What a source makes of a register.
pub(crate) struct Onto {
    /// The register that the source states, with what it has no place for from the one before.
    pub after: Register,
    pub lineage: Lineage,
    /// The observations whose status neither says: the positions of the risk and of the observation.
    #[cfg_attr(
        not(feature = "workbook"),
        expect(dead_code, reason = "an import reports it")
    )]
    pub unknown: Vec<(usize, usize)>,
    /// How many risks stand in other sheets, and stay as they were.
    pub kept: usize,
}

/// Puts what a source states onto a register.
pub(crate) fn onto(
    before: &Register,
    source: &Reading,
    unclear: Unclear<'_>,
) -> Result<Onto, Error> {
    let (read, lineage) = matched(before, source, unclear)?;
    Ok(completed_by(before, source, read, lineage)?)
}

/// What a source states, with what stands in other sheets, and which of the records of a register its records are.
pub(crate) fn matched(
    before: &Register,
    source: &Reading,
    unclear: Unclear<'_>,
) -> Result<(Register, Lineage), Error> {
    let read = with_other_sheets(before, source, unclear)?;
    let lineage = Lineage::matched(before, (source, &read), unclear)?;
    Ok((read, lineage))
}

/// What a source states, with what it has no place for from the records that its own are.
pub(crate) fn completed_by(
    before: &Register,
    source: &Reading,
    read: Register,
    lineage: Lineage,
) -> Result<Onto, InvalidRegister> {
    let kept = read.risks().len() - source.register.risks().len();
    let (after, unknown) = complete(&source.scope, read, before, &lineage)?;
    Ok(Onto {
        after,
        lineage,
        unknown,
        kept,
    })
}

/// The register that was read, completed by what its source has no place for, which stays as it is in the one that
/// its records come from; and the observations whose status is not known.
fn complete(
    scope: &SourceScope,
    read: Register,
    by: &Register,
    lineage: &Lineage,
) -> Result<(Register, Vec<(usize, usize)>), InvalidRegister> {
    let scope = scope_onto(scope, &read, by, lineage);
    let SourceScope::Columns {
        risks,
        components,
        unstated,
        ..
    } = &*scope
    else {
        return Ok((read, Vec::new()));
    };
    let mut read_risks = read.shared_risks().to_vec();
    let old_risk = |at: usize| {
        let origin = lineage.risks.get(at).copied().flatten()?;
        by.shared_risks().get(origin)
    };
    let mut unknown = Vec::new();
    for of_risk in unstated.chunk_by(|a, b| a.0 == b.0) {
        let at = of_risk[0].0;
        let old = old_risk(at).map_or(&[][..], |old| old.observations.as_slice());
        let entries = of_risk.iter().map(|(_, entry)| *entry);
        let risk = Arc::make_mut(&mut read_risks[at]);
        let left = keep_statuses(&mut risk.observations, entries, old);
        unknown.extend(left.into_iter().map(|entry| (at, entry)));
    }
    for (at, risk) in read_risks.iter_mut().enumerate() {
        if let Some(old) = old_risk(at) {
            *risk = completed(risk, old, risks, Some(at));
        }
    }
    let mut read_components = read.shared_components().to_vec();
    match components {
        None => read_components = by.shared_components().to_vec(),
        Some(columns) => {
            let origins = lineage.components.iter().enumerate();
            for (component, (at, origin)) in read_components.iter_mut().zip(origins) {
                if let Some(old) = origin.and_then(|at| by.shared_components().get(at)) {
                    *component = completed(component, old, columns, Some(at));
                }
            }
        }
    }
    let read = if read.title().is_empty() {
        read.with_title(by.title().to_owned())
    } else {
        read
    };
    let completed = read.with_records(read.scale().clone(), read_components, read_risks)?;
    Ok((completed, unknown))
}

/// Gives observations whose statuses the source could not say those that they had, where the text is the same.
/// Returns those that had none.
fn keep_statuses(
    read: &mut [Observation],
    unstated: impl Iterator<Item = usize>,
    old: &[Observation],
) -> Vec<usize> {
    let mut known: HashMap<&str, VecDeque<ObservationStatus>> = HashMap::new();
    for observation in old {
        let statuses = known.entry(&observation.text).or_default();
        statuses.push_back(observation.status);
    }
    let mut left = Vec::new();
    for at in unstated {
        let statuses = known.get_mut(read[at].text.as_str());
        match statuses.and_then(VecDeque::pop_front) {
            Some(status) => read[at].status = status,
            None => left.push(at),
        }
    }
    left
}

/// A record that a source states, with what that has no column for, or does not know of the record at its position, as
/// it is in another one: that one itself, where nothing differs.
pub(crate) fn completed<T: Record>(
    read: &Arc<T>,
    old: &Arc<T>,
    columns: &Columns<T::Field>,
    position: Option<usize>,
) -> Arc<T> {
    let unresolved = position.and_then(|at| columns.unresolved.get(&at));
    let is_known = |field: &&T::Field| unresolved.is_none_or(|cells| !cells.fields.contains(field));
    let is_stated = |key: &Key| {
        columns.extra.contains(key) && unresolved.is_none_or(|cells| !cells.extra.contains(key))
    };
    let mut fields = columns.fields.iter().filter(is_known);
    let mut extra = columns.extra.iter().filter(|key| is_stated(key));
    if fields.all(|field| field.kind().is_same(&**read, &**old))
        && extra.all(|key| read.extra().get(key) == old.extra().get(key))
    {
        return Arc::clone(old);
    }
    let (mut read, mut completed) = (T::clone(read), T::clone(old));
    for field in columns.fields.iter().filter(is_known) {
        field.kind().swap(&mut completed, &mut read);
    }
    keep_spelling(&mut completed, old);
    let rehearsals = std::mem::take(completed.rehearsals_mut());
    *completed.rehearsals_mut() = in_order_of(old.rehearsals(), rehearsals);
    let stated = read.extra().iter().filter(|(key, _)| is_stated(key));
    let kept = old.extra().iter().filter(|(key, _)| !is_stated(key));
    let mut extra = Extra::default();
    for (key, value) in stated.chain(kept) {
        extra.insert(key.clone(), value.clone());
    }
    *completed.extra_mut() = extra;
    Arc::new(completed)
}

/// Has a record state as another one does what it states in another spelling: a name whose letters look the same, and a
/// level in other case.
fn keep_spelling<T: Record>(record: &mut T, old: &T) {
    if record.name() != old.name() && composed(record.name()) == composed(old.name()) {
        old.name().clone_into(record.name_mut());
    }
    for field in T::Field::ALL {
        if let Kind::Level(_, at) = field.kind() {
            let folded = |record: &T| at.get(record).as_deref().map(fold);
            if at.get(record) != at.get(old) && folded(record) == folded(old) {
                at.get_mut(record).clone_from(at.get(old));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::record::RiskField;
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
                ..Columns::default()
            },
            components: None,
            unstated: Vec::new(),
            elsewhere: BTreeSet::new(),
            components_elsewhere: BTreeSet::new(),
            doubtful: BTreeSet::new(),
            unplaced: BTreeSet::new(),
        };
        let old = register(vec![Component::new("API")], vec![old]);
        let lineage = Lineage {
            components: vec![Some(0)],
            risks: vec![Some(0)],
        };
        let read = register(vec![], vec![read]);
        let (completed, _) = complete(&scope, read, &old, &lineage).unwrap();
        let risk = completed.risk(&Key::first("R1")).unwrap();
        assert_eq!(risk.likelihood.as_deref(), Some("High"));
        assert_eq!(risk.notes, "", "there is a column, and it is empty");
        assert_eq!(risk.status, Some(Status::Accepted.into()));
        let headers: Vec<String> = risk.extra.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(headers, ["Team"]);
        assert_eq!(completed.components().len(), 1);
    }
}
