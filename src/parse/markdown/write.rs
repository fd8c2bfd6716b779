//! The drafts, told to the document builder.

use crate::document::{BlockId, BlockKind, DocumentBuilder, Link};

use super::draft::{Composed, Draft};
use super::inline::InlineLink;

/// Writes all that was read.
pub(super) fn write(builder: &mut DocumentBuilder<'_>, composed: Composed) {
    if let Some(language) = &composed.language {
        builder.declare_language(language);
    }
    for block in composed.blocks {
        write_block(builder, block, true);
    }
    for (span, text) in &composed.comments {
        builder.comment(text, *span);
    }
    for field in composed.fields {
        builder.field(field);
    }
    for anchor in &composed.anchors {
        builder.anchor(anchor);
    }
    builder.anchor_headings();
}

fn write_block(builder: &mut DocumentBuilder<'_>, draft: Draft, outermost: bool) {
    let Draft {
        kind,
        span,
        content,
        marker,
        number,
        run_in,
        unmarked,
        children,
    } = draft;
    let links = content.links;
    let id = match kind {
        BlockKind::Heading { level } => {
            let id = builder.heading(level, content.text, span);
            if unmarked && outermost {
                builder.unmarked(id);
            }
            if let Some(number) = number.filter(|_| outermost) {
                builder.number_section(id, &number);
            }
            id
        }
        kind if children.is_empty() && !is_container(kind) => {
            builder.leaf(kind, content.text, span)
        }
        kind => {
            let id = builder.open(kind, span);
            if let Some(block) = builder.block_mut(id) {
                block.text = content.text;
            }
            for child in children {
                write_block(builder, child, false);
            }
            builder.close();
            id
        }
    };
    if let Some(block) = builder.block_mut(id) {
        block.marker = marker;
        block.run_in = run_in;
    }
    write_links(builder, id, links);
}

const fn is_container(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::List { .. } | BlockKind::Table | BlockKind::Row | BlockKind::Quote
    )
}

fn write_links(builder: &mut DocumentBuilder<'_>, block: BlockId, links: Vec<InlineLink>) {
    for link in links {
        builder.link(Link {
            block,
            range: link.range,
            span: link.span,
            target: link.target,
            control: false,
        });
    }
}
