//! What changed since an older version.

use super::{NAME, ReportPage, beginning, counted, nothing, short, text};
use crate::document::{Document, Span, Spans};
use crate::record::RecordId;
use crate::versions::{RecordChange, RecordDiff};

/// So many records that differ are listed, and so many fields of each.
const RECORDS: usize = 50;
const FIELDS: usize = 6;
/// A field that was written anew is long; what of it is shown is enough to see what it is about.
const FIELD: usize = 200;

impl ReportPage<'_> {
    pub(super) fn changes(&self, page: &mut Document) {
        let (Some(since), Some(diff)) = (&self.report.matrix.since, &self.report.changes) else {
            return;
        };
        page.section(format!("Changed since {}", beginning(since, NAME)));
        for note in &diff.notes {
            page.paragraph(Span::text(note.clone()));
        }
        if diff.is_empty() && diff.new_findings.is_empty() && diff.gone_findings.is_empty() {
            return nothing(page, "Nothing differs.");
        }
        page.paragraph(Span::text(format!("{}.", diff.summary)));
        let mut records: Vec<&RecordDiff> = diff.records.iter().collect();
        // The sort is stable, so those alike stay in the order of the register.
        records.sort_by_key(|one| order(one.change));
        Self::table(
            page,
            &["Record", "Change", "What"],
            &records,
            RECORDS,
            |one| {
                let record = match &one.record {
                    RecordId::Risk(key) => self.risk(key),
                    other => Span::text(beginning(&other.to_string(), 60)),
                };
                vec![record.into(), self.change(one), what(one)]
            },
        );
        let findings = diff.new_findings.iter();
        let findings: Vec<Spans> = findings
            .take(FIELDS)
            .map(|one| short(&format!("{}: {}", one.record, one.message)))
            .collect();
        if !findings.is_empty() {
            let told = counted(diff.new_findings.len(), "finding");
            let listed = match diff.new_findings.len() {
                more if more > FIELDS => format!(", of which {FIELDS} are listed"),
                _ => String::new(),
            };
            page.paragraph(Span::text(format!(
                "{told} of checks came with that{listed}:"
            )));
            page.list(findings);
        }
    }

    /// What became of a record, with its ratings where they differ.
    fn change(&self, record: &RecordDiff) -> Spans {
        let mut spans = vec![Span::strong(word(record.change))];
        if let Some(rating) = &record.rating {
            spans.push(Span::text(" "));
            match (&rating.before, &rating.after, record.change) {
                (before, _, RecordChange::Removed) => spans.extend(self.rating(before.as_deref())),
                (_, after, RecordChange::New) => spans.extend(self.rating(after.as_deref())),
                (before, after, _) => {
                    spans.extend(self.rating(before.as_deref()));
                    spans.push(Span::text(" → "));
                    spans.extend(self.rating(after.as_deref()));
                }
            }
        }
        spans
    }
}

/// In which order changes stand: what got worse first.
fn order(change: RecordChange) -> u8 {
    match change {
        RecordChange::Worse => 0,
        RecordChange::New => 1,
        RecordChange::Removed => 2,
        RecordChange::Better => 3,
        RecordChange::Closed => 4,
        RecordChange::Edited => 5,
        RecordChange::Moved => 6,
    }
}

fn word(change: RecordChange) -> &'static str {
    match change {
        RecordChange::New => "new",
        RecordChange::Removed => "removed",
        RecordChange::Closed => "closed",
        RecordChange::Worse => "worse",
        RecordChange::Better => "better",
        RecordChange::Edited => "edited",
        RecordChange::Moved => "moved",
    }
}

/// What is said of a record: all of one that came or went is too much, and so it is what it is about.
fn what(record: &RecordDiff) -> Spans {
    let is_whole = matches!(record.change, RecordChange::New | RecordChange::Removed);
    let component = match record.component.trim() {
        "" => String::new(),
        component => format!("{component}: "),
    };
    let before = record.previous.as_ref().and_then(RecordId::key);
    let renamed = before.zip(record.record.key());
    let renamed = renamed.map(|(before, now)| {
        let [before, now] = [before, now].map(|key| beginning(key.name(), NAME));
        format!("renamed: {before} → {now}")
    });
    if is_whole || renamed.is_none() && record.fields.is_empty() {
        return short(&format!("{component}{}", record.summary));
    }
    let fields = record.fields.iter().take(FIELDS);
    let fields = fields.map(|field| format!("{}: {}", field.path, beginning(&field.told(), FIELD)));
    let mut lines: Vec<String> = renamed.into_iter().chain(fields).collect();
    if record.fields.len() > FIELDS {
        lines.push(format!(
            "and {} more",
            counted(record.fields.len() - FIELDS, "field")
        ));
    }
    text(lines.join("\n"))
}
