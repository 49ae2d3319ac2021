//! How ready a register is: what its risks have of what they should have, and what to do next.
//!
//! All answers are about the risks that are not closed. The library has no clock, so a [`Window`] states which day it
//! is, and for how long a rehearsal counts.
//!
//! # Coverage
//!
//! [`CoverageAnswer`] counts, for every component and for all together, how many risks are rated, would be noticed,
//! have a mitigation, a runbook action and a tracker link, were rehearsed, and passed. A risk of which nothing
//! implemented would tell is a [`Gap`]; those come first that matter most: by rating, where one that is unrated counts
//! as the worst that it could get, then by how many others are down when the component fails, then in the order of the
//! register. A risk that is accepted needs no mitigation and no tracker link, as `risk check` states too: where it has
//! none, percentages leave it out.
//!
//! # What to do next
//!
//! [`NextAnswer`] suggests one thing for each risk, the first that it lacks:
//!
//! 1. [`Action::Rate`], where its likelihood or its impact is missing or no level of the scale.
//! 2. [`Action::Monitor`], where no observation is implemented.
//! 3. [`Action::WriteAction`], where it has no runbook action.
//! 4. [`Action::Rehearse`], where it has no rehearsal that counts, or [the one that decides](Window::telling) did not
//!    pass. One that is accepted wants none: it has to be noticed and met, as `risk check` states too, and no more.
//! 5. [`Action::Review`], where the day by which it was to be looked at has passed, or where it is accepted and the
//!    last day of that has passed. Where it lacks something else as well, the reason of that states so.
//!
//! Beside these there is one for each component of which the failure alone brings down at least one other:
//! [`Action::WriteRisk`] where it has no risk at all, not even a closed one, and else [`Action::RemoveSinglePoint`].
//! Where each of its risks that are not closed is accepted, and no acceptance has ended, there is none.
//!
//! What matters most stands first:
//!
//! 1. By rating. A risk without one counts as the worst that it could get: the highest rating that the scale gives
//!    for what is known of it. A component counts as the worst of its risks that are not closed, and as the highest
//!    rating there is where none of them is rated or it has no risk, because nobody knows better. One that has only
//!    closed risks counts as the worst of these, and as the lowest rating where none of them is rated.
//! 2. Risks that [an incident or a failed game day](crate::Risk::confirmed_by) has shown to happen, and components that
//!    have one, before those that are only feared.
//! 3. Suggestions about risks, then [`Action::WriteRisk`], then [`Action::RemoveSinglePoint`].
//! 4. By how many others are down when the component fails, most first.
//! 5. By the action, in the order of [`Action::ALL`].
//! 6. What was never rehearsed, then what was longest ago: the rehearsal that decides, or the day that has passed.
//! 6. In the order of the register.
//!
//! ```
//! use risk_core::graph::Graph;
//! use risk_core::readiness::{Action, CoverageAnswer, NextAnswer, Window};
//! use risk_core::{Date, Register, Risk, Scale};
//!
//! let mut risk = Risk::new("R01");
//! risk.likelihood = Some("High".into());
//! risk.impact = Some("High".into());
//! let register = Register::new("Trips", Scale::default(), Vec::new(), vec![risk])?;
//!
//! let graph = Graph::new(&register);
//! let window = Window::up_to(Date::new(2026, 11, 23).unwrap());
//! let coverage = CoverageAnswer::new(&graph, window);
//! assert_eq!((coverage.total.rated, coverage.total.observed), (1, 0));
//! let next = NextAnswer::new(&graph, window).suggestions;
//! assert_eq!(next[0].action, Action::Monitor);
//! assert_eq!(next[0].because, "Critical; it is not monitored");
//! # Ok::<(), risk_core::InvalidRegister>(())
//! ```

mod action;
mod counts;
mod coverage;
mod due;
mod gap;
mod known;
mod lack;
pub(crate) mod live;
mod measure;
mod next;
#[cfg(test)]
mod tests;
mod window;
mod words;
mod worst;

pub use action::Action;
pub use counts::Counts;
pub use coverage::{ComponentCounts, CoverageAnswer};
pub use due::{Decision, Due, DueAnswer, UnreadDay};
pub use gap::{Gap, Instead};
pub use measure::{Measure, UnknownMeasure};
pub use next::{NextAnswer, Suggestion};
pub use window::Window;
