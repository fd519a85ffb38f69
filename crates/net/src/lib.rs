//! The only door for outgoing HTTP: pace, retry, redact, decode, over one swappable transport.
