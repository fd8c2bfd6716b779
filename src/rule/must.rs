//! `must`: how a value or a part of the text must be; raw, compiled, and how the one becomes the other.

use regex::Regex;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::language::Language;
use crate::lexicon::ConceptId;
use crate::yaml::Located;

use super::compile::Compiler;
use super::file::RawSeverity;

/// How something must be.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// A date at most this many months old.
    MaxAge(i32),
    /// A date at most this many days ahead.
    MaxAhead(i32),
    /// An entity without a mistake in its form.
    WellFormed,
    /// A link that leads somewhere; or one with words that fit this, which shows what follows it.
    Resolves(Option<Regex>),
    /// A language that there are terms for.
    Readable,
    /// Words with a link or an address beside them.
    Linked,
    /// Words with something after them that completes them.
    Followed,
    /// A suppression of a rule that there is.
    Known,
    /// A suppression that leaves something out.
    Used,
    /// A suppression with a reason, where what it leaves out is of this severity or above.
    Reasoned(Severity),
    /// The name of another document that is a link, or has an address beside it, at least once.
    LinkedOnce,
    /// Words that announce a table, with one after them.
    Tabled,
    /// A reference to a part of the text that there is, if only for those who count.
    Refers,
    /// One to a part that has the number itself.
    RefersByNumber,
    /// One to a part by its title, between quotation marks, that there is.
    RefersByTitle,
    /// Words with a number in them, and a list of as many items after them; the words for one, two and so on.
    Counts(Vec<Vec<String>>),
    /// An authority that still has the name.
    InOffice,
    /// An age from which children decide for themselves that is that of a country which the text shows itself to be of.
    FitsAge(FitsAge),
    /// Words whose last part between quotation marks stands elsewhere in the text too.
    Recurs,
    /// An abbreviation that the text writes out, or explains in a sentence that fits this.
    WrittenOut(Regex),
    /// A term with a capital that the text defines as it defines others, or in a sentence that fits this.
    Defined(Regex),
    /// A text with a table of contents, if it has more words than this.
    Contents(usize),
    /// A text in the language that it is to be in.
    InLanguage(Wanted),
    /// A name that the domains of the text are related to.
    Related(Related),
    /// A part of the text of at most this many words.
    AtMostWords(usize),
    /// A part of the text that is no more than this share of it, in hundredths.
    Share(usize),
    /// A text that reads this easily.
    Ease(Ease),
    /// A text of which no more than a share of the sentences or words fits something.
    Rare(Rare),
    /// A text with an index of length (words to a sentence and long words in a hundred) of at most this.
    Lix(usize),
}

/// Which language a text is to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// The one that the configuration expects.
    Expected,
    /// The one that the document says it is in.
    Declared,
}

/// How an age may be off, and what shows which countries a text is of.
#[derive(Clone, Debug)]
pub struct FitsAge {
    /// Who is responsible: addresses in sections that say so count.
    pub who: Vec<ConceptId>,
    /// What is wrong.
    pub off: AgeOff,
}

/// How the age from which children are said to decide for themselves may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgeOff {
    /// It is below that of every country that the text shows.
    Below,
    /// It is above that of every country that the text shows.
    Above,
    /// It is below that of some country, and the text shows none.
    Unplaced,
}

/// What domains are held against.
#[derive(Clone, Debug)]
pub struct Related {
    /// Who is named.
    pub names: Vec<ConceptId>,
    /// What states the address of the text's own site.
    pub site: Vec<ConceptId>,
    /// What states an address to write to.
    pub mail: Vec<ConceptId>,
    /// Domains that belong to nobody in particular.
    pub except: Regex,
}

/// How easily a text reads: a number that falls with the syllables of its words and the words of its sentences.
#[derive(Clone, Debug)]
pub struct Ease {
    /// The language that the weights are for.
    pub language: Language,
    /// What must be reached.
    pub at_least: f64,
    /// Where the number begins.
    pub start: f64,
    /// What each syllable to a word takes away.
    pub syllables: f64,
    /// What each word to a sentence takes away.
    pub words: f64,
    /// Ends of words that make no syllable.
    pub silent: Vec<String>,
    /// Vowels beside each other that make two syllables.
    pub parted: Vec<String>,
}

/// How often something may occur in a text.
#[derive(Clone, Debug)]
pub struct Rare {
    /// The language that it is looked for in.
    pub language: Language,
    /// Whether sentences are counted, not words.
    pub sentences: bool,
    /// What is counted.
    pub fitting: Regex,
    /// In how many of a hundred.
    pub at_most: usize,
}

/// `must:`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawPredicate {
    MaxAge(Months),
    MaxAhead(Days),
    WellFormed,
    Resolves,
    ResolvesOrOpens(Located<String>),
    Readable,
    Linked,
    Followed,
    Known,
    Used,
    Reasoned(RawReasoned),
    LinkedOnce,
    Tabled,
    Refers,
    RefersByNumber,
    RefersByTitle,
    Counts(Vec<Vec<String>>),
    InOffice,
    FitsAge(RawFitsAge),
    Recurs,
    WrittenOut(By),
    Defined(By),
    Contents(Above),
    InLanguage(Wanted),
    Related(RawRelated),
    AtMost(Count),
    Share(AtMost),
    ReadingEase(RawEase),
    Lix(AtMost),
    Rare(RawRare),
}

/// Which suppressions have a reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReasoned {
    from: RawSeverity,
}

/// How old a date may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Months {
    months: i32,
}

/// How far ahead a date may lie.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Days {
    days: i32,
}

/// How many words there may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Count {
    words: usize,
}

/// How a sentence says what words mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct By {
    by: Located<String>,
}

/// From how many words on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Above {
    above: usize,
}

/// A bound.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AtMost {
    at_most: usize,
}

/// What domains are held against.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRelated {
    names: Vec<Located<String>>,
    site: Vec<Located<String>>,
    mail: Vec<Located<String>>,
    except: Located<String>,
}

/// How an age may be off.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFitsAge {
    who: Vec<Located<String>>,
    off: AgeOff,
}

/// How often something may occur.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawRare {
    lang: Located<String>,
    of: Counted,
    fitting: Located<String>,
    at_most: usize,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Counted {
    Sentences,
    Words,
}

/// How easily a text must read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawEase {
    lang: Located<String>,
    at_least: f64,
    start: f64,
    syllables: f64,
    words: f64,
    #[serde(default)]
    silent: Vec<String>,
    #[serde(default)]
    parted: Vec<String>,
}

impl Compiler<'_> {
    /// A predicate with its concepts, patterns and languages resolved.
    pub(super) fn predicate(&mut self, raw: &RawPredicate) -> Option<Predicate> {
        Some(match raw {
            RawPredicate::MaxAge(limit) => Predicate::MaxAge(limit.months),
            RawPredicate::MaxAhead(limit) => Predicate::MaxAhead(limit.days),
            RawPredicate::WellFormed => Predicate::WellFormed,
            RawPredicate::Resolves => Predicate::Resolves(None),
            RawPredicate::ResolvesOrOpens(words) => Predicate::Resolves(Some(self.pattern(words)?)),
            RawPredicate::Readable => Predicate::Readable,
            RawPredicate::Linked => Predicate::Linked,
            RawPredicate::Followed => Predicate::Followed,
            RawPredicate::LinkedOnce => Predicate::LinkedOnce,
            RawPredicate::Tabled => Predicate::Tabled,
            RawPredicate::Refers => Predicate::Refers,
            RawPredicate::RefersByNumber => Predicate::RefersByNumber,
            RawPredicate::RefersByTitle => Predicate::RefersByTitle,
            RawPredicate::Known => Predicate::Known,
            RawPredicate::Used => Predicate::Used,
            RawPredicate::Reasoned(reasoned) => Predicate::Reasoned(reasoned.from.into()),
            RawPredicate::Counts(words) => Predicate::Counts(words.clone()),
            RawPredicate::InOffice => Predicate::InOffice,
            RawPredicate::FitsAge(asked) => Predicate::FitsAge(FitsAge {
                who: self.family(&asked.who),
                off: asked.off,
            }),
            RawPredicate::Recurs => Predicate::Recurs,
            RawPredicate::WrittenOut(how) => Predicate::WrittenOut(self.pattern(&how.by)?),
            RawPredicate::Defined(how) => Predicate::Defined(self.pattern(&how.by)?),
            RawPredicate::Contents(above) => Predicate::Contents(above.above),
            RawPredicate::InLanguage(wanted) => Predicate::InLanguage(*wanted),
            RawPredicate::AtMost(count) => Predicate::AtMostWords(count.words),
            RawPredicate::Share(limit) => Predicate::Share(limit.at_most),
            RawPredicate::Rare(rare) => Predicate::Rare(Rare {
                language: self.language(&rare.lang)?,
                sentences: rare.of == Counted::Sentences,
                fitting: self.pattern(&rare.fitting)?,
                at_most: rare.at_most,
            }),
            RawPredicate::Lix(limit) => Predicate::Lix(limit.at_most),
            RawPredicate::ReadingEase(ease) => Predicate::Ease(self.ease(ease)?),
            RawPredicate::Related(related) => Predicate::Related(Related {
                names: self.family(&related.names),
                site: self.family(&related.site),
                mail: self.family(&related.mail),
                except: self.pattern(&related.except)?,
            }),
        })
    }

    pub(super) fn language(&mut self, code: &Located<String>) -> Option<Language> {
        let language = Language::new(&code.value);
        if language.is_none() {
            let message = format!("`{}` is no language code", code.value);
            self.error(code.span, message, "expected a code such as nl");
        }
        language
    }

    fn ease(&mut self, raw: &RawEase) -> Option<Ease> {
        let language = self.language(&raw.lang)?;
        Some(Ease {
            language,
            at_least: raw.at_least,
            start: raw.start,
            syllables: raw.syllables,
            words: raw.words,
            silent: raw.silent.clone(),
            parted: raw.parted.clone(),
        })
    }
}
