//! A few workbooks that are always the same, for tests of examples.

use risk_core::{Component, Date, Observation, Risk, RiskField, Stated, Status, TrackerLink};

use super::columns::{BEYOND, Column, FIELDS};
use super::features::Feature;
use super::plan::{Marks, Plan, Texts};

/// All of them by name.
pub fn all() -> Vec<(&'static str, Plan)> {
    vec![
        ("minimal", minimal()),
        ("all features", all_features()),
        ("prefixed", prefixed()),
        ("inline", inline()),
        ("table", table()),
        ("formulas", formulas()),
        ("merged", merged()),
        ("prefilled", prefilled()),
        ("foreign", foreign()),
        ("macros", macros()),
    ]
}

/// Two risks under a header, and nothing else.
pub fn minimal() -> Plan {
    let fields = [
        RiskField::Reference,
        RiskField::Description,
        RiskField::Likelihood,
        RiskField::Impact,
    ];
    Plan {
        risks: risks()[..2].to_vec(),
        components: Vec::new(),
        columns: fields.map(Column::of).to_vec(),
        sheet: "Risks",
        above: 0,
        left: 0,
        texts: Texts::Shared,
        marks: Marks::None,
        features: vec![Feature::NoStyles],
    }
}

/// Every column, and no feature yet.
fn whole() -> Plan {
    let mut columns = vec![
        Column::of(RiskField::Reference),
        Column::of(RiskField::Component),
        Column::of(RiskField::Description),
    ];
    columns.extend(FIELDS[2..].iter().map(|field| Column::of(*field)));
    columns.extend(BEYOND.map(|what| Column::new(what, 0)));
    Plan {
        risks: risks(),
        columns,
        above: 2,
        left: 1,
        features: Vec::new(),
        marks: Marks::Dashes,
        ..minimal()
    }
}

/// What a workbook of Excel has, with everything in it that goes together.
pub fn all_features() -> Plan {
    // Those that leave out others, or that no program writes together with them.
    let others = [
        Feature::NoStyles,
        Feature::Table,
        Feature::Macros,
        Feature::SingleQuotes,
        Feature::RepeatedStrings,
        Feature::ArrayFormulas,
        Feature::StreamedParts,
        Feature::OwnNames,
        Feature::PrefixEverywhere,
        Feature::SheetPrefix,
    ];
    let all = Feature::ALL.iter().copied();
    let mut component = Component::new("API");
    component.owner = "Ada".into();
    component.restore = Some(Stated::parse("4h"));
    Plan {
        components: vec![component, Component::new("Orders DB")],
        sheet: "R&D's <risks>",
        texts: Texts::Mixed,
        features: all.filter(|feature| !others.contains(feature)).collect(),
        ..whole()
    }
}

/// Every element has a prefix, as the Open XML SDK writes it.
pub fn prefixed() -> Plan {
    use Feature as F;
    Plan {
        features: vec![
            F::PrefixEverywhere,
            F::AbsoluteTargets,
            F::Filter,
            F::MergedTitle,
            F::Validations,
            F::DateCells,
            F::CalcChain,
        ],
        ..whole()
    }
}

/// No string is shared, and no cell says where it is where it need not, as some exporters do.
pub fn inline() -> Plan {
    use Feature as F;
    Plan {
        texts: Texts::Inline,
        features: vec![
            F::RowsWithoutNumbers,
            F::CellsWithoutReferences,
            F::SpacedTexts,
            F::NoStyles,
        ],
        marks: Marks::Bullets,
        ..whole()
    }
}

/// The rows are a table with totals and formulas of its own.
pub fn table() -> Plan {
    use Feature as F;
    Plan {
        features: vec![
            F::Table,
            F::Totals,
            F::PrefilledStyles,
            F::StringCounts,
            F::Dimension,
            F::CalcChain,
            F::BlankCells,
            F::Validations,
            F::LaterValidations,
            F::Hyperlinks,
        ],
        ..whole()
    }
}

/// Formulas are shared, references and titles are formulas, and one score was typed over.
pub fn formulas() -> Plan {
    use Feature as F;
    Plan {
        features: vec![
            F::SharedFormulas,
            F::ComputedReferences,
            F::TitleFormula,
            F::TypedOver,
            F::PrefilledFormulas,
            F::CalcChain,
            F::CalcProperties,
            F::GuideFirst,
            F::HiddenGuide,
        ],
        ..whole()
    }
}

/// Cells are merged above, beside and among the risks.
pub fn merged() -> Plan {
    use Feature as F;
    Plan {
        features: vec![
            F::MergedTitle,
            F::MergedComponent,
            F::Section,
            F::Legend,
            F::MergedLegend,
            F::RowExtras,
            F::NotesBeside,
        ],
        ..whole()
    }
}

/// Rows wait for risks, with formats and formulas.
pub fn prefilled() -> Plan {
    use Feature as F;
    Plan {
        risks: risks()[..1].to_vec(),
        features: vec![
            F::PrefilledStyles,
            F::PrefilledFormulas,
            F::ConditionalFormats,
            F::Filter,
            F::Dimension,
        ],
        ..whole()
    }
}

/// A package of a program that calls and writes things its own way.
pub fn foreign() -> Plan {
    use Feature as F;
    Plan {
        texts: Texts::Values,
        marks: Marks::Numbers,
        features: vec![
            F::OwnNames,
            F::SingleQuotes,
            F::RepeatedStrings,
            F::NumericEscapes,
            F::LineBreaks,
            F::StreamedParts,
            F::ArrayFormulas,
            F::LooseTexts,
            F::UnknownPart,
        ],
        ..whole()
    }
}

/// With macros, as `.xlsm` has them.
pub fn macros() -> Plan {
    use Feature as F;
    Plan {
        features: vec![
            F::Macros,
            F::CustomXml,
            F::Drawing,
            F::Comments,
            F::StoredParts,
        ],
        ..whole()
    }
}

fn risks() -> Vec<Risk> {
    let mut first = Risk::new("R1");
    first.component = "API".into();
    first.description = " Cold start, <b> & \"quotes\"\n  after idle ".into();
    first.likelihood = Some("Low".to_owned());
    first.impact = Some("High".to_owned());
    first.observations = vec![
        Observation::implemented("Alarm pages us."),
        Observation::suggested("Graph of 課金 😀"),
        Observation::unknown("Log"),
    ];
    first.mitigations = vec!["Retry\nwith backoff".into(), "Warm it".into()];
    first.runbook_actions = vec!["Page the owner".into()];
    first.notes = "On, but manual\nsince March".into();
    first.tracker_links = vec![TrackerLink::new("https://trello.com/c/a1")];
    first.status = Some(Status::InProgress.into());
    first.owner = "Ada".into();
    first.review_by = Date::new(2027, 3, 31).map(Stated::Known);
    first.acceptance.by = "Bob".into();
    first.acceptance.until = Date::new(2028, 2, 29).map(Stated::Known);
    first.acceptance.reason = "Rare,\nand cheap".into();
    let mut second = Risk::new("2");
    second.component = "API".into();
    second.description = "=1+1 and _x0041_ break it".into();
    second.likelihood = Some("3".to_owned());
    second.impact = Some("5".to_owned());
    second.observations = vec![
        Observation::implemented("Alarm"),
        Observation::implemented("Page"),
    ];
    second.review_by = Some(Stated::parse("Q1 2026"));
    let mut third = Risk::new("R1");
    third.description = "Größe".into();
    third.observations = vec![Observation::suggested("Watch it")];
    third.tracker_links = ["https://trello.com/c/a", "https://trello.com/c/b"]
        .map(TrackerLink::new)
        .to_vec();
    third.status = Some(Stated::parse("won't fix"));
    vec![first, second, third]
}
