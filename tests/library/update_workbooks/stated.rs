//! The register that a workbook states.

use risk_core::{Component, Extra, ExtraValue, Key, Register, Risk, RiskField, Scale};

use super::cells::Content;
use super::columns::{Column, What};
use super::features::Feature;
use super::plan::{Layout, Plan};
use super::sheet::{SECTION, TYPED, extra, result};

/// The title among the properties.
pub const TITLE: &str = "Trips & \"tours\"";

pub fn register(plan: &Plan) -> Register {
    let layout = plan.layout();
    let risks = plan.risks.iter().enumerate();
    let risks = risks.map(|(position, risk)| stated(position, risk, &layout, plan));
    let risks: Vec<Risk> = risks.collect();
    let title = if plan.has(Feature::Properties) {
        TITLE
    } else {
        ""
    };
    let mut components: Vec<Component> = plan.components.clone();
    let has_rehearsals = |name: &str| plan.has(Feature::Rehearsals) && !name.trim().is_empty();
    for component in &mut components {
        component
            .rehearsals
            .retain(|_| has_rehearsals(&component.name));
    }
    let mut risks = risks;
    for (risk, planned) in risks.iter_mut().zip(&plan.risks) {
        if has_rehearsals(&risk.reference) {
            risk.rehearsals.clone_from(&planned.rehearsals);
        }
    }
    Register::new(title, Scale::default(), components, risks).expect("no entry is blank")
}

/// What of a risk has a column.
fn stated(position: usize, risk: &Risk, layout: &Layout, plan: &Plan) -> Risk {
    let mut stated = Risk::default();
    for (_, column) in &layout.columns {
        if let What::Field(field) = column.what {
            copy(field, risk, &mut stated);
        }
    }
    if position == 1 && plan.has_merged_component() {
        stated.component.clone_from(&plan.risks[0].component);
    }
    stated.extra = extras(position, risk, layout, plan);
    stated
}

fn copy(field: RiskField, from: &Risk, to: &mut Risk) {
    match field {
        RiskField::Reference => to.reference.clone_from(&from.reference),
        RiskField::Component => to.component.clone_from(&from.component),
        RiskField::Description => to.description.clone_from(&from.description),
        RiskField::Likelihood => to.likelihood.clone_from(&from.likelihood),
        RiskField::Impact => to.impact.clone_from(&from.impact),
        RiskField::Observations => to.observations.clone_from(&from.observations),
        RiskField::Mitigations => to.mitigations.clone_from(&from.mitigations),
        RiskField::RunbookActions => to.runbook_actions.clone_from(&from.runbook_actions),
        RiskField::Notes => {
            to.notes.clone_from(&from.notes);
            to.tracker_links.clone_from(&from.tracker_links);
        }
        RiskField::Status => to.status.clone_from(&from.status),
        RiskField::Owner => to.owner.clone_from(&from.owner),
        RiskField::ReviewBy => to.review_by.clone_from(&from.review_by),
        RiskField::AcceptedBy => to.acceptance.by.clone_from(&from.acceptance.by),
        RiskField::AcceptedUntil => to.acceptance.until.clone_from(&from.acceptance.until),
        RiskField::AcceptanceReason => to.acceptance.reason.clone_from(&from.acceptance.reason),
        RiskField::AcceptedRating => to.acceptance.rating.clone_from(&from.acceptance.rating),
        RiskField::Category => to.category.clone_from(&from.category),
        other => panic!("no sheet has a column of {other}"),
    }
}

/// What the row of a risk says beyond the model, in the order of the columns.
fn extras(position: usize, risk: &Risk, layout: &Layout, plan: &Plan) -> Extra {
    let mut extra = Extra::default();
    let mut headers: Vec<&str> = Vec::new();
    let mut insert = |header: &'static str, value: Option<ExtraValue>| {
        headers.push(header);
        let nth = headers.iter().filter(|known| **known == header).count();
        let key = Key::new(header, u32::try_from(nth).expect("few columns"));
        if let Some(value) = value {
            extra.insert(key, value);
        }
    };
    let text = |text: &str| Some(ExtraValue::Text(text.to_owned()));
    // Beyond an empty column it stands beside the table, as the legend does.
    if layout.section.is_some() && !layout.rows.is_empty() && layout.first_column() == 2 {
        let is_merged = plan.has(Feature::MergedLegend) && layout.rows.len() > 1;
        insert("", text(SECTION).filter(|_| position == 0 || is_merged));
    }
    for (_, column) in &layout.columns {
        if matches!(column.what, What::Field(_))
            || (column.what == What::Scores && plan.typed_over().is_none())
        {
            continue;
        }
        insert(column.header, beyond(*column, position, risk, plan));
    }
    extra
}

fn beyond(column: Column, position: usize, risk: &Risk, plan: &Plan) -> Option<ExtraValue> {
    match column.what {
        What::Scores if plan.typed_over() == Some(position) => {
            TYPED.parse().ok().map(ExtraValue::Integer)
        }
        What::Scores => None,
        what if what.is_formula() => match result(what, risk) {
            Content::Number(number) => number.parse().ok().map(ExtraValue::Integer),
            Content::Text(runs) => Some(ExtraValue::Text(runs[0].text.clone())),
            _ => None,
        },
        what => extra(what, position, plan),
    }
}
