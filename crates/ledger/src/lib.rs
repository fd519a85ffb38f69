//! The only crate that speaks SQL: the encrypted store of orders, stock, outbox and timelines.
