//! What a shop must have before it may list products (F012).

use crate::open_enum::open_enum;

open_enum! {
    /// One of the platform's prerequisites, by its word (TikTok Shop fact sheet 10.6, `check_item`).
    Prerequisite {
        ShopActive = "SHOP_STATUS", Tax = "SHOP_TAX", PickupWarehouse = "PICKUP_WAREHOUSE",
        ReturnWarehouse = "RETURN_WAREHOUSE", DeliveryOption = "DELIVERY_OPTION",
        ShippingTemplate = "SHIPPING_TEMPLATE", ProductQuantityLimit = "PRODUCT_QUANTITY_LIMIT",
        ProducerResponsibility = "EXTENDED_PRODUCER_RESPONSIBILITY", BankAccount = "BANK_ACCOUNT",
        ContactInfo = "CONTACT_INFO",
    }
}

impl Prerequisite {
    /// Every prerequisite that has a name here, in the order of a checklist.
    pub const ALL: [Self; 10] = [
        Self::ShopActive,
        Self::Tax,
        Self::PickupWarehouse,
        Self::ReturnWarehouse,
        Self::DeliveryOption,
        Self::ShippingTemplate,
        Self::ProductQuantityLimit,
        Self::BankAccount,
        Self::ContactInfo,
        Self::ProducerResponsibility,
    ];
}
