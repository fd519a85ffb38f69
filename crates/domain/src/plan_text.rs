//! Texts of a plan as Amazon takes them (F068; Amazon fact sheet 4.1 and 4.6).

/// Order key and visible number, in characters.
pub const NUMBER_CHARS_MAX: usize = 40;
/// Item key and SKU, in characters.
pub const ITEM_CHARS_MAX: usize = 50;
/// Text on the packing slip, in characters.
pub const SLIP_CHARS_MAX: usize = 750;

/// Why a SKU cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SkuFault {
    /// Longer than 50 characters.
    #[error("a SKU has at most 50 characters")]
    TooLong,
    /// Amazon refuses a double quote.
    #[error("Amazon refuses a SKU with a double quote")]
    Quote,
}

/// The visible number: Latin-1, no two blanks in a row, ends trimmed, at most 40 characters.
pub fn order_number(text: &str) -> String {
    printable(text, NUMBER_CHARS_MAX)
}

/// The packing slip's text: Latin-1, no two blanks in a row, ends trimmed, cut at a character boundary to 750.
pub fn slip_text(text: &str) -> String {
    printable(text, SLIP_CHARS_MAX)
}

/// Whether Amazon can have a SKU.
///
/// # Errors
/// [`SkuFault`] when it cannot.
pub fn check_sku(sku: &str) -> Result<(), SkuFault> {
    if sku.chars().count() > ITEM_CHARS_MAX {
        return Err(SkuFault::TooLong);
    }
    if sku.contains('"') { Err(SkuFault::Quote) } else { Ok(()) }
}

/// Whether an item key fits: 1 to 50 characters.
pub fn is_item_key(key: &str) -> bool {
    (1..=ITEM_CHARS_MAX).contains(&key.chars().count())
}

fn printable(text: &str, chars_max: usize) -> String {
    let latin: String = text.chars().map(|c| if u32::from(c) <= 0xFF && !c.is_control() { c } else { ' ' }).collect();
    let words: Vec<&str> = latin.split_whitespace().collect();
    let cut: String = words.join(" ").chars().take(chars_max).collect();
    cut.trim_end().to_owned()
}
