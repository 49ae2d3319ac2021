//! Comparing two versions.

use std::sync::Arc;

use super::beside;
use super::columns;
use super::diff::{Diff, DiffSummary, FieldDiff, RatingDiff, RecordChange, RecordDiff};
use super::fields::compare;
use super::meaning::{Version, harmonise};
use super::pairing::{Paired, in_other_sheets};
use super::renames;
use crate::check::{Finding, Reading, new_findings};
use crate::edit::{settings_in_words, stated};
use crate::error::Error;
use crate::record::align::{MOST_PAIRS, in_order};
use crate::record::{Beside, RecordId, RecordKind, RecordPosition};
use crate::register::{Component, Date, Record, Register, Risk, RiskView, ScaleAnswer};

/// What differs between two versions of a register, but for findings.
///
/// Records are the same by their names, else by what they are about, and components also by who names them; never by
/// their positions. A record of which that leaves open which it was is new, and the other one gone.
///
/// # Errors
///
/// When a version does not make a register together with what only the other one states.
pub fn diff(before: &Reading, after: &Reading) -> Result<Diff, Error> {
    let paired = Paired::new(before, after)?;
    let followed = paired.followed()?;
    Ok(Comparison::new(&paired, &followed, before, after).diff())
}

/// The same, with the findings that only one of the versions has: both are checked, as of a day for the rules about
/// dates, which takes longer than to compare them.
///
/// # Errors
///
/// As for [`diff`].
pub fn diff_with_findings(before: &Reading, after: &Reading, today: Date) -> Result<Diff, Error> {
    let paired = Paired::new(before, after)?;
    let followed = paired.followed()?;
    let comparison = Comparison::new(&paired, &followed, before, after);
    let mut diff = comparison.diff();
    // Records that are called otherwise are to have the same findings as before.
    let renamed = renames::as_called(&followed, &paired.after, &paired.lineage)?;
    let old = before.check_completed(&renamed, comparison.before.settings, today);
    let new = after.check_completed(&paired.after, comparison.after.settings, today);
    diff.findings(&old, &new);
    Ok(diff)
}

/// Two versions that are compared: the older one names the components as the newer one does.
struct Comparison<'a> {
    before: Version<'a>,
    after: Version<'a>,
    paired: &'a Paired,
    /// Whether they rate otherwise, so that a risk that is as it was may have another rating.
    has_other_scale: bool,
    /// Whether the ratings have the same words, so that one is higher than another.
    has_same_ratings: bool,
    /// What only one of two workbooks has a column for.
    columns: Vec<FieldDiff>,
}

impl<'a> Comparison<'a> {
    fn new(
        paired: &'a Paired,
        followed: &'a Register,
        before: &'a Reading,
        after: &'a Reading,
    ) -> Self {
        let ratings = |register: &'a Register| register.scale().rating().labels();
        // Of two forms without a place for settings neither states any.
        let stating = if before.scope.is_everything() {
            before
        } else {
            after
        };
        Self {
            before: Version::new(followed, before, after),
            after: Version::new(&paired.after, after, stating),
            has_other_scale: followed.scale() != paired.after.scale(),
            has_same_ratings: ratings(followed) == ratings(&paired.after),
            columns: columns::compare(before, after),
            paired,
        }
    }
}

impl Comparison<'_> {
    fn diff(&self) -> Diff {
        let mut diff = Diff {
            summary: DiffSummary::default(),
            records: Vec::new(),
            new_findings: Vec::new(),
            gone_findings: Vec::new(),
            formal: Vec::new(),
            notes: Vec::new(),
        };
        if self.paired.kept > 0 {
            diff.notes
                .push(in_other_sheets(self.paired.kept, "not compared"));
        }
        let mut fields = self.register();
        let register = Some(RecordPosition::Register);
        fields.extend(self.beside(register, register));
        fields.extend(self.columns.iter().cloned());
        if !fields.is_empty() {
            let register = RecordDiff::new(RecordId::Register, String::new(), fields);
            diff.records.push(register);
        }
        self.records::<Component>(&mut diff, &self.paired.lineage.components);
        self.records::<Risk>(&mut diff, &self.paired.lineage.risks);
        for record in &diff.records {
            diff.summary.count(record);
        }
        diff
    }

    /// What the register itself states otherwise: its title, its scale and its settings.
    fn register(&self) -> Vec<FieldDiff> {
        let pairs = in_words(self.before).zip(in_words(self.after));
        let other = pairs.filter(|((_, before), (_, after))| before != after);
        let fields = other.map(|((path, before), (_, after))| {
            FieldDiff::new(path.to_owned(), stated(before), stated(after), false)
        });
        fields.collect()
    }

    /// The keys that nothing is known of and in which a record differs; of one that came or went, all that it has.
    fn beside(&self, from: Option<RecordPosition>, at: Option<RecordPosition>) -> Vec<FieldDiff> {
        let nothing = Some(Beside::default());
        let old = from.map_or(nothing, |from| self.before.beside(from));
        let new = at.map_or(nothing, |at| self.after.beside(at));
        beside::compare(old, new)
    }

    fn records<T: Record>(&self, diff: &mut Diff, origins: &[Option<usize>]) {
        let (old, new) = (
            T::shared(self.before.register),
            T::shared(self.after.register),
        );
        let mut is_kept = vec![false; old.len()];
        let stays = in_order(origins);
        let mut stays = stays.iter().peekable();
        let mut is_new = 0;
        for (at, record) in new.iter().enumerate() {
            let is_in_order = stays.next_if(|stay| **stay == at).is_some();
            let Some(from) = origins[at] else {
                is_new += 1;
                let mut fields = compare(&T::default(), &**record).0;
                fields.extend(self.beside(None, Some(T::at(at))));
                diff.records.push(RecordDiff {
                    change: RecordChange::New,
                    ..self.record::<T>(None, Some(at), fields)
                });
                continue;
            };
            is_kept[from] = true;
            let beside = self.beside(Some(T::at(from)), Some(T::at(at)));
            let is_other = || !Arc::ptr_eq(&old[from], record) && old[from] != *record;
            if self.has_other_scale || !beside.is_empty() || is_other() {
                self.pair::<T>(diff, (from, at), beside);
            }
            if !is_in_order {
                diff.formal.push(RecordDiff {
                    change: RecordChange::Moved,
                    ..self.record::<T>(Some(from), Some(at), Vec::new())
                });
            }
        }
        let gone = (0..old.len()).filter(|at| !is_kept[*at]);
        for at in gone.clone() {
            let mut fields = compare(&*old[at], &T::default()).0;
            fields.extend(self.beside(Some(T::at(at)), None));
            diff.records.push(RecordDiff {
                change: RecordChange::Removed,
                ..self.record::<T>(Some(at), None, fields)
            });
        }
        let gone = gone.count();
        if gone.saturating_mul(is_new) > MOST_PAIRS {
            let kind = T::KIND;
            diff.notes.push(format!(
                "{gone} {kind}s are gone and {is_new} are new: too many to look which of them are called otherwise"
            ));
        }
    }

    /// Compares a record with what it was, but for what stands beside it.
    fn pair<T: Record>(&self, diff: &mut Diff, (from, at): (usize, usize), beside: Vec<FieldDiff>) {
        let old = &T::shared(self.before.register)[from];
        let stated = &T::shared(self.after.register)[at];
        let mut new = T::clone(stated);
        harmonise(&mut new, old, (self.after, self.before));
        let (mut fields, mut formal) = compare(&**old, &new);
        fields.extend(beside);
        let record = self.record::<T>(Some(from), Some(at), fields);
        if record.previous.is_some() || record.rating.is_some() || !record.fields.is_empty() {
            diff.records.push(record);
        }
        formal.extend(compare(&new, &**stated).0);
        if !formal.is_empty() {
            let record = self.record::<T>(Some(from), Some(at), formal);
            diff.formal.push(RecordDiff {
                previous: None,
                rating: None,
                change: RecordChange::Edited,
                ..record
            });
        }
    }

    /// A record that differs, by its positions in both versions.
    fn record<T: Record>(
        &self,
        from: Option<usize>,
        at: Option<usize>,
        fields: Vec<FieldDiff>,
    ) -> RecordDiff {
        let (before, after) = (self.before.register, self.after.register);
        let old = from.map(|at| (T::id_at(&self.paired.before, at), &T::shared(before)[at]));
        let new = at.map(|at| (T::id_at(after, at), &T::shared(after)[at]));
        // Which one of several of a name it is, is no name of its own.
        let previous = match (&old, &new) {
            (Some((id, old)), Some((_, new))) if old.name() != new.name() => Some(id.clone()),
            _ => None,
        };
        let (id, record) = new.or(old).expect("one of the positions is given");
        let whole = RecordDiff {
            previous,
            ..RecordDiff::new(id, record.summary().to_owned(), fields)
        };
        match T::KIND {
            RecordKind::Risk => self.risk(from, at, whole),
            RecordKind::Register | RecordKind::Component => whole,
        }
    }

    /// The same of a risk: with its component, its ratings where they differ, and what that makes of it.
    fn risk(&self, from: Option<usize>, at: Option<usize>, whole: RecordDiff) -> RecordDiff {
        let (before, after) = (self.before.register, self.after.register);
        let old = from.and_then(|from| before.risk_at(from));
        let new = at.and_then(|at| after.risk_at(at));
        let label = |risk: Option<RiskView<'_>>| risk?.rating_label().map(str::to_owned);
        let rating = RatingDiff {
            before: label(old),
            after: label(new),
        };
        let levels = old
            .and_then(RiskView::rating)
            .zip(new.and_then(RiskView::rating));
        let levels = levels.filter(|_| self.has_same_ratings);
        let is_closed = |risk: Option<RiskView<'_>>| risk.is_some_and(|risk| risk.is_closed());
        let change = match levels {
            _ if is_closed(new) && !is_closed(old) => RecordChange::Closed,
            Some((old, new)) if new > old => RecordChange::Worse,
            Some((old, new)) if new < old => RecordChange::Better,
            _ => RecordChange::Edited,
        };
        RecordDiff {
            component: new
                .or(old)
                .map_or_else(String::new, |risk| risk.component.clone()),
            rating: (rating.before != rating.after).then_some(rating),
            change,
            ..whole
        }
    }
}

impl Diff {
    fn findings(&mut self, old: &[Finding], new: &[Finding]) {
        self.gone_findings = new_findings(new, old);
        self.new_findings = new_findings(old, new);
        self.summary.new_findings = self.new_findings.len();
        self.summary.gone_findings = self.gone_findings.len();
    }
}

impl RecordDiff {
    fn new(record: RecordId, summary: String, fields: Vec<FieldDiff>) -> Self {
        Self {
            record,
            previous: None,
            change: RecordChange::Edited,
            component: String::new(),
            summary,
            rating: None,
            fields,
        }
    }
}

/// What the register itself states, in words: its title, its scale part by part, and its settings.
fn in_words(version: Version<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let title = ("title", version.register.title().to_owned());
    let scale = ScaleAnswer::new(version.register.scale()).in_words();
    let words = [title].into_iter().chain(scale);
    words.chain(settings_in_words(version.settings))
}
