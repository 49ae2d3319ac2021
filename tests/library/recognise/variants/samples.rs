//! The risks of the register, with how their cells are written.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use risk_core::{Observation, Risk, RiskField, TrackerLink};

use crate::recognise::board::Content;

/// The fields that have a column, in their usual order.
pub const COLUMNS: [RiskField; 9] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Description,
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Observations,
    RiskField::Mitigations,
    RiskField::RunbookActions,
    RiskField::Notes,
];

const DESCRIPTIONS: [&str; 10] = [
    "Connections to the database run out",
    "Sessions are lost on deployment",
    "Certificate expires",
    "Queue grows faster than it is worked off",
    "Backups cannot be restored",
    "A node fails while another is being replaced",
    "Sending quota exceeded",
    "Cold start delay after idle",
    "Manual deployment error",
    "Payment provider is not reachable",
];
const COMPONENTS: [&str; 4] = ["", "Booking API", "Orders database", "Mail & messages"];
const LEVELS: [&str; 3] = ["Low", "Medium", "High"];
const WATCHED: [&str; 5] = [
    "Alarm on waiting connections.",
    "Graph of the queue's length.",
    "Use Sentry to detect failures.",
    "Check that restores a backup each week.",
    "Dashboard of open sessions.",
];
const ACTIONS: [&str; 6] = [
    "Automate the deployment",
    "Retry with backoff (code changes)",
    "Request a higher limit",
    "Restart the service, then page its owner",
    "Renew before it expires",
    "Rehearse the restore",
];
const PROSE: [&str; 3] = [
    "On, but not in Terraform",
    "Discussed in May",
    "Nobody has seen it yet",
];

/// A risk, and the contents of its cells that have a layout.
#[derive(Debug, Clone)]
pub struct Sample {
    pub risk: Risk,
    /// The XML of the observations.
    observations: String,
    mitigations: String,
    runbook_actions: String,
    notes: String,
}

impl Sample {
    /// What the cell of a field has.
    pub fn content(&self, field: RiskField) -> Option<Content> {
        let text = match field {
            RiskField::Observations if self.observations.is_empty() => return None,
            RiskField::Observations => return Some(Content::Rich(self.observations.clone())),
            RiskField::Component => &self.risk.component,
            RiskField::Description => &self.risk.description,
            RiskField::Likelihood => self.risk.likelihood.as_ref()?,
            RiskField::Impact => self.risk.impact.as_ref()?,
            RiskField::Mitigations => &self.mitigations,
            RiskField::RunbookActions => &self.runbook_actions,
            RiskField::Notes => &self.notes,
            _ => &self.risk.reference,
        };
        Content::typed(text)
    }
}

/// Takes a field out of a risk.
pub fn clear(risk: &mut Risk, field: RiskField) {
    match field {
        RiskField::Component => risk.component.clear(),
        RiskField::Description => risk.description.clear(),
        RiskField::Likelihood => risk.likelihood = None,
        RiskField::Impact => risk.impact = None,
        RiskField::Observations => risk.observations.clear(),
        RiskField::Mitigations => risk.mitigations.clear(),
        RiskField::RunbookActions => risk.runbook_actions.clear(),
        RiskField::Notes => {
            risk.notes.clear();
            risk.tracker_links.clear();
        }
        _ => risk.reference.clear(),
    }
}

/// A line of observations: one that is in place, in bold, and one that is suggested.
fn line() -> impl Strategy<Value = (Option<&'static str>, Option<&'static str>)> {
    let one = || select(&WATCHED[..]);
    prop_oneof![
        one().prop_map(|text| (Some(text), None)),
        one().prop_map(|text| (None, Some(text))),
        (one(), one()).prop_map(|(bold, plain)| (Some(bold), Some(plain))),
    ]
}

type Lines = [(Option<&'static str>, Option<&'static str>)];

fn observed(lines: &Lines) -> Vec<Observation> {
    let observations = lines.iter().flat_map(|(bold, plain)| {
        let bold = bold.map(Observation::implemented);
        bold.into_iter().chain(plain.map(Observation::suggested))
    });
    observations.collect()
}

/// The XML of lines of observations.
fn rich(lines: &Lines) -> String {
    let run = |properties: &str, text: &str| {
        format!("<r><rPr>{properties}</rPr><t xml:space=\"preserve\">{text}</t></r>")
    };
    let mut item = String::new();
    for (bold, plain) in lines {
        if !item.is_empty() {
            item.push_str(&run("", "\n"));
        }
        item.extend(bold.map(|text| run("<b/>", text)));
        let space = if bold.is_some() { " " } else { "" };
        item.extend(plain.map(|text| run("", &format!("{space}{text}"))));
    }
    item
}

/// The text of a cell of actions: marked where there are several.
fn marked(actions: &[&str]) -> String {
    match actions {
        [only] => (*only).to_owned(),
        actions => {
            let lines: Vec<String> = actions.iter().map(|action| format!("- {action}")).collect();
            lines.join("\n")
        }
    }
}

fn noted(prose: Option<&str>, cards: &[String]) -> String {
    let label = if cards.len() == 1 { "Card" } else { "Cards" };
    let cards = (!cards.is_empty()).then(|| format!("{label}: {}", cards.join(" & ")));
    let lines: Vec<String> = prose.map(str::to_owned).into_iter().chain(cards).collect();
    lines.join("\n")
}

/// A risk but for its reference and its description.
fn sample() -> impl Strategy<Value = Sample> {
    let level = || option::weighted(0.85, select(&LEVELS[..]));
    let actions = || vec(select(&ACTIONS[..]), 0..3);
    let cards = vec("https://trello\\.com/c/[a-zA-Z0-9]{8}", 0..3);
    let notes = (option::of(select(&PROSE[..])), cards);
    let levels = (level(), level());
    let lists = (vec(line(), 0..3), actions(), actions());
    (select(&COMPONENTS[..]), levels, lists, notes).prop_map(|(component, levels, lists, notes)| {
        let mut risk = Risk::new("");
        component.clone_into(&mut risk.component);
        risk.likelihood = levels.0.map(str::to_owned);
        risk.impact = levels.1.map(str::to_owned);
        risk.observations = observed(&lists.0);
        risk.mitigations = lists.1.iter().map(|&text| text.into()).collect();
        risk.runbook_actions = lists.2.iter().map(|&text| text.into()).collect();
        notes.0.unwrap_or_default().clone_into(&mut risk.notes);
        let links = notes.1.iter();
        risk.tracker_links = links.map(|url| TrackerLink::new(url.as_str())).collect();
        Sample {
            risk,
            observations: rich(&lists.0),
            mitigations: marked(&lists.1),
            runbook_actions: marked(&lists.2),
            notes: noted(notes.0, &notes.1),
        }
    })
}

/// A few risks, which differ in what they are called and described as. Some are of the component
/// of their neighbour.
pub fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let samples = (vec(sample(), 3..9), vec(any::<bool>(), 9));
    let names = (Just(DESCRIPTIONS.to_vec()).prop_shuffle(), 0..3_usize);
    (samples, names).prop_map(|((mut samples, shares), (descriptions, manner))| {
        let mut above = String::new();
        for (position, sample) in samples.iter_mut().enumerate() {
            let risk = &mut sample.risk;
            descriptions[position].clone_into(&mut risk.description);
            risk.reference = match manner {
                0 => format!("R{:02}", position + 1),
                1 => format!("OPS-{}", position + 7),
                _ => format!("{}", position + 1),
            };
            if shares[position] && !above.is_empty() {
                risk.component.clone_from(&above);
            }
            above.clone_from(&risk.component);
        }
        samples
    })
}
