//! What would be right where an edit was refused.

use super::quote::{any_of, quote, shown};

use super::{EditError, RecordKind};
use crate::record::{ComponentField, Field, Key, RiskField};

impl EditError {
    /// What would be right, where that is known.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NotAnAssignment { .. } => "write PATH=VALUE, or PATH+=VALUE to add".to_owned(),
            Self::InvalidPath { .. } => "a path is such as `likelihood`, `mitigations[1]`, \
                 `observations[2].status`, `extra.Team` or `extra.\"a = b\"`"
                .to_owned(),
            Self::NotAMapping { .. } | Self::NotAnAxis { .. } => {
                "write `likelihood.OLD=NEW` or `impact.OLD=NEW`".to_owned()
            }
            Self::Unknown { nearest, .. } => match nearest.as_slice() {
                [] => return None,
                [only] => format!("the nearest is {}", quote(only)),
                several => format!("the nearest are {}", listed(several)),
            },
            Self::Ambiguous { keys, .. } | Self::AmbiguousHeader { alike: keys, .. } => {
                format!("write {}", names_of(keys))
            }
            Self::Undeclared { .. } => "declare it, or rename it wherever it is named".to_owned(),
            Self::UnknownField {
                nearest: None,
                kind,
                path,
            } => fields_hint(*kind, path),
            Self::UnknownField { nearest, .. }
            | Self::UnknownSource { nearest, .. }
            | Self::Unrecognised { nearest, .. } => did_you_mean(nearest.as_ref()?),
            Self::UnknownLevel { nearest, scale, .. } => {
                let meant = nearest.as_deref().map(did_you_mean);
                let scale = Some(scale).filter(|scale| !scale.is_empty());
                let scale = scale.map(|scale| format!("the scale is {}", shown(scale)));
                let parts: Vec<String> = meant.into_iter().chain(scale).collect();
                return Some(parts.join(" ")).filter(|hint| !hint.is_empty());
            }
            Self::NameIsNotSet { kind } => format!("rename the {kind} instead"),
            Self::NotSetByHand { .. } => "join two that are one, or import it again".to_owned(),
            Self::NameWithOccurrence { .. } => "a name cannot end in `~` and a number".to_owned(),
            _ => return self.value_hint(),
        };
        Some(hint)
    }

    /// The hints about values, of the errors that the field or the value caused.
    fn value_hint(&self) -> Option<String> {
        let hint = match self {
            Self::WholeRehearsal => {
                "a rehearsal is recorded with all its parts; `rehearsals[1].notes=…` \
                 changes a part of one, and `rehearsals[1]=` removes one"
                    .to_owned()
            }
            Self::AlreadyRecorded { .. } => {
                "if it was another one, give it notes that distinguish the two".to_owned()
            }
            Self::NeededPart { path } => {
                let entry = path.split('.').next().unwrap_or_default();
                format!("`{}=` removes the rehearsal", shown(entry))
            }
            Self::CannotAdd { path } => format!("write `{}=…` to set it", shown(path)),
            Self::NothingToAdd {
                field: Field::Component(ComponentField::Requires),
            } => "`requires=none` means that nothing is needed".to_owned(),
            Self::WholeList { field } => format!(
                "write `{field}+=…` to add an entry, `{field}[1]=…` to replace one, or `{field}=` to remove all"
            ),
            Self::BlankEntry { field, position } => {
                format!("`{field}[{position}]=` without a value removes the entry")
            }
            Self::SpaceInLink { .. } => "add one link at a time".to_owned(),
            Self::Requirements { .. } => "such as `Postgres primary; 1 of (Redis A, Redis B); \
                 soft: Email`, with names in double quotes that have any of `;,()\"`"
                .to_owned(),
            Self::NotOneRequirement { .. } => {
                "write `requires+=…` to add requirements, or `requires=…` to replace all".to_owned()
            }
            Self::NotAList { field } | Self::HeaderOfField { field, .. } => {
                format!("write `{field}=…`")
            }
            Self::TakenElsewhere { .. } => {
                "choose another one; a new risk gets the next free one where none is given"
                    .to_owned()
            }
            Self::TakenByFile { .. } => {
                "have it read, or move it elsewhere, as `risk check --rule unread-file` says"
                    .to_owned()
            }
            Self::NamedElsewhere { .. } => {
                "change it in all sheets with a spreadsheet program".to_owned()
            }
            Self::Placeholder { .. } => "state who accepts the risk, and why".to_owned(),
            Self::InUse { .. } => "make these name another component first".to_owned(),
            _ => return None,
        };
        Some(hint)
    }
}

/// The fields that there are, and how to state a column beyond them.
fn fields_hint(kind: RecordKind, path: &str) -> String {
    let paths: Vec<&str> = match kind {
        RecordKind::Component => ComponentField::ALL.iter().map(|f| f.path()).collect(),
        RecordKind::Risk | RecordKind::Register => {
            RiskField::ALL.iter().map(|f| f.path()).collect()
        }
    };
    // The first is the name, which is not set, and the last what is beyond the model.
    let paths = &paths[1..paths.len() - 1];
    format!(
        "the fields are {}; a column of your own is `extra.{}`",
        paths.join(", "),
        shown(path)
    )
}

fn did_you_mean(text: &str) -> String {
    format!("did you mean {}?", quote(text))
}

fn listed(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quote(text)).collect();
    quoted.join(", ")
}

/// How to name each of several records.
fn names_of(keys: &[Key]) -> String {
    // Of more, the first and the last show how they are named.
    const SHOWN: usize = 3;
    let explicit = |key: &Key| {
        let same = keys.iter().filter(|other| other.name() == key.name());
        match same.count() {
            1 => key.to_string(),
            _ => format!("{}~{}", key.name(), key.occurrence()),
        }
    };
    match keys {
        [first, .., last] if keys.len() > SHOWN && first.name() == last.name() => {
            format!("{} to {}", quote(&explicit(first)), quote(&explicit(last)))
        }
        few => any_of(&few.iter().map(explicit).collect::<Vec<_>>()),
    }
}
