//! How parsers write a document.
//!
//! The builder is told of blocks in source order and works out the rest: sections from headings, lead-ins, titles,
//! sentences. It repairs what would break the document's invariants rather than fail, since parsing never fails.

use rustc_hash::FxHashMap;

use crate::text::{MappedText, Segmenter, Span};

use super::{
    Block, BlockId, BlockKind, Comment, Document, Field, Link, Script, Section, SectionId, damage,
};

/// The deepest that blocks nest; what lies deeper is attached at this depth.
const MAX_DEPTH: usize = 64;

/// The longest that a paragraph can be that stands for an item of a list without marks, in bytes.
const SHORT_PARAGRAPH: usize = 200;

/// Collects blocks in source order and makes a [`Document`] of them.
#[derive(Debug)]
pub struct DocumentBuilder<'s> {
    pub(super) source: &'s str,
    pub(super) document: Document,
    /// The open blocks, and for each depth the block added last at it.
    open: Vec<BlockId>,
    last: Vec<Option<BlockId>>,
    previous: Vec<Option<BlockId>>,
    unopened: usize,
    section: SectionId,
}

impl<'s> DocumentBuilder<'s> {
    /// A builder for a document over `source`.
    pub fn new(source: &'s str) -> Self {
        let root = Section {
            id: SectionId::ROOT,
            heading: None,
            level: 0,
            parent: None,
            span: Span::new(0, source.len()),
            number: None,
        };
        let document = Document {
            sections: vec![root],
            ..Document::default()
        };
        Self {
            source,
            document,
            open: Vec::new(),
            last: vec![None],
            previous: Vec::new(),
            unopened: 0,
            section: SectionId::ROOT,
        }
    }

    /// Opens a block that holds others; every `open` needs its [`close`](Self::close).
    pub fn open(&mut self, kind: BlockKind, span: Span) -> BlockId {
        if self.open.len() >= MAX_DEPTH {
            self.unopened += 1;
            return self.open.last().copied().unwrap_or(BlockId(0));
        }
        let id = self.add(kind, MappedText::default(), span);
        self.open.push(id);
        self.last.push(None);
        id
    }

    /// Closes the innermost open block.
    pub fn close(&mut self) {
        if self.unopened > 0 {
            self.unopened -= 1;
        } else if self.open.pop().is_some() {
            self.last.pop();
        }
    }

    /// Adds a heading; it opens a section. A heading inside a quotation, a list or a table becomes a paragraph.
    pub fn heading(&mut self, level: u8, text: MappedText, span: Span) -> BlockId {
        if !self.open.is_empty() {
            return self.add(BlockKind::Paragraph, text, span);
        }
        let level = level.clamp(1, 6);
        self.open_section(level, span);
        let id = self.add(BlockKind::Heading { level }, text, span);
        if let Some(section) = self.document.sections.get_mut(self.section.index()) {
            section.heading = Some(id);
        }
        id
    }

    /// Adds a block without blocks below it.
    pub fn leaf(&mut self, kind: BlockKind, text: MappedText, span: Span) -> BlockId {
        self.add(kind, text, span)
    }

    /// The block `id`, to complete what is known of it (`text`, `marker`, `run_in`, `span`, `declared_language`).
    pub fn block_mut(&mut self, id: BlockId) -> Option<&mut Block> {
        self.document.blocks.get_mut(id.index())
    }

    /// Records the number of the section that `heading` opens, as written.
    pub fn number_section(&mut self, heading: BlockId, number: &str) {
        let sections = &mut self.document.sections;
        if let Ok(at) = sections.binary_search_by_key(&Some(heading), |section| section.heading)
            && let Some(section) = sections.get_mut(at)
        {
            section.number = Some(number.to_owned());
        }
    }

    /// Records a link.
    pub fn link(&mut self, link: Link) {
        self.document.links.push(link);
    }

    /// Records that table `id` stands in the source without the marks of one.
    pub fn flattened(&mut self, id: BlockId) {
        self.document.flattened.push(id);
    }

    /// Records that heading `id` is only set like one.
    pub fn unmarked(&mut self, id: BlockId) {
        self.document.unmarked.push(id);
    }

    /// Records what the document says of itself outside its text.
    pub fn field(&mut self, field: Field) {
        self.document.fields.push(field);
    }

    /// Notes a script that the page loads.
    pub fn script(&mut self, script: Script) {
        self.document.scripts.push(script);
    }

    /// Notes that the page carries a dialog that asks for consent, which is none of its text.
    pub fn asks_consent(&mut self) {
        self.document.asks_consent = true;
    }

    /// Records markup that stands in the text and was left out of it.
    pub fn left_out(&mut self, span: Span) {
        self.document.left_out.push(span);
    }

    /// Records the words of a link that stands around the text.
    pub fn around(&mut self, words: String) {
        self.document.around.push(words);
    }

    /// Records a comment.
    pub fn comment(&mut self, text: &str, span: Span) {
        self.document.comments.push(Comment {
            span,
            text: text.to_owned(),
        });
    }

    /// Records a fragment that links can point at, without the `#`.
    pub fn anchor(&mut self, name: &str) {
        self.document.anchors.push(name.to_owned());
    }

    /// Records the language that the document declares; the first declaration counts.
    pub fn declare_language(&mut self, tag: &str) {
        let tag = tag.trim();
        if !tag.is_empty() {
            self.document
                .declared_language
                .get_or_insert_with(|| tag.to_owned());
        }
    }

    /// Completes the document.
    pub fn finish(mut self, segmenter: &Segmenter) -> Document {
        damage::repair(&mut self.document);
        self.repair_spans();
        self.close_sections();
        self.find_lead_ins();
        self.find_run_lead_ins();
        self.find_column_headers();
        self.find_title();
        for block in &mut self.document.blocks {
            if block.kind != BlockKind::Code {
                block.sentences = segmenter.sentences(block.text.as_str());
            }
        }
        self.document
    }

    fn add(&mut self, kind: BlockKind, text: MappedText, span: Span) -> BlockId {
        let id = BlockId(u32::try_from(self.document.blocks.len()).unwrap_or(u32::MAX));
        self.previous
            .push(self.last.last_mut().and_then(|last| last.replace(id)));
        self.document.blocks.push(Block {
            id,
            kind,
            span: self.fit(span),
            text,
            sentences: Vec::new(),
            run_in: None,
            marker: None,
            parent: self.open.last().copied(),
            section: self.section,
            lead_in: None,
            declared_language: None,
        });
        id
    }

    /// `span` within the source and on character boundaries.
    fn fit(&self, span: Span) -> Span {
        let floor = |at: usize| {
            (0..=at.min(self.source.len()))
                .rev()
                .find(|at| self.source.is_char_boundary(*at))
                .unwrap_or(0)
        };
        Span::new(floor(span.start), floor(span.end))
    }

    fn open_section(&mut self, level: u8, span: Span) {
        let mut parent = self.section;
        while let Some(section) = self.document.sections.get(parent.index())
            && section.level >= level
            && let Some(outer) = section.parent
        {
            parent = outer;
        }
        let id = SectionId(u32::try_from(self.document.sections.len()).unwrap_or(u32::MAX));
        self.document.sections.push(Section {
            id,
            heading: None,
            level,
            parent: Some(parent),
            span: self.fit(Span::new(span.start, self.source.len())),
            number: None,
        });
        self.section = id;
    }

    /// A parent covers its children and no block reaches back before the one it follows.
    fn repair_spans(&mut self) {
        for index in (0..self.document.blocks.len()).rev() {
            let Some(block) = self.document.blocks.get(index) else {
                continue;
            };
            let covered = block.covered();
            let parent = block.parent;
            if let Some(block) = self.document.blocks.get_mut(index) {
                block.span = covered;
            }
            if let Some(parent) = parent.and_then(|id| self.document.blocks.get_mut(id.index())) {
                parent.span = if parent.span.is_empty() {
                    covered
                } else {
                    parent.span.cover(covered)
                };
            }
        }
    }

    fn close_sections(&mut self) {
        let starts: Vec<(u8, usize)> = self
            .document
            .sections
            .iter()
            .map(|section| (section.level, section.span.start))
            .collect();
        for (index, section) in self.document.sections.iter_mut().enumerate().skip(1) {
            let next = starts
                .iter()
                .skip(index + 1)
                .find(|(level, _)| *level <= section.level);
            if let Some((_, start)) = next {
                section.span.end = (*start).max(section.span.start);
            }
        }
    }

    /// A list or table is introduced by the paragraph just before it, or by the text of the item or cell around it.
    fn find_lead_ins(&mut self) {
        let mut lead_ins = Vec::new();
        for block in &self.document.blocks {
            if !matches!(
                block.kind,
                BlockKind::List { .. } | BlockKind::Table | BlockKind::Quote
            ) {
                continue;
            }
            let previous = self.previous.get(block.id.index()).copied().flatten();
            let found = match previous.and_then(|id| self.document.block(id)) {
                Some(other) => (matches!(other.kind, BlockKind::Paragraph | BlockKind::Term)
                    && other.section == block.section)
                    .then_some(other.id),
                None => block.parent.filter(|parent| {
                    self.document
                        .block(*parent)
                        .is_some_and(|parent| !parent.text.is_empty())
                }),
            };
            lead_ins.push((block.id, found));
        }
        for (id, lead_in) in lead_ins {
            if let Some(block) = self.document.blocks.get_mut(id.index()) {
                block.lead_in = lead_in;
            }
        }
    }

    /// A run of short paragraphs after one that ends in a colon is a list without marks; what defines a term follows it.
    fn find_run_lead_ins(&mut self) {
        for index in 0..self.document.blocks.len() {
            let Some(block) = self.document.blocks.get(index) else {
                continue;
            };
            let Some(previous) = self
                .previous
                .get(index)
                .copied()
                .flatten()
                .and_then(|id| self.document.block(id))
            else {
                continue;
            };
            let short = |block: &Block| {
                block.kind == BlockKind::Paragraph && block.text.len() <= SHORT_PARAGRAPH
            };
            let lead_in = match (block.kind, previous.kind) {
                (BlockKind::Definition, BlockKind::Term) => Some(previous.id),
                (BlockKind::Definition, BlockKind::Definition) => previous.lead_in,
                _ if block.section != previous.section || !short(block) => None,
                (_, BlockKind::Paragraph) if previous.text.as_str().ends_with(':') => {
                    Some(previous.id)
                }
                _ if short(previous) => previous.lead_in,
                _ => None,
            };
            if let (Some(block), Some(_)) = (self.document.blocks.get_mut(index), lead_in) {
                block.lead_in = lead_in;
            }
        }
    }

    /// A cell is headed by the last header cell of its column above it.
    fn find_column_headers(&mut self) {
        let mut latest: FxHashMap<(BlockId, u16), BlockId> = FxHashMap::default();
        let mut found = FxHashMap::default();
        for block in &self.document.blocks {
            let BlockKind::Cell { column, header } = block.kind else {
                continue;
            };
            let Some(table) = self
                .document
                .enclosing(block.id, |kind| *kind == BlockKind::Table)
            else {
                continue;
            };
            if header {
                latest.insert((table, column), block.id);
            } else if let Some(above) = latest.get(&(table, column)) {
                found.insert(block.id, *above);
            }
        }
        self.document.column_headers = found;
    }

    fn find_title(&mut self) {
        let with_text = |block: &&Block| !block.text.is_empty() && block.kind != BlockKind::Code;
        let first = self.document.blocks.iter().find(with_text);
        let heading = self
            .document
            .blocks
            .iter()
            .find(|block| matches!(block.kind, BlockKind::Heading { .. }) && with_text(block));
        let near =
            heading.filter(|heading| first.is_some_and(|first| heading.id.0 <= first.id.0 + 3));
        self.document.title = near.or(first).map(|block| block.id);
    }
}
