//! What a client waits for goes before what it is only told.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::task::yield_now;

/// Longer than for so many rounds nobody gives way.
const ROUNDS: usize = 16;

/// Counts what happens between the client and us: something came, or was
/// answered. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Stir(Arc<AtomicU64>);

impl Stir {
    pub(super) fn stir(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Gives way until nothing happens any more: each round lets in what has come
    /// and lets out what is ready.
    pub(super) async fn settled(&self) {
        for _ in 0..ROUNDS {
            let before = self.0.load(Ordering::Relaxed);
            yield_now().await;
            if self.0.load(Ordering::Relaxed) == before {
                return;
            }
        }
    }
}
