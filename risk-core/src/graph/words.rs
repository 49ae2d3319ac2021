//! What a failure does, in words.

use super::id::Ours;
use super::{BlastRadius, ComponentId, Graph, LostRedundancy, Need, Reason, Result, Source, State};
use crate::record::text::{and_more, in_a_row};
use crate::register::{Effect, Requirement};

/// Sentences have at most so many names of a list, or steps of a path: more would not be read.
const TOLD: usize = 6;

impl Graph {
    /// Why a component is down or degraded or cannot restart, with the path back to a failure; empty for
    /// any other component.
    ///
    /// # Errors
    ///
    /// When the component or the failure is of another graph.
    pub fn because(&self, blast: &BlastRadius<'_>, component: ComponentId) -> Result<String> {
        let because = self.because_of_step(blast, component)?;
        Ok(because + &self.way_back(blast, component))
    }

    /// The same without the path.
    ///
    /// # Errors
    ///
    /// When the component or the failure is of another graph.
    pub fn because_of_step(
        &self,
        blast: &BlastRadius<'_>,
        component: ComponentId,
    ) -> Result<String> {
        self.name(component)?;
        Ok(self.because_of(blast, blast.reason(component)?))
    }

    /// Why a component cannot restart, be it degraded or not; empty for one that could.
    ///
    /// # Errors
    ///
    /// When the component or the failure is of another graph.
    pub fn stuck_because(&self, blast: &BlastRadius<'_>, component: ComponentId) -> Result<String> {
        self.name(component)?;
        Ok(self.because_of(blast, blast.reason_to_be_stuck(component)?))
    }

    fn because_of(&self, blast: &BlastRadius<'_>, reason: Option<Reason>) -> String {
        match reason {
            None => String::new(),
            Some(Reason::Failed) => "it has failed".to_owned(),
            Some(Reason::Unmet { need, lost }) => {
                let requires = self.requires(&need);
                let lost = self.lost(blast, &need, &lost);
                format!("{requires}{lost}")
            }
            Some(Reason::CannotStart { need, down, stuck }) => {
                self.cannot_start(blast, &need, &down, &stuck)
            }
        }
    }

    /// What is left of a requirement that has lost redundancy.
    ///
    /// # Errors
    ///
    /// When the requirement or the failure is of another graph.
    pub fn redundancy_lost_because(
        &self,
        blast: &BlastRadius<'_>,
        redundancy_lost: &LostRedundancy,
    ) -> Result<String> {
        let members = redundancy_lost
            .need
            .members
            .iter()
            .chain(&redundancy_lost.down);
        for part in members.chain([&redundancy_lost.need.owner]) {
            self.name(*part)?;
            blast.state(*part)?;
        }
        let requires = self.requires(&redundancy_lost.need);
        let down = self.are(blast, &redundancy_lost.down);
        Ok(match redundancy_lost.margin {
            0 => format!("{requires}; {down}, which leaves no redundancy"),
            1 => format!("{requires}; {down}, and only one more may go down"),
            margin => format!("{requires}; {down}, and {margin} more may go down"),
        })
    }

    /// How hard requirements alone reach a component: by what it requires on the path, or by failing itself.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn potential_because(&self, required: Option<ComponentId>) -> Result<String> {
        Ok(match required {
            None => "it has failed".to_owned(),
            Some(required) => format!("it requires {}", self.key(required)?),
        })
    }

    /// A requirement as a cell has it, such as `1 of (Redis A, Redis B)`.
    ///
    /// # Errors
    ///
    /// When the requirement is of another graph.
    pub fn need(&self, need: &Need) -> Result<String> {
        let keys = need.members.iter().map(|member| self.key(*member));
        let names = keys.map(|key| Ok(key?.to_string()));
        let requirement = Requirement::some_of(need.need, names.collect::<Result<Vec<_>, _>>()?);
        let requirement = match need.effect {
            Effect::Hard => requirement,
            Effect::Soft => requirement.soft(),
        };
        Ok(crate::register::format_requirements(&[requirement]))
    }

    /// `it needs Redis A`, `it lives in eu-west-1`, `it uses 1 of (Mail A, Mail B) (assumed from …)`.
    fn requires(&self, need: &Need) -> String {
        let members = match need.members.as_slice() {
            [member] => self.key(*member).ours().to_string(),
            members => format!("{} of ({})", need.need, self.list(members, ", ")),
        };
        let source = self.source(need).ours();
        let verb = match (source, need.effect) {
            (Source::Within, _) => "lives in",
            (_, Effect::Hard) => "needs",
            (_, Effect::Soft) => "uses",
        };
        match source {
            Source::Assumed(from) => format!("it {verb} {members} (assumed from {from})"),
            _ => format!("it {verb} {members}"),
        }
    }

    /// `, which has failed`, or `, and Redis A and Redis B are down`.
    fn lost(&self, blast: &BlastRadius<'_>, need: &Need, lost: &[ComponentId]) -> String {
        match (need.members.as_slice(), lost) {
            ([_], [member]) => format!(", which {}", is(blast, *member)),
            _ => format!(", and {}", self.are(blast, lost)),
        }
    }

    /// `Redis A has failed`, `Redis A and Redis B are down`, `A has failed and B is degraded`.
    fn are(&self, blast: &BlastRadius<'_>, members: &[ComponentId]) -> String {
        let mut parts = Vec::new();
        for (one, several) in [
            ("has failed", "have failed"),
            ("is down", "are down"),
            ("is degraded", "are degraded"),
            ("is up", "are up"),
        ] {
            let members = members.iter().copied();
            let alike: Vec<ComponentId> =
                members.filter(|member| is(blast, *member) == one).collect();
            if !alike.is_empty() {
                let are = if alike.len() == 1 { one } else { several };
                parts.push(format!("{} {are}", self.list(&alike, " and ")));
            }
        }
        parts.join(" and ")
    }

    fn cannot_start(
        &self,
        blast: &BlastRadius<'_>,
        need: &Need,
        down: &[ComponentId],
        stuck: &[ComponentId],
    ) -> String {
        let requires = self.requires(need);
        let cycle = self.stuck_way(blast, need.owner);
        let stuck_names = self.list(stuck, " and ");
        let could_not = format!("{stuck_names} cannot start either{cycle}");
        let why = match (need.members.as_slice(), down) {
            ([_], _) => format!("which cannot start either{cycle}"),
            (_, []) => could_not,
            (_, down) => format!("{} and {could_not}", self.are(blast, down)),
        };
        format!("it still runs but cannot restart: {requires}, {why}")
    }

    /// What cannot start because of what, up to where it closes a cycle: ` (A → C → A)`.
    fn stuck_way(&self, blast: &BlastRadius<'_>, component: ComponentId) -> String {
        let mut chain = vec![component];
        let mut last = component;
        while let Some(Reason::CannotStart { stuck, .. }) = blast.reason_to_be_stuck(last).ours()
            && let Some(next) = stuck.first().copied()
        {
            let closes = chain.contains(&next);
            chain.push(next);
            last = next;
            if closes || chain.len() > TOLD {
                break;
            }
        }
        self.way(&chain)
    }

    /// The path back to a failure, without what is in the middle of a long one.
    fn way_back(&self, blast: &BlastRadius<'_>, component: ComponentId) -> String {
        let Some((steps, root)) = blast.root(component).ours() else {
            return String::new();
        };
        if steps < TOLD {
            return self.way(&blast.chain(component).ours());
        }
        let via = |last: &ComponentId| blast.via(*last).ours();
        let first = std::iter::successors(Some(component), via);
        let first: Vec<ComponentId> = first.take(TOLD - 2).collect();
        let left = steps + 1 - first.len() - 1;
        let (first, root) = (self.list(&first, " → "), self.key(root).ours());
        format!(" ({first} → … {left} more … → {root})")
    }

    /// A path of more than one step: ` (Storefront → CDN → DNS)`; nothing for a shorter one.
    fn way(&self, chain: &[ComponentId]) -> String {
        if chain.len() < 3 {
            return String::new();
        }
        format!(" ({})", self.list(chain, " → "))
    }

    /// Names in a row: `A, B`, `A and B`; of many, some and how many more.
    fn list(&self, members: &[ComponentId], last: &str) -> String {
        let told = members.len().min(TOLD);
        let names: Vec<String> = members[..told]
            .iter()
            .map(|member| self.key(*member).ours().to_string())
            .collect();
        if told < members.len() {
            return and_more(&names, members.len() - told);
        }
        match last {
            " and " => in_a_row(&names, "and"),
            last => names.join(last),
        }
    }
}

/// How a component that is down or degraded is.
fn is(blast: &BlastRadius<'_>, component: ComponentId) -> &'static str {
    match blast.state(component).ours() {
        _ if blast.failed().contains(component) => "has failed",
        State::Down => "is down",
        State::Degraded => "is degraded",
        State::Up => "is up",
    }
}
