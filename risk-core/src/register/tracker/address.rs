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
    /// The host in lower case, without `www.`; with the port when it is an unusual one, so that a
    /// tracker on another port of the same host is another tracker.
    host: &'u str,
}

impl<'u> Address<'u> {
    pub(super) fn new(url: &'u Url) -> Self {
        Self {
            url,
            host: plain_host(&url[Position::BeforeHost..Position::AfterPort]),
        }
    }

    /// The address as the patterns of known trackers read it: the host and the segments of the path, each
    /// followed by a slash, and then a line for each parameter that is stated once, decoded and in
    /// order of their names.
    ///
    /// A parameter that is stated twice has no value: to choose one of the two would be a guess at
    /// which card is meant.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}/", self.host);
        for segment in self.url.path().split('/').filter(|s| !s.is_empty()) {
            text.extend([segment, "/"]);
        }
        let query = self.url.query().unwrap_or_default();
        let mut stated: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        stated.sort();
        for parameters in stated.chunk_by(|(one, _), (other, _)| one == other) {
            if let [(name, value)] = parameters
                && !name.contains('\n')
                && !value.contains('\n')
            {
                text.extend(["\n", name, "=", value]);
            }
        }
        text
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
