//! The words of which messages are made.

use super::RecordKind;
use super::quote::{any_of, quote, shown};
use crate::record::{Field, Key, RecordId};

/// The words before the name of a record that was looked for.
pub(super) fn called(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Register => "register has the title",
        RecordKind::Component => "component is named",
        RecordKind::Risk => "risk has the reference",
    }
}

/// Why a conflict is not resolved.
pub(super) fn not_resolved(record: &RecordId, field: Option<&str>, reason: &str) -> String {
    let field = field.map(|field| format!(" {field}")).unwrap_or_default();
    format!(
        "cannot resolve {}: {reason}",
        shown(&format!("{record}{field}"))
    )
}

pub(super) fn ambiguous(kind: RecordKind, name: &str, keys: &[Key]) -> String {
    let one = keys.iter().all(|key| key.name() == keys[0].name());
    if !one {
        let spellings: Vec<String> = keys.iter().map(Key::to_string).collect();
        return format!("{} may mean {}", quote(name), any_of(&spellings));
    }
    let name = keys.first().map_or(name, Key::name);
    let (records, have) = match keys.len() {
        1 => (format!("1 {kind}"), "has"),
        count => (format!("{count} {kind}s"), "have"),
    };
    if name.trim().is_empty() {
        return format!("{records} {have} no {}", kind.name_field());
    }
    format!("{records} {have} the {} {}", kind.name_field(), quote(name))
}

pub(super) fn no_entry(field: Field, count: usize, position: usize) -> String {
    match count {
        0 => format!("{field} has no entries"),
        1 => format!("{field} has 1 entry, not {position}"),
        count => format!("{field} has {count} entries, not {position}"),
    }
}

/// The first few records, and how many there are beside.
pub(super) fn names(records: &[(RecordKind, Key)]) -> String {
    // Ten names take a line or two of a message.
    const SHOWN: usize = 10;
    let name = |(kind, key): &(RecordKind, Key)| match kind {
        RecordKind::Component => format!("the component {}", quote(&key.to_string())),
        _ => quote(&key.to_string()),
    };
    let mut names: Vec<String> = records.iter().take(SHOWN).map(name).collect();
    if records.len() > SHOWN {
        names.push(format!("and {} more", records.len() - SHOWN));
    }
    names.join(", ")
}
