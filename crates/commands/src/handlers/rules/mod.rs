//! Settings forms: typed text to checked settings and back, saved with an audit entry, looked at before (F018, F317).

mod entry;
pub(crate) mod facts;
pub(crate) mod marketplace;
mod marketplace_draft;
pub(crate) mod marketplace_trial;
pub(crate) mod notices;
pub(crate) mod partners;
pub(crate) mod queue;
pub(crate) mod replay;
mod saved;
pub(crate) mod shop;
mod shop_draft;
mod zero;
