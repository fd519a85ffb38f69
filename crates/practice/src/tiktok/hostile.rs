//! Texts that try a client: emoji, right-to-left writing with direction marks, lines of ten thousand characters and
//! control characters, as people really paste them.

/// Characters of the longest line.
const LONG_CHARS: usize = 10_000;

/// `plain` in one of four hostile dresses, by `kind`. The plain text stays readable inside.
#[must_use]
pub fn hostile(plain: &str, kind: u64) -> String {
    match kind % 4 {
        0 => format!("{plain} \u{1F469}\u{200D}\u{1F467}\u{1F4E6}\u{1F1FA}\u{1F1F8}"),
        1 => format!("\u{202E}{plain}\u{202C} \u{05E8}\u{05D7}\u{05D5}\u{05D1} \u{0634}\u{0627}\u{0631}\u{0639}"),
        2 => format!("{plain} {}", "x".repeat(LONG_CHARS.saturating_sub(plain.chars().count() + 1))),
        _ => format!("\u{0}{plain}\u{7}\u{1B}[31m\u{85}\r\n\t\u{9}=1+1"),
    }
}
