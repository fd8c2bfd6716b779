//! The words for predicates and for the parts of a document that rules speak of.

use crate::rule::{AgeOff, NodeKind, Predicate, Wanted};

/// How something must be, in words that follow it.
pub(super) fn must(predicate: &Predicate) -> String {
    if let Some(words) = measured(predicate) {
        return words;
    }
    let words = match predicate {
        Predicate::MaxAhead(_)
        | Predicate::MaxAge(_)
        | Predicate::AtMostWords(_)
        | Predicate::Share(_)
        | Predicate::Rare(_)
        | Predicate::Lix(_)
        | Predicate::Ease(_)
        | Predicate::Contents(_) => "",
        Predicate::RefersByTitle => "refers to a part of the text by a title that it has",
        Predicate::Counts(_) => "has a list of as many items after it as it says",
        Predicate::InOffice => "is an authority that still has this name",
        Predicate::FitsAge(asked) => age_words(asked.off),
        Predicate::WrittenOut(_) => "is written out or explained somewhere in the text",
        Predicate::Defined(_) => "is defined in the text, where it defines others",
        Predicate::InLanguage(Wanted::Expected) => {
            "is in the language that the configuration expects"
        }
        Predicate::InLanguage(Wanted::Declared) => {
            "is in the language that the document says it is in"
        }
        Predicate::Recurs => "stands elsewhere in the text too",
        Predicate::Related(_) => {
            "is related to the site or the address of the text, or these to each other"
        }
        Predicate::Reasoned(severity) => {
            return format!(
                "has a reason where it leaves out what is of severity {severity} or above"
            );
        }
        Predicate::WellFormed => "is well formed",
        Predicate::Resolves(None) => "leads somewhere",
        Predicate::Resolves(Some(_)) => "leads somewhere, or shows what follows it",
        Predicate::Readable => "is one that there are terms for",
        Predicate::Linked => "has a link or an address beside it",
        Predicate::Followed => "has something after it that completes it",
        Predicate::Known => "names a rule that there is",
        Predicate::Used => "leaves something out",
        Predicate::LinkedOnce => {
            "is a link, stands beside an address or heads a part, somewhere in the text or around it"
        }
        Predicate::Tabled => "has a table after it",
        Predicate::Refers => "refers to a part of the text that there is",
        Predicate::RefersByNumber => "refers to a part of the text by a number that it has",
    };
    words.to_owned()
}

/// The same for what is measured.
fn measured(predicate: &Predicate) -> Option<String> {
    Some(match predicate {
        Predicate::MaxAhead(days) => format!("is at most {days} days ahead"),
        Predicate::AtMostWords(most) => format!("has at most {most} words"),
        Predicate::Share(most) => {
            format!("takes at most {most} % of the words of the text")
        }
        Predicate::Rare(rare) => {
            let what = if rare.sentences { "sentences" } else { "words" };
            format!(
                "has at most {} of a hundred {what} that fit `{}`, where it is in `{}`",
                rare.at_most,
                rare.fitting.as_str().replace("(?-u:\\b)", "\\b"),
                rare.language.as_str()
            )
        }
        Predicate::Lix(most) => {
            format!("has a Lix (words to a sentence and long words in a hundred) of at most {most}")
        }
        Predicate::Ease(ease) => {
            format!(
                "reads with an ease of at least {} ({} less {} for each syllable to a word and {} for each word to a sentence), where it is in `{}`",
                ease.at_least,
                ease.start,
                ease.syllables,
                ease.words,
                ease.language.as_str()
            )
        }
        Predicate::Contents(above) => {
            format!("has a table of contents if it has more than {above} words")
        }
        Predicate::MaxAge(months) => format!("is at most {months} months old"),
        _ => return None,
    })
}

/// How an age must fit.
const fn age_words(off: AgeOff) -> &'static str {
    match off {
        AgeOff::Below => "is not below that of every country that the text shows",
        AgeOff::Above => "is not above that of every country that the text shows",
        AgeOff::Unplaced => "is not below that of any country, where the text shows none",
    }
}

/// What a part is.
pub(super) const fn node_words(node: NodeKind) -> &'static str {
    match node {
        NodeKind::Link => "a link",
        NodeKind::LostPlace => "a link within a text that lost the names of its places",
        NodeKind::Language => "a language that a part of the text is in",
        NodeKind::Mojibake => "a word that went through the wrong encoding",
        NodeKind::LostCharacter => "a word of which characters were lost",
        NodeKind::HiddenCharacter => "a word with characters in it that nobody sees",
        NodeKind::OddSpace => "words parted by spaces that are none of the keyboard's",
        NodeKind::ForeignScript => {
            "a word with letters of a script that the text is not written in"
        }
        NodeKind::ForeignSentence => "a sentence in another language than the text",
        NodeKind::FlattenedTable => "a table that stands there without the marks of one",
        NodeKind::EmptyCell => "a cell without text in a column that has some",
        NodeKind::RepeatedNumber => "a heading whose number is not above that of the one before",
        NodeKind::SkippedNumber => "a heading before which a number is missing",
        NodeKind::OddNumber => {
            "a heading whose number is written in another way than its siblings'"
        }
        NodeKind::UnmarkedHeading => "a heading that is set like one and not marked as one",
        NodeKind::RepeatedHeading => "a heading that says the same as a sibling before it",
        NodeKind::RepeatedParagraph => "a paragraph that stands in the text already",
        NodeKind::RepeatedWords => "words that stand twice in a row",
        NodeKind::LoneQuote => "a quotation mark without its other half",
        NodeKind::OddCase => "a word in capitals that stands in small letters elsewhere",
        NodeKind::BrokenParagraph => "the end of a paragraph whose sentence goes on in the next",
        NodeKind::SplitItem => "the end of an item whose sentence goes on after its list",
        NodeKind::OpenEnd => "the end of a paragraph of sentences that has no mark",
        NodeKind::RecategorisedCookie => {
            "a cookie in a table that another row puts into another category"
        }
        NodeKind::UnlistedScript => {
            "a script of the page that comes from a site which the text does not name"
        }
        NodeKind::Sentence => "a sentence of running text",
        NodeKind::Text => "the whole text",
        NodeKind::Section => "a section with those below it",
        NodeKind::UnheadedTopic => "an entry of a table of contents that no heading has",
        NodeKind::UnlistedPart => "a heading that the table of contents leaves out",
        NodeKind::RolelessVariant => {
            "a part without a role among others of its kind, of which one is the controller's and one the processor's"
        }
        NodeKind::AsidePurpose => "a purpose that is named of recipients, and nowhere else",
        NodeKind::Suppression => "a directive in the text that leaves something out",
    }
}
