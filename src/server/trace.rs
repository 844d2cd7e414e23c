//! What the client hears of our work once it asks for a trace.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Instant;

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{LogTraceNotification, LogTraceParams};

/// How much the client wants to hear: nothing, messages, or more.
#[derive(Default)]
pub(super) struct Trace(AtomicU8);

impl Trace {
    /// Takes `off`, `messages` or `verbose`; any other word is `off`.
    pub(super) fn set(&self, value: Option<&Value>) {
        let level = match value.and_then(Value::as_str) {
            Some("messages") => 1,
            Some("verbose") => 2,
            _ => 0,
        };
        self.0.store(level, Ordering::Relaxed);
    }

    pub(super) fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }

    /// Tells that a request was answered, and how long that took. Of an article
    /// it tells the version and never the text.
    pub(super) async fn answered(
        &self,
        client: &Client,
        method: &str,
        version: Option<i32>,
        since: Instant,
    ) {
        if !self.is_on() {
            return;
        }
        let micros = since.elapsed().as_micros();
        let verbose = 1 < self.0.load(Ordering::Relaxed);
        let params = LogTraceParams {
            message: format!("{method}: {micros} µs"),
            verbose: version.filter(|_| verbose).map(|it| format!("version {it}")),
        };
        client.send_notification::<LogTraceNotification>(params).await;
    }
}
