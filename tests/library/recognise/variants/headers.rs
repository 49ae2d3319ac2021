//! The headers that such a table may have.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use risk_core::RiskField;

use super::samples::COLUMNS;

/// The language of the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    English,
    German,
    French,
    Spanish,
    Russian,
    Ukrainian,
}

impl Wording {
    /// The words for the fields, in their usual order.
    fn words(self) -> [&'static [&'static str]; 9] {
        match self {
            Self::English => ENGLISH,
            Self::German => GERMAN,
            Self::French => FRENCH,
            Self::Spanish => SPANISH,
            Self::Russian => RUSSIAN,
            Self::Ukrainian => UKRAINIAN,
        }
    }
}

const ENGLISH: [&[&str]; 9] = [
    &["Reference", "ID", "Risk ID", "Ref"],
    &["Component", "Asset", "System", "Affected component"],
    &["Risk", "Risk description", "Description", "Failure mode"],
    &["Likelihood", "Probability", "Likelihood (Low/Medium/High)"],
    &["Impact", "Consequence", "Impact (L/M/H)", "Impact level"],
    &[
        "Observation (bold = implemented)",
        "Observation",
        "Detection",
    ],
    &[
        "Mitigation",
        "Control measure",
        "Mitigation plan",
        "Control",
    ],
    &["Runbook action", "Contingency plan", "Runbook"],
    &["Note", "Comment", "Remark"],
];

const GERMAN: [&[&str]; 9] = [
    &["Nr.", "Referenz", "Risiko-Nr."],
    &["Komponente", "System"],
    &["Risiko", "Risikobeschreibung", "Beschreibung"],
    &["Eintrittswahrscheinlichkeit", "Wahrscheinlichkeit"],
    &["Auswirkung", "Schadensausmaß"],
    &["Erkennung", "Beobachtung"],
    &["Maßnahmen", "Gegenmaßnahmen"],
    &["Notfallmaßnahmen", "Notfallplan"],
    &["Bemerkungen", "Kommentar", "Notizen"],
];

const FRENCH: [&[&str]; 9] = [
    &["Référence", "N°"],
    &["Composant", "Système"],
    &["Risque", "Description du risque"],
    &["Probabilité", "Vraisemblance"],
    &["Impact", "Gravité"],
    &["Détection"],
    &["Mesures d'atténuation", "Mesures de prévention"],
    &["Plan de contingence", "Plan d'urgence"],
    &["Commentaires", "Remarques"],
];

const SPANISH: [&[&str]; 9] = [
    &["Referencia", "Código", "N.º"],
    &["Componente", "Sistema"],
    &["Riesgo", "Descripción del riesgo"],
    &["Probabilidad"],
    &["Impacto", "Consecuencia"],
    &["Detección"],
    &["Mitigación", "Plan de mitigación", "Controles"],
    &["Plan de contingencia"],
    &["Comentarios", "Notas"],
];

const RUSSIAN: [&[&str]; 9] = [
    &["№", "Номер", "Код"],
    &["Компонент", "Система"],
    &["Риск", "Описание риска"],
    &["Вероятность"],
    &["Влияние", "Последствия", "Ущерб"],
    &["Обнаружение"],
    &["Меры", "Меры по снижению"],
    &["План реагирования"],
    &["Примечания", "Комментарии"],
];

const UKRAINIAN: [&[&str]; 9] = [
    &["№", "Номер", "Код"],
    &["Компонент", "Система"],
    &["Ризик", "Опис ризику"],
    &["Ймовірність", "Імовірність"],
    &["Вплив", "Збиток"],
    &["Виявлення"],
    &["Заходи", "Міри запобігання"],
    &["План реагування"],
    &["Примітки", "Коментарі"],
];

/// How a header is written.
#[derive(Debug, Clone, Copy)]
enum Spelling {
    Plain,
    Upper,
    Lower,
    Spaced,
    Broken,
    ZeroWidth,
    Plural,
    InParentheses,
    Colon,
    Star,
}

impl Spelling {
    const ALL: [Self; 10] = [
        Self::Plain,
        Self::Upper,
        Self::Lower,
        Self::Spaced,
        Self::Broken,
        Self::ZeroWidth,
        Self::Plural,
        Self::InParentheses,
        Self::Colon,
        Self::Star,
    ];

    fn of(self, word: &str, wording: Wording) -> String {
        let is_english = wording == Wording::English;
        match self {
            Self::Upper if is_english => word.to_uppercase(),
            Self::Lower => word.to_lowercase(),
            Self::Spaced => format!("  {word} "),
            Self::Broken if word.contains(' ') => word.replacen(' ', "\n", 1),
            Self::Broken => format!("{word}\n"),
            Self::ZeroWidth => {
                let first = word.chars().next().map_or(0, char::len_utf8);
                format!("{}\u{200b}{}\u{feff}", &word[..first], &word[first..])
            }
            Self::Plural if is_english && word.ends_with(char::is_lowercase) => format!("{word}s"),
            Self::InParentheses => format!("{word} (please fill in)"),
            Self::Colon => format!("{word}:"),
            Self::Star => format!("* {word}"),
            Self::Plain | Self::Upper | Self::Plural => word.to_owned(),
        }
    }
}

/// Headers of a wording, by their fields. More of them are plain than written in any other way.
pub fn headers(wording: Wording) -> impl Strategy<Value = BTreeMap<RiskField, String>> {
    let spelling = prop_oneof![
        1 => Just(Spelling::Plain),
        1 => select(&Spelling::ALL[..]),
    ];
    vec((0..12_usize, spelling), COLUMNS.len()).prop_map(move |picks| {
        let fields = COLUMNS.into_iter().zip(wording.words()).zip(picks);
        let headers = fields.map(|((field, words), (pick, spelling))| {
            (field, spelling.of(words[pick % words.len()], wording))
        });
        headers.collect()
    })
}
