//! L3: typed entities, the values that a policy states: durations, dates, addresses, countries, citations and the like.
//!
//! [`EntityTables`] are compiled from the files of `rules/entities/`: every name, unit and month of every language is data.
//! [`EntityTables::recognise`] cuts a text into words, looks them up once, and lets each recogniser read the outcome;
//! its cost is linear in the text. Ranges are bytes of the text given, so what they cover is what the reader sees.

mod address;
mod age;
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
mod vendor;
mod web;

#[cfg(test)]
mod tests;

pub use tables::{ConsentAge, CountryStatus, EntityTables};
pub use value::{Entity, EntityKind, Former, Unit, Value};
pub use vendor::{Company, Service, Use, Vendor};

use phrase::Known;
use scan::Scan;

use crate::text::{TextRange, Vocabulary, Words, tokens};

/// Reads the texts of one document: what the tables know of a word is looked up once.
#[derive(Debug)]
pub struct Recogniser<'t> {
    tables: &'t EntityTables,
    known: Vec<Option<Known>>,
}

impl<'t> Recogniser<'t> {
    /// A recogniser for one document, which knows what `tables` do.
    pub fn new(tables: &'t EntityTables) -> Self {
        Self {
            tables,
            known: Vec::new(),
        }
    }

    /// The entities of a text in `language` with these words, numbered by one vocabulary for the whole document. They are
    /// ordered by where they begin; those of different kinds may overlap, those of one kind do not.
    pub fn read(&mut self, words: Words<'_>, language: &str) -> Vec<Entity> {
        let numbers = words.numbers.iter().enumerate();
        let known: Vec<Known> = numbers
            .map(|(at, number)| self.known(words.of(at), *number))
            .collect();
        self.tables.recognise_words(words, &known, language)
    }

    fn known(&mut self, word: &str, number: u32) -> Known {
        let at = number as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        let look_up = || self.tables.phrases.known(word);
        match self.known.get_mut(at) {
            Some(slot) => *slot.get_or_insert_with(look_up),
            None => look_up(),
        }
    }
}

impl EntityTables {
    /// What is wrong with the target of a link that means to be a web address, in plain words.
    pub fn link_problem(&self, target: &str) -> Option<String> {
        web::link_problem(self, target)
    }

    /// The entities of `text` alone, which is in `language`; see [`Recogniser::read`].
    pub fn recognise(&self, text: &str, language: &str) -> Vec<Entity> {
        let tokens = tokens(text, TextRange::new(0, text.len()));
        let numbers = Vocabulary::default().learn(text, &tokens);
        let words = Words {
            text,
            tokens: &tokens,
            numbers: &numbers,
        };
        Recogniser::new(self).read(words, language)
    }

    fn recognise_words(&self, words: Words<'_>, known: &[Known], language: &str) -> Vec<Entity> {
        let text = words.text;
        let native = self.native(language);
        let scan = Scan::new(words, known, &self.phrases, native, self.international);
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
        // A name in an address is none: addresses come first.
        vendor::recognise(self, &scan, &mut found);
        found.sort_by_key(|entity| (entity.range.start, entity.range.end, entity.value.kind()));
        found
    }
}
