//! Runbooks: what to look at and what to do when something fails.
//!
//! A [`Scenario`] says what fails, and [`plan`] tells all that the register knows of it, as data: what is hit and
//! why, how the failure shows, the failure modes with their actions, what else may be the cause, in which order
//! everything comes back, whom to inform. [`Page`] renders a plan, for an incident or as the form of a
//! rehearsal; a page that people have ticked and written on can be [made again](Page::updated) without losing that.
//!
//! Nothing here is invented. What the register does not state is a visible gap.
//!
//! ```
//! use risk_core::graph::Graph;
//! use risk_core::runbook::{self, Page, Scenario};
//! use risk_core::{Date, Register, Risk, Scale, Settings};
//!
//! let mut risk = Risk::new("R01");
//! risk.component = "Booking API".into();
//! risk.description = "Connections run out".into();
//! risk.runbook_actions = vec!["Restart the pool".into()];
//! let register = Register::new("Trips", Scale::default(), vec![], vec![risk])?;
//!
//! let graph = Graph::new(&register);
//! let scenario = Scenario::components(["Booking API"]);
//! let today = Date::new(2026, 11, 23).unwrap();
//! let plan = runbook::plan(&graph, &Settings::default(), &scenario, today)?;
//! assert_eq!(plan.failure_modes[0].actions[0].text, "Restart the pool");
//!
//! let page = Page::checklist(&plan).markdown();
//! assert!(page.contains("- [ ] Restart the pool"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod after;
mod alignment;
mod causes;
mod checklist;
mod contacts;
mod file_names;
mod form;
mod fresh;
mod index;
mod origins;
mod page;
mod plan;
mod planner;
mod reformatted;
mod revision;
mod scenario;
mod seal;
mod step_id;
#[cfg(test)]
mod tests;
mod update;
mod words;

pub use file_names::file_names;
pub use index::IndexEntry;
pub use page::Page;
pub use plan::{
    Action, AfterCommand, Cause, CauseEffect, Check, Contact, FailedComponent, FailureMode, Hit,
    LastRehearsal, Link, Plan, Recover, State, Wave,
};
pub use planner::{Planner, plan};
pub use scenario::{NoScenario, Scenario};
pub use update::{Gone, NotThisPage, Updated};
