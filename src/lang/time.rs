//! Words that tell when: the names of the program for what `times.tsv` holds.

/// What is counted from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    Day,
    Week,
    Month,
    Year,
}

/// What a word says of a date; `times.tsv` says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// So many days, weeks, months or years from the article's date.
    From(TimeUnit),
    /// Of a day.
    Part,
    Edge,
    EdgeOf,
    Unit,
    Ago,
    Next,
    Last,
    This,
    Since,
    Until,
    Same,
    YearWord,
    Feast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    pub kind: TimeKind,
    pub value: i8,
}

const KINDS: [(&str, TimeKind); 17] = [
    ("day", TimeKind::From(TimeUnit::Day)),
    ("week", TimeKind::From(TimeUnit::Week)),
    ("month", TimeKind::From(TimeUnit::Month)),
    ("year", TimeKind::From(TimeUnit::Year)),
    ("same", TimeKind::Same),
    ("ago", TimeKind::Ago),
    ("part", TimeKind::Part),
    ("edge", TimeKind::Edge),
    ("edge-of", TimeKind::EdgeOf),
    ("unit", TimeKind::Unit),
    ("next", TimeKind::Next),
    ("last", TimeKind::Last),
    ("this", TimeKind::This),
    ("since", TimeKind::Since),
    ("until", TimeKind::Until),
    ("year-word", TimeKind::YearWord),
    ("feast", TimeKind::Feast),
];

/// The values of a [`Time`] lie between -8 and 7.
const MIDDLE: i8 = 8;

impl Time {
    pub(super) fn new(kind: &str, value: i8) -> Option<Time> {
        let (_, kind) = KINDS.iter().find(|it| it.0 == kind)?;
        (-MIDDLE..MIDDLE).contains(&value).then_some(Time { kind: *kind, value })
    }

    /// Tells a time without a name of a day or month beside it.
    pub(super) fn stands_alone(self) -> bool {
        matches!(self.kind, TimeKind::From(_) | TimeKind::Same | TimeKind::Ago)
    }

    /// One byte; only of those that stand alone.
    pub(super) fn code(self) -> u8 {
        let kind = KINDS.iter().position(|it| it.1 == self.kind).unwrap_or_default();
        u8::try_from(kind).unwrap_or_default() << 4
            | self.value.wrapping_add(MIDDLE).cast_unsigned() & 15
    }

    pub(super) fn from_code(code: u8) -> Option<Time> {
        let (_, kind) = KINDS.get(usize::from(code >> 4))?;
        Some(Time { kind: *kind, value: (code & 15).cast_signed() - MIDDLE })
    }

    /// The unit of a [`TimeKind::Unit`].
    pub fn unit(self) -> Option<TimeUnit> {
        let units = [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Year];
        units
            .get(usize::try_from(self.value).ok()?)
            .copied()
            .filter(|_| self.kind == TimeKind::Unit)
    }
}
