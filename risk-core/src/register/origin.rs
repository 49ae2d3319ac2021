//! What components are in the sources that they were imported from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a component is in a source.
///
/// ```
/// use risk_core::ComponentOrigin;
///
/// let web = ComponentOrigin::new("compose.yaml", "web");
/// assert!(!web.is_global());
/// let orders = ComponentOrigin::new("catalog-info.yaml", "resource:default/orders");
/// assert!(orders.is_global());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComponentOrigin {
    /// What the source is called, such as `compose.yaml`.
    pub source: String,
    /// What the component is in it: a service, a node, an address of Terraform, an entity, a package URL.
    pub id: String,
}

impl ComponentOrigin {
    /// What has an id in a source.
    pub fn new(source: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            id: id.into(),
        }
    }

    /// Whether the id means the same in every source: a [package URL](https://github.com/package-url/purl-spec), or a
    /// whole [entity reference](https://backstage.io/docs/features/software-catalog/references) of a Backstage
    /// catalogue.
    pub fn is_global(&self) -> bool {
        let is_entity = || {
            let (kind, rest) = self.id.split_once(':')?;
            let (namespace, name) = rest.split_once('/')?;
            let is_kind = matches!(kind, "component" | "resource" | "api");
            Some(is_kind && ![namespace, name].contains(&""))
        };
        self.id.starts_with("pkg:") || is_entity().unwrap_or_default()
    }
}

/// Such as `web of compose.yaml`.
impl fmt::Display for ComponentOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.id, self.source)
    }
}
