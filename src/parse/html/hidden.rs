//! Which parts of a page a reader of the policy does not see: scripts, menus, dialogs for consent, hidden parts.
//!
//! Only the structure of the page and the vocabulary of HTML count, never words of a language. Whatever holds the
//! larger part of the page's text is kept, whatever it is called: losing policy is worse than keeping a menu.

use rustc_hash::FxHashSet;

use super::stats::{Stats, is_heading, measure};
use super::tag::Tag;
use super::tree::{Attr, NodeId, Tree};

/// Parts of ids and classes by which the makers of consent dialogs name them. Those that also name lists of cookies
/// inside a policy are left out.
const CONSENT_PRODUCTS: &[&str] = &[
    "onetrust-banner",
    "onetrust-consent",
    "onetrust-pc",
    "optanon-alert",
    "optanon-popup",
    "cybotcookiebotdialog",
    "cookiebotwidget",
    "cookie-law-info-bar",
    "climodal",
    "cli-modal",
    "cky-consent",
    "cky-modal",
    "cky-overlay",
    "cmplz-cookiebanner",
    "cmplz-manage-consent",
    "cmplz-blocked-content",
    "iubenda-cs-",
    "usercentrics-root",
    "usercentrics-cmp",
    "didomi-host",
    "didomi-popup",
    "didomi-notice",
    "qc-cmp",
    "borlabscookiebox",
    "brlbs-cmpnt",
    "termly-consent",
    "termly-styles",
    "osano-cm",
    "klaro",
    "cookienotice",
    "tarteaucitronroot",
    "tarteaucitronalert",
    "axeptio_",
    "truste-consent",
    "truste_overlay",
    "sp_message_",
    "moove_gdpr_cookie",
    "moove-gdpr",
    "hs-eu-cookie",
    "hs-banner",
    "fc-consent",
    "cc-window",
    "cc-banner",
    "cc-revoke",
    "cm-wrapper",
    "cookieadmin",
    "gdpr-privacy-preferences",
];

/// Parts of ids and classes that people give to their own consent dialogs.
const CONSENT_DIALOGS: &[&str] = &[
    "cookie-banner",
    "cookiebanner",
    "cookie_banner",
    "cookie-bar",
    "cookiebar",
    "cookie_bar",
    "cookie-notice",
    "cookie_notice",
    "cookie-popup",
    "cookiepopup",
    "cookie-modal",
    "cookiemodal",
    "cookie-dialog",
    "cookie-overlay",
    "cookie-alert",
    "cookie-consent",
    "cookieconsent",
    "cookie_consent",
    "cookie-settings-modal",
    "cookie-preferences-modal",
    "consent-banner",
    "consentbanner",
    "consent-bar",
    "consent-modal",
    "consent-popup",
    "consent-dialog",
    "consent-manager",
    "consent-overlay",
    "gdpr-banner",
    "gdpr-popup",
    "gdpr-cookie",
    "gdpr-consent",
    "eu-cookie",
];

/// How strictly the page's own marks of hidden parts are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// As a browser without any interaction.
    Shown,
    /// What a script would show counts as shown.
    Everything,
}

/// Marks the nodes of `tree` that are not part of what the page says.
pub(super) fn hidden(source: &str, tree: &Tree, strictness: Strictness) -> Vec<bool> {
    let mut skip = mark(tree, &[], |id| {
        is_never_text(tree, id, strictness) || is_in_title(tree, id)
    });
    let stats = measure(source, tree, &skip);
    let total = tree
        .children(None)
        .filter_map(|id| stats.get(id.index()))
        .map(Stats::plain)
        .sum::<usize>();
    let judge = Judge {
        tree,
        stats: &stats,
        total,
        controlled: controlled(tree),
        strictness,
    };
    skip = mark(tree, &skip, |id| judge.is_hidden(id));
    skip
}

/// Marks what `own` names and all that lies below it, besides what `before` marks.
pub(super) fn mark(tree: &Tree, before: &[bool], own: impl Fn(NodeId) -> bool) -> Vec<bool> {
    let mut marks = Vec::with_capacity(tree.len());
    for id in tree.ids() {
        let inherited = tree
            .parent(id)
            .and_then(|parent| marks.get(parent.index()).copied())
            .unwrap_or(false);
        let marked = inherited || before.get(id.index()).copied().unwrap_or(false) || own(id);
        marks.push(marked);
    }
    marks
}

fn is_never_text(tree: &Tree, id: NodeId, strictness: Strictness) -> bool {
    match tree.tag(id) {
        Tag::Noscript => strictness == Strictness::Shown,
        // The styles in it are skipped by their own name.
        Tag::Head => false,
        tag => tag.is_never_text(),
    }
}

/// Text that stands straight in the head belongs to no block.
fn is_in_title(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id) == Tag::Text && tree.parent(id).is_some_and(|id| tree.tag(id) == Tag::Head)
}

/// The ids that a control of the page opens.
fn controlled(tree: &Tree) -> FxHashSet<&str> {
    tree.ids()
        .flat_map(|id| {
            [Attr::AriaControls, Attr::Target]
                .into_iter()
                .filter_map(move |attr| tree.attr(id, attr))
        })
        .flat_map(str::split_ascii_whitespace)
        .map(|id| id.trim_start_matches('#'))
        .filter(|id| !id.is_empty())
        .collect()
}

struct Judge<'a> {
    tree: &'a Tree,
    stats: &'a [Stats],
    total: usize,
    controlled: FxHashSet<&'a str>,
    strictness: Strictness,
}

impl Judge<'_> {
    fn is_hidden(&self, id: NodeId) -> bool {
        let tag = self.tree.tag(id);
        if matches!(tag, Tag::Text | Tag::Html | Tag::Body) {
            return false;
        }
        let Some(stats) = self.stats.get(id.index()) else {
            return false;
        };
        if stats.plain() * 2 > self.total {
            return false;
        }
        tag == Tag::Nav
            || tag == Tag::Dialog
            || self.is_idle_button(id, tag)
            || self.has_menu_role(id)
            || self.is_marked_hidden(id)
            || self.is_consent_dialog(id, stats)
            || self.is_for_machines(id, stats)
            || (tag == Tag::Form && stats.prose == 0 && !stats.has_title)
    }

    fn has_menu_role(&self, id: NodeId) -> bool {
        self.tree.attr_is(
            id,
            Attr::Role,
            &[
                "navigation",
                "search",
                "menu",
                "menubar",
                "toolbar",
                "dialog",
                "alertdialog",
                "tooltip",
            ],
        ) || self.tree.attr_is(id, Attr::AriaModal, &["true"])
    }

    /// A button says something only where it is the heading of a part that it opens.
    fn is_idle_button(&self, id: NodeId, tag: Tag) -> bool {
        let tree = self.tree;
        tag == Tag::Button
            && tree.attr(id, Attr::AriaControls).is_none()
            && tree.attr(id, Attr::Target).is_none()
            && !tree
                .ancestors(id)
                .take(4)
                .any(|id| is_heading(tree, id) || tree.tag(id) == Tag::Summary)
    }

    fn is_marked_hidden(&self, id: NodeId) -> bool {
        if self.strictness == Strictness::Everything {
            return false;
        }
        let tree = self.tree;
        let marked = tree
            .attr(id, Attr::Hidden)
            .is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
            || tree.attr_is(id, Attr::AriaHidden, &["true"])
            || tree.attr(id, Attr::Style).is_some_and(hides);
        marked
            && !tree
                .attr(id, Attr::Id)
                .is_some_and(|id| self.controlled.contains(id))
    }

    fn is_consent_dialog(&self, id: NodeId, stats: &Stats) -> bool {
        let tree = self.tree;
        if is_heading(tree, id) || matches!(tree.tag(id), Tag::A | Tag::Main | Tag::Article) {
            return false;
        }
        if is_named(tree, id, CONSENT_PRODUCTS) {
            return true;
        }
        // A policy may well have a section on consent to cookies with an id that says so.
        let in_content = tree
            .ancestors(id)
            .any(|id| matches!(tree.tag(id), Tag::Main | Tag::Article));
        !in_content && !stats.has_title && is_named(tree, id, CONSENT_DIALOGS)
    }

    /// Short additions that only screen readers or search engines read, as that a link opens a new window.
    fn is_for_machines(&self, id: NodeId, stats: &Stats) -> bool {
        stats.text < 120
            && !stats.has_heading
            && self.tree.attr(id, Attr::Class).is_some_and(|class| {
                class.split_ascii_whitespace().any(|word| {
                    matches!(
                        word,
                        "sr-only"
                            | "visually-hidden"
                            | "visuallyhidden"
                            | "screen-reader-text"
                            | "rich-snippet-hidden"
                    )
                })
            })
    }
}

/// Whether the id or a class of node `id` holds one of `words`.
fn is_named(tree: &Tree, id: NodeId, words: &[&str]) -> bool {
    let mut values = [Attr::Id, Attr::Class]
        .into_iter()
        .filter_map(|attr| tree.attr(id, attr));
    values.any(|value| {
        let value = value.to_ascii_lowercase();
        words.iter().any(|word| value.contains(word))
    })
}

/// Whether a consent dialog that was left out, by `skip`, gives a choice: two controls or more stand in such dialogs.
pub(super) fn asks_consent(tree: &Tree, skip: &[bool]) -> bool {
    let is_left_out = |id: &NodeId| skip.get(id.index()).copied().unwrap_or(false);
    let is_control = |id: &NodeId| {
        tree.tag(*id) == Tag::Button || tree.attr_is(*id, Attr::Role, &["button", "switch"])
    };
    let is_dialog =
        |id: NodeId| is_named(tree, id, CONSENT_PRODUCTS) || is_named(tree, id, CONSENT_DIALOGS);
    let controls = tree.ids().filter(is_left_out).filter(is_control);
    let choices = controls.filter(|id| tree.ancestors(*id).any(is_dialog));
    choices.take(2).count() == 2
}

/// Whether a `style` attribute hides its element.
fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim().trim_end_matches("!important").trim();
        (name.trim().eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
            || (name.trim().eq_ignore_ascii_case("visibility")
                && value.eq_ignore_ascii_case("hidden"))
    })
}
