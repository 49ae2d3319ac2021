//! What a plan consists of. All of it is plain text and numbers, as JSON has it.

use serde::Serialize;

use crate::register::ObservationStatus;

/// All that a register knows of a failure, for those who have to deal with it.
///
/// Components are named by their keys, such as `Redis` or `Redis~2`, and so are risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Plan {
    /// What the register is called.
    pub register: String,
    /// The beginning of a SHA-256 of all that the register states: whoever holds a page can see whether the
    /// register has changed since.
    pub revision: String,
    /// The one failure mode that this is about; null where it is about components as a whole.
    pub risk: Option<String>,
    /// What fails.
    pub failed: Vec<FailedComponent>,
    /// Whether the register states of any component what it needs. Where it does not, nobody knows what else is hit.
    pub has_known_needs: bool,
    /// What does not work then, beside what failed.
    pub down: Vec<Hit>,
    /// What works in part.
    pub degraded: Vec<Hit>,
    /// What runs on and cannot restart.
    pub cannot_restart: Vec<Hit>,
    /// What works and has no redundancy left.
    pub no_redundancy: Vec<Hit>,
    /// The components of which their dependencies are unknown: they may be hit as well.
    pub unknown: Vec<String>,
    /// How the failure shows: what is in place first.
    pub checks: Vec<Check>,
    /// The failure modes, the highest rating first, and those that are not rated at the end.
    pub failure_modes: Vec<FailureMode>,
    /// Other failure modes of the same component, where this is about one; and those that are closed.
    pub left_out: Vec<String>,
    /// The risks of which the component could not be read: they may be failure modes of what fails.
    pub unplaced: Vec<String>,
    /// What may be the cause: what the failed components need, what brings most of them down first.
    pub causes: Vec<Cause>,
    /// In which order everything comes back.
    pub recovery: Vec<Wave>,
    /// Whom to inform.
    pub contacts: Vec<Contact>,
    /// What to record in the register when it is over.
    pub afterwards: Vec<AfterCommand>,
}

/// A component that fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FailedComponent {
    /// The component.
    pub component: String,
    /// Whether the register declares it, and does not only name it.
    pub is_declared: bool,
    /// Whether it is specified what it needs.
    pub has_known_needs: bool,
    /// What sort of thing it is; empty where it is not specified, as the texts below.
    pub kind: String,
    /// Who answers for it.
    pub owner: String,
    /// How much it matters.
    pub tier: String,
    /// What it does.
    pub description: String,
    /// How long it may be away.
    pub rto: Option<String>,
    /// How much recent data may be lost.
    pub rpo: Option<String>,
    /// Its own time to repair.
    pub restore: Option<String>,
    /// When its failure was last met or practised, if ever.
    pub last_rehearsal: Option<LastRehearsal>,
    /// Its fields with something that could not be read, and `rehearsals` where those of one of its risks could not be:
    /// nobody knows whether what they lack here is stated.
    pub unread: Vec<String>,
}

/// The latest rehearsal of a component or a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LastRehearsal {
    /// The day.
    pub date: String,
    /// What it was.
    pub kind: String,
    /// How it went; null where it is not specified.
    pub outcome: Option<String>,
    /// How long it took until everything worked again.
    pub time_to_recover: Option<String>,
    /// The risk that it was a rehearsal of; null where it was one of the component.
    pub risk: Option<String>,
}

/// How a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has failed.
    Failed,
    /// It does not work.
    Down,
    /// It works in part.
    Degraded,
}

/// A component that is hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Hit {
    /// The component.
    pub component: String,
    /// Why, in words.
    pub because: String,
    /// How much it matters; empty where it is not specified.
    pub tier: String,
    /// How long it may be away.
    pub rto: Option<String>,
}

/// A way to see the failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Check {
    /// What identifies the step when the plan is made again.
    pub id: String,
    /// The risk that it is an observation of.
    pub risk: String,
    /// What is observed, and how.
    pub text: String,
    /// Whether it is in place.
    pub status: ObservationStatus,
}

/// A failure mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FailureMode {
    /// What identifies it when the plan is made again.
    pub id: String,
    /// The risk.
    pub risk: String,
    /// The component that fails.
    pub component: String,
    /// How it fails.
    pub description: String,
    /// The label of the rating; null where it is not rated.
    pub rating: Option<String>,
    /// How likely it is, as it was stated.
    pub likelihood: Option<String>,
    /// How bad it would be, as it was stated.
    pub impact: Option<String>,
    /// Where the work on it stands.
    pub status: Option<String>,
    /// Who answers for the risk; empty where it is not specified.
    pub owner: String,
    /// Whether anything that is in place would show it.
    pub is_observed: bool,
    /// What to do. Empty is a gap, unless it could not be read.
    pub actions: Vec<Action>,
    /// What makes it rarer or milder.
    pub mitigations: Vec<String>,
    /// What else is known.
    pub notes: String,
    /// Its cards, tickets and issues.
    pub links: Vec<Link>,
    /// When it was last met or practised, if ever.
    pub last_rehearsal: Option<LastRehearsal>,
    /// The fields of the risk with something that could not be read: nobody knows whether what they lack here is stated.
    pub unread: Vec<String>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Action {
    /// What identifies the step when the plan is made again: made of the risk, the text, and which of those of
    /// that text it is.
    pub id: String,
    /// What to do.
    pub text: String,
}

/// A card, ticket or issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Link {
    /// What people call it, such as `Trello laD9plQE`, or as it was stated.
    pub label: String,
    /// Its address, if it has one.
    pub address: Option<String>,
}

/// What the failure of something that is needed does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CauseEffect {
    /// It brings all that failed down.
    AllDown,
    /// It brings some of what failed down.
    Down,
    /// It degrades what failed.
    Degraded,
    /// Alone it does neither; together with others it may.
    NotAlone,
}

/// Something that may be the cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Cause {
    /// What identifies the step when the plan is made again.
    pub id: String,
    /// The component that may have failed first.
    pub component: String,
    /// What that does.
    pub effect: CauseEffect,
    /// How many steps it is away from a failed component, on a shortest way over what that needs.
    pub steps: usize,
    /// What needs it on that way: a failed component, or another cause.
    pub needed_by: String,
    /// The whole way, from the failed component to this one; empty where it has more than 20 steps.
    pub path: Vec<String>,
    /// The highest rating of its risks; null where none is rated.
    pub rating: Option<String>,
    /// Its risks that are not closed.
    pub risks: Vec<String>,
    /// How its failure would show: the observations of these that are in place.
    pub observations: Vec<String>,
}

/// What can be repaired at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Wave {
    /// The components, in the order of the register.
    pub components: Vec<Recover>,
}

/// A component that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Recover {
    /// What identifies the step when the plan is made again.
    pub id: String,
    /// The component.
    pub component: String,
    /// Its own time to repair.
    pub restore: Option<String>,
    /// How long after the beginning it is back.
    pub back_after: String,
    /// Whether it may take longer, because a repair time is not known.
    pub is_at_least: bool,
    /// How long it may be away.
    pub rto: Option<String>,
    /// Whether it is back later than that.
    pub is_late: bool,
    /// What it can only be started together with.
    pub together_with: Vec<String>,
}

/// Somebody to inform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Contact {
    /// What identifies the step when the plan is made again.
    pub id: String,
    /// Who; null for what nobody is named for, or who could not be read.
    pub owner: Option<String>,
    /// Whether who could not be read.
    pub is_unread: bool,
    /// The components that they answer for, and how these are.
    pub components: Vec<(String, State)>,
    /// The risks that they answer for.
    pub risks: Vec<String>,
}

/// A command that records what was learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AfterCommand {
    /// When to run it.
    pub when: String,
    /// The command. Words in capitals are to be replaced.
    pub command: String,
}
