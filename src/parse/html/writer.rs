//! Runs → blocks: everything that is known of a block when it is written.

use crate::document::{BlockId, BlockKind, Document, DocumentBuilder, Link, Script};
use crate::text::{Segmenter, Span, TextRange};

use super::blocks::LONGEST_HEADING;
use super::content::Content;
use super::entity::Entities;
use super::hidden::asks_consent;
use super::inline::Run;
use super::numbers::{WordNumber, heads_bold};
use super::tag::Tag;
use super::tree::{Attr, NodeId, Tree};

/// How many nodes of a link around the text are looked at for its words.
const NODES_OF_LINK: usize = 8;

/// Writes blocks.
pub(super) struct Writer<'a, 's> {
    pub(super) source: &'s str,
    pub(super) tree: &'a Tree,
    pub(super) content: &'a Content,
    pub(super) builder: DocumentBuilder<'s>,
    pub(super) entities: Entities,
    pub(super) run: Run,
    /// Text before this place of the source is bold.
    pub(super) bold_until: usize,
    /// The link around the text, and where in the run it begins.
    pub(super) link: Option<NodeId>,
    pub(super) link_start: usize,
    /// The language of the document, and the innermost node that says what language it is in.
    language: Option<&'a str>,
    pub(super) lang: Option<NodeId>,
    /// The open item, cell or definition that has no text of its own yet.
    pub(super) holder: Option<BlockId>,
    /// How many blocks are open.
    pub(super) depth: usize,
    /// The level of the last heading that is marked as one.
    pub(super) level: u8,
    /// A bold paragraph that is a heading if something follows that it can head.
    pending: Option<(Run, Span, Option<NodeId>)>,
    /// The numbers of headings that wait for others like them.
    pub(super) word_numbers: Vec<WordNumber>,
    /// How many blocks there are.
    pub(super) written: usize,
    /// Where the source is used up to by blocks.
    pub(super) floor: usize,
    /// Whether blocks are read as parts of one line, as within a heading.
    pub(super) joined: bool,
}

/// What follows a bold paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next<'r> {
    /// A paragraph or a block of another kind.
    Text,
    /// A list or a table.
    List,
    /// A paragraph that is bold as well.
    Bold(&'r Run),
    /// A heading, or the end.
    Heading,
}

impl<'a, 's> Writer<'a, 's> {
    pub(super) fn new(source: &'s str, tree: &'a Tree, content: &'a Content) -> Self {
        Self {
            source,
            tree,
            content,
            builder: DocumentBuilder::new(source),
            entities: Entities::default(),
            run: Run::default(),
            bold_until: 0,
            link: None,
            link_start: 0,
            language: declared_language(tree, content),
            lang: None,
            holder: None,
            depth: 0,
            level: 0,
            pending: None,
            word_numbers: Vec::new(),
            written: 0,
            floor: 0,
            joined: false,
        }
    }

    /// Writes everything and completes the document.
    pub(super) fn finish(mut self, segmenter: &Segmenter) -> Document {
        self.declare();
        self.write_title();
        let root = self.content.root;
        if let Some(root) = root {
            self.lang = lang_around(self.tree, root);
        }
        // What the root itself is (a quotation, a cell) says nothing: its content is the policy.
        self.flow(root);
        self.flush(None);
        self.settle(Next::Heading);
        self.settle_word_numbers();
        self.write_scripts();
        if asks_consent(self.tree, &self.content.skip) {
            self.builder.asks_consent();
        }
        self.builder.anchor_headings();
        self.builder.finish(segmenter)
    }

    /// Notes the scripts of the page that come from an address, wherever they stand.
    fn write_scripts(&mut self) {
        for id in self
            .tree
            .ids()
            .filter(|id| self.tree.tag(*id) == Tag::Script)
        {
            let Some(address) = self.tree.attr(id, Attr::Src) else {
                continue;
            };
            let whole = self.tree.span(id);
            let written = whole.of(self.source).find(address);
            let start = whole.start + written.unwrap_or(0);
            let length = written.map_or(whole.len(), |_| address.len());
            self.builder.script(Script {
                span: Span::new(start, start + length),
                address: address.to_owned(),
            });
        }
    }

    /// Writes the title of the page where the policy has no heading of that rank.
    fn write_title(&mut self) {
        if let Some(title) = self.content.title {
            let level = self.tree.tag(title).heading_level().unwrap_or(1);
            self.joined = true;
            self.flow(Some(title));
            self.joined = false;
            self.close_heading(level, self.tree.span(title), true);
        }
    }

    pub(super) fn close_heading(&mut self, level: u8, span: Span, marked: bool) {
        self.end_link();
        self.link_start = 0;
        let mut run = std::mem::take(&mut self.run);
        run.text.trim_end();
        if run.text.is_empty() {
            return;
        }
        run.breaks.clear();
        if self.depth > 0 || run.text.len() > LONGEST_HEADING {
            return self.write_text(run, span);
        }
        self.settle(Next::Heading);
        // What opens a part of the page is known for what it is.
        self.write_heading(level, run, span, true);
        if marked {
            self.level = level.min(5);
        }
    }

    fn write_heading(&mut self, level: u8, run: Run, span: Span, marked: bool) {
        let id = self.builder.heading(level, run.text, span);
        if !marked {
            self.builder.unmarked(id);
        }
        self.number_heading(id);
        self.complete(id, &run.links, span);
    }

    /// Decides what the bold paragraph that waits is, now that it is known what follows.
    pub(super) fn settle(&mut self, next: Next<'_>) {
        let Some((run, span, lang)) = self.pending.take() else {
            return;
        };
        let text = run.text.as_str();
        let heads = match next {
            Next::Text => true,
            Next::List => !text.ends_with(':'),
            Next::Bold(next) => heads_bold(&run, next),
            Next::Heading => false,
        };
        let inner = std::mem::replace(&mut self.lang, lang);
        if heads {
            self.write_heading(self.level + 1, run, span, false);
        } else {
            self.leaf(BlockKind::Paragraph, run, span);
        }
        self.lang = inner;
    }

    /// Writes `run` as the text of the open item or cell, or else as a paragraph or a bold heading.
    pub(super) fn write_text(&mut self, run: Run, span: Span) {
        if let Some(holder) = self.holder.take() {
            self.written += 1;
            let run_in = run.run_in();
            if let Some(block) = self.builder.block_mut(holder) {
                block.text = run.text;
                block.run_in = run_in;
            }
            self.links(holder, &run.links);
        } else if self.depth == 0 && run.is_bold_heading() {
            self.settle(Next::Bold(&run));
            self.written += 1;
            self.pending = Some((run, span, self.lang));
        } else {
            self.settle(Next::Text);
            self.leaf(BlockKind::Paragraph, run, span);
        }
    }

    pub(super) fn leaf(&mut self, kind: BlockKind, run: Run, span: Span) {
        let run_in = run.run_in();
        let id = self.builder.leaf(kind, run.text, span);
        if let Some(block) = self.builder.block_mut(id) {
            block.run_in = run_in;
        }
        self.complete(id, &run.links, span);
    }

    /// Opens a block that holds others.
    pub(super) fn open(&mut self, kind: BlockKind, span: Span) -> BlockId {
        self.settle(Next::List);
        self.holder = None;
        self.depth += 1;
        let id = self.builder.open(kind, span);
        self.written += 1;
        self.declare_block(id);
        id
    }

    /// Closes the innermost open block.
    pub(super) fn close(&mut self) {
        self.flush(None);
        self.holder = None;
        self.depth = self.depth.saturating_sub(1);
        self.builder.close();
    }

    fn complete(&mut self, id: BlockId, links: &[(TextRange, NodeId)], span: Span) {
        self.written += 1;
        self.floor = self.floor.max(span.end);
        self.declare_block(id);
        self.links(id, links);
    }

    pub(super) fn links(&mut self, block: BlockId, links: &[(TextRange, NodeId)]) {
        for (range, id) in links {
            let target = self.tree.attr(*id, Attr::Href).unwrap_or_default().trim();
            self.builder.link(Link {
                block,
                range: *range,
                span: self.tree.span(*id),
                target: target.to_owned(),
                control: self.is_control(*id),
            });
        }
    }

    /// Whether a link is a button of the page.
    pub(super) fn is_control(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let target = tree.attr(id, Attr::Href).unwrap_or_default().trim();
        tree.attr_is(id, Attr::Role, &["button", "tab"])
            || tree.attr(id, Attr::Toggle).is_some()
            || target.starts_with("javascript:")
            || (matches!(target, "" | "#") && tree.attr(id, Attr::OnClick).is_some())
    }

    fn declare(&mut self) {
        let tree = self.tree;
        if let Some(lang) = self.language {
            self.builder.declare_language(lang);
        }
        for comment in &tree.comments {
            self.builder.comment(&comment.text, comment.span);
        }
        for id in tree.ids() {
            if let Some(anchor) = tree.attr(id, Attr::Id) {
                self.builder.anchor(anchor);
            }
            if tree.tag(id) == Tag::A
                && let Some(anchor) = tree.attr(id, Attr::Name)
            {
                self.builder.anchor(anchor);
            }
            let target = tree.attr(id, Attr::Href).unwrap_or_default().trim();
            if tree.tag(id) == Tag::A && self.content.is_silent(id) && !matches!(target, "" | "#") {
                let words = self.words_below(id);
                self.builder.around(words);
            }
        }
    }

    /// The first words of `id`, whether they are shown or not.
    fn words_below(&self, id: NodeId) -> String {
        let span = self.tree.span(id);
        let below = self.tree.ids_from(id).take(NODES_OF_LINK);
        let texts = below
            .take_while(|id| span.contains(self.tree.span(*id)))
            .filter(|id| self.tree.tag(*id) == Tag::Text);
        let words = texts.flat_map(|id| self.tree.span(id).of(self.source).split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }

    fn declare_block(&mut self, id: BlockId) {
        let Some(lang) = self.lang.and_then(|id| self.tree.attr(id, Attr::Lang)) else {
            return;
        };
        let differs = self
            .language
            .is_some_and(|declared| !lang.trim().eq_ignore_ascii_case(declared.trim()));
        if differs && let Some(block) = self.builder.block_mut(id) {
            block.declared_language = Some(lang.trim().to_owned());
        }
    }
}

/// The language that the page declares: on `html`, in its head, or around the policy's own part.
fn declared_language<'a>(tree: &'a Tree, content: &Content) -> Option<&'a str> {
    let says_something = |lang: &&str| !lang.trim().is_empty();
    let on_html = tree
        .ids()
        .take_while(|id| matches!(tree.tag(*id), Tag::Html | Tag::Text))
        .find_map(|id| tree.attr(id, Attr::Lang))
        .filter(says_something);
    let in_head = || {
        tree.ids()
            .filter(|id| tree.attr_is(*id, Attr::HttpEquiv, &["content-language"]))
            .find_map(|id| tree.attr(id, Attr::Content))
            .filter(says_something)
    };
    let around = || {
        let id = lang_around(tree, content.root?)?;
        tree.attr(id, Attr::Lang)
    };
    on_html.or_else(in_head).or_else(around)
}

/// The innermost node that is `id` or lies around it and says what language it is in.
fn lang_around(tree: &Tree, id: NodeId) -> Option<NodeId> {
    std::iter::once(id).chain(tree.ancestors(id)).find(|id| {
        tree.attr(*id, Attr::Lang)
            .is_some_and(|lang| !lang.trim().is_empty())
    })
}
