//! One reads a version; who asks about it meanwhile waits for that reading.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// So long one waits before one looks whether the answer is still wanted.
const GLANCE: Duration = Duration::from_millis(20);

/// Whose turn it is to read.
#[derive(Default)]
pub(super) struct Turns {
    state: Mutex<State>,
    given_back: Condvar,
}

#[derive(Default)]
struct State {
    taken: bool,
    /// How many wait: where nobody does, nobody needs to be woken.
    waiting: usize,
}

/// Given back when it goes out of scope, also by a panic.
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// The turn; nothing where another one still has it after a short while.
    pub(super) fn take(&self) -> Option<Turn<'_>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting += 1;
        let waited = self.given_back.wait_timeout_while(state, GLANCE, |it| it.taken);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        if state.taken {
            return None;
        }
        state.taken = true;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.taken = false;
        let waits = 0 < state.waiting;
        drop(state);
        if waits {
            self.0.given_back.notify_all();
        }
    }
}
