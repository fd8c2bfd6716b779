//! A raw rule file → a [`Rule`]: concepts resolved, patterns compiled, messages checked.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Label, RuleId};
use crate::language::Language;
use crate::lexicon::{ConceptId, ConceptTree};
use crate::yaml::{self, Located};

use super::fact::FactKind;
use super::file::{Law, Once, RawExample, RawGuard, RawRequirement, RawSelector, RuleFile};
use super::model::{
    Binder, Collapse, Dated, Downgrade, Example, Expectation, Guard, Requirement, Rule, Selector,
};

/// The id under which mistakes in rule files are reported.
const RULE_FILE: &str = "meta/rule-file";

impl Rule {
    /// Compiles the rule file `text`, found at `path`.
    pub fn load(path: &str, text: &str, concepts: &ConceptTree) -> Result<Self, Vec<Diagnostic>> {
        let file: RuleFile = yaml::parse(text, RULE_FILE).map_err(|error| vec![*error])?;
        let mut compiler = Compiler::new(concepts);
        let rule = compiler.rule(path, file);
        match rule {
            Some(rule) if compiler.errors.is_empty() => Ok(rule),
            _ => Err(compiler.errors),
        }
    }
}

/// What compiling data files needs that speak of concepts: the tree, and the mistakes so far.
pub(crate) struct Compiler<'a> {
    concepts: &'a ConceptTree,
    pub(crate) errors: Vec<Diagnostic>,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(concepts: &'a ConceptTree) -> Self {
        Self {
            concepts,
            errors: Vec::new(),
        }
    }

    fn rule(&mut self, path: &str, mut file: RuleFile) -> Option<Rule> {
        self.check_id(&file.id);
        let parts = std::mem::take(&mut file.also);
        let also = parts
            .into_iter()
            .filter_map(|part| self.rule(path, file.part(part)));
        let also: Vec<Rule> = also.collect();
        let binder = self.binder(&file);
        self.check_messages(&file, binder.as_ref());
        let when = file.when.as_ref().map(|guard| self.guard(guard));
        let unless = file.unless.iter().map(|guard| self.guard(guard)).collect();
        let downgrade = file.downgrade.as_ref().map(|raw| Downgrade {
            to: raw.to.into(),
            when: raw.when.as_ref().map(|guard| self.guard(guard)),
            up_to: raw.up_to,
        });
        let collapse = file.collapse.as_ref().map(|raw| Collapse {
            message: raw.message.value.clone(),
            unless: raw.unless.iter().map(|guard| self.guard(guard)).collect(),
        });
        let place = file
            .place
            .iter()
            .map(|name| self.family(std::slice::from_ref(name)))
            .collect();
        let examples = file
            .examples
            .iter()
            .filter_map(|example| self.example(example))
            .collect();
        let [since, until] = [&file.since, &file.until].map(|day| self.day(day.as_ref()));
        Some(Rule {
            id: RuleId::new(file.id.value),
            summary: file.summary,
            severity: file.severity.into(),
            confidence: file.confidence.into(),
            law: file.law.iter().map(Law::cited).collect(),
            why: file.why,
            enabled: file.enabled,
            since,
            until,
            kinds: file.applies.kind,
            roles: file.applies.role,
            binder: binder?,
            when,
            unless,
            downgrade,
            collapse,
            place,
            message: file.message.value,
            label: file.label.map(|label| label.value),
            help: file.help.map(|help| help.value),
            also,
            examples,
            path: path.to_owned(),
        })
    }

    /// Notes a mistake at `span`.
    pub(crate) fn error(
        &mut self,
        span: crate::text::Span,
        message: impl Into<String>,
        label: &str,
    ) {
        self.errors.push(Diagnostic::input(
            RULE_FILE,
            message,
            Label::new(span, label),
        ));
    }

    fn check_id(&mut self, id: &Located<String>) {
        let part = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        let well_formed = id
            .value
            .split_once('/')
            .is_some_and(|(family, name)| part(family) && part(name));
        if !well_formed {
            self.error(
                id.span,
                format!("`{}` is no rule id", id.value),
                "expected family/name in small letters and hyphens",
            );
        }
    }

    /// Exactly one binder, with what belongs to it.
    fn binder(&mut self, file: &RuleFile) -> Option<Binder> {
        let bound = [
            file.forbid.is_some(),
            file.each.is_some(),
            file.once.is_some(),
            file.conflict.is_some(),
        ];
        if bound.iter().filter(|bound| **bound).count() != 1 {
            self.error(
                file.id.span,
                "a rule has exactly one of `forbid`, `each`, `once` and `conflict`",
                "in this rule",
            );
            return None;
        }
        if let Some(selector) = &file.forbid {
            return Some(Binder::Forbid(self.selector(selector)?));
        }
        if let Some(conflict) = &file.conflict {
            return Some(Binder::Conflict(Box::new(self.conflict(conflict)?)));
        }
        if let Some(once) = &file.once {
            return self.once(once, file.require.as_ref());
        }
        let raw = file.each.as_ref()?;
        let selector = self.selector(raw)?;
        let asked = file.require.as_ref();
        let of_concepts = asked.is_some_and(|asked| asked.field.is_none() && !asked.any.is_empty());
        // What is stated of purposes is always a field.
        let mut fact = selector.subject.fact().into_iter();
        let fact = fact.find(|fact| !of_concepts || *fact == FactKind::Purpose);
        if let Some(fact) = fact {
            return self.stated(raw, (selector, fact), file.require.as_ref());
        }
        match (&file.require, &file.must) {
            (Some(requirement), None) => {
                if file.within.is_empty() {
                    self.error(
                        raw.span,
                        "`each` with `require` needs `within`: the scopes to search",
                        "of this",
                    );
                }
                Some(Binder::Each(
                    selector,
                    self.requirement(requirement),
                    file.within.clone(),
                ))
            }
            (None, Some(predicate)) => Some(Binder::Must(selector, self.predicate(predicate)?)),
            _ => {
                self.error(
                    raw.span,
                    "`each` needs either `require` or `must`",
                    "of this",
                );
                None
            }
        }
    }

    fn once(
        &mut self,
        once: &Located<Once>,
        requirement: Option<&RawRequirement>,
    ) -> Option<Binder> {
        let Some(requirement) = requirement else {
            let message = "`once` needs `require`: what must be found";
            self.error(once.span, message, "here");
            return None;
        };
        Some(Binder::Once(self.requirement(requirement)))
    }

    /// A field that each fact must state.
    fn stated(
        &mut self,
        raw: &Located<RawSelector>,
        (selector, fact): (Selector, FactKind),
        requirement: Option<&RawRequirement>,
    ) -> Option<Binder> {
        let field = requirement
            .filter(|requirement| requirement.any.is_empty())
            .and_then(|requirement| requirement.field.as_ref());
        if field.is_none() {
            let message = "`fact` needs `require` with a `field`, or with concepts and `within`";
            self.error(raw.span, message, "of this");
        }
        let Located { value: field, span } = *field?;
        if !fact.fields().contains(&field) {
            let known: Vec<&str> = fact.fields().iter().map(|field| field.as_str()).collect();
            let message = format!("a {} has no field `{}`", fact.as_str(), field.as_str());
            self.error(span, message, &format!("it has {}", known.join(", ")));
            return None;
        }
        Some(
            match field.of_purpose().filter(|_| fact == FactKind::Purpose) {
                Some(field) => Binder::Stated(selector, field),
                None => Binder::Has(selector, fact, field),
            },
        )
    }

    fn requirement(&mut self, raw: &RawRequirement) -> Requirement {
        if let Some(field) = &raw.field {
            self.error(field.span, "only a fact has fields", "this field");
        }
        Requirement {
            any: self.family(&raw.any),
            denied: raw.denied,
            weak: raw.weak,
        }
    }

    pub(crate) fn guard(&mut self, raw: &RawGuard) -> Guard {
        Guard {
            any: self.family(&raw.any),
            all: raw
                .all
                .iter()
                .map(|name| self.family(std::slice::from_ref(name)))
                .collect(),
            none: self.family(&raw.none),
            within: raw.within.clone(),
            under: self.family(&raw.under),
            under_without: self.family(&raw.under_without),
            role: raw.role.clone(),
            universal: raw.universal,
            denied: raw.denied,
            linked: raw.linked,
            dialog: raw.dialog,
            dated: raw.dated.as_ref().map(|dated| Dated {
                by: self.family(std::slice::from_ref(&dated.by)),
                from: self.day(dated.from.as_ref()),
                before: self.day(dated.before.as_ref()),
            }),
        }
    }

    /// A day as it is written, `2026-01-31`.
    fn day(&mut self, raw: Option<&Located<String>>) -> Option<Date> {
        let raw = raw?;
        let day = raw.value.parse();
        if day.is_err() {
            let message = format!("`{}` is no day", raw.value);
            self.error(raw.span, message, "expected one such as 2026-01-31");
        }
        day.ok()
    }

    /// The named concepts and all below them.
    pub(crate) fn family(&mut self, names: &[Located<String>]) -> Vec<ConceptId> {
        let known: Vec<ConceptId> = names
            .iter()
            .filter_map(|name| self.concepts.resolve(name, &mut self.errors))
            .collect();
        known
            .into_iter()
            .flat_map(|id| self.concepts.family(id))
            .collect()
    }

    fn example(&mut self, raw: &RawExample) -> Option<Example> {
        let given: Vec<(&Located<String>, Expectation)> = [
            (raw.fires.as_ref(), Expectation::Fires),
            (raw.ok.as_ref(), Expectation::Ok),
            (raw.not_applicable.as_ref(), Expectation::NotApplicable),
        ]
        .into_iter()
        .filter_map(|(text, expectation)| Some((text?, expectation)))
        .collect();
        let [(text, expectation)] = given.as_slice() else {
            self.error(
                raw.lang.span,
                "an example has exactly one of `fires`, `ok` and `not-applicable`",
                "in this example",
            );
            return None;
        };
        let Some(language) = Language::new(&raw.lang.value) else {
            self.error(
                raw.lang.span,
                format!("`{}` is no language code", raw.lang.value),
                "expected a code such as nl",
            );
            return None;
        };
        let expected = raw.expected_language.as_ref();
        let expected = expected.and_then(|code| self.language(code));
        let today = raw.today.as_deref().map(str::parse);
        if let Some(Err(_)) = today {
            self.error(
                raw.lang.span,
                "`today` is no date of the form 2026-01-31",
                "in this example",
            );
        }
        Some(Example {
            language,
            format: raw.format.into(),
            today: today.and_then(Result::ok),
            expected,
            expectation: *expectation,
            text: text.value.clone(),
        })
    }

    /// Messages may speak only of what the rule binds.
    fn check_messages(&mut self, file: &RuleFile, binder: Option<&Binder>) {
        let name = match binder {
            Some(Binder::Conflict(conflict)) => conflict.a.name.as_deref(),
            Some(
                Binder::Forbid(selector)
                | Binder::Each(selector, ..)
                | Binder::Must(selector, _)
                | Binder::Stated(selector, _)
                | Binder::Has(selector, ..),
            ) => selector.name.as_deref(),
            _ => None,
        };
        let other = matches!(binder, Some(Binder::Conflict(_))).then_some("other");
        // What is known of a vendor is there for rules over concepts, whose terms may name one.
        let of_vendors = ["company", "outside", "until", "now", "checked"];
        let known: Vec<&str> = ["value", "problem", "meant", "age", "limit", "count"]
            .into_iter()
            .chain(of_vendors)
            .chain(other)
            .chain(name)
            .collect();
        let texts = [
            Some(&file.message),
            file.label.as_ref(),
            file.help.as_ref(),
            file.collapse.as_ref().map(|collapse| &collapse.message),
        ];
        for text in texts.into_iter().flatten() {
            for used in placeholders(&text.value) {
                if !known.contains(&used) {
                    let allowed = known
                        .iter()
                        .map(|name| format!("{{{name}}}"))
                        .collect::<Vec<_>>()
                        .join(", ");
                    self.error(
                        text.span,
                        format!("`{{{used}}}` stands for nothing in this rule"),
                        &format!("allowed: {allowed}"),
                    );
                }
            }
        }
    }
}

/// The names between `{` and `}` in a message.
fn placeholders(message: &str) -> impl Iterator<Item = &str> {
    message
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}
