//! Headers of real registers.

use super::*;
use crate::workbook::recognise::senses::language;

fn meaning_of(text: &str) -> Meaning {
    Header::read_closely(text, language(header_words(text).iter())).meaning
}

fn is(field: RiskField, strength: Strength, headers: &[&str]) {
    for header in headers {
        assert_eq!(
            meaning_of(header),
            Meaning::Field(field, strength),
            "{header}"
        );
    }
}

#[test]
fn headers_of_real_registers_are_understood() {
    use Strength::*;
    is(
        RiskField::Reference,
        Sure,
        &[
            "№",
            "Nº",
            "Nr.",
            "S. No.",
            "Risk Number",
            "#",
            "Código",
            "Issue ID",
        ],
    );
    is(
        RiskField::Component,
        Sure,
        &[
            "Asset/Process",
            "Technical Asset",
            "Asset Affected",
            "Device",
        ],
    );
    is(RiskField::Component, Likely, &["Information Assest"]);
    is(
        RiskField::Description,
        Sure,
        &[
            "Risk\u{200b}",
            "Descripción del riesgo",
            "Risk Description",
            "Failure Mode",
            "Hazard",
            "Identified Risk",
            "Potential Failure Mode",
            "Risiko",
            "Vulnerability",
            "Умова",
        ],
    );
    is(
        RiskField::Description,
        Likely,
        &[
            "Risk Title",
            "Quality Risk",
            "Vulnerability Name",
            "Risk Description/ Impact",
        ],
    );
    is(
        RiskField::Description,
        Possible,
        &["Title", "name", "Type of Failiure"],
    );
}

#[test]
fn headers_of_levels_are_understood() {
    use Strength::*;
    is(
        RiskField::Likelihood,
        Sure,
        &[
            "Likelihood (1–5)",
            "Threat Probability",
            "inherent_proba",
            "Probabilidad (1 -5)",
            "Ймовірність",
        ],
    );
    is(
        RiskField::Likelihood,
        Likely,
        &["Eintrittswarscheinlichkeit", "Probability of occurence"],
    );
    is(
        RiskField::Likelihood,
        Possible,
        &["O", "P", "Likelihood rating"],
    );
    is(
        RiskField::Impact,
        Sure,
        &[
            "Impact 0-10",
            "Risk Impact",
            "Auswirkungsgrad",
            "Consecuencia",
            "Збиток",
            "Impact Level",
            "Наслідок",
        ],
    );
    is(
        RiskField::Impact,
        Possible,
        &[
            "Severity",
            "Sev",
            "S",
            "ImpactRating",
            "Potential Failure Effects",
        ],
    );
}

#[test]
fn headers_of_prose_are_understood() {
    use Strength::*;
    is(
        RiskField::Observations,
        Sure,
        &[
            "Observation/Implication",
            "Failure detection",
            "Observation (bold = implemented)",
        ],
    );
    is(
        RiskField::Mitigations,
        Sure,
        &[
            "Existing Controls",
            "Recommended Action(s)",
            "Plan de mitigación",
            "Massnahmen",
            "Міри запобігання",
        ],
    );
    is(RiskField::Mitigations, Likely, &["Secuirty Controls"]);
    is(RiskField::Mitigations, Possible, &["Strategy", "Actions"]);
    is(
        RiskField::RunbookActions,
        Sure,
        &["Contingency plan", "Notfallmaßnahmen", "Runbook\nactions"],
    );
    is(
        RiskField::RunbookActions,
        Possible,
        &["Response", "Реакція"],
    );
    is(
        RiskField::Notes,
        Sure,
        &["Comments", "Bemerkungen", "Observaciones", "Remarks"],
    );
    is(
        RiskField::Owner,
        Sure,
        &["Risk owner", "Responsable", "assigned_to"],
    );
    is(RiskField::Owner, Possible, &["Action Owner"]);
    is(
        RiskField::Status,
        Sure,
        &["Current Status", "Estado del Riesgo"],
    );
}

#[test]
fn headers_of_what_the_model_has_no_field_for_are_none() {
    for header in [
        "Risk Level",
        "RPN",
        "Risk (P*I) Score",
        "Probability x Impact",
        "Nivel de Riesgo",
        "Raw Risk Level",
    ] {
        assert_eq!(meaning_of(header), Meaning::Other(SCORE), "{header}");
    }
    for header in [
        "Residual likelihood",
        "Impact after mitigation",
        "Target impact",
    ] {
        assert_eq!(
            meaning_of(header),
            Meaning::Other("the time after treatment"),
            "{header}"
        );
    }
    for header in [
        "Root Cause",
        "Due date",
        "Risk Category",
        "D",
        "Threat Source",
    ] {
        assert!(matches!(meaning_of(header), Meaning::Other(_)), "{header}");
    }
    for header in ["Team", "Foo", "2026"] {
        assert_eq!(meaning_of(header), Meaning::Unknown, "{header}");
    }
    assert_eq!(meaning_of(" \u{200b}"), Meaning::Blank);
}

#[test]
fn remarks_of_other_languages_are_no_detections() {
    let of = |headers: &[&str]| {
        let words: Vec<String> = headers.iter().flat_map(|text| header_words(text)).collect();
        language(words.iter())
    };
    let spanish = of(&["Riesgo", "Probabilidad", "Observaciones"]);
    assert_eq!(spanish, Language("Spanish"));
    let french = of(&["Risque", "Probabilité", "Mesures", "Observations"]);
    let meaning = Header::read("Observations", french).meaning;
    assert_eq!(meaning, Meaning::Field(RiskField::Notes, Strength::Sure));
}

#[test]
fn only_a_time_is_an_axis_by_the_header_above_it() {
    let under_impact = |text: &str| {
        let words = header_words(text);
        let (text, group) = (text.to_owned(), "Impact".to_owned());
        let header = HeaderText {
            text,
            words,
            group,
            ..HeaderText::default()
        };
        Header::read_in_group(&header, Language::ENGLISH).meaning
    };
    let impact = Meaning::Field(RiskField::Impact, Strength::Sure);
    assert_eq!(under_impact("before"), impact);
    assert_eq!(under_impact("N. X."), Meaning::Unknown);
}

#[test]
fn a_header_that_rules_were_needed_for_tells_the_one_that_counted() {
    let told = |text: &str| Header::read_closely(text, Language::ENGLISH).told("by its header");
    assert_eq!(
        told("Threat Probability"),
        "by its header: a word for how likely it is"
    );
    assert_eq!(told("Likelihood"), "by its header");
}
