//! Whatever a person writes into a file beside what the register states stays there.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;

use super::generate::{component, register, risk, settings};
use super::*;
use crate::register::Component;
use crate::tests::cases;

/// What a person writes into a file, and where.
#[derive(Debug, Clone)]
pub enum Note {
    /// A comment on a line of its own.
    Line(Index),
    /// A comment behind what is on a line.
    Behind(Index),
    /// A key that nothing is known of.
    Key(Index),
    /// A table that nothing is known of, at the end.
    Table,
}

pub fn note() -> impl Strategy<Value = Note> {
    prop_oneof![
        4 => any::<Index>().prop_map(Note::Line),
        4 => any::<Index>().prop_map(Note::Behind),
        2 => any::<Index>().prop_map(Note::Key),
        1 => Just(Note::Table),
    ]
}

/// Writes tables and lists in the other ways that TOML has for them.
fn restyled(text: &str, style: u8) -> String {
    let mut document: toml_edit::DocumentMut = text.parse().unwrap();
    for key in ["acceptance", "extra", "severities", "columns", "scale"] {
        match (style % 3, document.get_mut(key)) {
            (1, Some(item)) => item.make_value(),
            (2, Some(toml_edit::Item::Table(table))) => table.set_dotted(true),
            _ => {}
        }
    }
    if style > 127 {
        for key in ["observations", "trackers"] {
            if let Some(item) = document.get_mut(key) {
                let list = std::mem::take(item);
                *item = match list.into_array_of_tables() {
                    Ok(tables) => toml_edit::Item::ArrayOfTables(tables),
                    Err(list) => list,
                };
            }
        }
    }
    document.to_string()
}

/// The values of a text without the keys of notes, which must be where they are unknown.
fn stated(text: &str) -> Option<Json> {
    let mut json = toml::parse(text).ok()?.to_json();
    let fields = json.as_object_mut()?;
    fields.retain(|key, _| !key.starts_with("note_"));
    if let Some(Json::Object(acceptance)) = fields.get_mut("acceptance") {
        acceptance.retain(|key, _| !key.starts_with("note_"));
    }
    Some(json)
}

/// Writes a note into a text, unless it would change there what the text states.
fn noted(text: &str, before: &Json, note: &Note, n: usize) -> Option<String> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    match note {
        Note::Line(at) => lines.insert(at.index(lines.len()), format!("  # note {n}.")),
        Note::Behind(at) => {
            let at = at.index(lines.len());
            lines[at].push_str(&format!(" # note {n}."));
        }
        Note::Key(at) => {
            let key = format!("note_{n:02} = [{n}, 0x10, 1_000.5] # note {n}.");
            lines.insert(at.index(lines.len()), key);
        }
        Note::Table => lines.push(format!("\n[note_{n:02}]# note {n}.\na . b = 'c'")),
    }
    let noted = lines.join("\n");
    (stated(&noted)? == *before).then_some(noted)
}

/// Writes notes into the files of a folder, numbered from the first on. The marks of those that could be written, by
/// file.
pub fn annotate(
    folder: &Folder,
    (first, notes): (usize, &[(Index, Note)]),
    style: u8,
) -> Vec<(PathBuf, Vec<String>)> {
    let mut marks = Vec::new();
    let files = folder.files();
    let count = files.len();
    for (at, (path, text)) in files.into_iter().enumerate() {
        let (mut text, mut written) = (restyled(&text, style), Vec::new());
        let before = stated(&text).unwrap();
        for (n, (file, note)) in (first..).zip(notes) {
            // A third of the notes goes into every file.
            if file.index(count) != at && n % 3 != 0 {
                continue;
            }
            if let Some(noted) = noted(&text, &before, note, n) {
                text = noted;
                written.push(format!("# note {n}."));
                if matches!(note, Note::Key(_) | Note::Table) {
                    written.push(format!("note_{n:02}"));
                }
            }
        }
        folder.put(path.to_str().unwrap(), text);
        marks.push((path, written));
    }
    marks
}

/// A change of a list: an entry less, an entry more, or another list.
fn edit<T: Clone>(list: &mut Vec<T>, other: &[T], how: u8, at: Index) {
    match (how % 4, other.first()) {
        (0, _) if !list.is_empty() => _ = list.remove(at.index(list.len())),
        (1, Some(entry)) => list.insert(at.index(list.len() + 1), entry.clone()),
        (2, Some(entry)) if !list.is_empty() => {
            let at = at.index(list.len());
            list[at] = entry.clone();
        }
        _ => *list = other.to_vec(),
    }
}

pub fn change_risk(risk: &mut Risk, other: &Risk, field: u8, how: u8, at: Index) {
    let other = other.clone();
    match field % 18 {
        0 => risk.component = other.component,
        1 => risk.description = other.description,
        2 => risk.likelihood = other.likelihood,
        3 => risk.impact = other.impact,
        4 | 5 => edit(&mut risk.observations, &other.observations, how, at),
        6 | 7 => edit(&mut risk.mitigations, &other.mitigations, how, at),
        8 => edit(&mut risk.runbook_actions, &other.runbook_actions, how, at),
        9 => edit(&mut risk.tracker_links, &other.tracker_links, how, at),
        10 => risk.notes = other.notes,
        11 => risk.status = other.status,
        12 => risk.owner = other.owner,
        13 => risk.review_by = other.review_by,
        14 => risk.acceptance = other.acceptance,
        15 => risk.finding = other.finding,
        16 => risk.category = other.category,
        _ => risk.extra = other.extra,
    }
}

pub fn change_component(
    component: &mut Component,
    other: &Component,
    field: u8,
    how: u8,
    at: Index,
) {
    let other = other.clone();
    match field % 7 {
        0 => component.kind = other.kind,
        1 => component.description = other.description,
        2 => component.rto = other.rto,
        3 => component.within = other.within,
        4 | 5 => match (&mut component.requires, other.requires) {
            (Some(requires), Some(other)) => edit(requires, &other, how, at),
            (requires, other) => *requires = other,
        },
        _ => component.extra = other.extra,
    }
}

/// What is changed in a register, so that one file has to be.
#[derive(Debug, Clone)]
pub struct Change {
    record: Index,
    field: u8,
    how: u8,
    at: Index,
    risk: Risk,
    component: Component,
    register: Register,
    settings: Settings,
}

pub fn change() -> impl Strategy<Value = Change> {
    let which = (any::<Index>(), any::<u8>(), any::<u8>(), any::<Index>());
    (which, risk(), component(), register(), settings()).prop_map(
        |((record, field, how, at), risk, component, register, settings)| Change {
            record,
            field,
            how,
            at,
            risk,
            component,
            register,
            settings,
        },
    )
}

impl Change {
    pub fn make(self, register: Register, settings: &mut Settings) -> Register {
        let (mut title, mut scale, mut components, mut risks) = register.into_parts();
        let (field, how, at) = (self.field, self.how, self.at);
        let record = self.record.index(risks.len() + components.len() + 1);
        if let Some(risk) = risks.get_mut(record) {
            change_risk(risk, &self.risk, field, how, at);
        } else if let Some(component) = components.get_mut(record - risks.len()) {
            change_component(component, &self.component, field, how, at);
        } else {
            match field % 8 {
                0 => self.register.title().clone_into(&mut title),
                1 => scale = self.register.scale().clone(),
                2 => settings.severities = self.settings.severities,
                3 => settings.thresholds = self.settings.thresholds,
                4 => settings.policies = self.settings.policies,
                5 => settings.suppressions = self.settings.suppressions,
                6 => settings.trackers = self.settings.trackers,
                _ => settings.columns = self.settings.columns,
            }
        }
        Register::new(title, scale, components, risks).unwrap()
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn comments_and_unknown_keys_survive_every_change(
        register in register(),
        settings in settings(),
        notes in vec((any::<Index>(), note()), 0..20),
        style in any::<u8>(),
        change in change(),
    ) {
        let mut settings = settings;
        let folder = Folder::of(&register, &settings);
        let marks = annotate(&folder, (0, &notes), style);
        let before = folder.files();
        let reading = folder.read();
        let unknown = |finding: &Finding| finding.code() == "unknown-key";
        prop_assert!(reading.findings.iter().all(unknown), "{:?}", reading.findings);
        prop_assert_eq!(&reading.register, &sorted(register));
        prop_assert_eq!(&reading.settings, &settings);
        prop_assert_eq!(folder.write(&reading.register, &settings), []);
        prop_assert_eq!(&folder.files(), &before);

        let register = change.make(reading.register, &mut settings);
        folder.write(&register, &settings);
        let after = folder.files();
        let different: Vec<_> = before.iter().filter(|(path, text)| after[*path] != **text).collect();
        prop_assert!(different.len() <= 1, "{:?}", different);
        for (path, marks) in marks {
            for mark in marks {
                let text = &after[&path];
                prop_assert_eq!(text.matches(&mark).count(), 1, "{} in\n{}\nwas\n{}", mark, text, before[&path]);
            }
        }
        let reading = folder.read();
        prop_assert!(reading.findings.iter().all(unknown), "{:?}", reading.findings);
        prop_assert_eq!(&reading.register, &register);
        prop_assert_eq!(&reading.settings, &settings);
        prop_assert_eq!(folder.write(&register, &settings), []);
    }
}
