//! What a rule asks, in words: its binder, its guards and its limits, each in a sentence.

use crate::document::{FieldKind, Kind, Role, Scope};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::rule::{
    Agreement, Binder, Conflict, Dated, Difference, Guard, Pick, Requirement, Rule, Selector,
    Subject,
};

use super::parts::{must, node_words};

/// The sentences, as items of a list.
pub(super) fn sentences(rule: &Rule, concepts: &ConceptTree) -> Vec<String> {
    let words = Words(concepts);
    let mut items = vec![words.binder(&rule.binder)];
    items.push(format!("It is asked of {}.", asked_of(rule)));
    items.extend(rule.since.map(|day| format!("It is asked from {day}.")));
    items.extend(rule.until.map(|day| format!("It is asked until {day}.")));
    items.extend(
        rule.when
            .as_ref()
            .map(|guard| format!("It is asked only where {}.", words.guard(guard))),
    );
    for guard in &rule.unless {
        items.push(format!("It is satisfied where {}.", words.guard(guard)));
    }
    if let Some(downgrade) = &rule.downgrade {
        let mut text = format!("It is only of severity {}", downgrade.to);
        if let Some(guard) = &downgrade.when {
            text = format!("{text} where {}", words.guard(guard));
        }
        if let Some(most) = downgrade.up_to {
            text = format!("{text}, where it speaks of at most {most}");
        }
        items.push(format!("{text}."));
    }
    if let Some(collapse) = &rule.collapse {
        items.push(format!(
            "Where none has it, it says so once: “{}”.",
            collapse.message
        ));
        for guard in &collapse.unless {
            items.push(format!("It says so not where {}.", words.guard(guard)));
        }
    }
    let mut items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
    for part in &rule.also {
        let mut asked = vec![words.binder(&part.binder)];
        let unless = part.unless.iter();
        asked.extend(unless.map(|guard| format!("Not where {}.", words.guard(guard))));
        let asked = asked.join(" ");
        items.push(format!(
            "- Besides, as {}: “{}”. {asked}",
            part.severity, part.message
        ));
    }
    items
}

fn asked_of(rule: &Rule) -> String {
    let kinds: Vec<&str> = rule.kinds.iter().map(|kind| kind_words(*kind)).collect();
    let mut text = joined(&kinds, "and");
    let own = [Role::Controller, Role::Joint, Role::Unstated];
    if rule.roles.iter().all(|role| own.contains(role)) {
        text.push_str(", in parts that do not speak as a processor");
    } else if rule.roles == [Role::Processor] {
        text.push_str(", in parts that speak as a processor");
    }
    text
}

const fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Notice => "privacy notices",
        Kind::CookieStatement => "cookie statements",
        Kind::ProcessingAgreement => "processing agreements",
        Kind::Other => "other texts",
    }
}

/// The words for what rules speak of.
struct Words<'a>(&'a ConceptTree);

impl Words<'_> {
    fn binder(&self, binder: &Binder) -> String {
        match binder {
            Binder::Forbid(selector) => {
                format!("That this does not occur: {}.", self.selector(selector))
            }
            Binder::Each(selector, requirement, scopes) => format!(
                "That each of these: {}; has {}, {}.",
                self.selector(selector),
                self.requirement(requirement),
                within(scopes)
            ),
            Binder::Must(selector, predicate) => format!(
                "That each of these: {}; {}.",
                self.selector(selector),
                must(predicate)
            ),
            Binder::Stated(selector, field) => format!(
                "That {} states {}.",
                self.selector(selector),
                field_words(*field)
            ),
            Binder::Has(selector, _, field) => format!(
                "That {} states its {}.",
                self.selector(selector),
                field.as_str()
            ),
            Binder::Once(requirement) => {
                format!("That the text has {}.", self.requirement(requirement))
            }
            Binder::Conflict(conflict) => self.conflict(conflict),
        }
    }

    fn conflict(&self, conflict: &Conflict) -> String {
        let a = self.selector(&conflict.a);
        let both = match &conflict.b {
            Some(b) => format!(
                "That these do not both stand: {a}; and {}",
                self.selector(b)
            ),
            None => format!("That no two of these contradict each other: {a}"),
        };
        let same: Vec<String> = conflict.same.iter().map(|same| self.same(same)).collect();
        let same: Vec<&str> = same.iter().map(String::as_str).collect();
        let same = match same.as_slice() {
            [] => String::new(),
            same => format!(", with {} in common", joined(same, "and")),
        };
        let different = conflict.different.as_ref().map_or("", different_words);
        format!("{both}{same}{different}.")
    }

    fn same(&self, same: &Agreement) -> String {
        match same {
            Agreement::Scope(scope) => format!("the {}", scope.as_str()),
            Agreement::Neighbours => "the paragraph, or one beside it,".to_owned(),
            Agreement::Kind => "the concept above them".to_owned(),
            Agreement::Role => "the role that their sections speak in".to_owned(),
            Agreement::Mention(family, _) => {
                format!("a mention of {}", self.family(family, "or"))
            }
            Agreement::Entity(kind) => format!("the {kind} beside them"),
            Agreement::Name => "the name without the legal form".to_owned(),
            Agreement::LocalPart => "what stands before the `@`".to_owned(),
        }
    }

    /// Concepts by name and meaning; those below another of them go without saying.
    fn family(&self, family: &[ConceptId], word: &str) -> String {
        let names: Vec<&str> = family.iter().map(|id| self.0.name(*id)).collect();
        let is_below = |name: &str| {
            names.iter().any(|other| {
                let rest = name.strip_prefix(other);
                rest.is_some_and(|rest| rest.starts_with('.'))
            })
        };
        let tops = family.iter().filter(|id| !is_below(self.0.name(**id)));
        let told: Vec<String> = tops
            .filter_map(|id| self.0.concept(*id))
            .map(|concept| match concept.summary.as_str() {
                // A name above others that has no meaning of its own.
                "" => format!("`{}`", concept.name),
                summary => format!("`{}` ({summary})", concept.name),
            })
            .collect();
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        joined(&told, word)
    }

    fn selector(&self, selector: &Selector) -> String {
        let mut parts = vec![match &selector.subject {
            Subject::Concepts(family) => self.family(family, "or"),
            Subject::Entities(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
                format!("a typed value of the kind {}", joined(&kinds, "or"))
            }
            Subject::Pattern(pattern) => format!("words that fit {}", code(pattern.as_str())),
            Subject::Node(node) => node_words(*node).to_owned(),
            Subject::Fact(kind) => format!("each {} of the ledger", kind.as_str()),
        }];
        if let Some(pattern) = &selector.matching {
            parts.push(format!("that fits {}", code(pattern.as_str())));
        }
        if let Some(pattern) = &selector.except {
            parts.push(format!("and does not fit {}", code(pattern.as_str())));
        }
        if !selector.under.is_empty() {
            parts.push(format!(
                "under a heading about {}",
                self.family(&selector.under, "or")
            ));
        }
        if !selector.not_under.is_empty() {
            let family = self.family(&selector.not_under, "or");
            parts.push(format!("not under a heading about {family}"));
        }
        if !selector.with.is_empty() {
            let family = self.family(&selector.with, "or");
            parts.push(format!("beside {family}"));
        }
        if !selector.without.is_empty() {
            let family = self.family(&selector.without, "or");
            parts.push(format!("not beside {family}"));
        }
        if !selector.column.is_empty() {
            parts.push(format!(
                "in a column about {}",
                self.family(&selector.column, "or")
            ));
        }
        if let Some(least) = selector.per_list {
            parts.push(format!("in lists of which at least {least} items hold one"));
        }
        if let Some(scope) = selector.per {
            parts.push(format!("once for each {}", scope_words(scope)));
        }
        parts.extend(selector.pick.map(|pick| match pick {
            Pick::Latest => "only the one with the latest date".to_owned(),
            Pick::Distinct => "once for the same words".to_owned(),
        }));
        if selector.denied {
            parts.push("denials too".to_owned());
        }
        if selector.announced {
            parts.push("in a heading that names it among others of its kind, where the text tells of those and nowhere of this".to_owned());
        }
        parts.join(", ")
    }

    fn dated(&self, dated: &Dated) -> String {
        let from = dated.from.map(|day| format!("from {day}"));
        let before = dated.before.map(|day| format!("before {day}"));
        let days: Vec<String> = from.into_iter().chain(before).collect();
        let by = self.family(&dated.by, "or");
        format!("the latest {by} is {}", days.join(" and "))
    }

    fn requirement(&self, requirement: &Requirement) -> String {
        let mut text = self.family(&requirement.any, "or");
        if requirement.denied {
            text.push_str(", said or denied");
        }
        if !requirement.weak {
            text.push_str(", in more than vague words");
        }
        text
    }

    fn guard(&self, guard: &Guard) -> String {
        let mut asked = Vec::new();
        if !guard.any.is_empty() {
            asked.push(format!("the text has {}", self.family(&guard.any, "or")));
        }
        for family in &guard.all {
            asked.push(format!("the text has {}", self.family(family, "or")));
        }
        if !guard.none.is_empty() {
            asked.push(format!("it has no {}", self.family(&guard.none, "and no")));
        }
        if !guard.role.is_empty() {
            let roles: Vec<&str> = guard.role.iter().map(|role| role_words(*role)).collect();
            asked.push(format!("the part speaks {}", joined(&roles, "or")));
        }
        asked.extend(guard.dated.as_ref().map(|dated| self.dated(dated)));
        let mut parts = vec![asked.join(" and ")];
        if guard.universal {
            parts.push("said of everything".to_owned());
        }
        if guard.denied {
            parts.push("said or denied".to_owned());
        }
        if !guard.under.is_empty() {
            let family = self.family(&guard.under, "or");
            parts.push(format!("under a heading about {family}"));
        }
        if !guard.under_without.is_empty() {
            let family = self.family(&guard.under_without, "or");
            parts.push(format!("the heading not being about {family} as well"));
        }
        if !guard.within.is_empty() {
            parts.push(within(&guard.within));
        }
        parts.join(", ")
    }
}

const fn role_words(role: Role) -> &'static str {
    match role {
        Role::Controller => "as a controller",
        Role::Processor => "as a processor",
        Role::Joint => "as one of several controllers",
        Role::Unstated => "in no role that it names",
    }
}

/// Code in Markdown, whatever is in it.
fn code(text: &str) -> String {
    let text = text.replace("(?-u:\\b)", "\\b").replace('\n', " ");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

fn within(scopes: &[Scope]) -> String {
    if scopes.contains(&Scope::Document) {
        return "anywhere in the text".to_owned();
    }
    let following = |scope: &Scope| matches!(scope, Scope::Next | Scope::Below);
    let place = if scopes.iter().all(following) {
        "the"
    } else {
        "the same"
    };
    let scopes: Vec<&str> = scopes.iter().map(|scope| scope_words(*scope)).collect();
    format!("in {place} {}", joined(&scopes, "or"))
}

const fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Subtree => "section with those below it",
        Scope::Block => "paragraph",
        Scope::Next => "sentence after it",
        Scope::Below => "list or table right after it",
        _ => scope.as_str(),
    }
}

const fn field_words(field: FieldKind) -> &'static str {
    match field {
        FieldKind::Data => "its data",
        FieldKind::LegalBasis => "its legal basis",
        FieldKind::Retention => "how long its data are kept",
        FieldKind::Recipients => "its recipients",
    }
}

const fn different_words(different: &Difference) -> &'static str {
    match different {
        Difference::Value => ", and different values",
        Difference::LocalPart => ", and different words before the `@`",
        Difference::Longer => ", where the other is longer",
        Difference::Concept => ", and different concepts",
        Difference::Domain => ", and different domains",
        Difference::NearDomain => ", and domains a letter or two apart",
        Difference::Form(_) => ", and different legal forms",
        Difference::Numbers => ", and different numbers",
    }
}

fn joined(parts: &[&str], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}
