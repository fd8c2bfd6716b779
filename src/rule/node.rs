//! Nodes: the parts of a document that a rule can speak of by what they are, rather than by what they say.

use serde::Deserialize;

/// A part of a document that rules can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A link.
    Link,
    /// A link within a text that lost the names of its places, the first that does not say which it leads to.
    LostPlace,
    /// A language that the document or a part of it is in.
    Language,
    /// A word that went through the wrong encoding.
    Mojibake,
    /// A word of which characters were lost.
    LostCharacter,
    /// A word with characters in it that nobody sees.
    HiddenCharacter,
    /// An address or words with spaces in them that are none of the keyboard's.
    OddSpace,
    /// A word with letters of a script that the document is not written in.
    ForeignScript,
    /// A sentence in another language than the document.
    ForeignSentence,
    /// A table that stands in the source without the marks of one.
    FlattenedTable,
    /// A cell without text in a column that has some.
    EmptyCell,
    /// A numbered heading whose number is not higher than that of the one before.
    RepeatedNumber,
    /// A numbered heading before which a number is missing.
    SkippedNumber,
    /// A numbered heading whose number is written in another way than those of its siblings.
    OddNumber,
    /// A heading that is set like one and not marked as one.
    UnmarkedHeading,
    /// A heading that says the same as a sibling before it.
    RepeatedHeading,
    /// A paragraph that stands in the text already.
    RepeatedParagraph,
    /// Words that stand twice in a row.
    RepeatedWords,
    /// A quotation mark without its other half.
    LoneQuote,
    /// A word in capitals that the document writes in small letters elsewhere.
    OddCase,
    /// The end of a paragraph whose sentence goes on in the next.
    BrokenParagraph,
    /// The end of an item whose sentence goes on after its list.
    SplitItem,
    /// The last words of a paragraph of sentences that ends without a mark.
    OpenEnd,
    /// A sentence of running text or of an item.
    Sentence,
    /// The whole text, shown at its title.
    Text,
    /// A section, shown at its first sentence.
    Section,
    /// An entry of a table of contents that no heading has.
    UnheadedTopic,
    /// A heading that the table of contents, which has its siblings, leaves out.
    UnlistedPart,
    /// A part without a role among parts like it that have one, and not all the same.
    RolelessVariant,
    /// A purpose that is named of recipients and nowhere else.
    AsidePurpose,
    /// A cookie of a table that another row puts into another category.
    RecategorisedCookie,
    /// A script of a page that comes from a site which the text does not name.
    UnlistedScript,
    /// A rule that a directive in the text names to leave out what it says, or a directive that cannot be read.
    Suppression,
}
