//! Text of buyers and sellers, made plain: what people wrote stays, what only steers a screen goes (F045).

/// Line ends and tabs become blanks; other control characters and marks that turn the writing direction of what
/// follows go, letters of right-to-left languages and emoji stay. Nothing is cut.
pub(crate) fn plain(text: &str) -> String {
    let kept = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let kept: String = kept.filter(|c| !c.is_control() && !turns_direction(*c)).collect();
    kept.trim().to_owned()
}

/// As [`plain`], at most `chars_max` characters.
pub(crate) fn plain_short(text: &str, chars_max: usize) -> String {
    let short: String = plain(text).chars().take(chars_max).collect();
    short.trim_end().to_owned()
}

/// Embeddings, overrides and isolates, and the byte order mark.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}')
}
