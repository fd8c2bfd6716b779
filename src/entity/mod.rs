//! L3: typed entities, the values that a policy states: durations, dates, addresses, countries, citations and the like.
//!
//! [`EntityTables`] are compiled from the files of `rules/entities/`: every name, unit and month of every language is data.
//! [`EntityTables::recognise`] cuts a text into words, looks them up once, and lets each recogniser read the outcome;
//! its cost is linear in the text. Ranges are bytes of the text given, so what they cover is what the reader sees.

mod address;
mod authority;
mod citation;
mod compile;
mod country;
mod date;
mod domain;
mod duration;
mod email;
mod file;
mod locality;
mod meaning;
mod organisation;
mod phone;
mod phrase;
mod provision;
mod scan;
mod tables;
mod url;
mod value;
mod web;

#[cfg(test)]
mod tests;

pub use tables::{CountryStatus, EntityTables};
pub use value::{Entity, EntityKind, Unit, Value};

use scan::Scan;

impl EntityTables {
    /// What is wrong with the target of a link that means to be a web address, in plain words.
    pub fn link_problem(&self, target: &str) -> Option<String> {
        web::link_problem(self, target)
    }

    /// The entities of `text`, which is in `language`, ordered by where they begin. Entities of different kinds may
    /// overlap, those of one kind do not.
    pub fn recognise(&self, text: &str, language: &str) -> Vec<Entity> {
        let native = self.native(language);
        let scan = Scan::new(text, &self.phrases, native, self.international);
        let mut found = Vec::new();
        date::recognise(&scan, &mut found);
        // Digits that are a date are no telephone number: dates come first.
        phone::recognise(self, &scan, &mut found);
        duration::recognise(&scan, &mut found);
        email::recognise(self, &scan, &mut found);
        // A host that belongs to an e-mail address is no web address: addresses come first.
        url::recognise(self, text, &mut found);
        country::recognise(self, &scan, &mut found);
        organisation::recognise(self, &scan, &mut found);
        citation::recognise(self, &scan, &mut found);
        authority::recognise(self, &scan, &mut found);
        address::recognise(self, &scan, &mut found);
        found.sort_by_key(|entity| (entity.range.start, entity.range.end, entity.value.kind()));
        found
    }
}
