//! Text nodes → runs → paragraphs: line breaks, lists that are typed with dashes, preformatted text.

use crate::document::BlockKind;
use crate::text::{MappedText, Span, TextRange};

use super::inline::{Run, bullet};
use super::tag::Tag;
use super::tree::NodeId;
use super::writer::{Next, Writer};

impl Writer<'_, '_> {
    /// Adds the text node `id` to the run.
    pub(super) fn text(&mut self, id: NodeId) {
        let span = self.tree.span(id);
        let raw = span.of(self.source);
        let start = self.run.text.len();
        self.entities.append(&mut self.run.text, raw, span.start);
        if self.run.text.len() > start {
            if span.start < self.bold_until {
                self.run.embolden(start);
            }
            let grown = self
                .run
                .text
                .span_of(TextRange::new(start, self.run.text.len()));
            self.cover(grown);
        }
    }

    /// Extends the run's place in the source, short of what other blocks take up.
    pub(super) fn cover(&mut self, span: Span) {
        let span = Span::new(span.start.max(self.floor), span.end);
        self.run.span = Some(self.run.span.map_or(span, |before| before.cover(span)));
    }

    /// One line break is a space, two end the paragraph.
    pub(super) fn line_break(&mut self, span: Span) {
        let run = &mut self.run;
        if run.text.is_empty() {
            return;
        }
        let len = run.text.as_str().trim_end().len();
        let again = run.breaks.last().is_some_and(|last| *last >= len);
        if again && !self.joined {
            self.flush(None);
            self.floor = self.floor.max(span.end);
            return;
        }
        run.text.push_space(span);
        run.breaks.push(run.text.len());
    }

    pub(super) fn end_link(&mut self) {
        if let Some(link) = self.link {
            self.run.end_link(self.link_start, link);
        }
    }

    /// Writes the run, which takes up `span` where that is known.
    pub(super) fn flush(&mut self, span: Option<Span>) {
        if self.joined {
            return;
        }
        self.end_link();
        self.link_start = 0;
        let mut run = std::mem::take(&mut self.run);
        run.text.trim_end();
        if run.text.is_empty() {
            return;
        }
        let len = run.text.len();
        run.breaks.retain(|at| *at < len);
        for range in &mut run.bold {
            range.end = range.end.min(len);
        }
        let span = span.or(run.span).unwrap_or_else(|| run.text.span());
        if run.breaks.is_empty() {
            return self.write_text(run, span);
        }
        self.write_lines(&run, span);
    }

    /// Writes a run of several lines; two or more in a row that start with a bullet are a list.
    fn write_lines(&mut self, run: &Run, span: Span) {
        let lines = run.lines();
        let bulleted: Vec<Option<usize>> = lines
            .iter()
            .map(|line| bullet(line.of(run.text.as_str())))
            .collect();
        let is_list = bulleted
            .windows(2)
            .any(|pair| pair.iter().all(Option::is_some));
        if !is_list {
            return self.write_text(run.clone(), span);
        }
        let mut rest = lines.iter().zip(&bulleted).peekable();
        while let Some((line, bullet)) = rest.next() {
            if bullet.is_some() {
                let mut items = vec![(*line, *bullet)];
                while let Some((line, bullet)) = rest.next_if(|(_, bullet)| bullet.is_some()) {
                    items.push((*line, *bullet));
                }
                self.write_typed_list(run, &items);
            } else {
                let mut range = *line;
                while let Some((line, _)) = rest.next_if(|(_, bullet)| bullet.is_none()) {
                    range = range.cover(*line);
                }
                let part = run.slice(range);
                let span = part.text.span();
                self.write_text(part, span);
            }
        }
    }

    fn write_typed_list(&mut self, run: &Run, items: &[(TextRange, Option<usize>)]) {
        let whole = items
            .iter()
            .map(|(line, _)| *line)
            .reduce(TextRange::cover)
            .unwrap_or_default();
        self.open(BlockKind::List { ordered: false }, run.text.span_of(whole));
        for (line, bullet) in items {
            let mark = TextRange::new(line.start, line.start + bullet.unwrap_or(0));
            let mark = TextRange::new(
                mark.start,
                mark.start + mark.of(run.text.as_str()).trim_end().len(),
            );
            let part = run.slice(TextRange::new(line.start + bullet.unwrap_or(0), line.end));
            let item = self.open(BlockKind::Item, run.text.span_of(*line));
            if let Some(block) = self.builder.block_mut(item) {
                block.marker = Some(run.text.span_of(mark));
            }
            self.holder = Some(item);
            let span = part.text.span();
            self.write_text(part, span);
            self.close();
        }
        self.close();
    }

    /// Preformatted text is code, unless it is the bulk of the policy: then it is a policy in plain text.
    pub(super) fn pre(&mut self, id: NodeId) {
        self.flush(None);
        let texts = self.texts_below(id);
        if self.content.of(id).text * 2 > self.content.len {
            for span in texts {
                self.plain_lines(span);
            }
            return self.flush(None);
        }
        let mut text = MappedText::default();
        for span in texts {
            self.entities
                .append_verbatim(&mut text, span.of(self.source), span.start);
        }
        text.trim_end();
        if text.is_empty() {
            return;
        }
        self.settle(Next::Text);
        self.holder = None;
        let run = Run {
            text,
            ..Run::default()
        };
        self.leaf(BlockKind::Code, run, self.tree.span(id));
    }

    fn texts_below(&self, id: NodeId) -> Vec<Span> {
        let span = self.tree.span(id);
        self.tree
            .ids_from(id)
            .take_while(|id| span.contains(self.tree.span(*id)))
            .filter(|id| self.tree.tag(*id) == Tag::Text && !self.content.is_silent(*id))
            .map(|id| self.tree.span(id))
            .collect()
    }

    /// Lines of plain text: an empty one ends a paragraph.
    fn plain_lines(&mut self, span: Span) {
        let mut at = span.start;
        for line in span.of(self.source).split_inclusive('\n') {
            if line.trim().is_empty() {
                self.flush(None);
            } else {
                let start = self.run.text.len();
                self.entities.append(&mut self.run.text, line, at);
                let end = self.run.text.len();
                if end > start {
                    self.cover(self.run.text.span_of(TextRange::new(start, end)));
                    self.run.breaks.push(end);
                }
            }
            at += line.len();
        }
    }
}
