//! A plan: all that a register knows of a failure.

use std::cmp::Reverse;

use super::after::afterwards;
use super::causes::causes;
use super::plan::{
    Action, Check, FailedComponent, FailureMode, Hit, LastRehearsal, Link, Plan, Recover, Wave,
};
use super::revision::revision;
use super::scenario::{Found, NoScenario, Scenario, find};
use super::step_id::StepIds;
use crate::check::Settings;
use crate::graph::{BlastRadius, ComponentId, Graph, Ours, Result, RtoStatus};
use crate::readiness::live::unplaced;
use crate::record::{ComponentField, Key, RiskField};
use crate::register::{
    Date, Duration, ObservationStatus, RecordField, Rehearsal, RehearsalKind, Risk, RiskView,
    Stated, TrackerLink,
};

/// Makes plans of one register, of which it keeps the revision.
#[derive(Debug)]
pub struct Planner<'a> {
    pub(super) graph: &'a Graph,
    settings: &'a Settings,
    today: Date,
    revision: String,
    unplaced: Vec<String>,
}

/// All that a register knows of a failure. The day tells the rehearsals that there were from those to come.
///
/// # Errors
///
/// When the scenario names what the register does not have.
pub fn plan(
    graph: &Graph,
    settings: &Settings,
    scenario: &Scenario,
    today: Date,
) -> Result<Plan, NoScenario> {
    Planner::new(graph, settings, today).plan(scenario)
}

impl<'a> Planner<'a> {
    /// A planner of a register, for a day: a rehearsal after it has not been.
    pub fn new(graph: &'a Graph, settings: &'a Settings, today: Date) -> Self {
        let unplaced = unplaced(graph.register()).into_iter();
        Self {
            today,
            revision: revision(graph.register()),
            unplaced: unplaced.map(|key| key.to_string()).collect(),
            graph,
            settings,
        }
    }

    /// All that the register knows of a failure.
    ///
    /// # Errors
    ///
    /// When the scenario names what the register does not have.
    pub fn plan(&self, scenario: &Scenario) -> Result<Plan, NoScenario> {
        Ok(self.plan_of(&find(self.graph, scenario)?))
    }

    /// The same of components of the graph, which fail all at once.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn plan_components(&self, failed: impl IntoIterator<Item = ComponentId>) -> Result<Plan> {
        let failed = self.graph.structure().set(failed)?;
        Ok(self.plan_of(&Found {
            failed: failed.iter().collect(),
            risk: None,
        }))
    }

    fn plan_of(&self, found: &Found<'a>) -> Plan {
        let blast = self.graph.fail(found.failed.iter().copied()).ours();
        let mut ids = StepIds::default();
        let (modes, left_out) = self.risks(found);
        let down = |one| self.hit(one, self.graph.because(&blast, one));
        let stuck = |one| self.hit(one, self.graph.stuck_because(&blast, one));
        let mut plan = Plan {
            register: self.graph.register().title().to_owned(),
            revision: self.revision.clone(),
            risk: found.risk.map(|risk| risk.key().to_string()),
            failed: found.failed.iter().map(|one| self.failed(*one)).collect(),
            has_known_needs: self.has_known_needs(),
            down: down_with(&blast).map(down).collect(),
            degraded: blast.degraded().iter().map(down).collect(),
            cannot_restart: blast.cannot_restart().iter().map(stuck).collect(),
            no_redundancy: self.no_redundancy(&blast),
            unknown: self.unknown(&blast),
            checks: self.checks(&modes, &mut ids),
            failure_modes: modes.iter().map(|one| self.mode(*one, &mut ids)).collect(),
            left_out,
            unplaced: match found.risk {
                Some(_) => Vec::new(),
                None => self.unplaced.clone(),
            },
            causes: causes(self.graph, &found.failed, &mut ids),
            recovery: self.recovery(&blast, &mut ids),
            contacts: self.contacts(&blast, &modes, &mut ids),
            afterwards: Vec::new(),
        };
        plan.afterwards = afterwards(&plan, RehearsalKind::Incident);
        plan
    }

    /// The risks that a page is about, worst first, and the keys of those that are left out.
    fn risks(&self, found: &Found<'a>) -> (Vec<RiskView<'a>>, Vec<String>) {
        let failed = found.failed.iter();
        let of_failed = failed.flat_map(|component| self.graph.risks(*component).ours());
        let is_told = |risk: &RiskView<'_>| match found.risk {
            Some(only) => only.position() == risk.position(),
            None => !risk.is_closed(),
        };
        let (mut told, left_out): (Vec<_>, Vec<_>) = of_failed.partition(is_told);
        // A risk of no component has no others beside it.
        if told.is_empty() {
            told.extend(found.risk);
        }
        told.sort_by_key(|risk| (Reverse(risk.rating()), risk.position()));
        let left_out = left_out.iter().map(|risk| risk.key().to_string());
        (told, left_out.collect())
    }

    fn has_known_needs(&self) -> bool {
        let structure = self.graph.structure();
        structure.unknown().len() < structure.len()
    }

    fn failed(&self, component: ComponentId) -> FailedComponent {
        let stated = self.graph.stated(component).ours();
        let text = |of: fn(&crate::register::Component) -> &String| {
            stated.map(|stated| of(stated).clone()).unwrap_or_default()
        };
        FailedComponent {
            component: self.name(component),
            is_declared: stated.is_some(),
            has_known_needs: self.graph.structure().is_known(component).ours(),
            kind: text(|one| &one.kind),
            owner: text(|one| &one.owner),
            tier: text(|one| &one.tier),
            description: text(|one| &one.description),
            rto: stated.and_then(|one| words(one.rto.as_ref())),
            rpo: stated.and_then(|one| words(one.rpo.as_ref())),
            restore: stated.and_then(|one| words(one.restore.as_ref())),
            last_rehearsal: self.last_of_component(component),
            unread: self.unread_of(component),
        }
    }

    /// What could not be read of a component, and of when it and its risks were rehearsed.
    fn unread_of(&self, component: ComponentId) -> Vec<String> {
        let stated = self.graph.stated(component).ours();
        let own = stated.map_or(&[][..], |stated| &stated.unread);
        let mut unread = paths(own);
        let field = ComponentField::Rehearsals;
        let mut risks = self.graph.risks(component).ours();
        if !own.contains(&field) && risks.any(|risk| risk.is_unread(RiskField::Rehearsals)) {
            unread.push(field.path().to_owned());
        }
        unread
    }

    /// The latest rehearsal of a component or of any of its risks.
    fn last_of_component(&self, component: ComponentId) -> Option<LastRehearsal> {
        let own = self.graph.stated(component).ours();
        let own = own.map(|one| &one.rehearsals);
        let own = own.into_iter().flatten().map(|one| (one, None));
        let of_risks = self.graph.risks(component).ours().flat_map(|risk| {
            let rehearsals = risk.stated().rehearsals.iter();
            rehearsals.map(move |one| (one, Some(risk.key())))
        });
        latest(own.chain(of_risks), self.today)
    }

    fn hit(&self, component: ComponentId, because: Result<String>) -> Hit {
        let stated = self.graph.stated(component).ours();
        Hit {
            component: self.name(component),
            because: because.ours(),
            tier: stated.map(|one| one.tier.clone()).unwrap_or_default(),
            rto: stated.and_then(|one| words(one.rto.as_ref())),
        }
    }

    fn no_redundancy(&self, blast: &BlastRadius<'_>) -> Vec<Hit> {
        let lost = blast.redundancy_lost().iter();
        let hit = lost.filter(|lost| lost.margin == 0).map(|lost| {
            let because = self.graph.redundancy_lost_because(blast, lost);
            self.hit(lost.component, because)
        });
        hit.collect()
    }

    /// Of which components their dependencies are unknown, beside those that are hit anyway.
    fn unknown(&self, blast: &BlastRadius<'_>) -> Vec<String> {
        let unknown = self.graph.structure().unknown();
        let unknown = unknown.difference(blast.down()).ours();
        let keys = self.graph.keys(&unknown).ours();
        keys.map(|key| key.to_string()).collect()
    }

    /// What distinguishes a risk from others also when some come and go. Where the reference does not, as it is blank
    /// or that of several, what fails and how has to.
    fn identity(&self, risk: RiskView<'_>) -> String {
        let Risk {
            reference,
            component,
            description,
            ..
        } = risk.stated();
        if reference.trim().is_empty() || self.graph.register().count_risks(reference) > 1 {
            return format!("{reference}\n{component}\n{description}");
        }
        reference.clone()
    }

    /// The observations of some risks: what is in place first.
    fn checks(&self, modes: &[RiskView<'_>], ids: &mut StepIds) -> Vec<Check> {
        let mut checks = Vec::new();
        for risk in modes {
            let key = risk.key().to_string();
            for observation in risk.stated().stated_observations() {
                checks.push(Check {
                    id: ids.next("check", &self.identity(*risk), &observation.text),
                    risk: key.clone(),
                    text: observation.text.clone(),
                    status: observation.status,
                });
            }
        }
        // The sort is stable, so each sort of check stands in the order of the risks.
        checks.sort_by_key(|check| match check.status {
            ObservationStatus::Implemented => 0,
            ObservationStatus::Suggested => 1,
            ObservationStatus::Unknown => 2,
        });
        checks
    }

    fn mode(&self, risk: RiskView<'_>, ids: &mut StepIds) -> FailureMode {
        let stated = risk.stated();
        let key = risk.key().to_string();
        let identity = self.identity(risk);
        let id = ids.next("mode", &identity, "");
        let actions = stated.stated_actions().map(|action| Action {
            id: ids.next("action", &identity, &action.text),
            text: action.text.clone(),
        });
        let mitigations = stated.stated_mitigations();
        FailureMode {
            id,
            component: stated.component.clone(),
            description: stated.description.clone(),
            rating: risk.rating_label().map(str::to_owned),
            likelihood: stated.likelihood.clone(),
            impact: stated.impact.clone(),
            status: stated.status.as_ref().map(ToString::to_string),
            owner: stated.owner.clone(),
            is_observed: stated.is_observed(),
            actions: actions.collect(),
            mitigations: mitigations.map(|one| one.text.clone()).collect(),
            notes: stated.notes.clone(),
            links: stated
                .tracker_links
                .iter()
                .map(|one| self.link(one))
                .collect(),
            last_rehearsal: latest(stated.rehearsals.iter().map(|one| (one, None)), self.today),
            unread: paths(&stated.unread),
            risk: key,
        }
    }

    fn link(&self, link: &TrackerLink) -> Link {
        let trackers = &self.settings.trackers;
        let recognised = trackers.recognise(link);
        Link {
            label: recognised.label().unwrap_or_else(|| link.url().to_owned()),
            address: trackers
                .address(link)
                .map(|address| address.trim().to_owned()),
        }
    }

    fn recovery(&self, blast: &BlastRadius<'_>, ids: &mut StepIds) -> Vec<Wave> {
        let recovery = self.graph.recovery(blast).ours();
        let mut waves = Vec::new();
        for components in recovery.waves() {
            let of = |component: &ComponentId| recovery.of(*component);
            let recovered = components.iter().filter_map(of).map(|one| {
                let name = self.name(one.component);
                let restore = self.graph.restore(one.component).ours();
                let rto = self.graph.rto(one.component).ours();
                let bundle = one.bundle.map(|at| recovery.bundles[at].as_slice());
                let bundle = bundle.unwrap_or_default().iter();
                let others = bundle.filter(|other| **other != one.component);
                Recover {
                    id: ids.next("recover", &name, ""),
                    component: name,
                    restore: restore.map(|restore| restore.to_string()),
                    back_after: one.time.to_string(),
                    is_at_least: one.is_at_least,
                    rto: rto.map(|rto| rto.to_string()),
                    is_late: rto.is_some_and(|rto| one.rto_status(rto) == RtoStatus::Missed),
                    together_with: others.map(|other| self.name(*other)).collect(),
                }
            });
            waves.push(Wave {
                components: recovered.collect(),
            });
        }
        waves
    }

    pub(super) fn name(&self, component: ComponentId) -> String {
        self.graph.key(component).ours().to_string()
    }
}

/// What is down and has not failed itself.
pub(super) fn down_with<'a>(blast: &'a BlastRadius<'_>) -> impl Iterator<Item = ComponentId> + 'a {
    let down = blast.down().iter();
    down.filter(|component| !blast.failed().contains(*component))
}

fn paths<F: RecordField>(fields: &[F]) -> Vec<String> {
    fields.iter().map(|field| field.path().to_owned()).collect()
}

/// The [latest](Rehearsal::latest) of some rehearsals, each with the risk that it is of.
fn latest<'a>(
    rehearsals: impl Iterator<Item = (&'a Rehearsal, Option<Key>)>,
    today: Date,
) -> Option<LastRehearsal> {
    let (rehearsal, risk) = Rehearsal::latest(rehearsals, today)?;
    Some(LastRehearsal {
        date: rehearsal.date.to_string(),
        kind: rehearsal.kind.to_string(),
        outcome: rehearsal.outcome.as_ref().map(ToString::to_string),
        time_to_recover: words(rehearsal.time_to_recover.as_ref()),
        risk: risk.map(|risk| risk.to_string()),
    })
}

fn words(stated: Option<&Stated<Duration>>) -> Option<String> {
    stated.map(ToString::to_string)
}
