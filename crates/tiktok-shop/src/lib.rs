//! The TikTok Shop connector.
