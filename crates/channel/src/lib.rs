//! The ports: what a connector can do, one small trait an ability, and what everybody needs to do it.
//!
//! A missing ability is an accessor that answers `None`, never an error at call time. The engine sees only these traits.
//! Start reading at [`SalesChannel`] and [`Fulfiller`].

pub mod cancel_desk;
pub mod chance;
pub mod check;
pub mod clock;
pub mod delivery;
pub mod error;
pub mod feature;
pub mod fulfiller;
pub mod messages;
pub mod packages;
pub mod page;
pub mod preview;
pub mod readiness;
pub mod region;
pub mod sales;
pub mod secret;
pub mod stock;

pub use cancel_desk::{CancelDesk, CancelEligibility, CancelReason, CancelReceipt, LineEligibility};
pub use chance::{Chance, SeededChance};
pub use check::{CheckOutcome, CheckStep};
pub use clock::{Clock, SystemClock, TokioClock};
pub use delivery::{DeliverySource, PhotoLink};
pub use error::{ChannelError, Refusal, RefusalKind};
pub use feature::{Feature, FeatureOfSku, FeatureSource};
pub use fulfiller::{Fulfiller, FulfillerAbilities};
pub use messages::{Message, MessageQueue, MessageTopic};
pub use packages::{PackageSource, PackageState};
pub use page::{BadRecord, Page, PageToken, Records};
pub use preview::{Preview, SpeedPreview, UnfulfillableUnits};
pub use readiness::{ReadinessItem, ReadinessSource};
pub use region::{CorrectionRule, ListingFacts, RegionFacts, ShippingWay, Splitting};
pub use sales::{
    Cancellation, CancellationSource, CancellationStatus, Correction, DeliveryOption, OrderHead, OrderSource,
    PlaceSource, SalesChannel, ShipmentNotice, ShipmentReceipt, ShipmentSink, Warehouse, WarehouseState,
};
pub use secret::{Secret, SecretName, SecretStore, SecretStoreError};
pub use stock::{
    ListedStock, Listing, ListingStock, SourceStock, StockResult, StockSource, StockWrite, WarehouseStock,
};

/// What every port answers.
pub type Result<T> = std::result::Result<T, ChannelError>;
