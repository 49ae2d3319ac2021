//! Registers of any size that look like real ones, the same for the same size.

use risk_core::{
    Component, Mitigation, Observation, Register, Requirement, Risk, RunbookAction, Scale, Status,
    TrackerLink,
};
use rust_xlsxwriter::{Format, Workbook};

const KINDS: [&str; 8] = [
    "gateway",
    "queue",
    "database",
    "cache",
    "worker",
    "search index",
    "scheduler",
    "mail relay",
];
const FAILURES: [&str; 8] = [
    "Connection pool is exhausted when traffic doubles within a minute",
    "Certificate expires because the renewal job has lost its permission",
    "Failover promotes a replica that is minutes behind",
    "A deployment by hand ships the wrong image",
    "Disk fills up with logs that nobody rotates",
    "Quota of the account is reached during the monthly run",
    "Memory grows until the process is killed",
    "Clock drifts and tokens are rejected",
];
const SIGNS: [&str; 6] = [
    "Alarm on the share of failed requests over five minutes",
    "Synthetic check from two regions every minute",
    "Dashboard of queue depth & age of the oldest message",
    "Alert on days until expiry < 14",
    "Log query for refused connections",
    "Alarm on replication lag over ten seconds",
];
const ACTIONS: [&str; 6] = [
    "Move the state out of the process",
    "Request a higher limit for the account",
    "Automate the deployment and take away the manual rights",
    "Add a second instance in another zone",
    "Retry with backoff and jitter in the client",
    "Rehearse the failover every quarter",
];
const LEVELS: [&str; 3] = ["Low", "Medium", "High"];

/// Numbers that look random: a linear congruential generator with Knuth's constants for MMIX.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// A register of so many risks, of a tenth as many components.
pub fn register(size: usize) -> Register {
    let mut numbers = Numbers(size as u64);
    let count = (size / 10).max(1);
    let name = |number: usize| format!("{} {number}", KINDS[number % KINDS.len()]);
    let components = (0..count).map(|number| {
        let mut component = Component::new(name(number));
        component.kind = KINDS[number % KINDS.len()].into();
        if number >= 2 {
            let group = [name(number / 2), name(number / 2 - 1)];
            component.requires = Some(vec![Requirement::some_of(1, group)]);
        }
        component
    });
    let risks = (1..=size).map(|number| risk(number, name(numbers.below(count)), &mut numbers));
    let (components, risks) = (components.collect(), risks.collect());
    Register::new("Generated", Scale::default(), components, risks).expect("entries have text")
}

fn risk(number: usize, component: String, numbers: &mut Numbers) -> Risk {
    let mut risk = Risk::new(format!("R{number:02}"));
    risk.description = format!("{} ({component})", numbers.pick(&FAILURES));
    risk.component = component;
    risk.likelihood = Some(numbers.pick(&LEVELS).to_owned());
    risk.impact = Some(numbers.pick(&LEVELS).to_owned());
    risk.observations
        .push(Observation::implemented(numbers.pick(&SIGNS)));
    if number.is_multiple_of(2) {
        risk.observations
            .push(Observation::suggested(numbers.pick(&SIGNS)));
    }
    for _ in 0..numbers.below(4) {
        risk.mitigations
            .push(Mitigation::from(numbers.pick(&ACTIONS)));
    }
    for _ in 0..numbers.below(3) {
        risk.runbook_actions
            .push(RunbookAction::from(numbers.pick(&ACTIONS)));
    }
    if number.is_multiple_of(3) {
        risk.notes = format!("Seen {} times since the spring", numbers.below(9));
    }
    for _ in 0..=numbers.below(2) {
        let card = format!("https://trello.com/c/{:08x}/", numbers.below(1 << 30));
        risk.tracker_links.push(TrackerLink::new(card));
    }
    if number.is_multiple_of(5) {
        risk.status = Some(Status::ALL[numbers.below(3)].into());
    }
    risk
}

/// The bytes of a workbook with the risks of a register in the columns of a review, implemented
/// observations in bold.
pub fn workbook(register: &Register) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Risks").expect("the name is valid");
    let header = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Observation (bold = implemented)",
        "Mitigation",
        "Runbook action",
        "Notes",
    ];
    sheet.write_row(0, 0, header).expect("the header fits");
    for (row, risk) in (1..).zip(register.risks()) {
        let mut text = |column, text: &str| {
            if !text.is_empty() {
                sheet
                    .write_string(row, column, text)
                    .expect("the text fits");
            }
        };
        text(0, &risk.reference);
        text(1, &risk.component);
        text(2, &risk.description);
        text(3, risk.likelihood.as_deref().unwrap_or_default());
        text(4, risk.impact.as_deref().unwrap_or_default());
        text(
            6,
            &lines(risk.mitigations.iter().map(|entry| entry.text.as_str())),
        );
        text(
            7,
            &lines(risk.runbook_actions.iter().map(|entry| entry.text.as_str())),
        );
        let links: Vec<&str> = risk.tracker_links.iter().map(TrackerLink::url).collect();
        let break_before_links = if risk.notes.is_empty() { "" } else { "\n" };
        text(
            8,
            &format!(
                "{}{break_before_links}Cards: {}",
                risk.notes,
                links.join(" & ")
            ),
        );
        write_observations(sheet, row, &risk.observations);
    }
    workbook.save_to_buffer().expect("memory takes all writes")
}

fn lines<'a>(entries: impl Iterator<Item = &'a str>) -> String {
    entries
        .map(|entry| format!("- {entry}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn write_observations(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    observations: &[Observation],
) {
    let bold = Format::new().set_bold();
    let plain = Format::new();
    let [first, rest @ ..] = observations else {
        return;
    };
    let written = match rest {
        [] => sheet.write_rich_string(row, 5, &[(&bold, first.text.as_str()), (&plain, " ")]),
        [second, ..] => {
            let second = format!("\n{}", second.text);
            sheet.write_rich_string(row, 5, &[(&bold, first.text.as_str()), (&plain, &second)])
        }
    };
    written.expect("the text fits");
}
