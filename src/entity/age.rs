//! From which age children decide for themselves, by country and day, and which country an address or an authority is of.

use jiff::civil::Date;

use super::EntityTables;
use super::compile::error;
use super::file::AgesFile;
use super::meaning::What;
use super::tables::ConsentAge;
use crate::diagnostic::Diagnostic;

impl EntityTables {
    pub(super) fn add_ages(&mut self, file: AgesFile) -> Result<(), Box<Diagnostic>> {
        for row in file.ages {
            let code = row.code.value;
            let overlaps = |known: &ConsentAge| {
                known.code == code
                    && known.until.is_none_or(|until| row.from <= until)
                    && row.until.is_none_or(|until| known.from <= until)
            };
            if self.ages.iter().any(overlaps) {
                let message = format!("`{code}` has two ages on one day");
                return Err(error(row.code.span, &message).into());
            }
            if row.until.is_some_and(|until| until < row.from) {
                let message = format!("the age of `{code}` ends before it begins");
                return Err(error(row.code.span, &message).into());
            }
            self.ages.push(ConsentAge {
                code,
                name: row.name,
                age: row.age,
                from: row.from,
                until: row.until,
                source: row.source,
                checked: row.checked,
            });
        }
        Ok(())
    }

    /// Every country's age on the day `today`, in the order of the table.
    pub fn ages(&self, today: Date) -> impl Iterator<Item = &ConsentAge> {
        self.ages
            .iter()
            .filter(move |row| row.from <= today && row.until.is_none_or(|until| today <= until))
    }

    /// The age in the country with ISO 3166-1 alpha-2 code `code` on the day `today`, where it is known.
    pub fn consent_age(&self, code: &str, today: Date) -> Option<&ConsentAge> {
        self.ages(today).find(|row| row.code == code)
    }

    /// Whether a country of the table has this code.
    pub fn knows_country(&self, code: &str) -> bool {
        self.countries.iter().any(|known| known == code)
    }

    /// The code of the country that the authority with this id is of.
    pub fn authority_country(&self, id: &str) -> Option<&str> {
        let known = self.authorities.iter().find(|known| known.id == id)?;
        Some(&known.country)
    }

    /// The code of the country that the postcode in `address` shows, where only one has such postcodes.
    pub fn postcode_country(&self, address: &str) -> Option<&str> {
        let mut before = None;
        address.char_indices().find_map(|(at, c)| {
            let inside = before.is_some_and(char::is_alphanumeric);
            before = Some(c);
            let rest = address.get(at..).filter(|_| !inside)?;
            let shape = self
                .postcodes
                .iter()
                .find(|shape| shape.country.is_some() && shape.matched(rest).is_some())?;
            shape.country.as_deref()
        })
    }

    /// The whole number that `word` is, in digits or as a number word of any language.
    pub fn whole_number(&self, word: &str) -> Option<u32> {
        if let Ok(number) = word.parse() {
            return Some(number);
        }
        let node = self.phrases.known(word).node;
        self.phrases.meanings(node).iter().find_map(|meaning| {
            let What::Number(hundredths) = meaning.what else {
                return None;
            };
            (hundredths % 100 == 0).then_some(hundredths / 100)
        })
    }
}
