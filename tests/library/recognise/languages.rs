//! The usual words of several languages, in tables as plain as can be.

use risk_core::RiskField;

use super::board::Board;
use super::outcome::{answer, brief, columns};

const FIRST: [&str; 9] = [
    "R1",
    "Booking API",
    "Sessions are lost",
    "Low",
    "High",
    "Alarm on errors",
    "Retry with backoff",
    "Page the owner",
    "Discussed in May",
];
const SECOND: [&str; 9] = [
    "R2",
    "Mail",
    "Quota exceeded",
    "High",
    "Medium",
    "Graph of the queue",
    "Ask for a higher one",
    "Send by hand",
    "",
];

/// Reads a table whose columns are, in their usual order, under the given headers. The fields that
/// have a column.
fn fields(headers: [&str; 9]) -> Vec<RiskField> {
    let board = Board::of(&[&headers, &FIRST, &SECOND]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{headers:?}: {asked:?}"));
    let expected = [
        ["R1", "Sessions are lost", "Low", "High"],
        ["R2", "Quota exceeded", "High", "Medium"],
    ];
    assert_eq!(brief(&reading), expected, "{headers:?}");
    let risk = reading.register.risk_at(0).expect("there are two");
    assert_eq!(risk.component, "Booking API", "{headers:?}");
    columns(&reading).0
}

/// What the headers of a table are for: nobody's table of risks goes without these.
const ESSENTIAL: [RiskField; 6] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Description,
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Mitigations,
];

fn assert_essential_are_known(headers: [&str; 9]) {
    let fields = fields(headers);
    for field in ESSENTIAL {
        assert!(
            fields.contains(&field),
            "{field} of {headers:?}: {fields:?}"
        );
    }
}

#[test]
fn german_headers_are_known() {
    assert_essential_are_known([
        "Nr.",
        "Komponente",
        "Risiko",
        "Eintrittswahrscheinlichkeit",
        "Auswirkung",
        "Erkennung",
        "Maßnahmen",
        "Notfallplan",
        "Bemerkungen",
    ]);
}

#[test]
fn french_headers_are_known() {
    assert_essential_are_known([
        "Référence",
        "Composant",
        "Risque",
        "Probabilité",
        "Impact",
        "Détection",
        "Mesures",
        "Plan de contingence",
        "Commentaires",
    ]);
}

#[test]
fn spanish_headers_are_known() {
    assert_essential_are_known([
        "Código",
        "Componente",
        "Descripción del riesgo",
        "Probabilidad",
        "Impacto",
        "Detección",
        "Plan de mitigación",
        "Plan de contingencia",
        "Comentarios",
    ]);
}

#[test]
fn portuguese_headers_are_known() {
    assert_essential_are_known([
        "Código",
        "Componente",
        "Risco",
        "Probabilidade",
        "Impacto",
        "Detecção",
        "Mitigação",
        "Plano de contingência",
        "Comentários",
    ]);
}

#[test]
fn italian_headers_are_known() {
    assert_essential_are_known([
        "Codice",
        "Componente",
        "Rischio",
        "Probabilità",
        "Impatto",
        "Rilevamento",
        "Mitigazione",
        "Piano di emergenza",
        "Commenti",
    ]);
}

#[test]
fn dutch_headers_are_known() {
    assert_essential_are_known([
        "Nummer",
        "Component",
        "Risico",
        "Waarschijnlijkheid",
        "Impact",
        "Detectie",
        "Maatregelen",
        "Noodplan",
        "Opmerkingen",
    ]);
}

#[test]
fn polish_headers_are_known() {
    assert_essential_are_known([
        "Numer",
        "Komponent",
        "Ryzyko",
        "Prawdopodobieństwo",
        "Wpływ",
        "Wykrywanie",
        "Działania zapobiegawcze",
        "Plan awaryjny",
        "Uwagi",
    ]);
}

#[test]
fn russian_headers_are_known() {
    assert_essential_are_known([
        "№",
        "Компонент",
        "Риск",
        "Вероятность",
        "Влияние",
        "Обнаружение",
        "Меры",
        "План реагирования",
        "Примечания",
    ]);
}

#[test]
fn ukrainian_headers_are_known() {
    assert_essential_are_known([
        "№",
        "Компонент",
        "Ризик",
        "Ймовірність",
        "Збиток",
        "Виявлення",
        "Заходи",
        "План реагування",
        "Примітки",
    ]);
}

#[test]
fn accents_and_case_of_headers_do_not_matter() {
    assert_essential_are_known([
        "CODIGO",
        "COMPONENTE",
        "DESCRIPCION DEL RIESGO",
        "PROBABILIDAD",
        "IMPACTO",
        "DETECCION",
        "PLAN DE MITIGACION",
        "PLAN DE CONTINGENCIA",
        "COMENTARIOS",
    ]);
}

#[test]
fn long_words_may_be_misspelt() {
    for [likelihood, impact] in [
        ["Likelyhood", "Impact"],
        ["Probabilty", "Consequense"],
        ["Eintrittswarscheinlichkeit", "Auswirkungen"],
    ] {
        let board = Board::of(&[
            &["ID", "Risk", likelihood, impact],
            &["R1", "Sessions are lost", "Low", "High"],
            &["R2", "Quota exceeded", "High", "Medium"],
        ]);
        // What is not recognised has to be asked about: its levels are seen.
        if let Ok(reading) = answer(&board.build()) {
            let expected = [
                ["R1", "Sessions are lost", "Low", "High"],
                ["R2", "Quota exceeded", "High", "Medium"],
            ];
            assert_eq!(brief(&reading), expected, "{likelihood}, {impact}");
        }
    }
}

#[test]
fn statuses_are_known_in_the_languages_of_headers() {
    let header: &[&str] = &["Código", "Riesgo", "Probabilidad", "Impacto", "Estado"];
    let board = Board::of(&[
        header,
        &[
            "R1",
            "El disco falla en la noche",
            "Baja",
            "Alta",
            "Abierto",
        ],
        &["R2", "El ventilador se para", "Media", "Baja", "En curso"],
        &["R3", "La puerta queda abierta", "Alta", "Media", "Cerrado"],
        &["R4", "El techo gotea mucho", "Alta", "Media", "Quizás"],
    ]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    let status = |risk: risk_core::RiskView<'_>| risk.status.as_ref().map(ToString::to_string);
    let statuses: Vec<_> = reading.register.risks().filter_map(status).collect();
    assert_eq!(statuses, ["open", "in-progress", "closed", "Quizás"]);
}
