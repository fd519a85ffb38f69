//! Prices, discounts and taxes of an order, so that the sums of the platform's price page hold
//! (tiktok-shop fact sheet 8.3; US amounts are before tax).

use rust_decimal::Decimal;

/// What one unit costs. Discounts are positive amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Price {
    /// List price.
    pub original: Decimal,
    /// Paid by the seller.
    pub seller_discount: Decimal,
    /// Paid by the platform.
    pub platform_discount: Decimal,
    /// Sales tax.
    pub tax: Decimal,
    /// Sales tax as a share, for instance 0.0825.
    pub tax_rate: Decimal,
}

impl Price {
    /// A price with discounts and tax; the discounts never exceed the price.
    #[must_use]
    pub fn new(original: Decimal, seller_share: Decimal, platform_share: Decimal, tax_rate: Decimal) -> Self {
        let original = original.round_dp(2);
        let seller_discount = (original * seller_share).round_dp(2).min(original);
        let platform_discount = (original * platform_share).round_dp(2).min(original - seller_discount);
        let tax = ((original - seller_discount) * tax_rate).round_dp(2);
        Self { original, seller_discount, platform_discount, tax, tax_rate }
    }

    /// What the buyer pays for it before tax.
    #[must_use]
    pub fn sale(&self) -> Decimal {
        self.original - self.seller_discount - self.platform_discount
    }

    /// The same price in `weights.len()` parts that add up to it, by weight.
    #[must_use]
    pub fn split(&self, weights: &[Decimal]) -> Vec<Self> {
        let total: Decimal = weights.iter().sum();
        let mut rest = *self;
        let mut parts = Vec::with_capacity(weights.len());
        for (index, weight) in weights.iter().enumerate() {
            if index + 1 == weights.len() {
                parts.push(rest);
                break;
            }
            let share = if total.is_zero() { Decimal::ZERO } else { *weight / total };
            let cut =
                |amount: Decimal| (amount * share).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToZero);
            let part = Self {
                original: cut(self.original),
                seller_discount: cut(self.seller_discount),
                platform_discount: cut(self.platform_discount),
                tax: cut(self.tax),
                tax_rate: self.tax_rate,
            };
            rest.original -= part.original;
            rest.seller_discount -= part.seller_discount;
            rest.platform_discount -= part.platform_discount;
            rest.tax -= part.tax;
            parts.push(part);
        }
        parts
    }
}

/// Shipping of a whole order. Discounts are positive amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shipping {
    /// Fee before discounts.
    pub original: Decimal,
    /// Paid by the seller.
    pub seller_discount: Decimal,
    /// Paid by the platform.
    pub platform_discount: Decimal,
    /// Sales tax on it.
    pub tax: Decimal,
}

impl Shipping {
    /// What the buyer pays before tax.
    #[must_use]
    pub fn fee(&self) -> Decimal {
        self.original - self.seller_discount - self.platform_discount
    }
}

/// The sums of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bill {
    /// Sum of list prices.
    pub original: Decimal,
    /// Sum of the seller's discounts on products.
    pub seller_discount: Decimal,
    /// Sum of the platform's discounts on products.
    pub platform_discount: Decimal,
    /// Sum of the lines' taxes.
    pub product_tax: Decimal,
    /// Shipping.
    pub shipping: Shipping,
    /// Colorado's and Minnesota's fee.
    pub retail_delivery_fee: Decimal,
}

impl Bill {
    /// Adds up the prices of all lines.
    #[must_use]
    pub fn of<'a>(prices: impl Iterator<Item = &'a Price>, shipping: Shipping, retail_delivery_fee: Decimal) -> Self {
        let mut bill = Self { shipping, retail_delivery_fee, ..Self::default() };
        for price in prices {
            bill.original += price.original;
            bill.seller_discount += price.seller_discount;
            bill.platform_discount += price.platform_discount;
            bill.product_tax += price.tax;
        }
        bill
    }

    /// Products after discounts.
    #[must_use]
    pub fn sub_total(&self) -> Decimal {
        self.original - self.seller_discount - self.platform_discount
    }

    /// All taxes.
    #[must_use]
    pub fn tax(&self) -> Decimal {
        self.product_tax + self.shipping.tax
    }

    /// What the buyer pays.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.sub_total() + self.shipping.fee() + self.tax() + self.retail_delivery_fee
    }
}

/// An amount as the platform writes it.
#[must_use]
pub fn amount(value: Decimal) -> String {
    let value = value.round_dp(2);
    if value.is_zero() { "0".to_owned() } else { value.normalize().to_string() }
}
