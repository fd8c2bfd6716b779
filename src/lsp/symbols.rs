//! The outline of a document: its headings, nested where the client can.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation,
    SymbolKind, Uri,
};

use crate::document::{Document, Section, SectionId};
use crate::source::SourceFile;
use crate::text::Span;

use super::client::Client;
use super::documents::Judged;
use super::position::Ruler;

/// What a section is called that has no words of its own: a client takes no empty name.
const UNNAMED: &str = "(no heading)";

/// The outline of a document.
pub(super) fn of(judged: &Judged, uri: &str, client: &Client) -> DocumentSymbolResponse {
    let outline = Outline {
        document: &judged.checked.document,
        source: &judged.checked.source,
        ruler: Ruler::new(
            &judged.checked.source.text,
            &judged.checked.source.lines,
            client.encoding,
        ),
    };
    if client.nested_symbols {
        DocumentSymbolResponse::DocumentSymbolList(outline.below(SectionId::ROOT))
    } else {
        DocumentSymbolResponse::SymbolInformationList(outline.flat(uri))
    }
}

struct Outline<'a> {
    document: &'a Document,
    source: &'a SourceFile,
    ruler: Ruler<'a>,
}

impl Outline<'_> {
    fn sections(&self, parent: SectionId) -> impl Iterator<Item = &Section> {
        let sections = self.document.sections().iter();
        sections.filter(move |section| section.parent == Some(parent))
    }

    /// The sections right below `parent`. Headings have six levels, so this goes no deeper than that.
    fn below(&self, parent: SectionId) -> Vec<DocumentSymbol> {
        self.sections(parent)
            .map(|section| self.symbol(section))
            .collect()
    }

    #[expect(
        deprecated,
        reason = "a field of the protocol that has to be given even when it is left out"
    )]
    fn symbol(&self, section: &Section) -> DocumentSymbol {
        let whole = self.whole(section);
        let heading = self.heading(section);
        DocumentSymbol {
            name: self.name(section),
            detail: None,
            kind: SymbolKind::String,
            tags: None,
            deprecated: None,
            range: self.ruler.range(whole),
            selection_range: self.ruler.range(heading),
            children: Some(self.below(section.id)),
        }
    }

    #[expect(
        deprecated,
        reason = "a field of the protocol that has to be given even when it is left out"
    )]
    fn flat(&self, uri: &str) -> Vec<SymbolInformation> {
        let sections = self.document.sections().iter();
        sections
            .filter(|section| section.parent.is_some())
            .map(|section| {
                let parent = section.parent.filter(|id| *id != SectionId::ROOT);
                let container = parent.and_then(|id| self.document.section(id));
                SymbolInformation {
                    deprecated: None,
                    location: Location {
                        uri: Uri(uri.to_owned()),
                        range: self.ruler.range(self.whole(section)),
                    },
                    base_symbol_information: BaseSymbolInformation {
                        name: self.name(section),
                        kind: SymbolKind::String,
                        tags: None,
                        container_name: container.map(|section| self.name(section)),
                    },
                }
            })
            .collect()
    }

    /// Its number, as far as it is not part of the heading, and the heading.
    fn name(&self, section: &Section) -> String {
        let heading = section.heading.and_then(|id| self.document.block(id));
        let words = heading.map_or("", |block| block.text.as_str().trim());
        let number = section.number.as_deref().unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match (number, words.as_str()) {
            ("", "") => UNNAMED.to_owned(),
            (number, "") => number.to_owned(),
            ("", words) => words.to_owned(),
            (number, words) if words.starts_with(number) => words.to_owned(),
            (number, words) => format!("{number} {words}"),
        }
    }

    /// The section without the white space behind it.
    fn whole(&self, section: &Section) -> Span {
        let text = section.span.of(&self.source.text);
        let whole = Span::new(
            section.span.start,
            section.span.start + text.trim_end().len(),
        );
        whole.cover(self.heading(section))
    }

    fn heading(&self, section: &Section) -> Span {
        let heading = section.heading.and_then(|id| self.document.block(id));
        heading.map_or(Span::at(section.span.start), |block| block.span)
    }
}
