//! Which terms of the lexicon are of use.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence;
use crate::language::Language;
use crate::lexicon::WrittenTerm;
use crate::source::SourceFile;
use crate::spread;

use super::{Session, examples};

/// The terms that neither `sources` nor the examples of any rule use, of the languages that `sources` are in.
pub fn unused_terms(session: &Session, sources: &[&SourceFile]) -> Vec<WrittenTerm> {
    let lexicon = &session.knowledge().lexicon;
    let mut languages = BTreeSet::new();
    let mut used = BTreeSet::new();
    let read = spread::map(sources, 1, |source| {
        terms(session, source, session.settings().language)
    });
    for (language, terms) in read {
        languages.extend(language);
        used.extend(terms);
    }
    let examples = examples::sources(session);
    let read = spread::map(&examples, 1, |(source, language)| {
        terms(session, source, Some(*language)).1
    });
    used.extend(read.into_iter().flatten());
    // What holds in every language is used where one language uses it.
    let mut unused: BTreeMap<WrittenTerm, bool> = BTreeMap::new();
    for language in languages {
        for (index, term) in (0u32..).zip(lexicon.written(language)) {
            *unused.entry(term).or_insert(false) |= used.contains(&(language, index));
        }
    }
    let unused = unused.into_iter().filter(|(_, used)| !used);
    unused.map(|(term, _)| term).collect()
}

type Used = Vec<(Language, u32)>;

/// The language of `source`, and the terms that it uses.
fn terms(
    session: &Session,
    source: &SourceFile,
    declared: Option<Language>,
) -> (Option<Language>, Used) {
    let (document, detected) = session.knowledge().parse(source, declared);
    let reader = session.reader(session.settings().today);
    let used = evidence::terms_used(&document, &detected, reader);
    (detected.document, used.into_iter().collect())
}
