//! What a failure does to a component, and how that looks.

use crate::enum_words::enum_words;
use crate::graph::Condition;

/// What the failure that is drawn does to a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// It is what failed.
    Failed,
    /// It does not work.
    Down,
    /// It works in part.
    Degraded,
    /// It is up, but could not restart.
    CannotRestart,
    /// It is up, but without redundancy.
    LostRedundancy,
}

enum_words!(Mark {
    /// All marks, the worst first.
    ALL,
    /// The word that data has for it.
    as_str,
    Failed => "failed",
    Down => "down",
    Degraded => "degraded",
    CannotRestart => "cannot-restart",
    LostRedundancy => "redundancy-lost",
});

impl Mark {
    /// That of a component; `None` for one to which nothing happens that a picture shows.
    pub(super) fn of(condition: Condition) -> Option<Self> {
        match condition {
            Condition::Failed => Some(Self::Failed),
            Condition::Down => Some(Self::Down),
            Condition::Degraded => Some(Self::Degraded),
            Condition::CannotRestart => Some(Self::CannotRestart),
            Condition::NoRedundancy => Some(Self::LostRedundancy),
            Condition::LessRedundancy | Condition::Up => None,
        }
    }

    /// The word as pictures take it for a name: some of them take no hyphen in one.
    pub(super) fn id(self) -> String {
        self.as_str().replace('-', "_")
    }

    /// What a picture shows below the name.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Failed => "FAILED",
            Self::Down => "down",
            Self::Degraded => "degraded",
            Self::CannotRestart => "cannot restart",
            Self::LostRedundancy => "no redundancy",
        }
    }

    /// What the words mean, for the key of a picture.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Failed => "the failure itself",
            Self::Down => "lacks something it needs",
            Self::Degraded => "works in part",
            Self::CannotRestart => "up, but would not start again",
            Self::LostRedundancy => "up, but the next failure counts",
        }
    }

    /// The colours, from those of Okabe and Ito, which most colour-blind people can distinguish. They
    /// get lighter from the worst on, so that a grey print keeps the order.
    pub(super) fn colours(self) -> Colours {
        let (fill, tint, line, ink) = match self {
            Self::Failed => ("#8F2D00", "#F3DDD2", "#000000", "#FFFFFF"),
            Self::Down => ("#F2A57B", "#FBEBE1", "#8F2D00", "#000000"),
            Self::Degraded => ("#F7E58B", "#FDF9E3", "#6B5A00", "#000000"),
            Self::CannotRestart => ("#CFE6F7", "#F0F7FC", "#00507D", "#000000"),
            Self::LostRedundancy => ("#F4E4EF", "#FBF5F9", "#8A3A6B", "#000000"),
        };
        Colours {
            fill,
            tint,
            line,
            ink,
        }
    }
}

/// How a marked component is coloured.
pub(super) struct Colours {
    pub fill: &'static str,
    /// In place of the fill where lines and other components are drawn over it.
    pub tint: &'static str,
    pub line: &'static str,
    pub ink: &'static str,
}

/// The colour of the line of a requirement that is not met.
pub(super) const UNMET: &str = "#8F2D00";
