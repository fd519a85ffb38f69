//! Tables as text, as spreadsheets write and read them: comma, semicolon or tab, with or without a byte order mark, quoted
//! cells with line breaks in them. What is written holds no cell that a spreadsheet would take for a formula.

/// A row that holds anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The line of the text on which it begins, from 1.
    pub line: u32,
    /// Its cells, as [`plain`] reads them.
    pub cells: Vec<String>,
}

/// A text that is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// A quoted cell never ends.
    #[error("the quotation mark that opens on line {line} is never closed")]
    OpenQuote {
        /// Where the row with it begins.
        line: u32,
    },
}

/// Reads a table; blank rows are left out.
///
/// # Errors
/// When a quoted cell never ends.
pub fn read(text: &str) -> Result<Vec<SheetRow>, SheetFault> {
    let text = text.trim_start_matches('\u{feff}');
    // The first line of some spreadsheets only names the separator.
    let (text, named, skipped) = match text.split_once('\n') {
        Some((head, rest)) if head.trim_end().len() == 5 && head.starts_with("sep=") => (rest, head.chars().nth(4), 1),
        _ => (text, None, 0),
    };
    let separator = named.unwrap_or_else(|| separator(text));
    let mut rows = Vec::new();
    let mut row = SheetRow { line: 1 + skipped, cells: Vec::new() };
    let (mut cell, mut quoted, mut line) = (String::new(), false, 1 + skipped);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                line += 1;
                if quoted {
                    cell.push('\n');
                } else {
                    row.cells.push(plain(&std::mem::take(&mut cell)));
                    rows.push(std::mem::replace(&mut row, SheetRow { line, cells: Vec::new() }));
                }
            }
            _ if letter == separator && !quoted => row.cells.push(plain(&std::mem::take(&mut cell))),
            _ => cell.push(letter),
        }
    }
    if quoted {
        return Err(SheetFault::OpenQuote { line: row.line });
    }
    row.cells.push(plain(&cell));
    rows.push(row);
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    Ok(rows)
}

/// What a cell means: without blanks around it, without the marks that keep a spreadsheet from reckoning with it
/// (a leading apostrophe, `="…"`).
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let cell = cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"')).unwrap_or(cell);
    cell.strip_prefix('\'').unwrap_or(cell).trim().to_owned()
}

/// The mark that stands most often outside quotes on the first line that holds anything.
fn separator(text: &str) -> char {
    let head = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    for letter in head.chars() {
        quoted ^= letter == '"';
        if let Some((_, n)) = counts.iter_mut().find(|(mark, _)| *mark == letter && !quoted) {
            *n += 1;
        }
    }
    // The first of equals wins: a comma where nothing tells.
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(',', |(mark, _)| mark)
}

/// Writes a table that spreadsheets read as UTF-8.
pub fn write<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&inert(cell))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell that no spreadsheet reckons with: what begins like a formula gets an apostrophe.
fn inert(cell: &str) -> String {
    let clean: String = cell.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let begins = clean.trim_start().chars().next();
    if begins.is_some_and(|c| "=+-@|%＝＋－＠'".contains(c)) { format!("'{}", clean.trim_start()) } else { clean }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\n', '\t']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
