//! Why a command could not run.

use std::io;

use crate::remedy;

use risk_core::edit::EditError;
use risk_core::graph::ForeignComponent;
use risk_core::readiness::UnknownMeasure;
use risk_core::{Answer, Error, Remedy, UnknownCode, UnknownComponent, UnknownOwner};

/// Why a command could not run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The library could not do it.
    #[error(transparent)]
    Core(#[from] Error),
    /// The library could not import it.
    #[error(transparent)]
    Import(Error),
    /// A change was refused.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// What was asked for does not exist or makes no sense.
    #[error("{message}")]
    Request {
        message: String,
        hint: Option<String>,
    },
    /// The graph was asked about another one.
    #[error(transparent)]
    Graph(#[from] ForeignComponent),
    /// What was to be written could not be.
    #[error("failed to write the output")]
    Output(#[from] io::Error),
}

impl Failure {
    /// A request that cannot be met, and what would be right.
    pub fn request(message: impl Into<String>, hint: Option<String>) -> Self {
        Self::Request {
            message: message.into(),
            hint,
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Import(error) if is_of_sheets(error) => error
                .remedy()
                .as_ref()
                .and_then(remedy::words)
                .map(|words| words + "; or --all-sheets, to import all of them"),
            Self::Core(error) | Self::Import(error) => {
                error.remedy().as_ref().and_then(remedy::words)
            }
            Self::Edit(EditError::Undeclared { .. }) => Some(
                "declare it with `risk component add`, or rename it wherever it is named"
                    .to_owned(),
            ),
            Self::Edit(EditError::WholeRehearsal) => Some(
                "`risk rehearse` records one; `rehearsals[1].notes=…` changes a part of \
                 one, and `rehearsals[1]=` removes one"
                    .to_owned(),
            ),
            Self::Edit(error) => error.hint(),
            Self::Request { hint, .. } => hint.clone(),
            Self::Graph(_) | Self::Output(_) => None,
        }
    }

    /// Whether nobody reads the output any more, which is no failure.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Whether it is asked which of several sheets is meant.
fn is_of_sheets(error: &Error) -> bool {
    let Some(Remedy::Answer { answers, .. }) = error.remedy() else {
        return false;
    };
    matches!(answers.as_slice(), [Answer::Sheet(_), Answer::Sheet(_), ..])
}

impl From<UnknownCode> for Failure {
    fn from(unknown: UnknownCode) -> Self {
        let hint = match &unknown.nearest {
            _ if unknown.is_custom => {
                "a code that begins with `x-` is a custom rule, which the program that reports it explains"
                    .to_owned()
            }
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "`risk check --explain` lists the codes".to_owned(),
        };
        Self::request(unknown.to_string(), Some(hint))
    }
}

impl From<UnknownMeasure> for Failure {
    fn from(unknown: UnknownMeasure) -> Self {
        let hint = unknown
            .nearest
            .map(|nearest| format!("did you mean `{nearest}`?"));
        Self::request(unknown.to_string(), hint)
    }
}

impl From<UnknownOwner> for Failure {
    fn from(unknown: UnknownOwner) -> Self {
        let hint = match unknown.known.as_slice() {
            [] => "no risk and no component has an owner".to_owned(),
            known => format!("the owners are {}", known.join(", ")),
        };
        Self::request(unknown.to_string(), Some(hint))
    }
}

impl From<UnknownComponent> for Failure {
    fn from(unknown: UnknownComponent) -> Self {
        Self::request(unknown.to_string(), nearest(&unknown.nearest))
    }
}

/// What was probably meant.
pub fn nearest(names: &[impl AsRef<str>]) -> Option<String> {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match quoted.as_slice() {
        [] => None,
        [only] => Some(format!("the nearest is {only}")),
        several => Some(format!("the nearest are {}", several.join(", "))),
    }
}
