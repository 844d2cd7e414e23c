//! The fact tables as they stand in `seeds/knowledge`, and what must hold of
//! them. The build script, `tajuk kb check` and the tests use this one checker,
//! so it knows nothing of the program but how names are cut and folded.

mod dates;
mod names;
mod refs;
mod shape;
mod tidy;
mod values;

use std::collections::BTreeMap;
use std::fmt;

pub use dates::is_date;
pub use shape::SHAPES;

/// Something in a table that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The table's file name.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

#[derive(Debug, Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, table: &Table, line: usize, message: impl Into<String>) {
        let file = table.file();
        self.0.push(Problem { file, line, message: message.into() });
    }
}

/// One table; its cells are asked for by column name.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
}

/// A row that has as many cells as the table has columns.
#[derive(Debug)]
pub struct Row {
    /// In the file, counted from 1.
    pub line: usize,
    cells: Vec<String>,
}

/// All tables.
#[derive(Debug)]
pub struct Tables {
    tables: BTreeMap<&'static str, Table>,
}

impl Tables {
    /// Takes the text of each table from `read`, which is asked for the names
    /// of [`SHAPES`] and says why it has none. What is wrong with the tables is
    /// told beside them; rows that cannot be cut into cells are left out.
    pub fn read(
        mut read: impl FnMut(&'static str) -> Result<String, String>,
    ) -> (Tables, Vec<Problem>) {
        let mut problems = Problems::default();
        let mut tables = BTreeMap::new();
        for shape in SHAPES {
            let text = read(shape.name);
            let table = Table::read(shape.name, text, &mut problems);
            tables.insert(shape.name, table);
        }
        let tables = Tables { tables };
        tables.check(&mut problems);
        let mut problems = problems.0;
        problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        (tables, problems)
    }

    fn check(&self, problems: &mut Problems) {
        for shape in SHAPES {
            tidy::check(self.get(shape.name), shape, problems);
        }
        refs::check(self, problems);
        values::check(self, problems);
        dates::check(self, problems);
        names::check(self, problems);
    }

    /// A table of [`SHAPES`]; an empty one for any other name.
    pub fn get(&self, name: &str) -> &Table {
        static NONE: Table = Table { name: "", columns: Vec::new(), rows: Vec::new() };
        self.tables.get(name).unwrap_or(&NONE)
    }
}

impl Table {
    fn read(name: &'static str, text: Result<String, String>, problems: &mut Problems) -> Table {
        let shape = SHAPES.iter().find(|it| it.name == name);
        let columns = shape.map_or("", |it| it.columns);
        let header: Vec<&str> = columns.split_ascii_whitespace().collect();
        let mut res = Table { name, columns: header, rows: Vec::new() };
        let text = match text {
            Ok(text) => text,
            Err(error) => {
                problems.add(&res, 1, format!("cannot be read: {error}; restore it"));
                return res;
            }
        };
        whole(&res, &text, problems);
        if text.lines().next() != Some(res.columns.join("\t").as_str()) {
            problems.add(&res, 1, format!("the header must read `{columns}`, with TABs between"));
        }
        let wanted = res.columns.len();
        let mut rows = Vec::new();
        for (index, line) in text.lines().enumerate().skip(1) {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let count = cells.len();
            if count == wanted {
                rows.push(Row { line: index + 1, cells });
            } else {
                let message = format!(
                    "{count} cells where the header has {wanted}; separate them with single TABs, \
                     empty ones too"
                );
                problems.add(&res, index + 1, message);
            }
        }
        res.rows = rows;
        res
    }

    fn file(&self) -> String {
        format!("{}.tsv", self.name)
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The text of a cell; nothing where there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let at = self.columns.iter().position(|it| *it == column);
        at.and_then(|it| row.cells.get(it)).map_or("", String::as_str)
    }

    /// The items of a cell that holds a list.
    pub fn list<'a>(&self, row: &'a Row, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(row, column).split('|').filter(|it| !it.is_empty())
    }
}

/// The file as a file.
fn whole(table: &Table, text: &str, problems: &mut Problems) {
    if text.starts_with('\u{feff}') {
        problems.add(table, 1, "starts with a byte order mark; save it as plain UTF-8");
    }
    if let Some(line) = text.split('\n').position(|it| it.contains('\r')) {
        problems.add(table, line + 1, "has a carriage return; save it with LF line ends");
    }
    if !text.is_empty() && !text.ends_with('\n') {
        problems.add(table, text.lines().count(), "the last line has no newline; add one");
    }
}
