//! How far a long run is: one line on standard error, for a person at a
//! terminal only, gone when the run is done.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// A run over fewer files is over before anybody wonders.
const FEW: usize = 50;

/// The line is drawn so often at most.
const PAUSE: Duration = Duration::from_millis(100);

/// Characters of the bar.
const BAR: usize = 24;

pub(crate) struct Progress<W> {
    to: Option<W>,
    total: usize,
    done: usize,
    drawn: bool,
    last: Instant,
}

impl Progress<std::io::Stderr> {
    /// For so many files.
    pub(crate) fn new(total: usize) -> Progress<std::io::Stderr> {
        let wanted = FEW <= total && stderr().is_terminal();
        Progress::on(wanted.then(stderr), total)
    }
}

impl<W: Write> Progress<W> {
    fn on(to: Option<W>, total: usize) -> Progress<W> {
        Progress { to, total, done: 0, drawn: false, last: Instant::now() }
    }

    /// One more file is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.to.is_some() && PAUSE <= self.last.elapsed() {
            self.draw();
        }
    }

    fn draw(&mut self) {
        let Some(to) = &mut self.to else { return };
        let full = BAR * self.done / self.total.max(1);
        let bar = "━".repeat(full) + &"─".repeat(BAR.saturating_sub(full));
        // A line that cannot be drawn is not missed.
        let _ = write!(to, "\r\u{1b}[2K{bar} {}/{} files", self.done, self.total);
        let _ = to.flush();
        self.drawn = true;
        self.last = Instant::now();
    }

    /// Takes the line away: before anything else is written, and at the end.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.drawn)
            && let Some(to) = &mut self.to
        {
            let _ = write!(to, "\r\u{1b}[2K");
            let _ = to.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_grows_and_goes() {
        let mut sink = Vec::new();
        let mut progress = Progress::on(Some(&mut sink), 2);
        progress.step();
        progress.draw();
        progress.clear();
        progress.clear();
        progress.step();
        let drawn = String::from_utf8(sink).unwrap();
        let line = "\r\u{1b}[2K━━━━━━━━━━━━──────────── 1/2 files";
        assert_eq!(drawn, format!("{line}\r\u{1b}[2K"));
    }
}
