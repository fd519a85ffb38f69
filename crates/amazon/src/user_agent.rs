//! Who we say we are (fact sheet 2): `AppName/Version (Language=…; Platform=…)`.

/// Amazon refuses longer ones.
const CHARS_MAX: usize = 500;

/// The header's value.
pub(crate) fn user_agent() -> String {
    of("Shopferry", env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_RUST_VERSION"), std::env::consts::OS)
}

fn of(app: &str, version: &str, rust: &str, platform: &str) -> String {
    let text = format!(
        "{}/{} (Language=Rust/{}; Platform={})",
        escaped(app),
        escaped(version),
        escaped(rust),
        escaped(platform)
    );
    text.chars().take(CHARS_MAX).collect()
}

fn escaped(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for c in part.chars().filter(|c| c.is_ascii_graphic() || *c == ' ') {
        if matches!(c, '\\' | '/' | '(' | ')' | '=' | ';') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_app_language_and_platform_and_escapes_their_marks() {
        assert_eq!(of("Shopferry", "1.0", "1.95", "linux"), "Shopferry/1.0 (Language=Rust/1.95; Platform=linux)");
        assert_eq!(of("a/b", "(1)", "x;y", "p=\\"), r"a\/b/\(1\) (Language=Rust/x\;y; Platform=p\=\\)");
        assert_eq!(of(&"x".repeat(900), "1", "1", "p").len(), 500);
        assert!(user_agent().starts_with("Shopferry/"));
    }
}
