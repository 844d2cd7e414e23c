//! The floor of judgement: one file and one page for each rule. Does not know
//! editors, files or positions.

mod acronym_mismatch;
mod acronym_redefined;
mod acronym_undefined;
mod across;
mod anonymous_source;
mod arithmetic_mismatch;
mod batch;
mod gathered;
mod beside;
mod change;
mod check;
mod claim_needs_source;
mod currency_format;
mod date_impossible;
mod double_attribution;
mod first_mention_full_name;
mod first_mention_no_role;
mod heading_case_mixed;
mod heading_glued_lede;
mod heading_unmarked;
mod headline_body_mismatch;
mod lead;
mod link_broken;
mod list_item_glued;
mod list_marker_broken;
mod meta_missing_field;
mod missing_space;
mod name_house_style;
mod name_near_miss;
mod name_spelling_variant;
mod number_format_locale;
mod number_inconsistent;
mod office;
mod page;
mod passive_hearsay;
mod percent_vs_point;
mod profile;
mod quantity_without_source;
mod quote_no_speaker;
mod quote_unclosed;
mod repeated_word;
mod role_mismatch;
mod role_stale;
mod scrape_residue;
mod section_empty;
mod section_missing_conclusion;
mod surname_ambiguous;
mod table;
mod title_case_particle;
mod vague_attribution;
mod weekday_date_mismatch;

use std::sync::LazyLock;

use crate::detect::Article;
use crate::lang::Message;
use crate::text::Span;

pub use across::{Across, Fold, Spot, Tied};
pub use batch::{Batch, Piece};
pub use check::{Alone, Checked, Judged, check, check_in, check_with};
pub use lead::source_lead;
pub use page::{Example, Page, prose};
pub use profile::{PROFILES, Profile};
pub use table::Table;

/// All rules, in the order in which they are listed to people: those that are
/// code, then those that are data.
pub const RULES: &[&Rule] = &joined();

/// Rules that ask the same of one sentence: where the first does, the second is silent,
/// but in a house that does not hear the first ([`Profile::unheard`]).
const FOLLOWING: [(&str, &str); 1] = [("claim-needs-source", "quantity-without-source")];

/// The first of each pair.
pub(crate) const LEADING: [&str; 1] = [FOLLOWING[0].0];

const CODE: &[&Rule] = &[
    &weekday_date_mismatch::RULE,
    &acronym_redefined::RULE,
    &vague_attribution::RULE,
    &claim_needs_source::RULE,
    &quote_unclosed::RULE,
    &heading_glued_lede::RULE,
    &heading_unmarked::RULE,
    &list_marker_broken::RULE,
    &list_item_glued::RULE,
    &missing_space::RULE,
    &date_impossible::RULE,
    &acronym_mismatch::RULE,
    &role_stale::RULE,
    &anonymous_source::RULE,
    &double_attribution::RULE,
    &number_format_locale::RULE,
    &repeated_word::RULE,
    &scrape_residue::RULE,
    &title_case_particle::RULE,
    &meta_missing_field::RULE,
    &role_mismatch::RULE,
    &percent_vs_point::RULE,
    &arithmetic_mismatch::RULE,
    &name_spelling_variant::RULE,
    &name_near_miss::RULE,
    &first_mention_full_name::RULE,
    &first_mention_no_role::RULE,
    &acronym_undefined::RULE,
    &passive_hearsay::RULE,
    &quantity_without_source::RULE,
    &number_inconsistent::RULE,
    &quote_no_speaker::RULE,
    &section_empty::RULE,
    &headline_body_mismatch::RULE,
    &section_missing_conclusion::RULE,
    &surname_ambiguous::RULE,
    &heading_case_mixed::RULE,
    &name_house_style::RULE,
    &currency_format::RULE,
    &link_broken::RULE,
];

#[expect(clippy::indexing_slicing, reason = "the compiler runs it and would say so")]
const fn joined() -> [&'static Rule; CODE.len() + table::TABLES.len()] {
    let mut res = [CODE[0]; CODE.len() + table::TABLES.len()];
    let mut at = 0;
    while at < res.len() {
        res[at] = if at < CODE.len() { CODE[at] } else { table::TABLES[at - CODE.len()] };
        at += 1;
    }
    res
}

/// One rule, described once; pages, lists and editors read this.
pub struct Rule {
    /// Says what is wrong, as in "allow vague-attribution".
    pub id: &'static str,
    pub group: Group,
    pub level: Level,
    /// Whether a finding may come with a quick fix.
    pub fixes: bool,
    pub since: &'static str,
    /// Shown by `tajuk explain` and behind the editor's link; run as a test.
    pub page: &'static str,
    pub check: Check,
}

/// How much of the article a rule must see. What a passage alone decides is
/// kept for as long as the passage stays as it is.
pub enum Check {
    /// Is asked for each passage, by index. All spans it reports are relative
    /// to the passage, and it may use nothing but that passage's facts, roles,
    /// names and claims, the article's date and its language.
    Passage(fn(&Article, usize, &mut Findings<'_>)),
    /// Words and what to write instead; seen as [`Check::Passage`] is.
    Table(&'static LazyLock<Table>),
    /// Gathers something from each passage, and judges over all of that, but
    /// only where it has changed. See [`Fold`].
    Across(&'static dyn Across),
    /// Is asked anew for each version, so its cost grows with the article: for
    /// what cannot be told otherwise.
    Article(fn(&Article, &mut Findings<'_>)),
}

/// The groups of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Attribution,
    Claims,
    Names,
    Numbers,
    Dates,
    Structure,
    Quotes,
    Orthography,
    Loaded,
    Links,
    Metadata,
}

/// How sure a finding is, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Taste or ranking.
    Hint,
    /// An editor will want to know.
    Information,
    /// Almost surely wrong, and fixable.
    Warning,
    /// Cannot be right.
    Error,
}

/// Something a rule found. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static str,
    pub group: Group,
    pub level: Level,
    pub span: Span,
    pub message: Message,
    /// The best one first.
    pub fixes: Vec<Fix>,
    /// Other places that explain this one.
    pub related: Vec<(Span, Message)>,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Message,
    /// Cannot change what the text says; may be applied without asking.
    pub safe: bool,
    /// Replacements that do not overlap, in order.
    pub edits: Vec<(Span, String)>,
}

/// Where a rule puts what it finds.
pub struct Findings<'a> {
    rule: &'static Rule,
    profile: &'a Profile,
    all: &'a mut Vec<Finding>,
}

impl Findings<'_> {
    /// What the house wants.
    pub fn profile(&self) -> &Profile {
        self.profile
    }

    /// Reports at the rule's own level.
    pub fn report(&mut self, span: Span, message: Message) {
        self.add(self.finding(span, message));
    }

    /// A finding at the rule's own level, to be given more and then added.
    pub fn finding(&self, span: Span, message: Message) -> Finding {
        let Rule { id, group, level, .. } = *self.rule;
        let (fixes, related) = (Vec::new(), Vec::new());
        Finding { rule: id, group, level, span, message, fixes, related }
    }

    pub fn add(&mut self, finding: Finding) {
        self.all.push(finding);
    }
}

impl Finding {
    /// With a fix that replaces one stretch.
    #[must_use]
    pub fn fix(self, safe: bool, title: Message, span: Span, text: impl Into<String>) -> Finding {
        self.fix_all(safe, title, vec![(span, text.into())])
    }

    /// With a fix of several replacements, in order.
    #[must_use]
    pub fn fix_all(mut self, safe: bool, title: Message, edits: Vec<(Span, String)>) -> Finding {
        self.fixes.push(Fix { title, safe, edits });
        self
    }

    #[must_use]
    pub fn related(mut self, span: Span, message: Message) -> Finding {
        self.related.push((span, message));
        self
    }
}

impl Rule {
    /// The rule of this id.
    pub fn find(id: &str) -> Option<&'static Rule> {
        RULES.iter().copied().find(|it| it.id == id)
    }
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Error, Level::Warning, Level::Information, Level::Hint];

    /// The word of the JSON answers and of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Level::Hint => "hint",
            Level::Information => "information",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl Group {
    /// In the order of the catalogue.
    pub const ALL: [Group; 11] = [
        Group::Attribution,
        Group::Claims,
        Group::Names,
        Group::Numbers,
        Group::Dates,
        Group::Structure,
        Group::Quotes,
        Group::Orthography,
        Group::Loaded,
        Group::Links,
        Group::Metadata,
    ];

    /// Whether its rules read words: they are nothing to a language that Tajuk does
    /// not read.
    pub(crate) fn is_about_words(self) -> bool {
        !matches!(self, Group::Structure | Group::Quotes | Group::Links | Group::Metadata)
    }

    /// The word of the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Group::Attribution => "attribution",
            Group::Claims => "claims",
            Group::Names => "names",
            Group::Numbers => "numbers",
            Group::Dates => "dates",
            Group::Structure => "structure",
            Group::Quotes => "quotes",
            Group::Orthography => "orthography",
            Group::Loaded => "loaded",
            Group::Links => "links",
            Group::Metadata => "metadata",
        }
    }
}
