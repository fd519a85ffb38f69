//! Newtypes for every id and SKU, so that none can be taken for another.

use serde::{Deserialize, Serialize};

/// An id that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text was empty or blank.
    #[error("{kind} is empty")]
    Empty {
        /// Which id.
        kind: &'static str,
    },
    /// The text was longer than any platform sends.
    #[error("{kind} is longer than {max} characters")]
    TooLong {
        /// Which id.
        kind: &'static str,
        /// The limit, in characters.
        max: usize,
    },
}

macro_rules! text_id {
    ($(#[$meta:meta])* $name:ident, $max:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes the text, trimmed; errors when empty or longer than the limit.
            pub fn new(text: impl AsRef<str>) -> Result<Self, IdError> {
                let text = text.as_ref().trim();
                if text.is_empty() { return Err(IdError::Empty { kind: stringify!($name) }); }
                if text.chars().count() > $max { return Err(IdError::TooLong { kind: stringify!($name), max: $max }); }
                Ok(Self(text.to_owned()))
            }
            /// The text itself.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> { Self::new(text) }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String { id.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
    };
}

text_id!(/** One connection of ours to an account, for example `tt-1`. Never re-used. */ ConnectionId, 60);
text_id!(/** A shop's id on the sales platform. */ ShopId, 64);
text_id!(/** An order's id on the sales platform. */ RemoteOrderId, 64);
text_id!(/** One order line's (one unit's) id on the sales platform. */ LineId, 64);
text_id!(/** A unit inside a bundle line made on the platform. */ SubItemId, 64);
text_id!(/** A package's id on the sales platform. */ PackageId, 64);
text_id!(/** A product's id on the sales platform. */ ProductId, 64);
text_id!(/** A sellable variant's id on the sales platform: the unit that is linked and stocked. */ ListingSkuId, 64);
text_id!(/** A seller SKU, case kept. */ SellerSku, 100);
text_id!(/** A warehouse on the sales platform. */ WarehouseId, 64);
text_id!(/** A delivery option on the sales platform. */ DeliveryOptionId, 64);
text_id!(/** A carrier ("shipping provider") on the sales platform; read from its live list, never built in (F082). */ CarrierId, 64);
text_id!(/** An Amazon marketplace, for example `ATVPDKIKX0DER`. */ MarketplaceId, 32);
text_id!(/** A parcel's number at its fulfiller; an Amazon package number is an integer as text. */ FulfillerPackageId, 64);
text_id!(/** A cancellation's id on the sales platform. */ CancellationId, 64);

/// The piece of an order that goes to one fulfiller; numbers start at 1 and are never re-used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartNumber(pub u16);

impl PartNumber {
    /// The first part of every order.
    pub const FIRST: Self = Self(1);

    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl std::fmt::Display for PartNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
