//! The ports: what a connector can do, one small trait an ability, and what everybody needs to do it.
//!
//! A missing ability is an accessor that answers `None`, never an error at call time. The engine sees only these traits.
//! Start reading at [`SalesChannel`] and [`Fulfiller`].

pub mod cancel_desk;
pub mod chance;
pub mod check;
pub mod clock;
pub mod error;
pub mod fulfiller;
pub mod packages;
pub mod page;
pub mod readiness;
pub mod region;
pub mod sales;
pub mod secret;
pub mod stock;

pub use cancel_desk::{CancelDesk, CancelEligibility, CancelReason, CancelReceipt, LineEligibility};
pub use chance::{Chance, SeededChance};
pub use check::{CheckOutcome, CheckStep};
pub use clock::{Clock, SystemClock, TokioClock};
pub use error::{ChannelError, Refusal, RefusalKind};
pub use fulfiller::{Fulfiller, Preview};
pub use packages::{PackageSource, PackageState};
pub use page::{BadRecord, Page, PageToken, Records};
pub use readiness::{ReadinessItem, ReadinessSource};
pub use region::{CorrectionRule, ListingFacts, RegionFacts, ShippingWay, Splitting};
pub use sales::{
    Cancellation, CancellationSource, CancellationStatus, Correction, DeliveryOption, OrderHead, OrderSource, PlaceSource,
    SalesChannel, ShipmentNotice, ShipmentReceipt, ShipmentSink, Warehouse, WarehouseState,
};
pub use secret::{Secret, SecretName, SecretStore, SecretStoreError};
pub use stock::{
    ListedStock, Listing, ListingStock, SourceStock, StockResult, StockSource, StockWrite, WarehouseStock,
};

/// What every port answers.
pub type Result<T> = std::result::Result<T, ChannelError>;
