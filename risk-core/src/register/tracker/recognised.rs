/// What a link was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognised {
    /// The tracker's display name, such as `Trello` or `Azure DevOps`; none when no tracker is known
    /// that has links like this one.
    pub tracker: Option<String>,
    /// What people call the card within its tracker: a card id, `OPS-12`, `owner/repo#12`.
    pub key: Option<String>,
    canonical: String,
}

impl Recognised {
    /// The tracker and the key in a row, such as `Trello laD9plQE`; none when neither is known.
    pub fn label(&self) -> Option<String> {
        let parts = [self.tracker.as_deref(), self.key.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// One spelling for all spellings of one card.
    ///
    /// It is for comparison only: it may not be an address that anyone can open, and a later version
    /// may spell it otherwise.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    pub(super) fn known(
        tracker: impl Into<String>,
        key: Option<String>,
        canonical: String,
    ) -> Self {
        Self {
            tracker: Some(tracker.into()),
            key,
            canonical,
        }
    }

    /// The same card of a tracker that has another name.
    pub(super) fn named(self, tracker: impl Into<String>) -> Self {
        Self {
            tracker: Some(tracker.into()),
            ..self
        }
    }

    pub(super) fn unknown(canonical: String) -> Self {
        Self {
            tracker: None,
            key: None,
            canonical,
        }
    }
}
