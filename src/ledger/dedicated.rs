//! Links by name: sections about one field, and statements about everything.

use rustc_hash::FxHashSet;

use crate::document::SectionId;
use crate::evidence::Mention;

use super::index::{Index, Topic};
use super::link::statement;
use super::name::Stems;
use super::{Entry, FieldKind, Via};

/// Links what sections of their own say of each field, and what is said of everything.
pub(super) fn link(index: &Index<'_>, source: &str, entries: &mut [Entry]) {
    if entries.is_empty() {
        return;
    }
    let stems = Stems::new(index.document);
    let names: Vec<FxHashSet<String>> = entries
        .iter()
        .map(|entry| stems.of_entry(entry, source))
        .collect();
    for kind in FieldKind::ALL {
        for (section, over) in dedicated(index, kind) {
            let found = said_in(index, section, kind)
                .map(|mention| (mention, stems.around(index.document, mention)))
                .collect();
            apply(index, entries, &names, &Said { kind, over, found });
        }
        universal(index, entries, kind);
    }
}

/// What a section about one field says.
struct Said<'a> {
    kind: FieldKind,
    /// The section that it speaks for.
    over: SectionId,
    /// Each statement with the words around it.
    found: Vec<(&'a Mention, FxHashSet<String>)>,
}

/// Gives each entry below `over` that states nothing itself what names it, else what names no entry.
fn apply(index: &Index<'_>, entries: &mut [Entry], names: &[FxHashSet<String>], said: &Said<'_>) {
    let Said { kind, over, found } = said;
    let (kind, over) = (*kind, *over);
    if found.is_empty() {
        return;
    }
    let general: Vec<&Mention> = found
        .iter()
        .filter(|(_, around)| names.iter().all(|name| name.is_disjoint(around)))
        .map(|(mention, _)| *mention)
        .collect();
    for (entry, name) in entries.iter_mut().zip(names) {
        let below = index
            .document
            .section_chain(entry.section)
            .any(|section| section.id == over);
        let stated = entry
            .field(kind)
            .statements
            .iter()
            .any(|known| known.via <= Via::Section);
        if !below || stated {
            continue;
        }
        let naming: Vec<&Mention> = found
            .iter()
            .filter(|(_, around)| !name.is_disjoint(around))
            .map(|(mention, _)| *mention)
            .collect();
        let (chosen, via) = if naming.is_empty() {
            (&general, Via::Dedicated)
        } else {
            (&naming, Via::Named)
        }; // A list of all data or all recipients says nothing of one purpose.
        let listed =
            via == Via::Dedicated && matches!(kind, FieldKind::Data | FieldKind::Recipients);
        if listed || chosen.is_empty() {
            if let Some(field) = entry.fields.get_mut(super::index_of(kind)) {
                field.elsewhere = true;
            }
            continue;
        }
        for mention in chosen {
            entry.add(kind, statement(mention, via));
        }
    }
}

/// The outermost sections about `kind` alone, each with the section that it speaks for: the one around it.
fn dedicated(index: &Index<'_>, kind: FieldKind) -> Vec<(SectionId, SectionId)> {
    let about = |id: SectionId| {
        index
            .document
            .section(id)
            .and_then(|section| section.heading)
            .filter(|heading| index.document.title() != Some(*heading))
            .is_some_and(|heading| {
                let topics = index.topics_of(heading);
                topics.contains(&Topic::Field(kind)) && !topics.contains(&Topic::Purposes)
            })
    };
    let sections = index.document.sections().iter();
    sections
        .filter(|section| about(section.id))
        .filter_map(|section| {
            let parent = section.parent?;
            let inner = index
                .document
                .section_chain(parent)
                .any(|outer| about(outer.id));
            (!inner).then_some((section.id, parent))
        })
        .collect()
}

/// What `section` and those below it say of `kind`.
fn said_in<'a>(
    index: &Index<'a>,
    section: SectionId,
    kind: FieldKind,
) -> impl Iterator<Item = &'a Mention> {
    let document = index.document;
    let below = move |id: SectionId| document.section_chain(id).any(|outer| outer.id == section);
    document
        .blocks()
        .iter()
        .filter(move |block| below(block.section))
        .flat_map(|block| index.fields_in(block.id).to_vec())
        .filter(move |(other, _)| *other == kind)
        .map(|(_, mention)| mention)
}

/// What is said of everything holds for every entry that states nothing else. Beside an entry, “everything” is what stands there.
fn universal(index: &Index<'_>, entries: &mut [Entry], kind: FieldKind) {
    let beside = |mention: &Mention| {
        let mut own = entries.iter().filter(|entry| !entry.aside);
        own.any(|entry| entry.section == mention.section)
    };
    let held = |mention: &Mention| {
        let mut all = entries.iter();
        all.any(|entry| entry.blocks.contains(&mention.block))
    };
    let found: Vec<&Mention> = index
        .document
        .blocks()
        .iter()
        .flat_map(|block| index.fields_in(block.id).to_vec())
        .filter(|(other, mention)| {
            // How long data are kept is often said once for all of them, in a section on something else.
            let of_all = mention.universal || kind == FieldKind::Retention;
            let of_all = of_all || index.is_about(mention, kind);
            let titled = index.is_titled(mention.block, kind) && !held(mention);
            *other == kind && (titled || (of_all && !beside(mention)))
        })
        .map(|(_, mention)| mention)
        .collect();
    for entry in entries {
        let field = entry.field(kind);
        if field.statements.is_empty() && !field.elsewhere && !entry.aside {
            for mention in &found {
                entry.add(kind, statement(mention, Via::Universal));
            }
        }
    }
}
