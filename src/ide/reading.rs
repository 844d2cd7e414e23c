//! A version is read in two steps: what stands in it, which most questions are
//! about, and what the rules find there. Each begins from the last version that
//! took the same step.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::detect::Article;
use crate::ide::turn::Turns;
use crate::rules::{self, Checked, Profile};
use crate::text::Untouched;

/// How far one version is read.
#[derive(Default)]
pub(super) struct Steps {
    article: OnceLock<Arc<Article>>,
    reading: OnceLock<Arc<Reading>>,
    turns: Turns,
    before: Mutex<Before>,
}

/// Earlier versions, each let go of once this one has come as far.
#[derive(Clone, Default)]
struct Before {
    /// An article, and what edits since then left alone.
    article: Option<(Arc<Article>, Untouched)>,
    reading: Option<Arc<Reading>>,
}

/// One version, read and judged.
pub(super) struct Reading {
    pub(super) article: Arc<Article>,
    pub(super) checked: Checked,
    /// The style it was judged by.
    profile: Arc<Profile>,
}

impl Steps {
    /// Those of the next version, of which edits left this much alone.
    pub(super) fn follow(&self, untouched: Untouched) -> Steps {
        let known = |it: &Arc<Article>| (Arc::clone(it), untouched);
        // Its text may be read in this very moment: then it is let go of in `before`
        // only after it can be had here.
        let (own, before) = (self.article.get().map(known), self.before());
        let earlier = before.article.map(|(it, earlier)| (it, earlier.and(untouched)));
        let article = own.or(earlier).or_else(|| self.article.get().map(known));
        let own = self.reading.get().map(Arc::clone);
        let reading = own.or(before.reading).or_else(|| self.reading.get().map(Arc::clone));
        Steps { before: Mutex::new(Before { article, reading }), ..Steps::default() }
    }

    fn before(&self) -> Before {
        self.before.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The article to begin from, and what is as it was there.
    pub(super) fn known(&self) -> Option<(Arc<Article>, Untouched)> {
        self.before().article
    }

    pub(super) fn is_read(&self) -> bool {
        self.article.get().is_some()
    }

    /// Takes the first step, unless `stale` says to stop half way. Whether it is
    /// taken.
    pub(super) fn read_unless(
        &self,
        stale: &dyn Fn() -> bool,
        read: impl Fn() -> Option<Article>,
    ) -> bool {
        while self.article.get().is_none() {
            let Some(_turn) = self.turns.take() else {
                if stale() {
                    return false;
                }
                continue;
            };
            if self.article.get().is_some() {
                break;
            }
            let Some(article) = read() else { return false };
            // A question may have been quicker; the two readings are equal.
            let _ = self.article.set(Arc::new(article));
            self.forget_article();
        }
        true
    }

    /// The article; `read` reads it where nobody has.
    pub(super) fn article(&self, read: impl FnOnce() -> Article) -> &Arc<Article> {
        if let Some(article) = self.article.get() {
            return article;
        }
        let article = self.article.get_or_init(|| Arc::new(read()));
        self.forget_article();
        article
    }

    fn forget_article(&self) {
        self.before.lock().unwrap_or_else(PoisonError::into_inner).article = None;
    }

    /// What is found in the article.
    pub(super) fn reading(&self, article: &Arc<Article>, profile: &Arc<Profile>) -> &Reading {
        if let Some(reading) = self.reading.get() {
            return reading;
        }
        let reading = self.reading.get_or_init(|| {
            let before = self.before().reading.filter(|it| it.profile == *profile);
            let before = before.as_ref().map(|it| (&*it.article, &it.checked));
            let checked = rules::check_in(profile, article, before);
            let (article, profile) = (Arc::clone(article), Arc::clone(profile));
            Arc::new(Reading { article, checked, profile })
        });
        self.before.lock().unwrap_or_else(PoisonError::into_inner).reading = None;
        reading
    }
}
