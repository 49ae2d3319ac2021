//! What can be asked of how ready a register is.

use clap::Args;
use risk_core::readiness::{DueAnswer, Window};
use risk_core::{Date, Duration, Owners, Register, UnknownOwner};

use super::global::formats;
use super::words::Word;
use super::{FILTERS, Format};

/// What the risks have of what they should have.
#[derive(Debug, Args)]
pub struct Coverage {
    /// Only this component and its risks; repeatable
    #[arg(long, value_name = "NAME", help_heading = FILTERS)]
    pub component: Vec<String>,

    /// Which rehearsals count.
    #[command(flatten)]
    pub window: WindowOptions,

    /// The maximum number of rows of each table; 0 for all [default: 10 gaps and 50 components; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Exit with 1 if less than PERCENT of the risks are rated, observed, mitigated, tracked, rehearsed, passed or
    /// have a runbook action, such as `runbook=80`; repeatable
    #[arg(long, value_name = "MEASURE=PERCENT")]
    pub fail_under: Vec<String>,

    /// Output format
    #[arg(long, default_value = "table", value_parser = formats(&FORMATS))]
    pub format: Format,
}

/// The formats of coverage, which is a page as well as tables.
const FORMATS: [Word; 6] = [
    ("table", "For people"),
    (
        "json",
        "For programs; `risk schema coverage` has the schema",
    ),
    ("md", "Markdown tables"),
    ("html", "A self-contained page, to be read or printed"),
    (
        "csv",
        "The components as comma-separated values, exactly as they are in the register",
    ),
    (
        "csv-safe",
        "The same with a ' before what a spreadsheet would take for a formula",
    ),
];

/// What to do next.
#[derive(Debug, Args)]
pub struct Next {
    /// Only what is about this component and its risks; repeatable
    #[arg(long, value_name = "NAME", help_heading = FILTERS)]
    pub component: Vec<String>,

    /// Whose it is.
    #[command(flatten)]
    pub owners: OwnerOptions,

    /// Which rehearsals count.
    #[command(flatten)]
    pub window: WindowOptions,

    /// The maximum number of rows; 0 for all [default: 10; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Which reviews and acceptances come up or are overdue.
#[derive(Debug, Args)]
pub struct Due {
    /// Whose it is.
    #[command(flatten)]
    pub owners: OwnerOptions,

    /// How far to look ahead, in whole days
    #[arg(long, value_name = "DURATION", default_value_t = DueAnswer::WITHIN, value_parser = ahead)]
    pub within: Duration,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Who answers for something: the owner of the risk, else of its component.
#[derive(Debug, Args)]
pub struct OwnerOptions {
    /// Only what this owner answers for: that of the risk, else of its component; repeatable
    #[arg(long, value_name = "NAME", help_heading = FILTERS)]
    pub owner: Vec<String>,

    /// Only what nobody answers for; with --owner, that too
    #[arg(long, help_heading = FILTERS)]
    pub unowned: bool,
}

impl OwnerOptions {
    /// The owners that were specified.
    pub fn owners(&self, register: &Register) -> Result<Owners, UnknownOwner> {
        Owners::find(register, &self.owner, self.unowned)
    }
}

/// Which rehearsals count.
#[derive(Debug, Args)]
pub struct WindowOptions {
    /// For how long a rehearsal counts, in whole days
    #[arg(long, value_name = "DURATION", default_value_t = Window::WITHIN, value_parser = within)]
    pub within: Duration,
}

impl WindowOptions {
    /// The window that was specified, up to a day.
    pub fn window(&self, today: Date) -> Window {
        let mut window = Window::up_to(today);
        window.within = self.within;
        window
    }
}

/// Reads for how long a rehearsal counts, which is no time at all only by mistake.
fn within(text: &str) -> Result<Duration, String> {
    match text.parse::<Duration>() {
        Ok(within) if within.days_rounded_up() == 0 => {
            Err("a rehearsal has to count for a day at least".to_owned())
        }
        Ok(within) => in_days(within),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads how far somebody looks ahead.
fn ahead(text: &str) -> Result<Duration, String> {
    let length = text.parse::<Duration>();
    in_days(length.map_err(|error| error.to_string())?)
}

/// A length of time that days are counted for.
fn in_days(length: Duration) -> Result<Duration, String> {
    if length.has_minutes() {
        return Err(format!(
            "`{length}` has minutes; days are counted, such as 180d"
        ));
    }
    Ok(length)
}
