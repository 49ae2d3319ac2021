//! What becomes of a workbook: a reading, or a question.

use risk_core::workbook::{ReadOptions, read};
use risk_core::{
    Answer, Error, Extra, Key, Location, Reading, Remedy, Risk, RiskField, SourceScope,
};

use crate::reading::chain;

/// A question that a workbook cannot be read without.
#[derive(Debug)]
pub struct Asked {
    pub question: String,
    /// How it can be answered, such as `likelihood=C`.
    pub answers: String,
}

/// The reading of a workbook, or the question that it takes.
pub fn answer_with(workbook: &[u8], options: &ReadOptions) -> Result<Reading, Asked> {
    match read(workbook, options) {
        Ok(reading) => Ok(reading),
        Err(Error::Unclear { question, remedy }) => {
            assert!(!question.is_empty(), "the question is said");
            let answers = in_words(&remedy);
            assert!(!answers.is_empty(), "how to answer is said: {question}");
            Err(Asked { question, answers })
        }
        Err(error) => panic!("{}", chain(&error)),
    }
}

fn in_words(remedy: &Remedy) -> String {
    let Remedy::Answer { answers, .. } = remedy else {
        return format!("{remedy:?}");
    };
    let answers = answers.iter().map(|answer| match answer {
        Answer::Column { field, column } => format!("{field}={column}"),
        Answer::Scale(name) => format!("scale {name}"),
        other => format!("{other:?}"),
    });
    answers.collect::<Vec<_>>().join(", ")
}

pub fn answer(workbook: &[u8]) -> Result<Reading, Asked> {
    answer_with(workbook, &ReadOptions::default())
}

/// The question that a workbook takes.
pub fn asked(workbook: &[u8]) -> Asked {
    match answer(workbook) {
        Ok(reading) => panic!("it was read: {:#?}", plain(&reading)),
        Err(asked) => asked,
    }
}

/// Asserts that a workbook has no table of risks.
pub fn assert_no_register(workbook: &[u8], what: &str) {
    match answer(workbook) {
        Ok(reading) => panic!("{what} was read: {:#?}", plain(&reading)),
        Err(asked) => assert!(
            asked.question.contains("table of risks"),
            "{what} is no register, and not asked about: {asked:?}"
        ),
    }
}

/// The risks of a reading, without what stands in columns beyond the model.
pub fn plain(reading: &Reading) -> Vec<Risk> {
    let risks = reading.register.risks();
    risks
        .map(|risk| {
            let mut risk = risk.stated().clone();
            risk.extra = Extra::default();
            risk
        })
        .collect()
}

/// Each risk in few words: reference, description, likelihood and impact.
pub fn brief(reading: &Reading) -> Vec<[String; 4]> {
    let risks = reading.register.risks();
    risks
        .map(|risk| {
            [
                risk.reference.clone(),
                risk.description.clone(),
                risk.likelihood.clone().unwrap_or_default(),
                risk.impact.clone().unwrap_or_default(),
            ]
        })
        .collect()
}

/// The references of the risks.
pub fn references(reading: &Reading) -> Vec<String> {
    brief(reading)
        .into_iter()
        .map(|[first, ..]| first)
        .collect()
}

/// The labels of the ratings; `-` where a risk is unrated.
pub fn ratings(reading: &Reading) -> Vec<&str> {
    let risks = reading.register.risks();
    risks
        .map(|risk| risk.rating_label().unwrap_or("-"))
        .collect()
}

/// The fields and the other headers that the risks have columns of.
pub fn columns(reading: &Reading) -> (Vec<RiskField>, Vec<String>) {
    let SourceScope::Columns { risks, .. } = &reading.scope else {
        panic!("a workbook has columns");
    };
    let extra = risks
        .extra
        .iter()
        .map(|key| key.to_string().trim().to_owned());
    (risks.fields.clone(), extra.collect())
}

/// What a risk has under a header beyond the model, as text.
pub fn extra(reading: &Reading, risk: usize, header: &str) -> Option<String> {
    let risk = reading.register.risk_at(risk)?;
    risk.extra
        .get(&Key::first(header))
        .map(|value| value.to_string())
}

/// Whether something is told of a row.
pub fn is_told(reading: &Reading, wanted: u32) -> bool {
    reading
        .findings
        .iter()
        .any(|finding| matches!(finding.location, Location::Cell { row, .. } if row == wanted))
}

/// Options by which a column has a field.
pub fn with_columns(columns: &[(RiskField, &str)]) -> ReadOptions {
    let mut options = ReadOptions::default();
    for (field, column) in columns {
        let columns = &mut options.settings.columns;
        columns.insert(*field, (*column).to_owned());
    }
    options
}
