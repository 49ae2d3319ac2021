//! What is known of how a component fails.

use super::Action;
use super::lack::Overdue;
use super::worst::{highest, lowest};
use crate::graph::{ComponentId, Graph, Ours};
use crate::register::{Date, Level, RiskView, Scale};

/// The risks that tell how a component fails.
pub(super) enum Known<'r> {
    /// Those that are not closed.
    Live(Vec<RiskView<'r>>),
    /// Closed ones alone.
    Closed(Vec<RiskView<'r>>),
    /// None.
    Nothing,
}

impl<'r> Known<'r> {
    pub(super) fn of(component: ComponentId, graph: &'r Graph) -> Self {
        let risks = graph.risks(component).ours();
        let (closed, live): (Vec<_>, Vec<_>) = risks.partition(|risk| risk.is_closed());
        match (live.is_empty(), closed.is_empty()) {
            (false, _) => Self::Live(live),
            (true, false) => Self::Closed(closed),
            (true, true) => Self::Nothing,
        }
    }

    /// Whether somebody takes all of it as it is.
    pub(super) fn is_accepted(&self, today: Date) -> bool {
        let is_in_force = |risk: &RiskView<'_>| {
            risk.is_accepted() && !Overdue::has_acceptance_ended(*risk, today)
        };
        matches!(self, Self::Live(risks) if risks.iter().all(is_in_force))
    }

    /// Whether one of those that are not closed has been shown to happen.
    pub(super) fn is_confirmed(&self, today: Date) -> bool {
        matches!(self, Self::Live(risks) if risks.iter().any(|risk| risk.confirmed_by(today).is_some()))
    }

    pub(super) fn action(&self) -> Action {
        match self {
            Self::Live(_) | Self::Closed(_) => Action::RemoveSinglePoint,
            Self::Nothing => Action::WriteRisk,
        }
    }

    /// The worst rating of the risks; `None` where none is rated.
    pub(super) fn worst(&self) -> Option<Level> {
        match self {
            Self::Live(risks) | Self::Closed(risks) => {
                risks.iter().filter_map(|risk| risk.rating()).max()
            }
            Self::Nothing => None,
        }
    }

    /// The rating that it counts as: where no risk is rated the highest, because nobody knows better, but for closed
    /// ones the lowest.
    pub(super) fn rating(&self, scale: &Scale) -> Level {
        self.worst().unwrap_or_else(|| match self {
            Self::Live(_) | Self::Nothing => highest(scale),
            Self::Closed(_) => lowest(scale),
        })
    }
}
