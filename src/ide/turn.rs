//! One reads a version; who asks about it meanwhile waits for that reading.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// So long one waits before one looks whether the answer is still wanted.
const GLANCE: Duration = Duration::from_millis(20);

/// Whose turn it is to read.
#[derive(Default)]
pub(super) struct Turns {
    taken: Mutex<bool>,
    given_back: Condvar,
}

/// Given back when it goes out of scope, also by a panic.
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// The turn; nothing where another one still has it after a short while.
    pub(super) fn take(&self) -> Option<Turn<'_>> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.given_back.wait_timeout_while(taken, GLANCE, |taken| *taken);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *taken {
            return None;
        }
        *taken = true;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.given_back.notify_all();
    }
}
