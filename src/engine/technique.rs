//! What a page does on the reader's device: cookies in two categories, scripts of others that the text does not name.

use rustc_hash::FxHashSet;

use crate::diagnostic::Label;
use crate::document::Place;
use crate::entity::Value;
use crate::text::{TextRange, fold, tokens};

use super::predicate::Flaw;
use super::subject::{Instance, Node};
use super::{Case, vendor};

/// Cookies that stand in two categories, with the row that stands against each.
pub(super) fn recategorised(case: Case<'_>) -> Vec<Instance> {
    let cookies = &case.ledger.cookies;
    let found = case
        .ledger
        .recategorised
        .iter()
        .filter_map(|(again, first)| {
            let (again, first) = (cookies.get(*again)?, cookies.get(*first)?);
            let category = first.category?.1.of(case.source).trim();
            Some(Instance {
                place: again.place,
                span: again.span,
                value: None,
                node: Node::Flawed(Flaw {
                    problem: category.to_owned(),
                    against: vec![Label::new(first.span, "the other row")],
                    ..Flaw::default()
                }),
            })
        });
    found.collect()
}

/// How many letters a word of the text has at least by which it can name a site.
const NAMING: usize = 4;

/// Scripts from other sites, each site once, that no word of the text names.
pub(super) fn unlisted(case: Case<'_>) -> Vec<Instance> {
    let scripts = case.document.scripts();
    let Some(first) = case
        .document
        .blocks()
        .first()
        .filter(|_| !scripts.is_empty())
    else {
        return Vec::new();
    };
    let mut words: FxHashSet<String> = FxHashSet::default();
    for block in case.document.blocks() {
        let text = block.text.as_str();
        for token in tokens(text, TextRange::new(0, text.len())) {
            let word = token.range.of(text);
            if word.chars().count() >= NAMING {
                words.insert(fold(word).to_string());
            }
        }
    }
    let named = case.evidence.entities.iter();
    let vendors: FxHashSet<&str> = named
        .filter_map(|placed| match &placed.entity.value {
            Value::Vendor { id, .. } => Some(id.as_str()),
            _ => None,
        })
        .collect();
    let mut seen = FxHashSet::default();
    let found = scripts.iter().filter_map(|script| {
        let host = host(&script.address)?;
        let site = site(host);
        let known = case.tables.vendor_of_host(host);
        let is_told = known.is_some_and(|(vendor, _)| vendors.contains(vendor.id.as_str()));
        // “Google” names googletagmanager.com.
        let prefixes = (NAMING..=site.len()).filter_map(|end| site.get(..end));
        let named = prefixes.into_iter().any(|prefix| words.contains(prefix));
        let whose = known.map(|(vendor, service)| {
            let company = vendor::company(case, vendor);
            format!("{host} ({} of {company})", service.name)
        });
        (!named && !is_told && seen.insert(site)).then(|| Instance {
            place: Place {
                block: first.id,
                sentence: 0,
                section: first.section,
            },
            span: script.span,
            value: None,
            node: Node::Flawed(Flaw::of(whose.as_deref().unwrap_or(host))),
        })
    });
    found.collect()
}

/// The host of an address on another site.
fn host(address: &str) -> Option<&str> {
    let rest = address.trim().split_once("//")?;
    let scheme = matches!(rest.0, "" | "http:" | "https:");
    let host = rest.1.split(['/', '?', '#', ':']).next()?;
    (scheme && host.contains('.')).then_some(host)
}

/// The part of a host by which the site is known: `example` of `www.example.co.uk`.
fn site(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let (_, known) = labels.split_last().unwrap_or((&"", &[]));
    // The last label in front of the top level that is no part of it (`co`, `com`).
    let own = known.iter().rev().find(|label| label.len() > 3);
    fold(own.or(known.last()).copied().unwrap_or_default()).to_string()
}

#[cfg(test)]
mod tests {
    use super::{host, site};

    #[test]
    fn a_site_is_known_by_the_last_label_of_its_own() {
        assert_eq!(site("www.example.co.uk"), "example");
        assert_eq!(site("cdn.clickmeter.test"), "clickmeter");
        assert_eq!(host("//cdn.example.org/a.js"), Some("cdn.example.org"));
        assert_eq!(host("/own.js"), None);
        assert_eq!(host("data:text/javascript,//a.b"), None);
    }
}
