//! L1: what is reported, as plain data.
//!
//! A [`Diagnostic`] has one cause and one or more [`Occurrence`]s. Grouping is presentation: fingerprints, suppressions,
//! baselines and counts act on each occurrence. Nothing here renders or serialises; each reporter owns its wire form.

use std::fmt;
use std::str::FromStr;

use crate::text::Span;

/// How much a diagnostic matters, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Quality, best practice, or a heuristic of low precision.
    Info,
    /// Asked for by guidance or case law, or by inference.
    Warning,
    /// Asked for by the law in express words, or visibly broken.
    Error,
}

impl Severity {
    /// The word used in rule files, on the command line and in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "info" => Ok(Self::Info),
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err(format!(
                "unknown severity `{word}`: expected error, warning or info"
            )),
        }
    }
}

/// How sure the rule is of itself, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// A hint to look.
    Low,
    /// Mostly right.
    Medium,
    /// As good as certain.
    High,
}

impl Confidence {
    /// The word used in rule files and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// The id of a rule: `family/name`, for instance `gdpr/dpo-contact`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(String);

impl RuleId {
    /// An id as it is written; whether it is well formed is judged where rules are loaded.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A span of the source and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words spoken of.
    pub span: Span,
    /// What is said of them; empty where the diagnostic's message says it all.
    pub message: String,
}

impl Label {
    /// A label on `span`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }
}

/// What stays the same of an occurrence when the text around it is edited: rule, section topic and normalised sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint of `parts`, by FNV-1a over their bytes: stable across versions, platforms and runs.
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(hash)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One place at which a diagnostic occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The primary label.
    pub label: Label,
    /// Secondary labels: what else is involved.
    pub related: Vec<Label>,
    /// What identifies this occurrence across edits.
    pub fingerprint: Fingerprint,
}

/// One cause of complaint in one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: RuleId,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// What was or was not found, in one line.
    pub message: String,
    /// What to write or check instead.
    pub help: Option<String>,
    /// The provisions the rule rests on, as they are cited.
    pub law: Vec<String>,
    /// Where; never empty, ordered by span.
    pub occurrences: Vec<Occurrence>,
}

impl Diagnostic {
    /// A diagnostic about the tool's own input (a rule file, a configuration, a source): an error of high confidence.
    pub fn input(rule: &str, message: impl Into<String>, label: Label) -> Self {
        let message = message.into();
        let fingerprint = Fingerprint::of(&[rule, &message]);
        Self {
            rule: RuleId::new(rule),
            severity: Severity::Error,
            confidence: Confidence::High,
            message,
            help: None,
            law: Vec::new(),
            occurrences: vec![Occurrence {
                label,
                related: Vec::new(),
                fingerprint,
            }],
        }
    }

    /// The same with help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The first place, by which diagnostics are ordered.
    pub fn span(&self) -> Span {
        self.occurrences
            .first()
            .map_or_else(Span::default, |occurrence| occurrence.label.span)
    }
}
