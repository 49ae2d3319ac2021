//! A register as people look at it.

use serde::Serialize;

use super::{
    AcceptedRisk, Affected, Decisions, Headline, MatrixAnswer, OwnerRisks, TopRisk, TrendAnswer,
    ranked,
};
use crate::check::Reading;
use crate::error::Error;
use crate::graph::{ExposureAnswer, Graph};
use crate::query::{RatedRisk, by_rating};
use crate::readiness::{CoverageAnswer, NextAnswer, Window};
use crate::register::{Date, Scale};
use crate::versions::{Diff, diff_with_findings};

/// A register as people look at it, whole.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report<'a> {
    /// What the register is called.
    pub title: &'a str,
    /// The day that it is for.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub today: Date,
    /// How many risks there are, and how they are rated.
    pub headline: Headline,
    /// The matrix with the risks in it.
    pub matrix: MatrixAnswer,
    /// What somebody has to decide.
    pub decisions: Decisions,
    /// What changed since an older version; null where it is compared with none.
    pub changes: Option<Diff>,
    /// What the risks have of what they should have.
    pub coverage: CoverageAnswer,
    /// What the failure of one component takes down.
    pub affected: Affected,
    /// The highest rated risks.
    pub top: Vec<TopRisk>,
    /// Who answers for how many risks.
    pub owners: Vec<OwnerRisks>,
    /// The risks that are accepted.
    pub accepted: Vec<AcceptedRisk>,
    /// How the register became what it is; null where there is no history.
    pub trend: Option<TrendAnswer>,
    /// The risks, the highest rated first and the unrated last.
    pub risks: Vec<RatedRisk<'a>>,
    /// The scale, which the matrix has in the JSON form.
    #[serde(skip)]
    pub(super) scale: &'a Scale,
}

/// What a report is made with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReportOptions<'a> {
    /// The day that it is for, and for how long a rehearsal counts.
    pub window: Window,
    /// The older version that it is compared with.
    pub since: Option<Since<'a>>,
    /// How the register became what it is.
    pub trend: Option<TrendAnswer>,
}

/// An older version of a register.
#[derive(Debug, Clone)]
pub struct Since<'a> {
    /// What it is called where it is told of.
    pub name: String,
    /// The version.
    pub reading: &'a Reading,
}

impl<'a> Since<'a> {
    /// An older version by a name.
    pub fn new(name: impl Into<String>, reading: &'a Reading) -> Self {
        let name = name.into();
        Self { name, reading }
    }
}

impl ReportOptions<'_> {
    /// A report for a day, without an older version and without history.
    pub fn new(today: Date) -> Self {
        Self {
            window: Window::up_to(today),
            since: None,
            trend: None,
        }
    }
}

impl<'a> Report<'a> {
    /// The report of a register.
    ///
    /// # Errors
    ///
    /// When the older version cannot be compared with it, as [`diff`](crate::versions::diff()) says.
    pub fn new(reading: &'a Reading, options: ReportOptions<'_>) -> Result<Self, Error> {
        let register = &reading.register;
        let window = options.window;
        let graph = Graph::new(register);
        // Each answer asks what the failure of each component does.
        let mut failures = graph.structure().each_alone();
        let exposure = ExposureAnswer::with(&graph, &mut failures);
        let next = NextAnswer::with(&graph, window, &mut failures);
        let coverage = CoverageAnswer::with(&graph, window, &mut failures);
        let decisions = Decisions::new(reading, window.today);
        let changes = options.since.as_ref();
        let changes = changes.map(|since| diff_with_findings(since.reading, reading, window.today));
        let changes = changes.transpose()?;
        let matrix = match (&options.since, &changes) {
            (Some(since), Some(diff)) => MatrixAnswer::since(register, &since.name, diff),
            _ => MatrixAnswer::new(register),
        };
        let risks = by_rating(register.risks().collect());
        Ok(Self {
            title: register.title(),
            today: window.today,
            headline: Headline::new(register, &decisions.due),
            matrix,
            changes,
            coverage,
            affected: Affected::new(&graph, &exposure, window),
            top: ranked::top(&graph, &exposure, &next),
            owners: ranked::owners(register, &decisions.due),
            accepted: ranked::accepted(register),
            trend: options.trend,
            risks: risks
                .into_iter()
                .map(|risk| RatedRisk::new(reading, risk))
                .collect(),
            decisions,
            scale: register.scale(),
        })
    }
}
