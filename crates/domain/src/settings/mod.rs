//! What a seller sets, typed: one shop's settings, one Amazon marketplace's, and the notices of the whole program (F018).
//!
//! Every value has a default that changes nothing. Values a page or a file brings are checked here, field by field;
//! a stored value of a later version that cannot be read falls back to its default, never to another value.

mod fault;
mod marketplace;
mod notices;
mod shop;
mod sku_pattern;

pub use fault::FieldFault;
pub use marketplace::{
    ApiVersion, BoxPolicy, ExtraFeatures, FeatureUse, FillPolicyChoice, LogisticsPolicy, MarketplaceFacts,
    MarketplaceSettings, OwnQueue, SECRET_LIFE, SECRET_RED, SECRET_WARN,
};
pub use notices::{NoticeSettings, NoticeTopic, NoticeWay, TOPICS};
pub use shop::{
    DELAY_MAX_MINUTES, MixedPolicy, OrderLimits, ShopFacts, ShopSettings, SpecialPolicy, SpeedRow, UnlinkedPolicy,
};
pub use sku_pattern::SkuPattern;
