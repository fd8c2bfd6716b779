//! What belongs together: each text of `fixtures/ledger` states its purposes in a way of its own, and the ledger finds beside each
//! what a reader would. A row reads: purpose | data | legal basis | retention | recipients, with how each was linked.

use policylint::ledger::{Category, Entry, Field, FieldKind, Statement};
use policylint::source::{Format, SourceFile};
use policylint::text::Span;

use super::fixtures::{session, source};

/// The ledger of a text, a line for each purpose.
fn ledger(name: &str) -> Vec<String> {
    let source = source(&format!("ledger/{name}"));
    let (document, evidence) = session().read(&source);
    let ledger = session().ledger(&source, &document, &evidence);
    let entries = ledger.entries.iter();
    entries.map(|entry| line(&source, entry)).collect()
}

fn line(source: &SourceFile, entry: &Entry) -> String {
    let mut cells = vec![entry.purposes[0].of(&source.text).to_owned()];
    cells.extend(FieldKind::ALL.map(|kind| cell(source, entry.field(kind))));
    cells.join(" | ")
}

fn cell(source: &SourceFile, field: &Field) -> String {
    if field.statements.is_empty() {
        return if field.elsewhere { "elsewhere" } else { "-" }.to_owned();
    }
    let said = field.statements.iter().map(|statement| {
        let words = statement.span.of(&source.text);
        match statement.via.as_str() {
            "own" => words.to_owned(),
            via => format!("{words} ({via})"),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_row_binds_its_cells() {
    assert_eq!(
        ledger("table_nl.md"),
        [
            "Zwemlessen inplannen | naam, leeftijd | uitvoering van de overeenkomst | tot een jaar na de laatste les | -",
            "De nieuwsbrief versturen | e-mailadres | toestemming | tot u zich afmeldt | -",
            "Facturen bewaren | naam, adres | wettelijke verplichting | 7 jaar | -",
        ]
    );
}

#[test]
fn what_follows_a_list_in_its_section_is_said_of_all_its_items() {
    assert_eq!(
        ledger("list_shared_en.md"),
        [
            "to send you the books you ordered | your name and email address (introduction) | performance of our contract with you (section) | \
             keep these data for two years (section) | -",
            "to answer your questions | your name and email address (introduction) | performance of our contract with you (section) | \
             keep these data for two years (section) | -",
            "to send you our newsletter | email address | with your consent | - | -",
        ]
    );
}

#[test]
fn a_run_in_heading_names_the_purpose_of_its_paragraph() {
    assert_eq!(
        ledger("run_in_nl.md"),
        [
            "Lesadministratie | uw naam en adres | op grond van de overeenkomst met u | bewaren ze twee jaar | -",
            "Concerten | uw e-mailadres | met uw toestemming | - | -",
        ]
    );
}

#[test]
fn a_list_or_table_of_fields_is_one_purpose() {
    assert_eq!(
        ledger("fields_en.md"),
        [
            "to plan your visits | - | performance of our contract with you | Retention: two years | -",
            "to publish what you think of us | - | your consent | - | -",
        ]
    );
}

#[test]
fn a_section_about_a_field_speaks_of_the_purposes_that_it_names() {
    assert_eq!(
        ledger("by_name_nl.md"),
        [
            "reserveringen te verwerken | - | - | bewaren wij twee jaar (named) | -",
            "facturen te sturen | - | - | Facturen bewaren wij zeven jaar (named) | -",
            "foto's van het terrein te publiceren | foto | - | elsewhere | -",
        ]
    );
}

/// What each entry states of one field, by its place in [`FieldKind::ALL`].
fn column(name: &str, at: usize) -> Vec<String> {
    let lines = ledger(name);
    let cells = lines
        .iter()
        .filter_map(|line| line.split(" | ").nth(at + 1));
    cells.map(str::to_owned).collect()
}

#[test]
fn rows_about_keeping_go_to_the_part_or_the_purpose_that_they_name_and_the_rest_to_the_others() {
    assert_eq!(
        column("keeping_en.md", 2),
        [
            "4 weeks after the vacancy is filled (named)",
            "2 years after the rental (named)",
            "until you unsubscribe (named)",
            "1 year (dedicated)",
        ]
    );
}

#[test]
fn what_is_said_of_one_kind_of_data_is_not_said_of_the_others() {
    assert_eq!(
        column("keeping_nl.md", 2),
        [
            "bewaren uw persoonsgegevens niet langer dan nodig (dedicated)",
            "Facturen bewaren wij zeven jaar (named); bewaren uw persoonsgegevens niet langer dan nodig (dedicated)",
            "na twee jaar verwijderen (named); bewaren uw persoonsgegevens niet langer dan nodig (dedicated)",
        ]
    );
}

#[test]
fn a_section_and_a_row_of_the_same_name_and_purposes_that_begin_alike_state_the_same() {
    assert_eq!(
        column("same_name_en.md", 1),
        [
            "Performance of our contract with you (named)",
            "Our legitimate interest in good service (named)",
            "Your consent (named)",
            "Performance of our contract with you",
            "Our legitimate interest in good service",
            "Your consent",
        ]
    );
}

#[test]
fn what_recipients_do_is_told_apart_and_takes_nothing_from_its_neighbours() {
    let source = source("ledger/beside_recipients_en.md");
    let (document, evidence) = session().read(&source);
    let ledger = session().ledger(&source, &document, &evidence);
    let found: Vec<_> = ledger
        .entries
        .iter()
        .map(|entry| (entry.aside, line(&source, entry)))
        .collect();
    assert_eq!(found.first().map(|(aside, _)| *aside), Some(false));
    assert!(found.iter().skip(1).all(|(aside, _)| *aside), "{found:#?}");
}

#[test]
fn where_most_paragraphs_state_a_field_what_stands_before_them_is_not_said_of_all() {
    let retention: Vec<String> = ledger("quorum_en.md")
        .iter()
        .filter_map(|line| line.split(" | ").nth(3).map(str::to_owned))
        .collect();
    assert_eq!(
        retention.last().map(String::as_str),
        Some("-"),
        "{retention:#?}"
    );
    assert_eq!(retention.len(), 4);
}

#[test]
fn what_follows_a_list_and_names_its_last_item_goes_on_with_it() {
    let basis: Vec<String> = ledger("sequel_nl.md")
        .iter()
        .filter_map(|line| line.split(" | ").nth(2).map(str::to_owned))
        .collect();
    assert_eq!(basis, ["-", "met uw toestemming"]);
}

#[test]
fn a_basis_with_what_it_is_for_is_a_purpose_and_one_paragraph_speaks_of_all() {
    let lines = ledger("basis_items_en.md");
    assert_eq!(lines.len(), 4, "{lines:#?}");
    assert!(
        lines[2].starts_with("planning your trip | - | Contract"),
        "{lines:#?}"
    );
    assert!(
        lines[3].starts_with("sending you offers of our partners | - | Consent"),
        "{lines:#?}"
    );
    assert!(
        lines
            .iter()
            .all(|line| line.contains("two years (dedicated)")),
        "{lines:#?}"
    );
}

#[test]
fn a_header_that_asks_how_long_or_with_whom_heads_that_field() {
    assert_eq!(
        ledger("asking_headers_en.md"),
        ["Planning your trip | name | - | until the trip ends | the harbour master"]
    );
}

#[test]
fn a_part_that_is_referred_to_by_number_speaks_for_who_refers() {
    let lines = ledger("reference_en.md");
    assert!(lines[0].contains("(reference)"), "{lines:#?}");
}

#[test]
fn transfers_have_their_country_and_safeguard_and_cookies_what_their_row_says() {
    let source = source("ledger/facts_en.md");
    let (document, evidence) = session().read(&source);
    let ledger = session().ledger(&source, &document, &evidence);
    let words = |statements: &[Statement]| -> Vec<String> {
        let words = statements
            .iter()
            .map(|statement| statement.span.of(&source.text).to_owned());
        words.collect()
    };
    let transfers: Vec<_> = ledger
        .transfers
        .iter()
        .map(|transfer| (words(&transfer.countries), words(&transfer.safeguards)))
        .collect();
    let us = (
        vec!["United States".to_owned()],
        vec!["standard contractual clauses".to_owned()],
    );
    assert_eq!(transfers, [us, (Vec::new(), Vec::new())]);
    let cookies = ledger.cookies.iter().map(|cookie| {
        let of = |span: Option<Span>| span.map_or("", |span| span.of(&source.text));
        let category = cookie.category.map(|(category, _)| category);
        let (lifetime, provider) = (of(cookie.lifetime), of(cookie.provider));
        (cookie.span.of(&source.text), category, lifetime, provider)
    });
    let cookies: Vec<_> = cookies.collect();
    assert_eq!(
        cookies,
        [
            ("cart", Some(Category::Necessary), "1 day", "Larkspur"),
            ("visits", Some(Category::Optional), "2 years", ""),
        ]
    );
}

#[test]
fn what_is_summed_up_has_what_is_said_of_the_same_purpose_elsewhere() {
    assert_eq!(
        ledger("summed_up_en.md")[..4],
        [
            "to deliver your parcels | - | Contract (named) | two years (named) | -",
            "to send you our newsletter | - | Consent (named) | until you unsubscribe (named) | -",
            "to improve our services | - | - | - | -",
            "Delivering parcels to your door | - | Contract | two years | -",
        ]
    );
}

#[test]
fn one_of_several_bases_or_a_plain_word_or_data_in_passing_link_nothing() {
    assert_eq!(
        ledger("listed_bases_nl.md")[..3],
        [
            "het bijhouden van de ledenlijst | - | elsewhere | - | elsewhere",
            "het versturen van de nieuwsbrief | - | toestemming (named) | - | elsewhere",
            "het verbeteren van onze diensten | - | elsewhere | - | elsewhere",
        ]
    );
}

/// The recipients of a text, a line for each: name, part, countries, purposes, and by which words it is mentioned.
fn recipients(name: &str) -> Vec<String> {
    let source = source(&format!("ledger/{name}"));
    let (document, evidence) = session().read(&source);
    let ledger = session().ledger(&source, &document, &evidence);
    let of = |span: Span| span.of(&source.text);
    let all = ledger.recipients.iter().map(|recipient| {
        let purposes = recipient.purposes.iter();
        let purposes: Vec<&str> = purposes
            .map(|at| of(ledger.entries[*at].purposes[0]))
            .collect();
        let countries = recipient.countries.iter();
        let countries: Vec<&str> = countries.map(|country| of(country.span)).collect();
        let mentions: Vec<&str> = recipient.mentions.iter().map(|span| of(*span)).collect();
        format!(
            "{}{} | {} | {} | {} | {}",
            of(recipient.span),
            if recipient.named { "" } else { " (kind)" },
            recipient.part.map_or("-", |(part, _)| part.as_str()),
            countries.join(", "),
            purposes.join(", "),
            mentions.join(", "),
        )
    });
    all.collect()
}

#[test]
fn recipients_are_told_once_and_by_their_names() {
    assert_eq!(
        recipients("recipients_nl.md"),
        [
            "externe drukkerijen (kind) | processor | VS |  | externe drukkerijen, drukkerijen, externe drukkerijen",
            "hostingpartij (kind) | - |  |  | hostingpartij",
            "Zwaluw B.V. | - |  |  | Zwaluw B.V.",
            "Twilio Inc. | processor | United States | Voor het versturen van e-mails | SendGrid, Twilio Inc.",
            "Hotjar Ltd. | processor |  | voor het tellen van bezoeken | Hotjar, Hotjar Ltd.",
        ]
    );
    assert_eq!(
        recipients("recipients_en.md"),
        [
            "trusted third-party delivery companies (kind) | - |  | to send our newsletter | trusted third-party delivery companies, delivery company",
            "insurers (kind) | - |  |  | insurers",
            "accountants (kind) | - |  |  | accountants",
            "Inkwell Inc. | - |  |  | Inkwell Inc.",
            "Google LLC | - | United States | use Google Analytics to count visits | Google Analytics, Google LLC",
            "Kestrel Post Ltd. | - |  | to send our newsletter | Kestrel Post Ltd.",
        ]
    );
}

#[test]
fn a_transfer_names_its_countries_and_recipients_once() {
    let source = source("ledger/recipients_nl.md");
    let (document, evidence) = session().read(&source);
    let ledger = session().ledger(&source, &document, &evidence);
    let words = |statements: &[Statement]| -> Vec<&str> {
        let words = statements.iter();
        words
            .map(|statement| statement.span.of(&source.text))
            .collect()
    };
    let transfers = ledger.transfers.iter();
    let transfers: Vec<_> = transfers
        .map(|transfer| (words(&transfer.countries), words(&transfer.recipients)))
        .collect();
    assert_eq!(
        transfers,
        [
            (vec!["United States"], vec!["Twilio Inc."]),
            (vec!["VS"], vec!["externe drukkerijen"]),
        ]
    );
}

#[test]
fn recipients_have_their_role_country_and_purposes() {
    assert_eq!(
        recipients("facts_en.md"),
        [
            "Inkwell Inc. | - | United States | To send letters, we give your address | Inkwell Inc., Inkwell Inc.",
            "Blue Lake Pte. Ltd | - |  |  | Blue Lake Pte. Ltd",
            "Zendesk | - | Canada |  | Zendesk",
            "Hotjar | processor |  | To count | Hotjar",
            "accountant (kind) | controller |  | To keep our accounts | accountant",
        ]
    );
}

/// Without bounds, linking thousands of purposes with thousands of statements takes minutes.
#[test]
fn thousands_of_statements_are_linked_with_thousands_of_purposes_by_name() {
    const COUNT: usize = 3000;
    let repeated = |line: &dyn Fn(usize) -> String| (0..COUNT).map(line).collect::<String>();
    let purposes = repeated(&|number| format!("- **n{number:05}**: to send you news;\n"));
    let periods = repeated(&|number| format!("- n{number:05} is kept for two years.\n"));
    let universal = repeated(&|_| "\nWe keep all your data for one year.\n".to_owned());
    let text = format!(
        "# Privacy policy\n\n## Purposes\n\nWe use your data to:\n\n{purposes}\n\
         ## How long we keep your data\n\n{periods}{universal}"
    );
    let source = SourceFile::from_text("many.md", text, Format::Markdown);
    let (document, evidence) = session().read(&source);
    let ledger = session().ledger(&source, &document, &evidence);
    assert_eq!(ledger.entries.len(), COUNT);
    for (entry, number) in ledger.entries.iter().zip(0..) {
        let kept = &entry.field(FieldKind::Retention).statements;
        let around = kept[0].span.start - 20..kept[0].span.start;
        assert!(source.text[around].contains(&format!("n{number:05}")));
        assert_eq!(kept.len(), 1);
    }
}
