//! L4: directives in the text of a policy that leave diagnostics out, with a reason: `policylint-ignore`.
//!
//! A suppression acts on occurrences, not on the diagnostics that group them, and what it leaves out is kept and counted.
//! What is wrong with suppressions themselves (misspelt, of an unknown rule, without a reason, of nothing) is kept on each
//! [`Suppression`]; rules speak of it, as of any other part of a document.

mod cover;
mod syntax;

use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::document::{BlockKind, Comment, Document, Place, SectionId, is_directive};
use crate::rule::{Binder, Rule, RuleSet, selects};
use crate::text::{Span, TextRange, nearest};

use cover::Cover;
use syntax::Slip;

/// How much of the source a message quotes, in characters.
const QUOTED: usize = 40;

/// One rule or family that a directive names, or a directive that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The name, or what is wrong.
    pub span: Span,
    /// By which block it stands.
    pub place: Place,
    /// What it comes to.
    pub standing: Standing,
}

/// What a suppression comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It cannot be read, for this reason, and does nothing.
    Malformed(String),
    /// There is no rule of this name; the nearest one.
    Unknown(Option<String>),
    /// It names rules that there are.
    Named(Named),
}

/// A suppression of rules that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The rule or family.
    pub name: String,
    /// Why, where that is said.
    pub reason: Option<String>,
    /// Whether a rule of that name was asked of this document.
    pub asked: bool,
    /// The highest severity of what it left out; `None` where it left out nothing.
    pub left_out: Option<Severity>,
}

/// An occurrence that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The diagnostic, with this occurrence alone.
    pub diagnostic: Diagnostic,
    /// Why, where that is said.
    pub reason: Option<String>,
    /// The name of the rule in the directive that leaves it out.
    pub by: Span,
}

/// The suppressions of one document, and what they have left out so far.
#[derive(Debug, Default)]
pub struct Suppressions {
    all: Vec<Suppression>,
    /// What each of them covers.
    covers: Vec<Cover>,
    suppressed: Vec<Suppressed>,
}

impl Suppressions {
    /// Reads the directives of `document`; `rules` are all that there are.
    pub fn read(source: &str, document: &Document, rules: &RuleSet) -> Self {
        let mut read = Self::default();
        let directives = document.comments().iter();
        for comment in directives.filter(|comment| is_directive(&comment.text)) {
            read.directive(source, document, rules, comment);
        }
        for slip in unopened(source, document) {
            if let Some(cover) = cover::of(document, source, slip.span) {
                read.push(
                    document,
                    cover,
                    slip.span,
                    Standing::Malformed(slip.problem),
                );
            }
        }
        read
    }

    fn directive(&mut self, source: &str, document: &Document, rules: &RuleSet, comment: &Comment) {
        let Some(mut cover) = cover::of(document, source, comment.span) else {
            return;
        };
        let directive = match syntax::read(source, comment) {
            Ok(directive) => directive,
            Err(slip) => {
                return self.push(
                    document,
                    cover,
                    slip.span,
                    Standing::Malformed(slip.problem),
                );
            }
        };
        if directive.whole {
            cover = cover::whole(document, source, comment.span).unwrap_or(cover);
        }
        let nothing = cover.span.is_empty() && !cover.absences;
        for (name, span) in directive.rules {
            let standing = if nothing {
                Standing::Malformed("nothing that it could cover comes behind it".to_owned())
            } else {
                standing(name, directive.reason.clone(), rules)
            };
            self.push(document, cover, span, standing);
        }
    }

    fn push(&mut self, document: &Document, cover: Cover, span: Span, standing: Standing) {
        let block = cover.block.and_then(|id| document.block(id));
        let place = Place {
            block: block.map(|block| block.id).unwrap_or_default(),
            // It stands in no sentence.
            sentence: usize::MAX,
            section: block.map_or(SectionId::ROOT, |block| block.section),
        };
        self.covers.push(cover);
        self.all.push(Suppression {
            span,
            place,
            standing,
        });
    }

    /// All suppressions in the order of the source.
    pub fn all(&self) -> &[Suppression] {
        &self.all
    }

    /// What was left out.
    pub fn into_suppressed(self) -> Vec<Suppressed> {
        let mut suppressed = self.suppressed;
        suppressed.sort_by(|a, b| {
            let key = |one: &Suppressed| (one.diagnostic.span(), one.diagnostic.rule.clone());
            key(a).cmp(&key(b))
        });
        suppressed
    }

    /// Whether any of them names `rule`.
    pub fn name(&self, rule: &RuleId) -> bool {
        self.all.iter().any(|own| own.names(rule))
    }

    /// Remembers that `rule` was asked of the document: a suppression of it that leaves nothing out is of no use.
    pub fn asked(&mut self, rule: &RuleId) {
        for own in &mut self.all {
            if own.names(rule)
                && let Standing::Named(named) = &mut own.standing
            {
                named.asked = true;
            }
        }
    }

    /// Whether what `rule` says at `span` is covered.
    pub fn cover(&self, rule: &Rule, span: Span) -> bool {
        self.find(rule, span).is_some()
    }

    /// What is left of `found`, which `rule` says; the rest is kept as suppressed.
    pub fn apply(&mut self, rule: &Rule, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if !self.name(&rule.id) {
            return found;
        }
        let mut left = Vec::new();
        for mut diagnostic in found {
            let occurrences = std::mem::take(&mut diagnostic.occurrences);
            for occurrence in occurrences {
                let by = self.find(rule, occurrence.label.span);
                match by.and_then(|at| self.all.get_mut(at)) {
                    Some(Suppression {
                        span,
                        standing: Standing::Named(named),
                        ..
                    }) => {
                        named.left_out = named.left_out.max(Some(diagnostic.severity));
                        self.suppressed.push(Suppressed {
                            diagnostic: Diagnostic {
                                occurrences: vec![occurrence],
                                ..diagnostic.clone()
                            },
                            reason: named.reason.clone(),
                            by: *span,
                        });
                    }
                    _ => diagnostic.occurrences.push(occurrence),
                }
            }
            if !diagnostic.occurrences.is_empty() {
                left.push(diagnostic);
            }
        }
        left
    }

    /// Which of them covers what `rule` says at `span`: the one that covers least, so that a wider one is seen to be of
    /// no use; the first of equals.
    fn find(&self, rule: &Rule, span: Span) -> Option<usize> {
        let absent = matches!(rule.binder, Binder::Once(_));
        let all = self.all.iter().zip(&self.covers).enumerate();
        all.filter(|(_, (own, cover))| {
            let inside = cover.span.start <= span.start && span.start < cover.span.end;
            own.names(&rule.id) && (inside || (absent && cover.absences))
        })
        .min_by_key(|(_, (_, cover))| cover.span.len())
        .map(|(at, _)| at)
    }
}

impl Suppression {
    fn names(&self, rule: &RuleId) -> bool {
        match &self.standing {
            Standing::Named(named) => selects(&named.name, rule),
            _ => false,
        }
    }
}

fn standing(name: String, reason: Option<String>, rules: &RuleSet) -> Standing {
    let Some(first) = rules.rules().iter().find(|rule| selects(&name, &rule.id)) else {
        let ids = rules.rules().iter().map(|rule| rule.id.as_str());
        return Standing::Unknown(nearest(&name, ids).map(str::to_owned));
    };
    if first.id.as_str() == name && first.is_of_suppressions() {
        let problem = "what is said of suppressions cannot be suppressed";
        return Standing::Malformed(problem.to_owned());
    }
    Standing::Named(Named {
        reason: reason.filter(|reason| !reason.is_empty()),
        name,
        asked: false,
        left_out: None,
    })
}

/// What looks like a directive and has become text, since it does not open as a comment does, is not closed, or shares
/// its line where there are no comments within lines.
fn unopened(source: &str, document: &Document) -> Vec<Slip> {
    let mut slips = Vec::new();
    let prose = document
        .blocks()
        .iter()
        .filter(|block| block.kind != BlockKind::Code);
    for block in prose {
        let text = block.text.as_str();
        for (at, _) in text.match_indices("policylint") {
            let (before, after) = text.split_at_checked(at).unwrap_or_default();
            let dashes = before.trim_end();
            let open = dashes.trim_end_matches(['-', '–', '—']);
            let opening = open.trim_end_matches(['!', ' ']).strip_suffix('<');
            let Some(start) = opening.map(str::len).filter(|_| open.len() < dashes.len()) else {
                continue;
            };
            let word = after.split_whitespace().next().unwrap_or_default();
            let span = block.text.span_of(TextRange::new(start, at + word.len()));
            // Between backticks it is spoken of.
            let spoken_of = source
                .get(..span.start)
                .is_some_and(|before| before.ends_with('`'));
            if is_directive(after) && !spoken_of {
                slips.push(Slip::new(
                    span,
                    "this is text, since it is no comment: one begins with `<!--`, ends with `-->` and, in plain text, has a line of its own",
                ));
            }
        }
    }
    slips
}

/// The start of `text`, on one line.
fn cropped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
