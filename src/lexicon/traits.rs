//! What terms may ask of an entity beyond its kind: how a country stands, what a vendor is and what its services are for.

use std::str::FromStr;

use crate::entity::EntityKind;

/// The words for them, each with the kind of entity that has it.
const WORDS: [(EntityKind, &str); 22] = [
    (EntityKind::Country, "third"),
    (EntityKind::Country, "adequate"),
    (EntityKind::Country, "inadequate"),
    (EntityKind::Vendor, "used"),
    (EntityKind::Vendor, "outside"),
    (EntityKind::Vendor, "inside"),
    (EntityKind::Vendor, "ended"),
    (EntityKind::Vendor, "former"),
    (EntityKind::Vendor, "parent"),
    (EntityKind::Vendor, "analytics"),
    (EntityKind::Vendor, "advertising"),
    (EntityKind::Vendor, "social"),
    (EntityKind::Vendor, "mail"),
    (EntityKind::Vendor, "hosting"),
    (EntityKind::Vendor, "payment"),
    (EntityKind::Vendor, "support"),
    (EntityKind::Vendor, "security"),
    (EntityKind::Vendor, "content"),
    (EntityKind::Vendor, "forms"),
    (EntityKind::Vendor, "office"),
    (EntityKind::Vendor, "sales"),
    (EntityKind::Vendor, "testing"),
];

/// What is known of an entity as of the day of the check, or what is asked of one: one bit for each word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits(u32);

impl Traits {
    /// The trait that `word` names; none where it names nothing.
    pub fn of(word: &str) -> Self {
        word.parse().unwrap_or_default()
    }

    /// These and `other`.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there are none.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether all that is `asked` is among them.
    pub const fn hold(self, asked: Self) -> bool {
        self.0 & asked.0 == asked.0
    }

    /// What is wrong with asking for `word` of an entity of this kind.
    pub(super) fn check(kind: EntityKind, word: &str) -> Result<(), String> {
        if WORDS.contains(&(kind, word)) {
            return Ok(());
        }
        let known: Vec<&str> = WORDS
            .iter()
            .filter(|(of, _)| *of == kind)
            .map(|(_, word)| *word)
            .collect();
        Err(match known.as_slice() {
            [] => format!("`{kind}` has no restrictions: `{word}`"),
            _ => format!(
                "unknown restriction `{word}`: expected one of {}",
                known.join(", ")
            ),
        })
    }
}

impl FromStr for Traits {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let at = WORDS.iter().position(|(_, known)| *known == word);
        let at = at.ok_or_else(|| format!("unknown restriction `{word}`"))?;
        Ok(Self(1 << at))
    }
}

#[cfg(test)]
mod tests {
    use super::Traits;
    use crate::entity::EntityKind;

    #[test]
    fn what_is_asked_must_all_be_there() {
        let own = Traits::of("third").and(Traits::of("adequate"));
        assert!(own.hold(Traits::of("third")));
        assert!(!own.hold(Traits::of("inadequate")));
        assert!(!Traits::default().hold(Traits::of("third")));
    }

    #[test]
    fn a_restriction_is_of_its_own_kind() {
        assert!(Traits::check(EntityKind::Vendor, "outside").is_ok());
        assert!(Traits::check(EntityKind::Country, "outside").is_err());
        assert!(Traits::check(EntityKind::Email, "third").is_err());
    }
}
