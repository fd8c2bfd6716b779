//! The parts of a document that rules speak of by what they are, found.

use crate::document::Document;
use crate::rule::NodeKind;
use crate::text::TextRange;

use super::places::Places;
use super::subject::{Instance, Node, words};
use super::{Case, aside, contents, damage, form, measure, numbering, technique, variant};

/// Every part of the document that is a `node`.
pub(super) fn of(case: Case<'_>, node: NodeKind) -> Vec<Instance> {
    match node {
        NodeKind::Link => links(case.document),
        NodeKind::LostPlace => lost_place(case).into_iter().collect(),
        NodeKind::Language => languages(case),
        NodeKind::Mojibake => damage::mojibake(case.document),
        NodeKind::LostCharacter => damage::lost(case.document),
        NodeKind::HiddenCharacter => form::hidden_characters(case),
        NodeKind::OddSpace => form::odd_spaces(case),
        NodeKind::ForeignScript => damage::foreign_script(case.document),
        NodeKind::ForeignSentence => form::foreign_sentences(case),
        NodeKind::FlattenedTable => flattened_tables(case),
        NodeKind::EmptyCell => form::empty_cells(case),
        NodeKind::RepeatedNumber => numbering::repeated(case),
        NodeKind::SkippedNumber => numbering::skipped(case),
        NodeKind::Suppression => suppressions(case),
        NodeKind::OddNumber => numbering::odd(case),
        NodeKind::UnmarkedHeading => form::unmarked_headings(case.document),
        NodeKind::RepeatedHeading => form::repeated_headings(case),
        NodeKind::RepeatedParagraph => form::repeated_paragraphs(case.document),
        NodeKind::RepeatedWords => form::repeated_words(case.document),
        NodeKind::LoneQuote => form::lone_quotes(case.document),
        NodeKind::OddCase => form::odd_case(case),
        NodeKind::BrokenParagraph => form::broken_paragraphs(case.document),
        NodeKind::SplitItem => form::split_items(case.document),
        NodeKind::OpenEnd => form::open_ends(case),
        NodeKind::RecategorisedCookie => technique::recategorised(case),
        NodeKind::UnlistedScript => technique::unlisted(case),
        NodeKind::Sentence => measure::sentences(case.document),
        NodeKind::Text => measure::text(case.document).into_iter().collect(),
        NodeKind::Section => measure::sections(case.document),
        NodeKind::UnheadedTopic => contents::unheaded(case),
        NodeKind::UnlistedPart => contents::unlisted(case),
        NodeKind::RolelessVariant => variant::roleless(case),
        NodeKind::AsidePurpose => aside::purposes(case),
    }
}

fn suppressions(case: Case<'_>) -> Vec<Instance> {
    let all = case.suppressions.iter().map(|suppression| Instance {
        place: suppression.place,
        span: suppression.span,
        value: None,
        node: Node::Suppression(suppression.standing.clone()),
    });
    all.collect()
}

/// The first words of each table that has no marks of one. Text with tags in it was no text.
fn flattened_tables(case: Case<'_>) -> Vec<Instance> {
    let document = case.document;
    let first = document.flattened().iter().filter_map(|table| {
        let span = document.block(*table)?.span;
        if span.of(case.source).contains("</") {
            return None;
        }
        let inside = document.blocks().get(table.index() + 1..)?;
        let cell = inside.iter().find(|block| !block.text.is_empty())?;
        words(document, cell.id, TextRange::new(0, cell.text.len()), None)
    });
    first.collect()
}

fn links(document: &Document) -> Vec<Instance> {
    let found = document.links().iter().filter_map(|link| {
        let mut instance = words(document, link.block, link.range, None)?;
        if instance.span.is_empty() {
            // Nobody sees a link without words that leads nowhere.
            if matches!(link.target.trim(), "" | "#") {
                return None;
            }
            instance.span = link.span;
        }
        instance.node = Node::Link {
            target: link.target.clone(),
            control: link.control,
        };
        Some(instance)
    });
    found.collect()
}

/// The first link to a place of the text, in one that lost the names of its places, that does not say which it is.
fn lost_place(case: Case<'_>) -> Option<Instance> {
    let places = Places::new(case);
    let mut links = links(case.document)
        .into_iter()
        .filter(|_| places.are_lost());
    links.find(|instance| match &instance.node {
        Node::Link {
            target,
            control: false,
        } => {
            let fragment = target
                .trim()
                .strip_prefix('#')
                .filter(|name| !matches!(*name, "" | "top"));
            fragment.is_some_and(|name| !places.has(name, instance.span.of(case.source)))
        }
        _ => false,
    })
}

fn languages(case: Case<'_>) -> Vec<Instance> {
    let unread = case
        .evidence
        .unread
        .iter()
        .filter_map(|(language, section)| {
            let heading = case
                .document
                .section(*section)
                .and_then(|section| section.heading);
            let first = case
                .document
                .blocks()
                .iter()
                .find(|block| block.section == *section && !block.sentences.is_empty());
            let block = heading.and_then(|id| case.document.block(id)).or(first)?;
            let range = *block.sentences.first()?;
            let mut instance = words(case.document, block.id, range, None)?;
            instance.node = Node::Language {
                name: case.languages.name(language).to_owned(),
                readable: false,
            };
            Some(instance)
        });
    unread.collect()
}
