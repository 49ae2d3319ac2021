use std::borrow::Cow;

use regex::Regex;
use url::Url;

use super::TrackerLink;
use super::address::{Address, http_url, is_plain_url};
use super::error::TrackerPatternError;
use super::known;
use super::pattern::TrackerPattern;
use super::prose::Candidates;
use super::recognised::Recognised;

/// The trackers whose links are recognised: the register's own, and then the well-known ones.
///
/// The default has the well-known ones only: `Trello`, `Jira`, `GitHub`, `GitLab`, `Azure DevOps`,
/// `Linear`, `Asana`, `Shortcut`, `ServiceNow`, `YouTrack`, `ClickUp`, `monday`, `Notion`, `Bugzilla`
/// and `Redmine`.
#[derive(Debug, Clone, Default)]
pub struct Trackers {
    patterns: Vec<TrackerPattern>,
    /// One for each of `patterns`.
    expressions: Vec<Option<Regex>>,
}

/// Equal when they know the same trackers.
impl PartialEq for Trackers {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

impl Trackers {
    /// Adds the register's own trackers, which are tried in this order and before the others.
    ///
    /// # Errors
    ///
    /// The first of the patterns that has no name, a pattern that is no regular expression, a prefix
    /// that no key could have, or a template without `{key}`.
    pub fn new(patterns: Vec<TrackerPattern>) -> Result<Self, TrackerPatternError> {
        let expressions = patterns
            .iter()
            .zip(1..)
            .map(|(pattern, position)| pattern.compile(position))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            patterns,
            expressions,
        })
    }

    /// The register's own trackers, as stated.
    pub fn patterns(&self) -> &[TrackerPattern] {
        &self.patterns
    }

    /// The names of the trackers whose links are recognised, in the order in which they are tried.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.patterns.iter().map(|own| own.name.as_str());
        own.chain(known::names())
    }

    /// Reports which tracker a link leads to, and to which card.
    ///
    /// Every text is recognised as something: without a known tracker it is its own card.
    pub fn recognise(&self, link: &TrackerLink) -> Recognised {
        let text = link.url().trim();
        if let Some(url) = http_url(text) {
            return self.recognise_url(text, &url);
        }
        match self.tracker_of_key(text) {
            Some(own) => Recognised::known(&own.name, Some(text.to_owned()), self.card(own, text)),
            None => Recognised::unknown(text.to_owned()),
        }
    }

    /// Whether a token of a `Cards:` line is a link: an http or https URL with a host, or a bare key
    /// with one of the register's prefixes. A token has no white space.
    pub fn is_link(&self, token: &str) -> bool {
        is_plain_url(token)
            || !token.contains(char::is_whitespace)
                && (http_url(token).is_some() || self.tracker_of_key(token).is_some())
    }

    /// The links within prose, in order and as often as they occur.
    ///
    /// The punctuation after a link, and a closing bracket that it did not open, are left off.
    pub fn links_in(&self, prose: &str) -> Vec<TrackerLink> {
        Candidates::new(prose)
            .filter(|candidate| self.is_link(candidate))
            .map(TrackerLink::new)
            .collect()
    }

    /// Where a browser finds the card: the URL as stated, or the address that the tracker's template
    /// gives a bare key. The address is always http or https.
    pub fn address<'l>(&self, link: &'l TrackerLink) -> Option<Cow<'l, str>> {
        let text = link.url().trim();
        if http_url(text).is_some() {
            return Some(Cow::Borrowed(text));
        }
        let address = self.tracker_of_key(text)?.address_of(text)?;
        http_url(&address).map(|_| Cow::Owned(address))
    }

    fn recognise_url(&self, text: &str, url: &Url) -> Recognised {
        match self.tracker_of_url(text, url) {
            Some((own, Some(key))) => {
                Recognised::known(&own.name, Some(key.to_owned()), self.card(own, key))
            }
            Some((own, None)) => recognise_known(url).named(&own.name),
            None => recognise_known(url),
        }
    }

    fn tracker_of_key(&self, text: &str) -> Option<&TrackerPattern> {
        self.patterns.iter().find(|own| own.has_key(text))
    }

    /// The first own tracker whose pattern matches, and the key if the pattern has one.
    fn tracker_of_url<'t>(
        &self,
        text: &'t str,
        url: &'t Url,
    ) -> Option<(&TrackerPattern, Option<&'t str>)> {
        let matches = |own: &Regex, text: &'t str| {
            let found = own.captures(text)?;
            let key = found.name("key").map(|group| group.as_str());
            Some(key.filter(|key| !key.is_empty()))
        };
        self.patterns
            .iter()
            .zip(&self.expressions)
            .find_map(|(own, expression)| {
                let expression = expression.as_ref()?;
                // A host in capitals is the same host, which the pattern need not provide for.
                let key = matches(expression, text).or_else(|| {
                    let parsed = url.as_str();
                    (parsed != text).then(|| matches(expression, parsed))?
                })?;
                Some((own, key))
            })
    }

    /// The canonical spelling of a key of an own tracker.
    ///
    /// The template makes the bare key and the URL one card, also when only a well-known tracker
    /// recognises the URL. Its address is followed once and not further, as two templates may well
    /// lead to each other.
    fn card(&self, own: &TrackerPattern, key: &str) -> String {
        let Some(address) = own.address_of(key) else {
            return spell_key(own, key);
        };
        let address = address.trim();
        let Some(url) = http_url(address) else {
            return spell_key(own, key);
        };
        match self.tracker_of_url(address, &url) {
            Some((other, Some(key))) => spell_key(other, key),
            _ => recognise_known(&url).canonical().to_owned(),
        }
    }
}

/// A key that is unique within an own tracker. The space in front keeps it apart from every text that
/// someone may state, as those are trimmed; the quotation marks keep the name apart from the key.
fn spell_key(own: &TrackerPattern, key: &str) -> String {
    format!(" {:?} {key}", own.name)
}

fn recognise_known(url: &Url) -> Recognised {
    let address = Address::new(url);
    match known::recognise(&address) {
        Some((tracker, card)) => Recognised::known(tracker, Some(card.key), card.canonical),
        None => Recognised::unknown(address.spell_as_stated()),
    }
}
