//! Variants of a service that a text treats one by one, by the role of who runs it: the one that is left without a role.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind, Document, Role, SectionId};
use crate::evidence;
use crate::text::{TextRange, fold};

use super::Case;
use super::predicate::Flaw;
use super::subject::{Instance, Node, words};

/// The fewest letters at their ends that make two words variants of one.
const COMMON: usize = 5;

/// The most words of such a name.
const MOST: usize = 5;

/// A part of the text under a name.
struct Variant<'d> {
    block: &'d Block,
    name: TextRange,
    /// The last word of the name, folded: what it is a variant of.
    last: String,
    roles: Vec<Role>,
}

/// The parts without a role among others of the same last word, of which one speaks as a controller and one as a processor.
pub(super) fn roleless(case: Case<'_>) -> Vec<Instance> {
    let mut found = Vec::new();
    for group in groups(case) {
        for variant in group.iter().filter(|variant| variant.roles.is_empty()) {
            let kin = |other: &&Variant<'_>| {
                other.block.id != variant.block.id && shares(&other.last, &variant.last)
            };
            let Some((controller, processor)) = opposed(&group, kin) else {
                continue;
            };
            let name = |variant: &Variant<'_>| {
                variant
                    .name
                    .of(variant.block.text.as_str())
                    .trim()
                    .to_owned()
            };
            let flaw = Flaw {
                limit: name(controller),
                meant: name(processor),
                ..Flaw::of(&name(variant))
            };
            let instance = words(case.document, variant.block.id, variant.name, None);
            found.extend(instance.map(|instance| Instance {
                node: Node::Flawed(flaw),
                ..instance
            }));
        }
    }
    found.sort_by_key(|instance| instance.span);
    found
}

/// Two of `group`, kin to one another, of which one is the controller's and the other the processor's.
fn opposed<'v, 'd>(
    group: &'v [Variant<'d>],
    kin: impl Fn(&&Variant<'d>) -> bool,
) -> Option<(&'v Variant<'d>, &'v Variant<'d>)> {
    let of = |role: Role| {
        group
            .iter()
            .filter(&kin)
            .filter(move |one| one.roles.contains(&role))
    };
    of(Role::Processor).find_map(|processor| {
        let other = of(Role::Controller).find(|controller| {
            controller.block.id != processor.block.id && controller.roles != processor.roles
        });
        Some((other?, processor))
    })
}

/// The parts that stand beside each other: sections, and items or paragraphs with a name of their own.
fn groups(case: Case<'_>) -> Vec<Vec<Variant<'_>>> {
    let document = case.document;
    let said = said(case);
    let mut groups: FxHashMap<(bool, usize, u8), Vec<Variant<'_>>> = FxHashMap::default();
    for block in document.blocks() {
        let (key, name, roles) = match (block.kind, block.run_in) {
            (BlockKind::Heading { .. }, _) => {
                let Some(section) = document.section(block.section) else {
                    continue;
                };
                let around = section.parent.map_or(0, SectionId::index);
                let name = TextRange::new(0, block.text.len());
                (
                    (true, around, section.level),
                    name,
                    roles_within(document, &said, section.id),
                )
            }
            (BlockKind::Paragraph | BlockKind::Item, Some(name)) => {
                let around = block.parent.map_or(block.section.index(), BlockId::index);
                let roles = said.get(&block.id).cloned().unwrap_or_default();
                (
                    (false, around, u8::from(block.parent.is_some())),
                    name,
                    roles,
                )
            }
            _ => continue,
        };
        let folded = fold(name.of(block.text.as_str())).into_owned();
        let last = folded
            .split(|c: char| !c.is_alphanumeric())
            .rfind(|word| !word.is_empty());
        let last = last.unwrap_or_default().to_owned();
        if folded.split_whitespace().count() > MOST {
            continue;
        }
        groups.entry(key).or_default().push(Variant {
            block,
            name,
            last,
            roles,
        });
    }
    groups
        .into_values()
        .filter(|group| group.len() >= 3)
        .collect()
}

/// The roles that each block states, each once.
fn said(case: Case<'_>) -> FxHashMap<BlockId, Vec<Role>> {
    let mut said: FxHashMap<BlockId, Vec<Role>> = FxHashMap::default();
    for (block, role) in evidence::stated_roles(case.lexicon.concepts(), case.evidence) {
        let roles = said.entry(block).or_default();
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    said
}

fn roles_within(
    document: &Document,
    said: &FxHashMap<BlockId, Vec<Role>>,
    section: SectionId,
) -> Vec<Role> {
    let within = document.blocks().iter().filter(|block| {
        let mut around = document.section_chain(block.section);
        around.any(|around| around.id == section)
    });
    let said = within.filter_map(|block| said.get(&block.id));
    let mut roles: Vec<Role> = said.flatten().copied().collect();
    roles.sort_unstable_by_key(|role| *role as u8);
    roles.dedup();
    roles
}

/// Whether two names end in the same word, or in words with the same end (“gastaccounts”).
fn shares(a: &str, b: &str) -> bool {
    let common = a.chars().rev().zip(b.chars().rev());
    let common = common.take_while(|(a, b)| a == b).count();
    common >= COMMON || (a == b && !a.is_empty())
}
