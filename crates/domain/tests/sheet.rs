//! F011: tables as spreadsheets write them are read, and what is written holds no formula.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fall over")]

use shopferry_domain::sheet::{SheetFault, read, write};

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text).unwrap().into_iter().map(|row| row.cells).collect()
}

// F011
#[test]
fn a_byte_order_mark_semicolons_tabs_and_line_ends_of_any_kind_are_read() {
    let wanted = vec![vec!["order".to_owned(), "carrier".to_owned()], vec!["1".to_owned(), "UPS".to_owned()]];
    for text in [
        "order,carrier\n1,UPS\n",
        "\u{feff}order;carrier\r\n1;UPS\r\n",
        "order\tcarrier\r1\tUPS",
        "sep=;\r\norder;carrier\r\n1;UPS",
        "\n\n\"order\" , \"carrier\"\n,,\n ='1' , UPS \n".replace("='1'", "=\"1\"").as_str(),
    ] {
        assert_eq!(cells(text), wanted, "{text:?}");
    }
}

// F011
#[test]
fn quoted_cells_hold_separators_quotes_and_line_breaks_and_rows_know_their_line() {
    let rows = read("a,b\n\"1, the \"\"best\"\"\",\"two\r\nlines\"\n3,4\n").unwrap();
    assert_eq!(rows[1].cells, ["1, the \"best\"", "two\nlines"]);
    assert_eq!(rows.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!(read("a,b\n1,\"never closed\n2,3"), Err(SheetFault::OpenQuote { line: 2 }));
}

// F011
#[test]
fn no_written_cell_is_a_formula_and_reading_gives_the_text_back() {
    let hostile = [
        "=1+1",
        "+4420",
        "-2",
        "@SUM(A1)",
        "\t=1",
        " =cmd|' /C calc'!A0",
        "＝1",
        "plain",
        "a,b",
        "say \"x\"",
        "l1\nl2",
    ];
    let row: Vec<String> = hostile.iter().map(|c| (*c).to_owned()).collect();
    let text = write([&row]);
    assert!(text.starts_with('\u{feff}'));
    let back = cells(&text);
    for (cell, read) in hostile.iter().zip(&back[0]) {
        assert_eq!(*read, cell.trim(), "the meaning stays");
    }
    for cell in text.trim_start_matches('\u{feff}').split(',') {
        let first = cell.trim_start_matches(['"', ' ']).chars().next();
        assert!(!first.is_some_and(|c| "=+-@＝".contains(c)), "{cell:?}");
    }
}
