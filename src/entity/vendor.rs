//! Vendors whose services policies name: who makes them, in which country, what they are for, and until when.

use jiff::civil::Date;
use serde::Deserialize;

use super::EntityTables;
use super::compile::error;
use super::file::{CompanyRow, ServiceRow, VendorRow, VendorsFile};
use super::meaning::{Case, EVERY_LANGUAGE, Meaning, VENDOR, What};
use super::scan::Scan;
use super::tables::CountryStatus;
use super::value::{Entity, EntityKind, Value};
use crate::diagnostic::Diagnostic;
use crate::text::TextRange;

/// What a service is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// Counting and watching visitors.
    Analytics,
    /// Showing and measuring advertisements.
    Advertising,
    /// A network of its own, which most texts only link to.
    Social,
    /// Sending mail and messages.
    Mail,
    /// Keeping data and running software.
    Hosting,
    /// Taking payments.
    Payment,
    /// Answering customers.
    Support,
    /// Keeping out abuse.
    Security,
    /// Fonts, maps and videos.
    Content,
    /// Questionnaires and appointments.
    Forms,
    /// Working together.
    Office,
    /// Keeping records of customers.
    Sales,
    /// Trying variants of pages.
    Testing,
}

impl Use {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Analytics => "analytics",
            Self::Advertising => "advertising",
            Self::Social => "social",
            Self::Mail => "mail",
            Self::Hosting => "hosting",
            Self::Payment => "payment",
            Self::Support => "support",
            Self::Security => "security",
            Self::Content => "content",
            Self::Forms => "forms",
            Self::Office => "office",
            Self::Sales => "sales",
            Self::Testing => "testing",
        }
    }
}

/// A vendor.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// Its id.
    pub id: String,
    /// Who contracts with users in the single market, one after the other.
    pub companies: Vec<Company>,
    /// Companies that exist and do not.
    parents: Vec<String>,
    /// Names that no such company has.
    never: Vec<String>,
    /// The codes of the countries where else it processes data.
    pub outside: Vec<String>,
    /// Its services.
    pub services: Vec<Service>,
    /// The day on which this was last compared with its source; `None` where it was not.
    pub checked: Option<Date>,
}

/// A company that contracts, or contracted, with users in the single market.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// The code of its country.
    pub country: String,
    /// The first day on which it did.
    pub from: Option<Date>,
    /// The last.
    pub until: Option<Date>,
}

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub uses: Vec<Use>,
    /// Where its scripts come from.
    pub hosts: Vec<String>,
    /// The day by which it had ended or lost its name.
    pub until: Option<Date>,
    /// What is in its place.
    pub now: Option<String>,
}

impl Vendor {
    /// Who contracts with users in the single market on the day `today`.
    pub fn company(&self, today: Date) -> Option<&Company> {
        self.companies.iter().find(|company| {
            company.from.is_none_or(|from| from <= today)
                && company.until.is_none_or(|until| today <= until)
        })
    }

    /// The company of this name.
    pub fn named(&self, name: &str) -> Option<&Company> {
        self.companies.iter().find(|company| company.name == name)
    }

    /// The service of this name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.name == name)
    }
}

/// What a name of a vendor stands for.
#[derive(Debug)]
pub(super) struct VendorName {
    vendor: usize,
    /// As the table spells it first.
    name: String,
    /// The sign that ends it: `+`.
    sign: Option<char>,
}

impl EntityTables {
    pub(super) fn add_vendors(&mut self, file: VendorsFile) -> Result<(), Box<Diagnostic>> {
        for row in file.vendors {
            if self.vendors.iter().any(|known| known.id == row.id.value) {
                let message = format!("there are two vendors `{}`", row.id.value);
                return Err(error(row.id.span, &message).into());
            }
            let codes = row.companies.iter().map(|company| &company.country);
            for code in codes.chain(&row.outside) {
                if !file.countries.contains_key(&code.value) {
                    let message = format!("`{}` is not among `countries`", code.value);
                    return Err(error(code.span, &message).into());
                }
            }
            self.add_vendor(row);
        }
        self.vendor_countries.extend(file.countries);
        Ok(())
    }

    fn add_vendor(&mut self, row: VendorRow) {
        let at = self.vendors.len();
        for CompanyRow { name, also, .. } in &row.companies {
            self.add_company_names(at, name, also);
        }
        for name in row.parents.iter().chain(&row.never) {
            self.add_company_names(at, name, &[]);
        }
        for ServiceRow { name, also, .. } in &row.services {
            for spelling in std::iter::once(name).chain(also) {
                self.add_vendor_name(at, spelling, name, false);
            }
        }
        let companies = row.companies.into_iter().map(|company| Company {
            name: company.name,
            country: company.country.value,
            from: company.from,
            until: company.until,
        });
        let services = row.services.into_iter().map(|service| Service {
            name: service.name,
            uses: service.uses,
            hosts: service.hosts,
            until: service.until,
            now: service.now,
        });
        self.vendors.push(Vendor {
            id: row.id.value,
            companies: companies.collect(),
            parents: row.parents,
            never: row.never,
            outside: row.outside.into_iter().map(|code| code.value).collect(),
            services: services.collect(),
            checked: row.checked,
        });
    }

    /// A company is named with its legal form in full or in short.
    fn add_company_names(&mut self, vendor: usize, name: &str, also: &[String]) {
        for spelling in std::iter::once(name).chain(also.iter().map(String::as_str)) {
            self.add_vendor_name(vendor, spelling, name, true);
            if let Some(base) = spelling.strip_suffix(" Limited") {
                self.add_vendor_name(vendor, &format!("{base} Ltd"), name, true);
            }
        }
    }

    /// `loose` names may have a comma before their last word: “Acme, Inc.”.
    fn add_vendor_name(&mut self, vendor: usize, spelling: &str, name: &str, loose: bool) {
        let at = self.vendor_names.len();
        self.vendor_names.push(VendorName {
            vendor,
            name: name.to_owned(),
            sign: spelling.chars().last().filter(|c| *c == '+'),
        });
        let letters = spelling.chars();
        let case = if spelling.contains(' ') || !spelling.starts_with(char::is_uppercase) {
            Case::Any
        } else if letters.clone().all(char::is_uppercase) {
            Case::Exact(Box::from(spelling))
        } else if letters.skip(1).any(char::is_uppercase) {
            Case::Any
        } else {
            Case::Capital
        };
        let meaning = Meaning {
            languages: EVERY_LANGUAGE,
            case,
            loose,
            what: What::Vendor(at),
        };
        self.phrases.add(spelling, meaning);
    }

    /// The vendor with this id.
    pub fn vendor(&self, id: &str) -> Option<&Vendor> {
        self.vendors.iter().find(|known| known.id == id)
    }

    /// The country with this code as messages name it, after "in".
    pub fn vendor_country<'t>(&'t self, code: &'t str) -> &'t str {
        let name = self.vendor_countries.get(code);
        name.map_or(code, String::as_str)
    }

    /// The vendor whose scripts come from `host` or from what it is a part of, with the service.
    pub fn vendor_of_host(&self, host: &str) -> Option<(&Vendor, &Service)> {
        let is_of = |known: &String| {
            host.strip_suffix(known.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let all = self.vendors.iter().flat_map(|vendor| {
            let services = vendor.services.iter();
            services.map(move |service| (vendor, service))
        });
        // The longest that fits tells most: `maps.example.com` rather than `example.com`.
        let fitting = all.filter_map(|(vendor, service)| {
            let hosts = service.hosts.iter().filter(|known| is_of(known));
            let longest = hosts.map(String::len).max()?;
            Some((longest, vendor, service))
        });
        let found = fitting.max_by_key(|(longest, ..)| *longest);
        found.map(|(_, vendor, service)| (vendor, service))
    }

    /// What is known on the day `today` of the name `name` of the vendor with this id, in the words by which terms ask for it.
    pub fn vendor_traits(&self, id: &str, name: &str, today: Date) -> Vec<&'static str> {
        let Some(vendor) = self.vendor(id) else {
            return Vec::new();
        };
        let mut words = Vec::new();
        if let Some(service) = vendor.service(name) {
            words.extend(service.uses.iter().map(|of| of.as_str()));
            let unprotected = |code: &String| {
                let status = self.status(code, today);
                !matches!(
                    status,
                    CountryStatus::Eea | CountryStatus::Adequate { partial: false, .. }
                )
            };
            // The name of a network is mostly that of a page to follow.
            let is_used = !service.uses.contains(&Use::Social);
            if is_used {
                words.push("used");
            }
            if is_used && vendor.outside.iter().any(unprotected) {
                words.push("outside");
            }
            if service.until.is_some_and(|until| until <= today) {
                words.push("ended");
            }
        } else if let Some(company) = vendor.named(name) {
            let begun = company.from.is_none_or(|from| from <= today);
            if company.until.is_some_and(|until| until < today) {
                words.push("former");
            } else if begun && self.status(&company.country, today) == CountryStatus::Eea {
                words.push("inside");
            }
        } else if vendor.never.iter().any(|known| known == name) {
            words.push("former");
        } else if vendor.parents.iter().any(|known| known == name) {
            words.push("parent");
        }
        words
    }
}

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let online =
        |entity: &&Entity| matches!(entity.value.kind(), EntityKind::Url | EntityKind::Email);
    let mut addresses: Vec<TextRange> = found
        .iter()
        .filter(online)
        .map(|entity| entity.range)
        .collect();
    addresses.sort_unstable();
    // With a capital, the name of a site is that of who runs it: “Acme.io”.
    let in_address = |range: TextRange| {
        let next = addresses.partition_point(|address| address.end <= range.start);
        let address = addresses.get(next);
        let is_name = |address: &TextRange| {
            address.start == range.start && range.of(scan.text).starts_with(char::is_uppercase)
        };
        address.is_some_and(|address| address.overlaps(range) && !is_name(address))
    };
    let mut free = 0;
    for at in scan.beginning(VENDOR) {
        let Some((last, name)) = read(tables, scan, at).filter(|_| at >= free) else {
            continue;
        };
        let sign = name.sign.map_or(0, char::len_utf8);
        let range = TextRange::new(scan.start(at), scan.end(last) + sign);
        let vendor = tables.vendors.get(name.vendor);
        if let Some(vendor) = vendor.filter(|_| !in_address(range)) {
            found.push(Entity {
                range,
                value: Value::Vendor {
                    id: vendor.id.clone(),
                    name: name.name.clone(),
                },
            });
        }
        free = last + 1;
    }
}

/// The longest name that begins with word `at`; one that ends in a sign needs it.
fn read<'t>(
    tables: &'t EntityTables,
    scan: &Scan<'_>,
    at: usize,
) -> Option<(usize, &'t VendorName)> {
    scan.hits(at).iter().rev().find_map(|hit| {
        let What::Vendor(name) = hit.what else {
            return None;
        };
        let name = tables.vendor_names.get(name)?;
        let signed = |sign: char| scan.after(hit.last).starts_with(sign);
        name.sign.is_none_or(signed).then_some((hit.last, name))
    })
}
