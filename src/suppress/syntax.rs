//! What a directive says: `policylint-ignore RULE[, RULE…] reason="…"`.
//!
//! Nothing in it is guessed at: what cannot be read as that is a [`Slip`] at its place, and then the directive does nothing.

use crate::document::{Comment, IGNORE, IGNORE_FILE};
use crate::text::{Span, distance, fold};

/// A directive, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// Whether it speaks of the whole document.
    pub(super) whole: bool,
    /// The rules and families that it names, and where; never empty.
    pub(super) rules: Vec<(String, Span)>,
    /// Why, where that is said.
    pub(super) reason: Option<String>,
}

/// What is wrong with a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Where.
    pub(super) span: Span,
    /// What, in plain language.
    pub(super) problem: String,
}

impl Slip {
    pub(super) fn new(span: Span, problem: impl Into<String>) -> Self {
        Self {
            span,
            problem: problem.into(),
        }
    }
}

/// Reads the directive in `comment`.
pub(super) fn read(source: &str, comment: &Comment) -> Result<Directive, Slip> {
    let whole = comment.span.of(source);
    let line = whole.lines().next().unwrap_or_default().trim_end();
    let first_line = Span::new(comment.span.start, comment.span.start + line.len());
    // Other comments than these are those of template languages, which their parser has read whole.
    let inner = if let Some(inside) = whole.strip_prefix("<!--") {
        let Some(inside) = inside.strip_suffix("-->") else {
            return Err(Slip::new(first_line, "it is not closed with `-->`"));
        };
        Span::new(
            comment.span.start + 4,
            comment.span.start + 4 + inside.len(),
        )
    } else if let Some(at) = whole
        .find(comment.text.as_str())
        .filter(|_| whole.starts_with('{'))
    {
        let start = comment.span.start + at;
        Span::new(start, start + comment.text.len())
    } else {
        return Err(Slip::new(first_line, "it does not begin with `<!--`"));
    };
    Reader {
        source,
        at: inner.start,
        end: inner.end,
    }
    .directive(first_line)
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    end: usize,
}

impl<'s> Reader<'s> {
    fn directive(mut self, first_line: Span) -> Result<Directive, Slip> {
        self.skip(char::is_whitespace);
        let keyword = self.take(|c| !c.is_whitespace());
        let whole = match keyword.of(self.source) {
            IGNORE => false,
            IGNORE_FILE => true,
            word => return Err(misspelt(word, keyword)),
        };
        let mut directive = Directive {
            whole,
            rules: Vec::new(),
            reason: None,
        };
        loop {
            self.skip(|c| c.is_whitespace() || c == ',');
            if self.rest().is_empty() {
                break;
            }
            if directive.reason.is_some() {
                let rest = self.rest().trim_end();
                let span = Span::new(self.at, self.at + rest.len());
                let problem = format!("`{}` stands behind the reason", super::cropped(rest));
                return Err(Slip::new(span, problem));
            }
            let word = self.take(|c| !c.is_whitespace() && !matches!(c, ',' | '=' | '"' | '\''));
            self.skip(char::is_whitespace);
            if self.rest().starts_with('=') {
                directive.reason = Some(self.reason(word)?);
            } else {
                directive.rules.push(self.rule(word)?);
            }
        }
        if directive.rules.is_empty() {
            return Err(Slip::new(first_line, "it names no rule"));
        }
        Ok(directive)
    }

    fn rule(&self, word: Span) -> Result<(String, Span), Slip> {
        let name = word.of(self.source);
        if word.is_empty() {
            // A quotation mark, which no word begins with.
            let span = Span::new(self.at, (self.at + 1).min(self.end));
            return Err(Slip::new(span, "a reason is written `reason=\"…\"`"));
        }
        let family = name.split_once('/').map(|(family, _)| family);
        if family.is_none_or(str::is_empty) {
            let name = super::cropped(name);
            let problem = format!("`{name}` is not the id of a rule, such as family/name");
            return Err(Slip::new(word, problem));
        }
        Ok((name.to_owned(), word))
    }

    /// The value of the attribute `name`, whose equals sign comes next.
    fn reason(&mut self, name: Span) -> Result<String, Slip> {
        if name.of(self.source) != "reason" {
            // An equals sign without anything before it stands for itself.
            let name = if name.is_empty() {
                Span::new(self.at, self.at + 1)
            } else {
                name
            };
            let found = super::cropped(name.of(self.source));
            let problem = format!("`{found}` means nothing here: only `reason=\"…\"` does");
            return Err(Slip::new(name, problem));
        }
        self.at += 1;
        self.skip(char::is_whitespace);
        let open = self.at;
        let quote = self.rest().chars().next();
        let Some(quote) = quote.filter(|quote| matches!(quote, '"' | '\'')) else {
            let problem = "the reason must stand between straight quotation marks";
            return Err(Slip::new(Span::new(name.start, open), problem));
        };
        self.at += 1;
        let Some(length) = self.rest().find(quote) else {
            let span = Span::new(open, open + self.line().len() + 1);
            return Err(Slip::new(
                span,
                "the quotation mark before the reason has no other behind it",
            ));
        };
        let reason = self.rest().get(..length).unwrap_or_default();
        self.at += length + 1;
        Ok(reason.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.at..self.end).unwrap_or_default()
    }

    /// What is left of the line.
    fn line(&self) -> &'s str {
        self.rest().lines().next().unwrap_or_default().trim_end()
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.at = self.end - self.rest().trim_start_matches(skipped).len();
    }

    fn take(&mut self, taken: impl Fn(char) -> bool) -> Span {
        let start = self.at;
        self.skip(taken);
        Span::new(start, self.at)
    }
}

/// A directive that there is none of, or none of as it is written.
fn misspelt(word: &str, span: Span) -> Slip {
    // No directive is longer than this, and words can be.
    let start: String = fold(word).chars().take(32).collect();
    let near = if distance(&start, IGNORE_FILE) < distance(&start, IGNORE) {
        IGNORE_FILE
    } else {
        IGNORE
    };
    let word = super::cropped(word);
    Slip::new(
        span,
        format!("`{word}` means nothing; did you mean `{near}`?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The directive in a source that is one comment, or the words that are wrong in it and why.
    fn parse(source: &str) -> Result<Directive, (String, String)> {
        let inner = source.strip_prefix("<!--").unwrap_or(source);
        let comment = Comment {
            span: Span::new(0, source.len()),
            text: inner.strip_suffix("-->").unwrap_or(inner).to_owned(),
        };
        read(source, &comment).map_err(|slip| (slip.span.of(source).to_owned(), slip.problem))
    }

    #[test]
    fn what_is_well_written_is_read() {
        let rows: [(&str, &[&str], Option<&str>); 6] = [
            ("<!-- policylint-ignore a/b -->", &["a/b"], None),
            ("<!--policylint-ignore a/b,c/d-->", &["a/b", "c/d"], None),
            (
                "<!-- policylint-ignore a/*, c/d-* reason=\"it's so\" -->",
                &["a/*", "c/d-*"],
                Some("it's so"),
            ),
            (
                "<!-- policylint-ignore\n  a/b,\n  c/d\n  reason = 'two\n  lines'\n-->",
                &["a/b", "c/d"],
                Some("two lines"),
            ),
            (
                "<!-- policylint-ignore a/b reason=\"é → “ü”\" -->",
                &["a/b"],
                Some("é → “ü”"),
            ),
            (
                "<!-- policylint-ignore-file a/b reason=\"\" -->",
                &["a/b"],
                Some(""),
            ),
        ];
        for (source, rules, reason) in rows {
            let directive = parse(source).unwrap();
            let names: Vec<&str> = directive
                .rules
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            assert_eq!(
                (names.as_slice(), directive.reason.as_deref()),
                (rules, reason),
                "{source}"
            );
            assert_eq!(directive.whole, source.contains("-file"));
            for (name, span) in &directive.rules {
                assert_eq!(span.of(source), name);
            }
        }
    }

    /// Directives, the words in them that are wrong, and why.
    const SLIPS: [(&str, &str, &str); 17] = [
        (
            "<!-- policylint-ignroe a/b -->",
            "policylint-ignroe",
            "did you mean `policylint-ignore`?",
        ),
        (
            "<!-- policylint-ignore-fiel a/b -->",
            "policylint-ignore-fiel",
            "did you mean `policylint-ignore-file`?",
        ),
        (
            "<!-- policylint ignore a/b -->",
            "policylint",
            "did you mean",
        ),
        (
            "<!-- policylint-ignore: a/b -->",
            "policylint-ignore:",
            "did you mean",
        ),
        (
            "<!-- policylint-ignore -->",
            "<!-- policylint-ignore -->",
            "names no rule",
        ),
        (
            "<!-- policylint-ignore reason=\"x\" -->",
            "<!-- policylint-ignore reason=\"x\" -->",
            "names no rule",
        ),
        (
            "<!-- policylint-ignore a/b reason=\"x -->",
            "\"x",
            "no other behind it",
        ),
        (
            "<!-- policylint-ignore a/b reason=x -->",
            "reason=",
            "straight quotation marks",
        ),
        (
            "<!-- policylint-ignore a/b reason=“x” -->",
            "reason=",
            "straight quotation marks",
        ),
        (
            "<!-- policylint-ignore a/b reson=\"x\" -->",
            "reson",
            "only `reason",
        ),
        (
            "<!-- policylint-ignore a/b \"x\" -->",
            "\"",
            "a reason is written",
        ),
        (
            "<!-- policylint-ignore a/b since x -->",
            "since",
            "not the id of a rule",
        ),
        ("<!-- policylint-ignore * -->", "*", "not the id of a rule"),
        (
            "<!-- policylint-ignore /b -->",
            "/b",
            "not the id of a rule",
        ),
        (
            "<!-- policylint-ignore a/b reason=\"x\" c/d -->",
            "c/d",
            "behind the reason",
        ),
        (
            "<!-- policylint-ignore a/b\nand more",
            "<!-- policylint-ignore a/b",
            "not closed",
        ),
        (
            "<! policylint-ignore a/b>",
            "<! policylint-ignore a/b>",
            "does not begin",
        ),
    ];

    #[test]
    fn what_is_not_is_told_at_its_place() {
        for (source, at, problem) in SLIPS {
            let (words, why) = parse(source).unwrap_err();
            assert_eq!(words, at, "{source}: {why}");
            assert!(why.contains(problem), "{source}: {why}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever stands in a directive is read or told, with spans that fit the source.
        #[test]
        fn nothing_is_passed_over(body in "[a-c/*,= \"'\n“é<>!-]{0,40}", end in prop::sample::select(vec!["-->", "->", ""])) {
            let source = format!("<!-- policylint-ignore {body}{end}");
            let comment = Comment { span: Span::new(0, source.len()), text: body };
            let spans: Vec<Span> = match read(&source, &comment) {
                Ok(directive) => directive.rules.iter().map(|(_, span)| *span).collect(),
                Err(slip) => vec![slip.span],
            };
            prop_assert!(!spans.is_empty());
            for span in spans {
                prop_assert!(!span.of(&source).is_empty(), "{span:?}");
            }
        }
    }
}
