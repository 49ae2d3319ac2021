//! Answers of the graph as data, by the names of the components.

mod blast;
mod components;
mod cuts;
mod needs;
mod recovery;
mod spof;
mod why;

pub use blast::{BlastAnswer, HitComponent, HitRisk, LostRedundancyNeed};
pub use components::{ComponentsAnswer, ListedComponent};
pub use cuts::CutsAnswer;
pub use needs::KnownNeeds;
pub use recovery::{RecoveredComponent, RecoveryAnswer};
pub use spof::{DefeatedNeed, SinglePoint, SpofAnswer};
pub use why::{WhyAnswer, WhyStep};
