//! A page: a document, and what it is about.

use super::checklist::checklist;
use super::form::form;
use super::index::{IndexEntry, index};
use super::plan::Plan;
use super::scenario::Scenario;
use super::seal::{About, Kind, open, seal};
use super::update::{NotThisPage, Updated, update};
use crate::document::{Document, PageKind};

/// A runbook as a page for people: Markdown that can be ticked and made again, or HTML for paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    document: Document,
    about: About,
}

impl Page {
    /// The checklist for an incident.
    pub fn checklist(plan: &Plan) -> Self {
        Self {
            document: of_runbook(checklist(plan)),
            about: about(Kind::Checklist, plan),
        }
    }

    /// The form of a rehearsal: hypothesis, steady state, when to stop and who can abort, what is expected and what
    /// was seen, findings, when to repeat.
    pub fn rehearsal(plan: &Plan) -> Self {
        Self {
            document: of_runbook(form(plan)),
            about: about(Kind::Rehearsal, plan),
        }
    }

    /// The list of the pages of a register.
    pub fn index(register: &str, pages: &[IndexEntry]) -> Self {
        Self {
            document: of_runbook(index(register, pages)),
            about: About {
                page: Kind::Index,
                components: Vec::new(),
                risk: None,
            },
        }
    }

    /// The page as blocks.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The page as HTML that needs nothing but itself.
    pub fn html(&self) -> String {
        self.document.html()
    }

    /// The page as Markdown. A comment at its end states what was generated, so that it can be made again.
    pub fn markdown(&self) -> String {
        let text = self.document.markdown();
        let lines: Vec<&str> = text.lines().collect();
        let seal = seal(&self.about, &lines);
        format!("{text}\n{seal}")
    }

    /// The page made again over an earlier one, of which all that people ticked and wrote is kept: a step that is
    /// still there has its line, other lines stand below what they stood below, and what belonged to steps that are
    /// gone is at the end.
    ///
    /// # Errors
    ///
    /// When the text is no Markdown page of this scenario that was made by [`Self::markdown`].
    pub fn updated(&self, earlier: &str) -> Result<Updated, NotThisPage> {
        let opened = open(earlier)?;
        if !opened.about.is_same(&self.about) {
            return Err(NotThisPage::Other {
                title: title(&opened.about),
            });
        }
        Ok(update(&self.document, &self.about, earlier, &opened))
    }

    /// What a Markdown page is about, and whether it is the form of a rehearsal.
    ///
    /// # Errors
    ///
    /// When the text is no page of a scenario that was made by [`Self::markdown`].
    pub fn about(text: &str) -> Result<(Scenario, bool), NotThisPage> {
        let About {
            page,
            components,
            risk,
        } = open(text)?.about;
        let scenario = match risk {
            Some(risk) => Scenario::Risk(risk),
            None => Scenario::Components(components),
        };
        match page {
            Kind::Checklist => Ok((scenario, false)),
            Kind::Rehearsal => Ok((scenario, true)),
            Kind::Index => Err(NotThisPage::Other {
                title: "an index".to_owned(),
            }),
        }
    }
}

fn of_runbook(mut document: Document) -> Document {
    document.kind = PageKind::Runbook;
    document
}

fn about(page: Kind, plan: &Plan) -> About {
    let components = plan.failed.iter().map(|one| one.component.clone());
    About {
        page,
        components: match plan.risk {
            Some(_) => Vec::new(),
            None => components.collect(),
        },
        risk: plan.risk.clone(),
    }
}

fn title(about: &About) -> String {
    let of = match &about.risk {
        Some(risk) => risk.clone(),
        None => about.components.join(" and "),
    };
    match about.page {
        Kind::Checklist => format!("the checklist of {of}"),
        Kind::Rehearsal => format!("the form of a rehearsal of {of}"),
        Kind::Index => "an index".to_owned(),
    }
}
