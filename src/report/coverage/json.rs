//! Coverage for programs.

use std::io::{self, Write};

use serde::Serialize;

use crate::coverage::{Item, Purposes, Verdict};
use crate::session::{Covered, NotCovered};
use crate::source::SourceFile;
use crate::text::Span;

use super::super::header::{Documents, Header, WireSpan};
use super::Shown;

/// The version of the JSON contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct WireDocument<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    title: &'a str,
    not_compared: Option<&'static str>,
    unread: Vec<&'a str>,
    bundle: Vec<&'a str>,
    items: Vec<WireItem<'a>>,
}

#[derive(Serialize)]
struct WireItem<'a> {
    id: &'a str,
    summary: &'a str,
    law: &'a [String],
    rules: &'a [String],
    status: &'static str,
    found: Vec<WireSpan<'a>>,
    vague: Vec<WireSpan<'a>>,
    purposes: Option<WirePurposes<'a>>,
    beside: Vec<WireBeside<'a>>,
    elsewhere: Vec<WireElsewhere<'a>>,
    remarks: Vec<WireRemark<'a>>,
    because: Option<WireSpan<'a>>,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct WirePurposes<'a> {
    of: usize,
    stated: usize,
    in_section: usize,
    vague: Vec<WireSpan<'a>>,
    lacking: Vec<WireSpan<'a>>,
}

#[derive(Serialize)]
struct WireBeside<'a> {
    path: &'a str,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

#[derive(Serialize)]
struct WireElsewhere<'a> {
    target: Option<&'a str>,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

#[derive(Serialize)]
struct WireRemark<'a> {
    rule: &'a str,
    message: &'a str,
    places: Vec<WireSpan<'a>>,
}

/// Writes the coverage of every document as JSON.
pub fn json(shown: Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = shown.covered.iter().map(|covered| {
        let checked = covered.checked;
        let verdicts = covered.verdicts.as_deref().unwrap_or_default();
        let items = shown.matrix.items.iter().zip(verdicts);
        WireDocument {
            header: Header::new(&checked.source, &checked.evidence),
            title: &shown.matrix.title,
            not_compared: covered.verdicts.as_ref().err().map(|why| match why {
                NotCovered::Kind => "kind",
                NotCovered::Language => "language",
            }),
            unread: languages(covered),
            bundle: covered.beside.iter().map(|member| &*member.path).collect(),
            items: items
                .map(|(item, verdict)| wire(covered, item, verdict))
                .collect(),
        }
    });
    let wire = Documents {
        version: VERSION,
        documents: documents.collect(),
    };
    wire.write(out)
}

fn languages<'a>(covered: &Covered<'a>) -> Vec<&'a str> {
    let unread = covered.checked.evidence.unread.iter();
    unread.map(|(language, _)| language.as_str()).collect()
}

fn wire<'a>(covered: &'a Covered<'a>, item: &'a Item, verdict: &'a Verdict) -> WireItem<'a> {
    let source = &covered.checked.source;
    let elsewhere = verdict.elsewhere.iter().map(|one| WireElsewhere {
        target: one.target.as_deref(),
        span: WireSpan::new(source, one.span),
    });
    let remarks = verdict.remarks.iter().map(|remark| WireRemark {
        rule: remark.rule.as_str(),
        message: &remark.message,
        places: remark
            .occurrences
            .iter()
            .map(|one| WireSpan::new(source, one.label.span))
            .collect(),
    });
    let beside = verdict.beside.iter().filter_map(|(number, span)| {
        let member = covered.beside.get(*number)?;
        Some(WireBeside {
            path: &member.path,
            span: WireSpan::new(member, *span),
        })
    });
    WireItem {
        id: &item.id,
        summary: &item.summary,
        law: &item.law,
        rules: &item.rules,
        status: verdict.status.as_str(),
        found: spans(source, &verdict.found),
        vague: spans(source, &verdict.vague),
        purposes: verdict
            .purposes
            .as_ref()
            .map(|purposes| of_purposes(source, purposes)),
        beside: beside.collect(),
        elsewhere: elsewhere.collect(),
        remarks: remarks.collect(),
        because: verdict.because.map(|span| WireSpan::new(source, span)),
        reason: verdict.reason.as_deref(),
    }
}

fn of_purposes<'a>(source: &'a SourceFile, purposes: &Purposes) -> WirePurposes<'a> {
    WirePurposes {
        of: purposes.of,
        stated: purposes.stated,
        in_section: purposes.in_section,
        vague: spans(source, &purposes.vague),
        lacking: spans(source, &purposes.lacking),
    }
}

fn spans<'a>(source: &'a SourceFile, spans: &[Span]) -> Vec<WireSpan<'a>> {
    spans
        .iter()
        .map(|span| WireSpan::new(source, *span))
        .collect()
}
