//! Damage to the text of blocks: repaired before sentences are cut, so that terms are matched against the words that were
//! meant, while their spans stay in the source.

use rustc_hash::FxHashMap;

use crate::text::{DamageKind, MappedText, Repair, Survey, TextRange, repairs};

use super::{BlockId, BlockKind, Document};

/// A damaged stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The block that holds it.
    pub block: BlockId,
    /// Where it stands in the text of the block, repaired where it could be.
    pub range: TextRange,
    /// What happened to it.
    pub kind: DamageKind,
}

/// Repairs the texts of `document` and records what was damaged.
pub(super) fn repair(document: &mut Document) {
    let readable = |kind: BlockKind| kind != BlockKind::Code;
    let mut known = Survey::default();
    for block in &document.blocks {
        if readable(block.kind) {
            known.add(block.text.as_str());
        }
    }
    let mut moves: FxHashMap<BlockId, Vec<Move>> = FxHashMap::default();
    for block in &mut document.blocks {
        if !readable(block.kind) {
            continue;
        }
        let found = repairs(block.text.as_str(), known);
        if found.is_empty() {
            continue;
        }
        let (text, moved) = rebuilt(&block.text, &found);
        block.text = text;
        block.run_in = block.run_in.map(|range| moved_range(&moved, range));
        document
            .damages
            .extend(moved.iter().zip(&found).map(|(own, repair)| Damage {
                block: block.id,
                range: own.to,
                kind: repair.kind,
            }));
        moves.insert(block.id, moved);
    }
    for link in &mut document.links {
        if let Some(moved) = moves.get(&link.block) {
            link.range = moved_range(moved, link.range);
        }
    }
}

/// Where a damaged stretch stood, and where it stands now.
#[derive(Clone, Copy, Debug)]
struct Move {
    from: TextRange,
    to: TextRange,
}

/// `text` with what can be repaired as atoms.
fn rebuilt(text: &MappedText, found: &[Repair]) -> (MappedText, Vec<Move>) {
    let mut whole = MappedText::default();
    let mut moved = Vec::with_capacity(found.len());
    let mut at = 0;
    for repair in found {
        whole.append(&text.slice(TextRange::new(at, repair.range.start)));
        let start = whole.len();
        match &repair.text {
            Some(meant) => whole.push_atom(meant, text.span_of(repair.range)),
            None => whole.append(&text.slice(repair.range)),
        }
        moved.push(Move {
            from: repair.range,
            to: TextRange::new(start, whole.len()),
        });
        at = repair.range.end;
    }
    whole.append(&text.slice(TextRange::new(at, text.len())));
    (whole, moved)
}

/// Where `range` stands now; it widens to the whole of a repaired stretch that it touched a part of.
fn moved_range(moved: &[Move], range: TextRange) -> TextRange {
    let start = place(moved, range.start, |own| own.to.start);
    if range.is_empty() {
        return TextRange::at(start);
    }
    TextRange::new(start, place(moved, range.end, |own| own.to.end))
}

/// Where offset `at` stands now; `inside` says which end of a stretch stands for what lies inside it.
fn place(moved: &[Move], at: usize, inside: impl Fn(&Move) -> usize) -> usize {
    let next = moved.partition_point(|own| own.from.start < at);
    match next.checked_sub(1).and_then(|last| moved.get(last)) {
        None => at,
        Some(own) if at < own.from.end => inside(own),
        Some(own) => own.to.end + (at - own.from.end),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{DocumentBuilder, Link};
    use crate::text::{Segmenter, Span};

    fn document(source: &str, link: TextRange) -> Document {
        let mut builder = DocumentBuilder::new(source);
        let id = builder.leaf(
            BlockKind::Paragraph,
            MappedText::identity(source, 0),
            Span::new(0, source.len()),
        );
        builder.link(Link {
            block: id,
            range: link,
            span: Span::new(link.start, link.end),
            target: String::new(),
            control: false,
        });
        builder.finish(&Segmenter::default())
    }

    #[test]
    fn words_are_repaired_and_spans_stay_in_the_source() {
        let source = "Zie onze fotoâ€™s in BelgiÃ« hier.";
        let at = source.find("hier").unwrap();
        let document = document(source, TextRange::new(at, at + 4));
        let block = &document.blocks()[0];
        assert_eq!(block.text.as_str(), "Zie onze foto’s in België hier.");
        assert_eq!(document.links()[0].range.of(block.text.as_str()), "hier");
        let word = block.text.as_str().find("België").unwrap();
        let span = block
            .text
            .span_of(TextRange::new(word, word + "België".len()));
        assert_eq!(span.of(source), "BelgiÃ«");
        assert_eq!(document.damages().len(), 2);
    }

    proptest! {
        #[test]
        fn what_is_linked_stays_linked(before in "[a-z ]{0,5}(Ã«|鈥檚|毛n|â€œ)?[a-z ]{0,5}", linked in "[a-z]{1,4}(Ã«[a-z]|foto鈥檚)?", after in "( [a-z]鈥檚| Ã©)?") {
            let source = format!("{before}{linked}{after}");
            let document = document(&source, TextRange::new(before.len(), before.len() + linked.len()));
            let block = &document.blocks()[0];
            let range = document.links()[0].range;
            prop_assert!(block.text.as_str().get(range.start..range.end).is_some());
            let span = block.text.span_of(range);
            prop_assert!(span.contains(Span::new(before.len(), before.len() + linked.len())), "{span:?}");
            prop_assert_eq!(block.text.span(), Span::new(0, source.len()));
        }
    }
}
