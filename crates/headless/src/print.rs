//! What goes to standard output: JSON for programs, aligned columns for people.

use serde::Serialize;

use crate::exit::Stop;

/// Prints a value as one line of JSON.
///
/// # Errors
/// None in practice: transport types always serialise.
pub fn json(value: &impl Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string(value).map_err(std::io::Error::other)?;
    println!("{text}");
    Ok(())
}

/// Prints rows under their headings; columns are as wide as their widest cell.
pub fn table(headings: &[&str], rows: &[Vec<String>]) {
    let width_of = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count());
        cells.chain(headings.get(i).map(|h| h.chars().count())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width_of).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let text: Vec<String> = cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        println!("{}", text.join("  ").trim_end());
    };
    line(&mut headings.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
}
