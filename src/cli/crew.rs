//! Several articles are read at once; their answers come in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread::{available_parallelism, scope};

use crate::cli::screen::Failure;

/// Does `work` on each item, on all processors, and gives the answers to
/// `take` in the order of the items, each as soon as it is its turn. When
/// `take` fails, nothing more is begun.
pub(crate) fn in_order<I: Sync, A: Send>(
    items: &[I],
    work: impl Fn(&I) -> A + Sync,
    mut take: impl FnMut(A) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let hands = available_parallelism().map_or(1, usize::from).min(items.len());
    let next = AtomicUsize::new(0);
    let (sender, answers) = channel();
    scope(|scope| {
        for _ in 0..hands {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut turn = 0;
        for (index, answer) in answers {
            early.insert(index, answer);
            while let Some(answer) = early.remove(&turn) {
                turn += 1;
                if let Err(failure) = take(answer) {
                    next.store(items.len(), Ordering::Relaxed);
                    return Err(failure);
                }
            }
        }
        Ok(())
    })
}
