//! Supervisory authorities, by name or abbreviation.

use super::EntityTables;
use super::meaning::{AUTHORITY, Role, What};
use super::scan::Scan;
use super::value::{Entity, Value};
use crate::text::TextRange;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let mut free = 0;
    // The authority read last, and its last word.
    let mut before = None;
    for at in scan.beginning(AUTHORITY) {
        let Some((last, authority)) = read(scan, at, before).filter(|_| at >= free) else {
            continue;
        };
        if let Some(known) = tables.authorities.get(authority) {
            found.push(Entity {
                range: TextRange::new(scan.start(at), scan.end(last)),
                value: Value::Authority {
                    id: known.id.clone(),
                    former: known.former.clone(),
                },
            });
        }
        before = Some((last, authority));
        free = last + 1;
    }
}

fn read(scan: &Scan<'_>, at: usize, before: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let hits = scan.hits(at).iter().rev();
    for hit in hits {
        match hit.what {
            What::Authority(authority) => return Some((hit.last, authority)),
            What::WeakAuthority(authority) if supported(scan, at, before, authority) => {
                return Some((hit.last, authority));
            }
            _ => {}
        }
    }
    None
}

/// Whether an abbreviation that means other things too stands after its full name or after a determiner.
fn supported(scan: &Scan<'_>, at: usize, before: Option<(usize, usize)>, authority: usize) -> bool {
    let Some(previous) = at.checked_sub(1) else {
        return false;
    };
    let gap = scan.before(at).trim();
    let after_name = before == Some((previous, authority))
        && gap.len() <= 8
        && gap.starts_with(['(', '[', '/', ',', '-', '–', '"', '“']);
    let after_determiner = gap.is_empty() && scan.is(previous, Role::Determiner);
    after_name || after_determiner
}
