//! From the files of `rules/entities/` to the tables.

use std::collections::BTreeMap;

use super::file::{
    Act, ActsFile, AuthoritiesFile, CountriesFile, Form, FormsFile, LanguageFile, ShapesFile,
    WordLists,
};
use super::meaning::{Case, EVERY_LANGUAGE, Languages, Meaning, Role, What};
use super::tables::{AuthorityEntry, DialPlan, EntityTables, PostcodeShape, Standing};
use super::value::{Former, Unit};
use crate::diagnostic::{Diagnostic, Label};
use crate::text::{Span, fold};
use crate::yaml::{Located, parse};

/// The id under which a broken table is reported.
const RULE: &str = "meta/entity-table";

/// The most languages that a mask can hold, one bit being kept free.
const MOST_LANGUAGES: usize = 63;

impl EntityTables {
    /// Tables from `files`: the path and text of every YAML file under `rules/entities/`. What a file holds is told by its
    /// name: `countries`, `ages`, `authorities`, `vendors`, `acts`, `legal-forms`, `shapes`; any other name is a language.
    pub fn compile(files: &[(&str, &str)]) -> Result<Self, Vec<(String, Diagnostic)>> {
        let mut tables = Self::new();
        let mut wrong = Vec::new();
        for (path, text) in files {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let stem = name.split('.').next().unwrap_or(name);
            let outcome = match stem {
                "countries" => parse(text, RULE).and_then(|file| tables.add_countries(file)),
                "ages" => parse(text, RULE).and_then(|file| tables.add_ages(file)),
                "authorities" => parse(text, RULE).map(|file| tables.add_authorities(file)),
                "vendors" => parse(text, RULE).and_then(|file| tables.add_vendors(file)),
                "acts" => parse(text, RULE).map(|file| tables.add_acts(file)),
                "legal-forms" => parse(text, RULE).map(|file| tables.add_forms(&file)),
                "shapes" => parse(text, RULE).and_then(|file| tables.add_shapes(file)),
                _ => parse(text, RULE).and_then(|file| tables.add_language(&file)),
            };
            if let Err(diagnostic) = outcome {
                wrong.push(((*path).to_owned(), *diagnostic));
            }
        }
        if wrong.is_empty() {
            Ok(tables)
        } else {
            Err(wrong)
        }
    }

    /// The mask of one language, which is given a bit when it is first met.
    fn language(&mut self, code: &str) -> Languages {
        let at = self
            .languages
            .iter()
            .position(|known| known == code)
            .unwrap_or_else(|| {
                if self.languages.len() < MOST_LANGUAGES {
                    self.languages.push(code.to_owned());
                    self.languages.len() - 1
                } else {
                    MOST_LANGUAGES
                }
            });
        1 << at
    }

    fn add(&mut self, phrase: &str, languages: Languages, case: Case, what: What) {
        let meaning = Meaning {
            languages,
            case,
            loose: matches!(
                what,
                What::Act(_) | What::Form(_) | What::WeakForm(_) | What::Role(Role::Range)
            ),
            what,
        };
        self.phrases.add(phrase, meaning);
    }

    fn add_language(&mut self, file: &LanguageFile) -> Result<(), Box<Diagnostic>> {
        if file.months.len() > 12 {
            return Err(error(Span::default(), "a year has twelve months").into());
        }
        let mask = self.language(&file.language);
        if file.international {
            self.international |= mask;
        }
        for (month, names) in (1..).zip(&file.months) {
            self.add_all(names, mask, What::Month(month));
        }
        self.add_numbers(file, mask);
        for (unit, forms) in &file.units {
            self.add_all(forms, mask, What::Unit(*unit));
        }
        for (word, day) in &file.ordinals {
            self.add(word, mask, Case::Any, What::Ordinal(*day));
        }
        for (words, role) in roles(&file.words) {
            // Foreign streets and codes keep their names: "24 Rue Lepic" in any language.
            let everywhere = matches!(role, Role::Street | Role::PoBox | Role::Series);
            let mask = if everywhere { EVERY_LANGUAGE } else { mask };
            self.add_all(words, mask, What::Role(role));
        }
        for ending in &file.words.street_ending {
            self.street_endings.push(fold(ending).into_owned());
        }
        Ok(())
    }

    fn add_numbers(&mut self, file: &LanguageFile, mask: Languages) {
        let hundredths = file
            .numbers
            .iter()
            .map(|(word, number)| (word, number.saturating_mul(100)))
            .chain(file.hundredths.iter().map(|(word, number)| (word, *number)));
        for (word, number) in hundredths {
            self.add(word, mask, Case::Any, What::Number(number));
            self.add_endings(word, number, &file.number_endings, mask);
        }
        self.add_all(&file.one, mask, What::One);
    }

    /// Words that are a number and a unit at once.
    fn add_endings(
        &mut self,
        word: &str,
        number: u32,
        endings: &BTreeMap<Unit, Vec<String>>,
        mask: Languages,
    ) {
        for (unit, endings) in endings {
            for ending in endings {
                let whole = format!("{word}{ending}");
                self.add(&whole, mask, Case::Any, What::Span(number, *unit));
            }
        }
    }

    fn add_all(&mut self, words: &[String], mask: Languages, what: What) {
        for word in words {
            self.add(word, mask, Case::Any, what);
        }
    }

    fn add_countries(&mut self, file: CountriesFile) -> Result<(), Box<Diagnostic>> {
        for country in file.countries {
            let Located { value: code, span } = country.code;
            if self.countries.contains(&code) {
                return Err(error(span, &format!("country `{code}` stands twice")).into());
            }
            let at = self.countries.len();
            self.countries.push(code);
            for (language, names) in &country.names {
                let mask = self.mask_of(language);
                for name in names {
                    self.add(name, mask, name_case(name), What::Country(at));
                }
            }
            for (language, names) in &country.short {
                let mask = self.mask_of(language);
                for name in names {
                    let exact = Case::Exact(Box::from(name.as_str()));
                    self.add(name, mask, exact, What::Country(at));
                }
            }
        }
        for (language, names) in &file.not_countries {
            let mask = self.mask_of(language);
            self.add_all(names, mask, What::NoCountry);
        }
        for value in file.regions {
            let at = self.country(&value.country)?;
            for name in &value.names {
                self.add(name, EVERY_LANGUAGE, name_case(name), What::Country(at));
            }
            let codes = value.codes.iter().map(|code| (code, true));
            for (code, bare) in codes.chain(value.postcode_codes.iter().map(|code| (code, false))) {
                let exact = Case::Exact(Box::from(code.as_str()));
                self.add(code, EVERY_LANGUAGE, exact, What::Region(at, bare));
            }
            self.region_digits = self.region_digits.max(value.postcode_digits);
        }
        for value in file.eea {
            for code in &value.codes {
                let country = self.country(code)?;
                self.standings.push(Standing {
                    country,
                    from: value.from,
                    until: value.until,
                    decision: None,
                });
            }
        }
        for value in file.adequacy {
            let country = self.country(&value.code)?;
            self.standings.push(Standing {
                country,
                from: value.adopted,
                until: value.until,
                decision: Some((value.decision, value.partial)),
            });
        }
        Ok(())
    }

    /// The place of a country in the table.
    fn country(&self, code: &Located<String>) -> Result<usize, Box<Diagnostic>> {
        self.countries
            .iter()
            .position(|known| *known == code.value)
            .ok_or_else(|| {
                error(code.span, &format!("there is no country `{}`", code.value)).into()
            })
    }

    fn mask_of(&mut self, language: &str) -> Languages {
        if language == "any" {
            EVERY_LANGUAGE
        } else {
            self.language(language)
        }
    }

    fn add_authorities(&mut self, file: AuthoritiesFile) {
        for authority in file.authorities {
            let at = self.authorities.len();
            let former = authority.until.zip(authority.now);
            let former = former.map(|(until, now)| Former { until, now });
            self.authorities.push(AuthorityEntry {
                id: authority.id,
                country: authority.country,
                former,
            });
            // Even a long name needs its capital: "an authority for data protection" is any.
            for name in &authority.names {
                self.add(name, EVERY_LANGUAGE, Case::Capital, What::Authority(at));
            }
            for name in &authority.short {
                let exact = Case::Exact(Box::from(name.as_str()));
                self.add(name, EVERY_LANGUAGE, exact, What::Authority(at));
            }
            for name in &authority.weak {
                let exact = Case::Exact(Box::from(name.as_str()));
                self.add(name, EVERY_LANGUAGE, exact, What::WeakAuthority(at));
            }
        }
    }

    fn add_acts(&mut self, file: ActsFile) {
        for Act { id, names } in file.acts {
            let at = self.acts.len();
            self.acts.push(id);
            for name in &names {
                let inner = name.chars().skip(1).any(char::is_uppercase);
                let case = if inner && !name.contains(' ') {
                    Case::Exact(Box::from(name.as_str()))
                } else {
                    name_case(name)
                };
                self.add(name, EVERY_LANGUAGE, case, What::Act(at));
            }
        }
    }

    fn add_forms(&mut self, file: &FormsFile) {
        for form in &file.forms {
            let at = self.forms.len();
            self.forms
                .push(form.means.as_ref().unwrap_or(&form.name).clone());
            let what = match (form.before, form.weak) {
                (true, _) => What::FormBefore(at),
                (false, true) => What::WeakForm(at),
                (false, false) => What::Form(at),
            };
            for (spelling, dotted) in spellings(form) {
                let case = if dotted { Case::Dotted } else { Case::Exact };
                let exact = case(Box::from(spelling.as_str()));
                self.add(&spelling, EVERY_LANGUAGE, exact, what);
            }
        }
    }

    fn add_shapes(&mut self, file: ShapesFile) -> Result<(), Box<Diagnostic>> {
        for value in file.postcodes {
            let Located { value: shape, span } = value.shape;
            if shape.is_empty() || !shape.is_ascii() {
                return Err(error(span, "a postcode shape is written in ASCII").into());
            }
            self.postcodes.push(PostcodeShape {
                shape,
                strong: value.strong,
                after_town: value.after_town,
                country: value.country,
            });
        }
        self.example_domains.extend(file.example_domains);
        self.top_level_domains
            .extend(file.top_level_domains.split_whitespace().map(str::to_owned));
        self.file_endings.extend(file.file_endings);
        for plan in file.dial_plans {
            let plans = plan.codes.split_whitespace().map(|code| DialPlan {
                code: code.to_owned(),
                digits: plan.digits,
                keeps_zero: plan.keeps_zero,
            });
            self.dial_plans.extend(plans);
        }
        Ok(())
    }
}

pub(super) fn error(span: Span, message: &str) -> Diagnostic {
    Diagnostic::input(RULE, message, Label::new(span, "here"))
}

/// A single word needs its capital to be a name; of several words, each is witness to the others.
fn name_case(name: &str) -> Case {
    if name.contains(' ') || !name.starts_with(char::is_uppercase) {
        Case::Any
    } else {
        Case::Capital
    }
}

/// The spellings of a legal form, and whether their full stops are needed: as given, in capitals, without full stops, and,
/// where full stops show what is meant, in lower case.
fn spellings(form: &Form) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    for spelling in std::iter::once(&form.name).chain(&form.variants) {
        if !form.dotted && spelling.matches('.').count() > 1 {
            let lower = spelling.chars().flat_map(char::to_lowercase).collect();
            let bare = spelling.chars().filter(|c| *c != '.').collect();
            all.extend([(lower, true), (bare, false)]);
        }
        all.push((spelling.clone(), form.dotted));
        all.push((spelling.to_uppercase(), form.dotted));
    }
    all
}

fn roles(words: &WordLists) -> [(&[String], Role); 24] {
    [
        (&words.between_number_and_unit, Role::BetweenNumberAndUnit),
        (&words.rate, Role::Rate),
        (&words.date_link, Role::DateLink),
        (&words.article, Role::Article),
        (&words.articles, Role::Articles),
        (&words.paragraph, Role::Paragraph),
        (&words.point, Role::Point),
        (&words.series, Role::Series),
        (&words.part, Role::Part),
        (&words.list, Role::List),
        (&words.range, Role::Range),
        (&words.act_link, Role::ActLink),
        (&words.determiner, Role::Determiner),
        (&words.connector, Role::Connector),
        (&words.name_connector, Role::NameConnector),
        (&words.before_name, Role::BeforeName),
        (&words.street, Role::Street),
        (&words.po_box, Role::PoBox),
        (&words.address_link, Role::AddressLink),
        (&words.phone_label, Role::PhoneLabel),
        (&words.registry_label, Role::RegistryLabel),
        (&words.at, Role::At),
        (&words.dot, Role::Dot),
        (&words.mailbox, Role::Mailbox),
    ]
}
