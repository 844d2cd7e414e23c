//! Colours of the terminal, by what they mean. Everything is drawn in colour;
//! the stream it is written to takes the colours out where they do not belong.

use std::fmt::Display;

use anstyle::{AnsiColor, Color, Style};

use crate::rules::Level;

pub(crate) const PLAIN: Style = Style::new();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const HEADING: Style = BOLD.underline();
pub(crate) const EMPHASIS: Style = Style::new().italic();
pub(crate) const CODE: Style = colour(AnsiColor::Cyan);
pub(crate) const LINK: Style = Style::new().underline();
pub(crate) const GOOD: Style = colour(AnsiColor::Green);
pub(crate) const BAD: Style = colour(AnsiColor::Red);

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

pub(crate) const fn level(level: Level) -> Style {
    colour(match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Information => AnsiColor::Cyan,
        Level::Hint => AnsiColor::Blue,
    })
}

pub(crate) fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}
