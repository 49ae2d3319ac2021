//! How entities are referred to: `[kind:][namespace/]name`.

/// The kinds of entities that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Component,
    Resource,
    Api,
}

impl Kind {
    /// The kind of a word, which may be in capitals.
    pub fn new(word: &str) -> Option<Self> {
        let all = [Self::Component, Self::Resource, Self::Api];
        all.into_iter()
            .find(|kind| word.trim().eq_ignore_ascii_case(kind.as_str()))
    }

    /// The word for it in references.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Resource => "resource",
            Self::Api => "api",
        }
    }
}

/// A reference by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// The kind, if it is stated.
    pub kind: Option<&'a str>,
    /// The namespace; that of the entity which refers, unless stated.
    pub namespace: &'a str,
    /// The name, which is not blank.
    pub name: &'a str,
}

impl<'a> Reference<'a> {
    /// The namespace of an entity that states none.
    pub const DEFAULT: &'static str = "default";

    /// Takes a reference of an entity in a namespace apart; `None` where it has no name.
    pub fn new(text: &'a str, of: &'a str) -> Option<Self> {
        let (kind, rest) = match text.split_once(':') {
            Some((kind, rest)) => (Some(kind.trim()), rest),
            None => (None, text),
        };
        let (namespace, name) = match rest.split_once('/') {
            Some((namespace, name)) => (namespace.trim(), name.trim()),
            None => (of, rest.trim()),
        };
        let stated = |part: &str| !part.is_empty();
        let whole = stated(name) && stated(namespace) && kind.is_none_or(stated);
        whole.then_some(Self {
            kind,
            namespace,
            name,
        })
    }

    /// Whether the namespace is that of an entity that states none.
    pub fn is_in_default(&self) -> bool {
        self.namespace.eq_ignore_ascii_case(Self::DEFAULT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_a_kind_where_it_states_it_and_else_the_namespace_of_its_entity() {
        let reference = |text| Reference::new(text, "pay").map(|r| (r.kind, r.namespace, r.name));
        assert_eq!(reference("db"), Some((None, "pay", "db")));
        assert_eq!(
            reference("Resource:db"),
            Some((Some("Resource"), "pay", "db"))
        );
        assert_eq!(reference("shop/db"), Some((None, "shop", "db")));
        assert_eq!(reference("api:shop/db"), Some((Some("api"), "shop", "db")));
    }

    #[test]
    fn what_has_no_name_is_no_reference() {
        for text in ["", " ", ":", "api:", "shop/", "/db", ":db", "api:shop/"] {
            assert_eq!(Reference::new(text, "pay"), None, "{text}");
        }
    }
}
