//! A selector as it is written → what it selects: concepts resolved, patterns compiled.

use regex::Regex;

use crate::entity::EntityKind;
use crate::yaml::Located;

use super::compile::Compiler;
use super::fact::{FactField, FactKind};
use super::file::{Denials, RawSelector};
use super::model::{Selector, Subject};

/// The most memory that one pattern may compile to, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

impl Compiler<'_> {
    pub(super) fn selector(&mut self, raw: &Located<RawSelector>) -> Option<Selector> {
        let selector = &raw.value;
        let named: Vec<Located<String>> = selector
            .concept
            .iter()
            .chain(&selector.any)
            .cloned()
            .collect();
        let entities: Vec<&Located<String>> =
            selector.entity.iter().chain(&selector.entities).collect();
        let given = [
            !named.is_empty(),
            !entities.is_empty(),
            selector.pattern.is_some(),
            selector.node.is_some(),
            selector.fact.is_some(),
        ];
        if given.iter().filter(|given| **given).count() != 1 {
            self.error(raw.span, "a selector has exactly one of `concept` (or `any`), `entity`, `pattern`, `node` and `fact`", "this one");
            return None;
        }
        let subject = if let Some(pattern) = &selector.pattern {
            Subject::Pattern(self.pattern(pattern)?)
        } else if !entities.is_empty() {
            Subject::Entities(self.kinds(&entities)?)
        } else if let Some(node) = selector.node {
            Subject::Node(node)
        } else if let Some(fact) = selector.fact {
            Subject::Fact(fact)
        } else {
            let without = self.family(&selector.not);
            let mut family = self.family(&named);
            family.retain(|concept| !without.contains(concept));
            Subject::Concepts(family)
        };
        let stating = self.fields(&subject, &selector.stating)?;
        let under = self.family(&selector.under);
        let not_under = self.family(&selector.not_under);
        let column = self.family(&selector.column);
        let with = self.family(&selector.with);
        let without = self.family(&selector.without);
        let matching = selector.matching.as_ref();
        let except = selector.except.as_ref();
        Some(Selector {
            subject,
            stating,
            name: selector.name.clone(),
            per: selector.per,
            per_list: selector.per_list,
            pick: selector.pick,
            under,
            not_under,
            column,
            matching: matching.and_then(|pattern| self.pattern(pattern)),
            except: except.and_then(|pattern| self.pattern(pattern)),
            with,
            without,
            denied: selector.denied != Denials::Left,
            affirmed: selector.denied != Denials::Only,
            announced: selector.announced,
        })
    }

    /// The fields that must be stated of what `subject` selects, which is a fact other than a purpose.
    fn fields(
        &mut self,
        subject: &Subject,
        stating: &[Located<FactField>],
    ) -> Option<Vec<FactField>> {
        let kind = subject.fact().filter(|kind| *kind != FactKind::Purpose);
        let known = kind.map(FactKind::fields).unwrap_or_default();
        let unknown = stating.iter().find(|field| !known.contains(&field.value));
        if let Some(field) = unknown {
            let message = format!(
                "nothing with a field `{}` is selected",
                field.value.as_str()
            );
            let has = match known {
                [] => "`stating` is for `fact: recipient`, `transfer` and `cookie`".to_owned(),
                known => {
                    let known: Vec<&str> = known.iter().map(|field| field.as_str()).collect();
                    format!("it has {}", known.join(", "))
                }
            };
            self.error(field.span, message, &has);
            return None;
        }
        Some(stating.iter().map(|field| field.value).collect())
    }

    fn kinds(&mut self, names: &[&Located<String>]) -> Option<Vec<EntityKind>> {
        let mut kinds = Vec::new();
        for name in names {
            match name.value.parse() {
                Ok(kind) => kinds.push(kind),
                Err(reason) => self.error(name.span, reason, "here"),
            }
        }
        (kinds.len() == names.len()).then_some(kinds)
    }

    /// `\b` is taken as the boundary of ASCII words, with which patterns stay fast on any text.
    pub(super) fn pattern(&mut self, pattern: &Located<String>) -> Option<Regex> {
        let written = pattern
            .value
            .replace(r"\\", "\0")
            .replace(r"\b", r"(?-u:\b)")
            .replace('\0', r"\\");
        let compiled = regex::RegexBuilder::new(&written)
            .size_limit(PATTERN_SIZE)
            .build();
        if let Err(error) = &compiled {
            self.error(
                pattern.span,
                format!("the pattern cannot be compiled: {error}"),
                "this pattern",
            );
        }
        compiled.ok()
    }
}
