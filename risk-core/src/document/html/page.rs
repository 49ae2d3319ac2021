//! The page around its blocks.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::block::block;
use super::text::{escape, plain};
use crate::document::{Block, Document, PageKind};

/// What pages of a sort have in common, made once and not for each of thousands of runbooks.
struct Look {
    head: String,
    script: String,
}

static PAGE: LazyLock<Look> = LazyLock::new(|| Look::new(include_str!("style.css"), ""));

/// The script finds and filters articles, and shows in a diagram what a failure does. It knows no rule: what it shows is in
/// the page.
static REPORT: LazyLock<Look> = LazyLock::new(|| {
    let style = concat!(include_str!("style.css"), include_str!("report.css"));
    Look::new(style, include_str!("report.js"))
});

impl Look {
    fn new(style: &str, script: &str) -> Self {
        let policy = policy(style, script);
        Self {
            head: format!(
                "<meta charset=\"utf-8\"/>\n\
                 <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
                 <style>{style}</style>\n"
            ),
            script: match script {
                "" => String::new(),
                script => format!("<script>{script}</script>\n"),
            },
        }
    }
}

impl Document {
    /// The page as HTML, whole. A browser that opens it loads nothing else.
    pub fn html(&self) -> String {
        let heading = escape(self.title.trim());
        let title = plain(self.title.trim());
        let Look { head, script } = match self.kind {
            PageKind::Report => &*REPORT,
            PageKind::Plain | PageKind::Runbook => &*PAGE,
        };
        let contents = self.contents();
        let mut sections = 0;
        let blocks = self.blocks.iter().map(|one| match one {
            Block::Section(title) => {
                sections += 1;
                format!("<h2 id=\"section-{sections}\">{}</h2>\n", escape(title))
            }
            one => block(one),
        });
        let blocks: String = blocks.collect();
        let mark = self.kind.html_mark();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n{mark}\n{head}<title>{title}</title>\n</head>\n<body>\n\
             {contents}<main>\n<h1>{heading}</h1>\n{blocks}</main>\n{script}</body>\n</html>\n"
        )
    }

    /// The list of the sections, where there is one.
    fn contents(&self) -> String {
        if self.kind != PageKind::Report {
            return String::new();
        }
        let sections = self.blocks.iter().filter_map(|block| match block {
            Block::Section(title) => Some(escape(title)),
            _ => None,
        });
        let entry = |(title, at): (String, usize)| {
            format!("<li><a href=\"#section-{at}\">{title}</a></li>\n")
        };
        let entries: String = sections.zip(1..).map(entry).collect();
        format!("<nav aria-label=\"Contents\">\n<ul>\n{entries}</ul>\n</nav>\n")
    }
}

/// What a browser may load: nothing. It follows the one style and runs the one script that the page has, by their digests, and
/// none that a text brings.
fn policy(style: &str, script: &str) -> String {
    let digest = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    let script = match script {
        "" => String::new(),
        script => format!(" script-src 'sha256-{}';", digest(script)),
    };
    format!(
        "default-src 'none'; style-src 'sha256-{}';{script} base-uri 'none'; form-action 'none'",
        digest(style)
    )
}
