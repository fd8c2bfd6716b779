//! The names of HTML elements and what each means for the shape of the tree.

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// The name of an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum Tag {
            /// A stretch of text, which has no name.
            Text,
            $(#[doc = $name] $variant,)*
            /// Any other name, by its number in the tree builder's list of names.
            Other(u32),
        }

        impl Tag {
            /// The element called `name`, in lower case, or `None` where HTML knows no such element.
            pub(super) fn known(name: &[u8]) -> Option<Self> {
                $(if name == $name.as_bytes() { return Some(Self::$variant); })*
                None
            }
        }
    };
}

// The common ones come first, since names are compared in this order.
tags! {
    Div "div", P "p", A "a", Span "span", Li "li", Ul "ul", Strong "strong", B "b", Br "br", Td "td", Tr "tr",
    Img "img", H2 "h2", H3 "h3", H4 "h4", H1 "h1", H5 "h5", H6 "h6", Ol "ol", Em "em", I "i", Section "section",
    Script "script", Style "style", Link "link", Meta "meta", Button "button", Input "input", Svg "svg", Th "th",
    Tbody "tbody", Thead "thead", Tfoot "tfoot", Table "table", Dt "dt", Dd "dd", Dl "dl", Article "article",
    Main "main", Nav "nav", Header "header", Footer "footer", Aside "aside", Html "html", Head "head",
    Body "body", Title "title", Base "base", Noscript "noscript", Template "template", Iframe "iframe",
    Form "form", Label "label", Select "select", Option "option", Optgroup "optgroup", Datalist "datalist",
    Textarea "textarea", Blockquote "blockquote", Pre "pre", Code "code", Details "details", Summary "summary",
    Dialog "dialog", Figure "figure", Figcaption "figcaption", Caption "caption", Col "col", Colgroup "colgroup",
    Address "address", Center "center", Dir "dir", Menu "menu", Hr "hr", Fieldset "fieldset", Legend "legend",
    Hgroup "hgroup", Search "search", Listing "listing", Xmp "xmp", Plaintext "plaintext", Object "object",
    Embed "embed", Canvas "canvas", Audio "audio", Video "video", Math "math", Noframes "noframes",
    Noembed "noembed", Area "area", Source "source", Track "track", Param "param", Wbr "wbr", Frame "frame",
    Frameset "frameset", Marquee "marquee", Applet "applet", Font "font", U "u", S "s", Small "small", Sub "sub",
    Sup "sup", Abbr "abbr", Cite "cite", Q "q", Mark "mark", Time "time", Big "big",
}

/// What else than a page has a header or a footer, when elements are called after it.
const PARTS: &[&[u8]] = &[
    b"article",
    b"section",
    b"content",
    b"policy",
    b"card",
    b"panel",
    b"block",
    b"item",
    b"list",
    b"table",
    b"group",
    b"accordion",
    b"post",
    b"entry",
];

impl Tag {
    /// The part of a page that the makers of elements of their own call theirs after, as in `shop-header`.
    pub(super) fn named_after(name: &[u8]) -> Option<Self> {
        let mut words = name.split(|byte| *byte == b'-');
        let (first, last) = (words.next()?, words.next()?);
        if words.next().is_some() || PARTS.contains(&first) {
            return None;
        }
        match last {
            b"header" => Some(Self::Header),
            b"footer" => Some(Self::Footer),
            b"nav" | b"navbar" | b"navigation" | b"menu" => Some(Self::Nav),
            b"sidebar" => Some(Self::Aside),
            _ => None,
        }
    }

    /// Elements that have no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Br
                | Self::Img
                | Self::Link
                | Self::Meta
                | Self::Input
                | Self::Base
                | Self::Col
                | Self::Hr
                | Self::Embed
                | Self::Area
                | Self::Source
                | Self::Track
                | Self::Param
                | Self::Wbr
                | Self::Frame
        )
    }

    /// The level of a heading element.
    pub(super) fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Ul | Self::Ol | Self::Menu | Self::Dir)
    }

    pub(super) fn is_table_section(self) -> bool {
        matches!(self, Self::Thead | Self::Tbody | Self::Tfoot)
    }

    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Th)
    }

    /// Elements whose start tag ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        self.is_block()
            && !self.is_table_section()
            && !self.is_cell()
            && !matches!(
                self,
                Self::Tr | Self::Caption | Self::Body | Self::Html | Self::Legend
            )
    }

    /// Elements that stand on lines of their own.
    pub(super) fn is_block(self) -> bool {
        self.heading_level().is_some()
            || self.is_list()
            || self.is_table_section()
            || self.is_cell()
            || self.is_region()
            || matches!(
                self,
                Self::P
                    | Self::Div
                    | Self::Li
                    | Self::Tr
                    | Self::Table
                    | Self::Caption
                    | Self::Dl
                    | Self::Dt
                    | Self::Dd
                    | Self::Body
                    | Self::Html
                    | Self::Form
                    | Self::Blockquote
                    | Self::Pre
                    | Self::Details
                    | Self::Summary
                    | Self::Dialog
                    | Self::Figure
                    | Self::Figcaption
                    | Self::Address
                    | Self::Center
                    | Self::Hr
                    | Self::Fieldset
                    | Self::Legend
                    | Self::Hgroup
                    | Self::Search
                    | Self::Listing
                    | Self::Xmp
                    | Self::Plaintext
            )
    }

    /// The parts that a page is divided into.
    pub(super) fn is_region(self) -> bool {
        matches!(
            self,
            Self::Section
                | Self::Article
                | Self::Main
                | Self::Nav
                | Self::Header
                | Self::Footer
                | Self::Aside
        )
    }

    /// Elements that no end tag of an element around them reaches through, so that a stray `</p>` in a cell leaves the
    /// paragraph around the table alone.
    pub(super) fn is_barrier(self) -> bool {
        self.is_cell()
            || matches!(
                self,
                Self::Table
                    | Self::Caption
                    | Self::Template
                    | Self::Object
                    | Self::Marquee
                    | Self::Applet
                    | Self::Button
            )
    }

    /// Elements that may stand in the head of a page; anything else ends it.
    pub(super) fn belongs_in_head(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Meta
                | Self::Link
                | Self::Script
                | Self::Style
                | Self::Base
                | Self::Noscript
                | Self::Template
        )
    }

    /// Elements whose content is no text of the page.
    pub(super) fn is_never_text(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Template
                | Self::Head
                | Self::Svg
                | Self::Math
                | Self::Iframe
                | Self::Select
                | Self::Option
                | Self::Optgroup
                | Self::Datalist
                | Self::Textarea
                | Self::Object
                | Self::Canvas
                | Self::Audio
                | Self::Video
                | Self::Noscript
                | Self::Noframes
                | Self::Noembed
                | Self::Title
        )
    }
}
