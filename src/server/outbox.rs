//! What leaves for the client: the framework's messages, and those that we
//! write ourselves since they are long and mostly as they were before.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use serde_json::{Value, json};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;
use tower_lsp::gen_lsp_types::ProgressToken;

use crate::server::guard::lock;
use crate::server::stir::Stir;

/// Cheap to clone: the clones share what waits.
#[derive(Clone, Default)]
pub(super) struct Outbox(Arc<Inner>);

#[derive(Default)]
struct Inner {
    waiting: Mutex<Waiting>,
    bell: Notify,
    stir: Stir,
    /// Rung when nothing waits any more.
    empty: Notify,
}

#[derive(Default)]
struct Waiting {
    /// Whole messages with their headers.
    bytes: Vec<u8>,
    /// Some that were taken are not written yet.
    writing: bool,
}

impl Outbox {
    pub(super) fn new(stir: Stir) -> Outbox {
        Outbox(Arc::new(Inner { stir, ..Inner::default() }))
    }

    /// Sends the body of one message.
    pub(super) fn send(&self, body: &[u8]) {
        let mut waiting = lock(&self.0.waiting);
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        waiting.bytes.extend_from_slice(header.as_bytes());
        waiting.bytes.extend_from_slice(body);
        self.0.bell.notify_one();
        self.0.stir.stir();
    }

    /// Tells of work under a token; it leaves before any answer that is given
    /// later, which the framework does not promise of its own notifications.
    pub(super) fn progress(&self, token: &ProgressToken, value: &Value) {
        let params = json!({ "token": token, "value": value });
        let message = json!({ "jsonrpc": "2.0", "method": "$/progress", "params": params });
        self.send(message.to_string().as_bytes());
    }

    /// Writes what is sent, until the other side no longer takes it.
    pub(super) async fn run(&self, output: impl AsyncWrite) {
        tokio::pin!(output);
        loop {
            let bytes = {
                let mut waiting = lock(&self.0.waiting);
                waiting.writing = !waiting.bytes.is_empty();
                std::mem::take(&mut waiting.bytes)
            };
            if bytes.is_empty() {
                self.0.empty.notify_waiters();
                self.0.bell.notified().await;
                continue;
            }
            let written = async {
                output.write_all(&bytes).await?;
                output.flush().await
            };
            if let Err(error) = written.await {
                tracing::error!("cannot write to the client: {error}");
                return;
            }
        }
    }

    /// Waits until everything is written.
    pub(super) async fn drained(&self) {
        loop {
            let empty = self.0.empty.notified();
            tokio::pin!(empty);
            empty.as_mut().enable();
            {
                let waiting = lock(&self.0.waiting);
                if waiting.bytes.is_empty() && !waiting.writing {
                    return;
                }
            }
            empty.await;
        }
    }
}

/// Takes the framework's messages. It writes only whole ones, all it has at a
/// time, and everything is taken at once, so none is cut in two.
impl AsyncWrite for Outbox {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        lock(&self.0.waiting).bytes.extend_from_slice(bytes);
        self.0.bell.notify_one();
        self.0.stir.stir();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
