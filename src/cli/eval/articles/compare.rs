//! One article: what is marked in it beside what Tajuk finds.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::eval::articles::coreference::{Clusters, Coreference};
use crate::cli::eval::articles::marked::{Class, Marked, Name, QuoteKind, Said};
use crate::cli::eval::attribution::{Tallies, clean};
use crate::cli::eval::score::Tally;
use crate::cli::screen::visible;
use crate::detect::names;
use crate::detect::{Article, Attribution, Brief, Directness, EntityKind, Form, Point, Unit};
use crate::knowledge::Base;
use crate::lang::Lang;
use crate::structure::Format;
use crate::text::{Buffer, Span};

/// Of a known number of things, how many are right.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    pub(super) right: usize,
    pub(super) of: usize,
}

/// Everything that is counted; sheets can be added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) articles: usize,
    pub(super) lines: usize,
    pub(super) names: BTreeMap<Class, Tally>,
    /// Of the names whose span was found, those tied to the right entity.
    pub(super) linked: Share,
    pub(super) coreference: Coreference,
    pub(super) dates: Tally,
    /// Of the days, months and years found, those that are the right ones.
    pub(super) days: Share,
    pub(super) quantities: Tally,
    pub(super) amounts: Share,
    /// Cues of direct speech: what was found, what is marked.
    pub(super) cues: (Tally, Tally),
    pub(super) quotes: Tally,
    pub(super) speakers: Share,
    /// Source, cue, content.
    pub(super) parts: [Tallies; 3],
    pub(super) source_class: Share,
    pub(super) cue_class: Share,
    pub(super) inherited: Tally,
    pub(super) scored: Vec<(f32, bool)>,
    pub(super) kind: Share,
    pub(super) modality: Share,
    pub(super) slips: String,
}

/// An attribution in bytes of the article.
struct Found {
    attribution: Attribution,
    source: Option<Span>,
    cue: Span,
    content: Vec<Span>,
}

struct Desk<'a> {
    gold: &'a Marked,
    article: &'a Article,
    found: Vec<Found>,
    sheet: Sheet,
}

/// The article as Tajuk reads it.
pub(super) fn article(gold: &Marked, lang: Lang) -> Article {
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: Some(gold.date),
        file_date: None,
        today: gold.date,
        base: Base::built_in(),
    };
    Article::read(&Buffer::new(&gold.text, 0), &brief)
}

impl Sheet {
    pub(super) fn of(gold: &Marked, lang: Lang) -> Sheet {
        let article = article(gold, lang);
        let sheet = Sheet { articles: 1, lines: gold.lines.len(), ..Sheet::default() };
        let mut desk = Desk { gold, found: found(&article), article: &article, sheet };
        desk.names();
        desk.dates();
        desk.quantities();
        desk.quotes();
        desk.attributions();
        desk.claims();
        desk.sheet
    }

    pub(super) fn add(&mut self, other: &Sheet) {
        self.articles += other.articles;
        self.lines += other.lines;
        for (class, tally) in &other.names {
            self.names.entry(*class).or_default().add(*tally);
        }
        self.linked.add(other.linked);
        self.coreference.merge(other.coreference);
        self.dates.add(other.dates);
        self.days.add(other.days);
        self.quantities.add(other.quantities);
        self.amounts.add(other.amounts);
        self.cues.0.add(other.cues.0);
        self.cues.1.add(other.cues.1);
        self.quotes.add(other.quotes);
        self.speakers.add(other.speakers);
        for (all, it) in self.parts.iter_mut().zip(other.parts) {
            all.add(it);
        }
        self.source_class.add(other.source_class);
        self.cue_class.add(other.cue_class);
        self.inherited.add(other.inherited);
        self.scored.extend(&other.scored);
        self.kind.add(other.kind);
        self.modality.add(other.modality);
        self.slips += &other.slips;
    }
}

impl Share {
    fn add(&mut self, other: Share) {
        self.right += other.right;
        self.of += other.of;
    }

    fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }
}

impl Desk<'_> {
    fn slip(&mut self, what: &str, words: Span, told: &str) {
        let words = visible(words.of(&self.gold.text));
        let _ = writeln!(self.sheet.slips, "  {what:<10} {words}{told}");
    }

    fn compare(&mut self, what: &str, found: &[Span], gold: &[Span]) -> Tally {
        let missed: Vec<_> = gold.iter().filter(|it| !found.contains(it)).copied().collect();
        let more: Vec<_> = found.iter().filter(|it| !gold.contains(it)).copied().collect();
        for it in &missed {
            self.slip(&format!("- {what}"), *it, "");
        }
        for it in &more {
            self.slip(&format!("+ {what}"), *it, "");
        }
        Tally { found: found.len(), gold: gold.len(), right: gold.len() - missed.len() }
    }

    fn names(&mut self) {
        let base = &self.article.base;
        let strangers: Vec<(Span, Option<Class>, usize)> = self
            .article
            .strangers()
            .iter()
            .enumerate()
            .flat_map(|(at, it)| it.mentions.iter().map(move |own| (own.span, class(it.class), at)))
            .filter(|it| self.gold.is_marked(it.0))
            .collect();
        // Of two names over each other the longer one is meant.
        let inside = |span: Span| strangers.iter().any(|it| it.0.contains(span));
        let mentions: Vec<_> = self
            .article
            .mentions()
            .iter()
            .filter(|it| it.form != Form::Pronoun && !inside(it.span))
            .filter(|it| self.gold.is_marked(it.span))
            .filter_map(|it| Some((*it, self.article.entities().get(it.entity)?.known)))
            .collect();
        for class in [Class::Person, Class::Place, Class::Org] {
            let is_name = |form| !matches!(form, Form::Demonym | Form::Nominal);
            let known = mentions
                .iter()
                .filter(|(it, known)| is_name(it.form) && kind(base.kind(*known)) == Some(class))
                .map(|(it, _)| it.span);
            let new = strangers.iter().filter(|it| it.1 == Some(class)).map(|it| it.0);
            let found: Vec<Span> = known.chain(new).collect();
            let own = self.gold.names.iter().filter(|it| it.class == class);
            let gold: Vec<Span> = own.map(|it| it.span).collect();
            let tally = self.compare(name(class), &found, &gold);
            self.sheet.names.insert(class, tally);
        }
        let mut gold_clusters = Clusters::new();
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for it in &self.gold.names {
            let next = ids.len();
            let entity = *ids.entry(it.id.as_str()).or_insert(next);
            gold_clusters.insert(it.span, entity);
        }
        let known = mentions.iter().map(|(it, _)| (it.span, it.entity));
        let first = self.article.entities().len();
        let new = strangers.iter().map(|it| (it.0, first + it.2));
        let found = known.chain(new).collect();
        self.sheet.coreference.add(&found, &gold_clusters);
        for it in self.gold.names.iter().filter(|it| !it.id.starts_with('_')) {
            let Some((_, known)) = mentions.iter().find(|(found, _)| found.span == it.span) else {
                continue;
            };
            let told = base.entry(*known).id;
            self.sheet.linked.count(told == it.id);
            if told != it.id {
                self.slip("= entity", it.span, &format!(": {told}, not {}", it.id));
            }
        }
    }

    /// Only what can be marked: days, months, years.
    fn dates(&mut self) {
        let mut found: Vec<(Span, String)> = Vec::new();
        for (placed, facts, _) in self.article.passages() {
            found.extend(facts.whens.iter().filter_map(|it| {
                let point = it.on(self.gold.date)?;
                let marked = matches!(point, Point::Day(_) | Point::Month(..) | Point::Year(_));
                (marked && !it.counts()).then(|| (it.span.shift(placed.start), point.to_string()))
            }));
        }
        found.retain(|it| self.gold.is_marked(it.0));
        let spans: Vec<Span> = found.iter().map(|it| it.0).collect();
        let gold: Vec<Span> = self.gold.dates.iter().map(|it| it.0).collect();
        self.sheet.dates = self.compare("date", &spans, &gold);
        for (span, told) in &self.gold.dates {
            let Some(it) = found.iter().find(|it| it.0 == *span) else { continue };
            self.sheet.days.count(it.1 == *told);
            if it.1 != *told {
                self.slip("= date", *span, &format!(": {}, not {told}", it.1));
            }
        }
    }

    /// Figures of dates are none.
    fn quantities(&mut self) {
        let mut found = Vec::new();
        for (placed, facts, _) in self.article.passages() {
            for it in &facts.quantities {
                let unit = match it.unit {
                    Unit::Money => "MONEY",
                    Unit::Percent | Unit::Point => "PCT",
                    Unit::None | Unit::Magnitude => "NUM",
                };
                let whole = it.whole.shift(placed.start);
                let dated = self.gold.dates.iter().any(|date| date.0.contains(whole));
                if !dated && self.gold.is_marked(whole) {
                    found.push((whole, unit, it.value));
                }
            }
        }
        let spans: Vec<Span> = found.iter().map(|it| it.0).collect();
        let gold: Vec<Span> = self.gold.quantities.iter().map(|it| it.span).collect();
        self.sheet.quantities = self.compare("quantity", &spans, &gold);
        for it in &self.gold.quantities {
            let Some((_, unit, value)) = found.iter().find(|found| found.0 == it.span) else {
                continue;
            };
            let near = |value: f64| (value - it.value).abs() <= it.value.abs() * 1e-6;
            let right = *unit == it.unit && value.is_some_and(near);
            self.sheet.amounts.count(right);
            if !right {
                let told = format!(": {unit} {}, not {}", value.unwrap_or(f64::NAN), it.value);
                self.slip("= quantity", it.span, &told);
            }
        }
    }

    fn quotes(&mut self) {
        let text = &self.gold.text;
        let mut found = Vec::new();
        for (placed, facts, _) in self.article.passages() {
            let speech = facts.quotes.iter().filter(|it| it.is_speech());
            found.extend(speech.map(|it| it.span.shift(placed.start)));
        }
        let gold: Vec<Span> = self
            .gold
            .quotes
            .iter()
            .filter(|it| it.kind == QuoteKind::Speech)
            .map(|it| it.span)
            .collect();
        let (found, gold) = (clean(text, &found), clean(text, &gold));
        self.sheet.quotes = self.compare("quote", &found, &gold);
        self.speakers();
        let direct: Vec<Span> = self
            .found
            .iter()
            .filter(|it| it.attribution.directness == Directness::Direct)
            .map(|it| it.cue)
            .collect();
        let any: Vec<Span> = self.found.iter().map(|it| it.cue).collect();
        let said = |direct: bool| -> Vec<Span> {
            let all = self.gold.said.iter().filter(|it| it.direct || !direct);
            all.filter_map(|it| it.cue).collect()
        };
        let (gold_direct, gold_any) = (said(true), said(false));
        let count = |these: &[Span], those: &[Span]| Tally {
            found: these.len(),
            gold: these.len(),
            right: these.iter().filter(|it| those.contains(it)).count(),
        };
        self.sheet.cues = (count(&direct, &gold_any), count(&gold_direct, &any));
    }

    /// Right where the name that was found is one of the speaker's. Nobody is
    /// asked for quotations whose speaker the article does not name.
    fn speakers(&mut self) {
        let article = self.article;
        let text = &self.gold.text;
        let mut slips = Vec::new();
        for gold in self.gold.quotes.iter().filter(|it| it.kind == QuoteKind::Speech) {
            let Some(speaker) = &gold.speaker else { continue };
            let is_it = |it: &&crate::detect::Spoken| it.quote.overlaps(gold.span);
            let voice = article.spoken().iter().find(is_it).and_then(|it| it.voice);
            let right = voice.is_some_and(|voice| {
                let named = |it: &Name| it.span.overlaps(voice.name) && it.id == *speaker;
                let source = |it: &Said| {
                    it.source.is_some_and(|it| it.overlaps(voice.name))
                        && it.speaker.as_ref() == Some(speaker)
                };
                self.gold.names.iter().any(named) || self.gold.said.iter().any(source)
            });
            self.sheet.speakers.count(right);
            if !right {
                let told = voice.map_or("nobody", |it| it.name.of(text));
                slips.push((gold.span, format!(": {told}, not {speaker}")));
            }
        }
        for (span, told) in slips {
            self.slip("= speaker", span, &told);
        }
    }

    fn attributions(&mut self) {
        let text = &self.gold.text;
        let mut parts =
            [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()], [Vec::new(), Vec::new()]];
        let [source, cue, content] = &mut parts;
        for it in &self.found {
            source[0].extend(it.source);
            cue[0].push(it.cue);
            content[0].extend(&it.content);
        }
        for it in &self.gold.said {
            source[1].extend(it.source);
            cue[1].extend(it.cue);
            content[1].extend(&it.content);
        }
        let mut tallies = [Tallies::default(); 3];
        let mut slips = Vec::new();
        for ((tally, [found, gold]), part) in
            tallies.iter_mut().zip(parts).zip(["source", "cue", "content"])
        {
            let (found, gold) = (clean(text, &found), clean(text, &gold));
            tally.compare(text, &found, &gold);
            slips.push((part, found, gold));
        }
        self.sheet.parts = tallies;
        for (part, found, gold) in slips {
            self.compare(part, &found, &gold);
        }
        let pairs: Vec<(&Said, &Found)> = self
            .gold
            .said
            .iter()
            .filter_map(|it| Some((it, self.found.iter().find(|found| it.cue == Some(found.cue))?)))
            .collect();
        let mut classes = Vec::new();
        for (said, found) in pairs {
            let told = found.attribution.source_class.name();
            let same = said.source_class.as_deref().unwrap_or("none") == told;
            let cue = found.attribution.class.name();
            classes.push((found.cue, same, told, cue == said.cue_class, cue));
        }
        for (span, same, source, as_cue, cue) in classes {
            self.sheet.source_class.count(same);
            self.sheet.cue_class.count(as_cue);
            if !same {
                self.slip("= source", span, &format!(": {source}"));
            }
            if !as_cue {
                self.slip("= cue", span, &format!(": {cue}"));
            }
        }
    }

    fn claims(&mut self) {
        let article = self.article;
        let mut drafts = Vec::new();
        for (placed, facts, _) in article.passages() {
            for it in &facts.drafts {
                let span = facts.sentences.get(it.sentence).map_or(it.span, |it| it.span);
                drafts.push((span.shift(placed.start), it.score, it.kind, it.modality));
            }
        }
        let lines = self.gold.lines.clone();
        for line in lines {
            let own = drafts.iter().filter(|it| line.span.overlaps(it.0));
            let best = own.max_by(|a, b| a.1.total_cmp(&b.1));
            let score = best.map_or(0.0, |it| it.1);
            self.sheet.scored.push((score, line.worthy));
            if (crate::detect::worthy() <= score) != line.worthy {
                self.slip("= worth", line.span, &format!(": {score:.2}"));
            }
            let Some((_, _, kind, modality)) = best.filter(|_| line.kind != "none") else {
                continue;
            };
            self.sheet.kind.count(kind.name() == line.kind);
            if kind.name() != line.kind {
                let told = format!(": {}, not {}", kind.name(), line.kind);
                self.slip("= type", line.span, &told);
            }
            self.sheet.modality.count(modality.name() == line.modality);
            if modality.name() != line.modality {
                let told = format!(": {}, not {}", modality.name(), line.modality);
                self.slip("= modality", line.span, &told);
            }
        }
        let inherited: Vec<_> =
            article.claims().iter().filter(|it| it.inherited && !it.quoted).collect();
        let right = inherited.iter().filter(|claim| {
            let source = claim.attribution.and_then(|it| it.source);
            self.gold.inherited.iter().any(|(item, at)| {
                let said = self.gold.said.get(*at).and_then(|it| it.source);
                item.overlaps(claim.span)
                    && matches!((said, source), (Some(a), Some(b)) if a.overlaps(b))
            })
        });
        self.sheet.inherited =
            Tally { right: right.count(), found: inherited.len(), gold: self.gold.inherited.len() };
    }
}

fn found(article: &Article) -> Vec<Found> {
    let mut res = Vec::new();
    for (placed, facts, _) in article.passages() {
        res.extend(facts.attributions.iter().map(|it| {
            Found {
                attribution: *it,
                source: it.source.map(|it| it.shift(placed.start)),
                cue: it.cue.shift(placed.start),
                content: [it.content, it.content_rest]
                    .into_iter()
                    .flatten()
                    .map(|it| it.shift(placed.start))
                    .collect(),
            }
        }));
    }
    res
}

fn kind(of: EntityKind) -> Option<Class> {
    match of {
        EntityKind::Person => Some(Class::Person),
        EntityKind::Country | EntityKind::Place => Some(Class::Place),
        EntityKind::Org => Some(Class::Org),
        _ => None,
    }
}

fn class(of: names::Class) -> Option<Class> {
    match of {
        names::Class::Person => Some(Class::Person),
        names::Class::Place => Some(Class::Place),
        names::Class::Org => Some(Class::Org),
        names::Class::Event | names::Class::Other => None,
    }
}

pub(super) fn name(class: Class) -> &'static str {
    match class {
        Class::Person => "PER",
        Class::Place => "LOC",
        Class::Org => "ORG",
        Class::Event => "EVT",
        Class::Document => "DOC",
        Class::Demonym => "DEM",
        Class::Nominal => "NOM",
    }
}
