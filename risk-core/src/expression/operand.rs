//! What an expression can ask of a risk.

use crate::record::RiskField;
use crate::record::text::nearest;
use crate::record::{ComponentField, Key};
use crate::register::{
    Date, ExtraValue, Header, Level, Levels, Register, RiskView, Scale, Stated, Status,
};

/// What an expression can ask of a risk: a field, or what the register makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Operand {
    /// A field, as it is stated.
    Stated(RiskField),
    Rating,
    /// Who answers for the risk, or else for its component.
    Owner,
    /// Whether an observation is implemented.
    Observed,
    /// Whether an incident or a game day that failed has shown that it happens.
    Confirmed,
    ComponentKind,
    ComponentTier,
    /// A value beyond the model, by its header.
    Extra(Header),
}

/// What there is beside the paths of the fields.
const DERIVED: [(&str, Operand); 5] = [
    ("rating", Operand::Rating),
    ("observed", Operand::Observed),
    ("confirmed", Operand::Confirmed),
    ("component.kind", Operand::ComponentKind),
    ("component.tier", Operand::ComponentTier),
];

/// What is asked, by what it can be compared with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort {
    Level(fn(&Scale) -> &Levels),
    Status,
    Date,
    /// A list, which is compared by how many entries it has.
    List,
    /// What is true or false by itself.
    Flag,
    Text,
    /// The name of a component.
    Component,
    /// A value of a column of one's own, which is of any sort.
    Any,
}

/// What a risk has there.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found<'a> {
    Nothing,
    /// Something that makes no sense, so that nothing is known of it.
    Unreadable,
    Level(Level),
    Status(Status),
    Date(Date),
    List(Vec<String>),
    /// Whether it holds, where that is known.
    Flag(Option<bool>),
    Text(&'a str),
    Component(&'a str),
    Extra(&'a ExtraValue),
}

impl Operand {
    /// What is called so; else the nearest name.
    pub fn find(name: &str) -> Result<Self, Option<&'static str>> {
        if let Some((prefix, header)) = name.split_at_checked("extra.".len())
            && prefix.eq_ignore_ascii_case("extra.")
            && !header.is_empty()
        {
            return Ok(Self::Extra(Header::new(Key::parse(header))));
        }
        let name = name.to_lowercase();
        let fields = || {
            RiskField::ALL
                .iter()
                .filter(|field| **field != RiskField::Extra)
        };
        if let Some((_, derived)) = DERIVED.iter().find(|(known, _)| *known == name) {
            return Ok(derived.clone());
        }
        match fields().find(|field| field.path() == name) {
            Some(RiskField::Owner) => Ok(Self::Owner),
            Some(field) => Ok(Self::Stated(*field)),
            None => {
                let names = fields().map(|field| field.path());
                let derived = DERIVED.iter().map(|(name, _)| *name);
                Err(nearest(&name, names.chain(derived)))
            }
        }
    }

    pub fn sort(&self) -> Sort {
        match self {
            Self::Rating | Self::Stated(RiskField::AcceptedRating) => Sort::Level(Scale::rating),
            Self::Stated(RiskField::Likelihood) => Sort::Level(Scale::likelihood),
            Self::Stated(RiskField::Impact) => Sort::Level(Scale::impact),
            Self::Stated(RiskField::Status) => Sort::Status,
            Self::Stated(RiskField::ReviewBy | RiskField::AcceptedUntil) => Sort::Date,
            Self::Stated(
                RiskField::Observations
                | RiskField::Mitigations
                | RiskField::RunbookActions
                | RiskField::TrackerLinks
                | RiskField::Rehearsals,
            ) => Sort::List,
            Self::Observed | Self::Confirmed => Sort::Flag,
            Self::Extra(_) => Sort::Any,
            Self::Stated(RiskField::Component) => Sort::Component,
            Self::Stated(_) | Self::Owner | Self::ComponentKind | Self::ComponentTier => Sort::Text,
        }
    }

    /// The field of a risk that it is about: of the rating, what is missing for it.
    pub fn field(&self, risk: RiskView<'_>) -> RiskField {
        let is_known =
            |level: Option<Stated<Level>>| level.is_some_and(|one| one.known().is_some());
        match self {
            Self::Stated(field) => *field,
            Self::Rating if is_known(risk.likelihood()) => RiskField::Impact,
            Self::Rating => RiskField::Likelihood,
            Self::Owner => RiskField::Owner,
            Self::Observed => RiskField::Observations,
            Self::Confirmed => RiskField::Rehearsals,
            Self::ComponentKind | Self::ComponentTier => RiskField::Component,
            Self::Extra(_) => RiskField::Extra,
        }
    }

    /// What a risk has there. What states nothing that could be read is unreadable where anything stands there.
    pub fn of<'a>(&self, risk: RiskView<'a>, today: Date) -> Found<'a> {
        match self.read(risk, today) {
            Found::Nothing | Found::List(_) if self.is_unread(risk) => Found::Unreadable,
            Found::Flag(Some(false)) if self.is_unread(risk) => Found::Flag(None),
            found => found,
        }
    }

    /// Whether not all that it is about could be read.
    fn is_unread(&self, risk: RiskView<'_>) -> bool {
        let of_risk = |field| risk.stated().is_unread(field);
        let of_component = |field| {
            let component = risk.declared_component();
            component.is_some_and(|component| component.stated().is_unread(field))
        };
        match self {
            Self::Stated(field) => of_risk(*field),
            Self::Rating => of_risk(RiskField::Likelihood) || of_risk(RiskField::Impact),
            Self::Owner => risk.is_responsible_unread(),
            Self::Observed => of_risk(RiskField::Observations),
            Self::Confirmed => of_risk(RiskField::Rehearsals),
            Self::ComponentKind => {
                of_risk(RiskField::Component) || of_component(ComponentField::Kind)
            }
            Self::ComponentTier => {
                of_risk(RiskField::Component) || of_component(ComponentField::Tier)
            }
            Self::Extra(_) => of_risk(RiskField::Extra),
        }
    }

    /// What could be read of it.
    fn read<'a>(&self, risk: RiskView<'a>, today: Date) -> Found<'a> {
        let stated = risk.stated();
        let component = || risk.declared_component();
        match self {
            Self::Rating => risk.rating().map_or(unrated(risk), Found::Level),
            Self::Owner => text(risk.responsible()),
            Self::Observed => Found::Flag(Some(stated.is_observed())),
            Self::Confirmed => Found::Flag(Some(stated.confirmed_by(today).is_some())),
            Self::ComponentKind => {
                component().map_or(Found::Nothing, |one| text(&one.stated().kind))
            }
            Self::ComponentTier => {
                component().map_or(Found::Nothing, |one| text(&one.stated().tier))
            }
            Self::Extra(header) => extra(risk, header),
            Self::Stated(RiskField::Likelihood) => level(risk.likelihood().as_ref()),
            Self::Stated(RiskField::Impact) => level(risk.impact().as_ref()),
            Self::Stated(RiskField::AcceptedRating) => level(risk.accepted_rating().as_ref()),
            Self::Stated(RiskField::Status) => known(stated.status.as_ref(), Found::Status),
            Self::Stated(RiskField::ReviewBy) => known(stated.review_by.as_ref(), Found::Date),
            Self::Stated(RiskField::AcceptedUntil) => {
                known(stated.acceptance.until.as_ref(), Found::Date)
            }
            Self::Stated(RiskField::Observations) => {
                list(stated.stated_observations(), |one| one.text.clone())
            }
            Self::Stated(RiskField::Mitigations) => {
                list(stated.stated_mitigations(), |one| one.text.clone())
            }
            Self::Stated(RiskField::RunbookActions) => {
                list(stated.stated_actions(), |one| one.text.clone())
            }
            Self::Stated(RiskField::TrackerLinks) => {
                list(&stated.tracker_links, |one| one.url().to_owned())
            }
            Self::Stated(RiskField::Rehearsals) => list(&stated.rehearsals, ToString::to_string),
            Self::Stated(RiskField::Reference) => text(&stated.reference),
            Self::Stated(RiskField::Component) => match stated.component.trim() {
                "" => Found::Nothing,
                name => Found::Component(name),
            },
            Self::Stated(RiskField::Description) => text(&stated.description),
            Self::Stated(RiskField::Notes) => text(&stated.notes),
            Self::Stated(RiskField::Owner) => text(&stated.owner),
            Self::Stated(RiskField::AcceptedBy) => text(&stated.acceptance.by),
            Self::Stated(RiskField::AcceptanceReason) => text(&stated.acceptance.reason),
            Self::Stated(RiskField::Category) => text(&stated.category),
            Self::Stated(RiskField::Finding) => text(&stated.finding),
            Self::Stated(RiskField::Extra) => Found::Nothing,
        }
    }
}

/// Why a risk has no rating.
fn unrated<'a>(risk: RiskView<'_>) -> Found<'a> {
    let is_stated = risk.likelihood().is_some() && risk.impact().is_some();
    if is_stated {
        Found::Unreadable
    } else {
        Found::Nothing
    }
}

fn text(text: &str) -> Found<'_> {
    match text.trim() {
        "" => Found::Nothing,
        text => Found::Text(text),
    }
}

fn level<'a>(stated: Option<&Stated<Level>>) -> Found<'a> {
    known(stated, Found::Level)
}

fn known<'a, T: Copy>(stated: Option<&Stated<T>>, found: fn(T) -> Found<'a>) -> Found<'a> {
    match stated {
        None => Found::Nothing,
        Some(stated) => stated
            .known()
            .map_or(Found::Unreadable, |known| found(*known)),
    }
}

fn list<'a, T>(entries: impl IntoIterator<Item = T>, text: impl Fn(T) -> String) -> Found<'a> {
    Found::List(entries.into_iter().map(text).collect())
}

/// Whether a risk of the register states something under a header, be it a blank: then it is no mistyped one.
pub(super) fn has_header(register: &Register, header: &Header) -> bool {
    let mut risks = register.risks();
    risks.any(|risk| header.find(&risk.stated().extra).is_some())
}

/// A value under a header; nothing where it is blank, and unreadable where a formula failed.
fn extra<'a>(risk: RiskView<'a>, header: &Header) -> Found<'a> {
    let found = header.find(&risk.stated().extra);
    match found.map(|(_, value)| value) {
        None => Found::Nothing,
        Some(ExtraValue::Error(_)) => Found::Unreadable,
        Some(ExtraValue::Text(text)) if text.trim().is_empty() => Found::Nothing,
        Some(value) => Found::Extra(value),
    }
}
