//! What fails with what: requirements to blast radius.
//!
//! A component is *down* when it has failed or when a hard requirement of it is not met: fewer of the members
//! are left than it needs. It is *degraded* when a soft requirement is not met, or when a hard one is met by
//! degraded members alone. The states after a failure are the least that fit all requirements, so cycles do
//! no harm: nothing is down without a chain of reasons that begins at something that failed.
//!
//! [`Graph`] is that of a register, with names; [`Structure`] is the compact form that all questions are
//! answered on. A [`BlastRadius`] tells what a failure does and why; [`Query`] tells what is related to what.
//!
//! ```
//! use risk_core::graph::Graph;
//! use risk_core::{Component, Register, Requirement, Scale};
//!
//! let mut shop = Component::new("Shop");
//! shop.requires = Some(vec![Requirement::some_of(1, ["Cache A", "Cache B"])]);
//! let caches = ["Cache A", "Cache B"].map(Component::new);
//! let components = [vec![shop], caches.to_vec()].concat();
//! let register = Register::new("Trips", Scale::default(), components, Vec::new())?;
//!
//! let graph = Graph::new(&register);
//! let (shop, a, b) = (graph.find("Shop")?, graph.find("Cache A")?, graph.find("Cache B")?);
//! let one = graph.fail([a])?;
//! assert!(!one.down().contains(shop));
//! assert_eq!(one.redundancy_lost()[0].margin, 0);
//! assert!(graph.fail([a, b])?.down().contains(shop));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "trackers")]
mod alone;
mod answer;
mod blast;
mod can_cold_start;
mod counts;
mod cuts;
mod cycles;
mod exposure;
mod failures;
pub mod format;
#[expect(
    clippy::module_inception,
    reason = "a file is named for the noun in it"
)]
mod graph;
mod groups;
mod id;
mod layer;
mod lists;
mod missing;
mod paths;
mod points;
mod query;
mod reason;
mod recovery;
mod set;
mod sources;
mod structure;
mod structure_builder;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use answer::*;
pub use blast::{BlastRadius, Condition, LostRedundancy, State};
pub(crate) use counts::EachAlone;
pub use cuts::{CutOptions, CutProgress, CutSets, SearchEnd};
pub use exposure::{Exposure, ExposureAnswer};
pub use failures::{Failures, Outcome};
pub use graph::Graph;
pub(crate) use id::Ours;
pub use id::{ComponentId, ForeignComponent, Result};
pub use points::{Defeated, Hit, PointOfFailure, PointsOfFailure};
#[cfg(feature = "trackers")]
pub(crate) use query::LastStep;
pub use query::{Direction, Query, Through};
pub use reason::{Need, Reason};
pub use recovery::{MissedRto, Recovered, Recovery, RtoStatus};
pub use set::ComponentSet;
pub use sources::Source;
pub use structure::Structure;
pub use structure_builder::{BadRequirement, StructureBuilder};
