use std::borrow::Cow;
use std::fmt;

use url::{Position, Url, form_urlencoded};

/// Parses an http or https URL with a host; the text must have no white space around it.
///
/// The URL standard forgives more than a reader would: it takes `https:card` and `https:///card` to
/// have a host, and drops tabs and line ends, which would make one card of two texts. Those are no
/// URLs here.
pub(super) fn http_url(text: &str) -> Option<Url> {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| strip_prefix_ignoring_case(text, scheme))?;
    if rest.starts_with(['/', '\\']) || text.bytes().any(|b| b.is_ascii_control()) {
        return None;
    }
    Url::parse(text).ok().filter(Url::has_host)
}

/// Whether a text is a URL of [`http_url`] as nearly all are written, which takes no parser to see. Of another one it may
/// be `false`.
pub(super) fn is_plain_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    // Labels that begin with a letter are no numbers, and without `--` none is an encoded one.
    let is_label = |label: &str| {
        let is_of_names =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        label
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_lowercase())
            && label.bytes().all(is_of_names)
            && !label.contains("--")
            && !label.ends_with('-')
    };
    host.split('.').all(is_label) && rest.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a text starts like an address, whatever follows.
pub(super) fn starts_address(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| strip_prefix_ignoring_case(text, scheme).is_some())
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A URL as trackers read it: a host, segments of a path, parameters.
pub(super) struct Address<'u> {
    url: &'u Url,
    host: &'u str,
    segments: Vec<&'u str>,
}

impl<'u> Address<'u> {
    pub(super) fn new(url: &'u Url) -> Self {
        Self {
            url,
            host: plain_host(&url[Position::BeforeHost..Position::AfterPort]),
            segments: url.path().split('/').filter(|s| !s.is_empty()).collect(),
        }
    }

    /// The host in lower case, without `www.`; with the port when it is an unusual one, so that a
    /// tracker on another port of the same host is another tracker.
    pub(super) fn host(&self) -> &'u str {
        self.host
    }

    /// Whether the host is a subdomain of `domain`.
    pub(super) fn is_under(&self, domain: &str) -> bool {
        self.host
            .strip_suffix(domain)
            .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
    }

    /// The parts of the host between its dots, without the port.
    pub(super) fn labels(&self) -> impl Iterator<Item = &'u str> {
        let name = self.host.split(':').next().unwrap_or_default();
        name.split('.')
    }

    pub(super) fn first_label(&self) -> &'u str {
        self.labels().next().unwrap_or_default()
    }

    /// The segments of the path that are not empty, as stated, percent-encoding included.
    pub(super) fn segments(&self) -> &[&'u str] {
        &self.segments
    }

    /// The query as stated, or an empty text.
    pub(super) fn query(&self) -> &'u str {
        self.url.query().unwrap_or_default()
    }

    /// The decoded value of a parameter of the query, see [`parameter`].
    pub(super) fn parameter(&self, name: &str) -> Option<Cow<'u, str>> {
        parameter(self.query(), name)
    }

    /// An address at the same host. It starts with `https` whatever the scheme, as most trackers
    /// redirect one to the other.
    pub(super) fn spell(&self, rest: fmt::Arguments<'_>) -> String {
        format!("https://{}/{rest}", self.host)
    }

    /// The address without what surely makes no difference.
    pub(super) fn spell_as_stated(&self) -> String {
        let path = self.url.path().trim_end_matches('/');
        let mut spelling = format!("https://{}{path}", self.host);
        for (mark, part) in [('?', self.url.query()), ('#', self.url.fragment())] {
            if let Some(part) = part.filter(|part| !part.is_empty()) {
                spelling.push(mark);
                spelling.push_str(part);
            }
        }
        spelling
    }
}

/// The decoded value of a parameter that a query states once.
///
/// A parameter that is stated twice has no value: to choose one of the two would be a guess at which
/// card is meant.
pub(super) fn parameter<'q>(query: &'q str, name: &str) -> Option<Cow<'q, str>> {
    let mut values = form_urlencoded::parse(query.as_bytes())
        .filter(|(stated, _)| stated == name)
        .map(|(_, value)| value);
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

fn plain_host(authority: &str) -> &str {
    // The scheme is ignored, so that the default port of either scheme is a default.
    let host = [":443", ":80"]
        .iter()
        .find_map(|port| authority.strip_suffix(port))
        .unwrap_or(authority);
    let mut host = Some(host.trim_end_matches('.'))
        .filter(|trimmed| !trimmed.is_empty())
        .unwrap_or(host);
    // The rest must have a dot, as `www.com` is a domain and `com` is none.
    while let Some(rest) = host.strip_prefix("www.")
        && rest.contains('.')
        && !rest.starts_with('.')
    {
        host = rest;
    }
    host
}
