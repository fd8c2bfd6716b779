//! `rules/coverage.yaml` as it is written, and what is made of it. Unknown keys, concepts and rules are mistakes at their places.

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Label};
use crate::document::{FieldKind, Kind};
use crate::language::Language;
use crate::lexicon::ConceptTree;
use crate::rule::{Compiler, Law, RawFormat, RawGuard, RawRequirement, Requirement, RuleSet};
use crate::text::{Span, nearest};
use crate::yaml::{self, Located};

use super::{Example, Item, Matrix, Status};

/// The id under which mistakes in the file are reported.
const FILE: &str = "meta/coverage-file";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct MatrixFile {
    title: String,
    kinds: Vec<Kind>,
    #[serde(default)]
    told_elsewhere: Vec<Located<String>>,
    items: Vec<RawItem>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawItem {
    id: Located<String>,
    summary: String,
    law: Vec<Law>,
    #[serde(default)]
    topic: Vec<Located<String>>,
    require: RawRequirement,
    tally: Option<FieldKind>,
    #[serde(default)]
    weak: Vec<Located<String>>,
    with: Option<RawGuard>,
    when: Option<RawGuard>,
    otherwise: Option<Located<String>>,
    elsewhere: Option<RawGuard>,
    rules: Vec<Located<String>>,
    examples: Vec<RawExample>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawExample {
    lang: Located<String>,
    #[serde(default)]
    format: RawFormat,
    satisfied: Option<String>,
    partial: Option<String>,
    weak: Option<String>,
    delegated: Option<String>,
    missing: Option<String>,
    not_applicable: Option<String>,
}

impl Matrix {
    /// Compiles the text of the file; all mistakes in it are collected.
    pub fn load(
        text: &str,
        concepts: &ConceptTree,
        rules: &RuleSet,
    ) -> Result<Self, Vec<Diagnostic>> {
        let file: MatrixFile = yaml::parse(text, FILE).map_err(|error| vec![*error])?;
        let mut loader = Loader {
            compiler: Compiler::new(concepts),
            rules,
        };
        let matrix = loader.matrix(file);
        let errors = loader.compiler.errors;
        if errors.is_empty() {
            Ok(matrix)
        } else {
            Err(errors)
        }
    }
}

struct Loader<'a> {
    compiler: Compiler<'a>,
    rules: &'a RuleSet,
}

impl Loader<'_> {
    fn error(&mut self, span: Span, message: impl Into<String>, label: &str) {
        let label = Label::new(span, label);
        let error = Diagnostic::input(FILE, message, label);
        self.compiler.errors.push(error);
    }

    fn matrix(&mut self, file: MatrixFile) -> Matrix {
        let mut items: Vec<Item> = Vec::new();
        for raw in file.items {
            if items.iter().any(|known| known.id == raw.id.value) {
                let message = format!("the item `{}` stands here twice", raw.id.value);
                self.error(raw.id.span, message, "again");
            }
            let item = self.item(raw);
            items.push(item);
        }
        Matrix {
            title: file.title,
            kinds: file.kinds,
            told_elsewhere: self.compiler.family(&file.told_elsewhere),
            items,
        }
    }

    fn item(&mut self, raw: RawItem) -> Item {
        if raw.require.any.is_empty() {
            let message = "an item needs `require` with `any`: the concepts that say it";
            self.error(raw.id.span, message, "in this item");
        }
        let when = match (&raw.when, raw.otherwise) {
            (Some(guard), Some(reason)) => Some((self.compiler.guard(guard), reason.value)),
            (None, None) => None,
            (given, _) => {
                let message = match given {
                    Some(_) => "`when` needs `otherwise`: what is said where it does not hold",
                    None => "`otherwise` needs `when`: where it is not said",
                };
                self.error(raw.id.span, message, "in this item");
                None
            }
        };
        for rule in &raw.rules {
            self.check_rule(rule);
        }
        let field = raw.require.field.as_ref();
        if let Some(field) = field.filter(|field| field.value.of_purpose().is_none()) {
            let message = format!("a purpose has no field `{}`", field.value.as_str());
            self.compiler.error(field.span, message, "this field");
        }
        let examples = raw.examples.into_iter();
        Item {
            topic: self.compiler.family(&raw.topic),
            require: Requirement {
                any: self.compiler.family(&raw.require.any),
                denied: raw.require.denied,
                weak: raw.require.weak,
            },
            field: field.and_then(|field| field.value.of_purpose()),
            tally: raw.tally,
            weak: self.compiler.family(&raw.weak),
            with: raw.with.as_ref().map(|guard| self.compiler.guard(guard)),
            when,
            elsewhere: raw
                .elsewhere
                .as_ref()
                .map(|guard| self.compiler.guard(guard)),
            examples: examples.filter_map(|raw| self.example(raw)).collect(),
            rules: raw.rules.into_iter().map(|rule| rule.value).collect(),
            law: raw.law.iter().map(Law::cited).collect(),
            id: raw.id.value,
            summary: raw.summary,
        }
    }

    fn check_rule(&mut self, rule: &Located<String>) {
        if self.rules.get(&rule.value).is_some() {
            return;
        }
        let ids = self.rules.rules().iter().map(|rule| rule.id.as_str());
        let label = Label::new(rule.span, "no such rule");
        let message = format!("there is no rule `{}`", rule.value);
        let mut error = Diagnostic::input(FILE, message, label);
        if let Some(nearest) = nearest(&rule.value, ids) {
            error = error.with_help(format!("did you mean `{nearest}`?"));
        }
        self.compiler.errors.push(error);
    }

    fn example(&mut self, raw: RawExample) -> Option<Example> {
        let given = [
            (raw.satisfied, Status::Satisfied),
            (raw.partial, Status::Partial),
            (raw.weak, Status::Weak),
            (raw.delegated, Status::Delegated),
            (raw.missing, Status::Missing),
            (raw.not_applicable, Status::NotApplicable),
        ];
        let mut given = given
            .into_iter()
            .filter_map(|(text, status)| Some((text?, status)));
        let (Some((text, status)), None) = (given.next(), given.next()) else {
            let allowed = Status::ALL.map(|status| format!("`{}`", status.as_str()));
            let message = format!("an example has exactly one of {}", allowed.join(", "));
            self.error(raw.lang.span, message, "in this example");
            return None;
        };
        let Some(language) = Language::new(&raw.lang.value) else {
            let message = format!("`{}` is no language code", raw.lang.value);
            self.error(raw.lang.span, message, "expected a code such as nl");
            return None;
        };
        Some(Example {
            language,
            format: raw.format.into(),
            status,
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::rule::RuleSet;
    use crate::session::{Session, Settings};

    use super::Matrix;

    const ITEM: &str = "title: T\nkinds: [notice]\nitems:\n  - id: a\n    summary: A\n    law: [{act: L}]\n    \
                        require: {any: [purpose]}\n    rules: [gdpr/purpose-stated]\n    examples: []\n";

    /// The mistakes in `text`, each with the words that it points at.
    fn mistakes(text: &str) -> Vec<(String, String)> {
        let session = Session::new(Settings::new(jiff::civil::date(2026, 11, 22))).unwrap();
        let concepts = session.knowledge().lexicon.concepts();
        let Err(errors) = Matrix::load(text, concepts, session.rules()) else {
            return Vec::new();
        };
        let place = |error: &crate::diagnostic::Diagnostic| error.span().of(text).to_owned();
        errors
            .iter()
            .map(|error| (error.message.clone(), place(error)))
            .collect()
    }

    fn mistake(from: &str, to: &str) -> (String, String) {
        assert!(ITEM.contains(from));
        mistakes(&ITEM.replace(from, to)).pop().expect("a mistake")
    }

    #[test]
    fn mistakes_are_told_at_their_places() {
        assert!(mistakes(ITEM).is_empty());
        let (message, at) = mistake("[purpose]", "[purpos]");
        assert!(message.contains("unknown concept"), "{message}");
        assert_eq!(at, "purpos");
        let (message, at) = mistake("gdpr/purpose-stated", "gdpr/purpose-state");
        assert!(message.contains("no rule"), "{message}");
        assert_eq!(at, "gdpr/purpose-state");
        let (message, at) = mistake("    law:", "    wen: x\n    law:");
        assert!(message.contains("unknown field"), "{message}");
        assert_eq!(at, "wen");
        let (message, at) = mistake("    law:", "    when: {any: [purpose]}\n    law:");
        assert!(message.contains("`when` needs `otherwise`"), "{message}");
        assert_eq!(at, "a");
        let (message, _) = mistake("{any: [purpose]}", "{field: retention}");
        assert!(message.contains("the concepts that say it"), "{message}");
        let (message, at) = mistake("[]", "[{lang: en, satisfied: x, missing: y}]");
        assert!(message.contains("exactly one of"), "{message}");
        assert_eq!(at, "en");
    }

    #[test]
    fn an_item_stands_once() {
        let (_, item) = ITEM.split_at(ITEM.find("  - id").unwrap());
        let found = mistakes(&format!("{ITEM}{item}"));
        assert_eq!(
            found,
            [("the item `a` stands here twice".to_owned(), "a".to_owned())]
        );
    }

    #[test]
    fn the_items_need_the_rules_that_they_name() {
        let text = builtin::file("rules/coverage.yaml");
        let session = Session::new(Settings::new(jiff::civil::date(2026, 11, 22))).unwrap();
        let concepts = session.knowledge().lexicon.concepts();
        let errors = Matrix::load(text, concepts, &RuleSet::default()).unwrap_err();
        assert!(errors.iter().all(|error| error.message.contains("no rule")));
    }
}
