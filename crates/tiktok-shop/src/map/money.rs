//! Amounts of an order, as sent (F046; tiktok-shop fact sheet 8.3).

use rust_decimal::Decimal;
use shopferry_domain::Money;
use shopferry_domain::order::OrderMoney;

use super::MapFault;
use crate::wire;

/// The largest difference that is rounding (F046).
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Amounts that are absent stay absent; one that cannot be read is a fault.
pub(crate) fn of_order(wire: &wire::Payment) -> Result<OrderMoney, MapFault> {
    let read = |field: &str, amount: &Option<String>| read(field, amount.as_deref(), wire.currency.as_deref());
    let tax = match read("tax", &wire.tax)? {
        Some(tax) => Some(tax),
        None => sum(read("product_tax", &wire.product_tax)?, read("shipping_fee_tax", &wire.shipping_fee_tax)?),
    };
    let mut fees = Vec::new();
    for (name, amount) in fees_of(wire) {
        if let Some(fee) = read(name, amount)?.filter(|fee| !fee.amount.is_zero()) {
            fees.push((name.to_owned(), fee));
        }
    }
    let mut money = OrderMoney {
        total: read("total_amount", &wire.total_amount)?,
        subtotal: read("sub_total", &wire.sub_total)?,
        shipping: read("shipping_fee", &wire.shipping_fee)?,
        tax,
        seller_discount: read("seller_discount", &wire.seller_discount)?,
        platform_discount: read("platform_discount", &wire.platform_discount)?,
        fees,
        does_not_add_up: false,
    };
    let reduced = read("payment_platform_discount", &wire.payment_platform_discount)?;
    money.does_not_add_up = !adds_up(&money, reduced.as_ref());
    Ok(money)
}

/// Fees charged to the buyer, by the platform's names.
fn fees_of(wire: &wire::Payment) -> [(&'static str, &Option<String>); 9] {
    [
        ("retail_delivery_fee", &wire.retail_delivery_fee),
        ("small_order_fee", &wire.small_order_fee),
        ("buyer_service_fee", &wire.buyer_service_fee),
        ("handling_fee", &wire.handling_fee),
        ("shipping_insurance_fee", &wire.shipping_insurance_fee),
        ("item_insurance_fee", &wire.item_insurance_fee),
        ("item_insurance_tax", &wire.item_insurance_tax),
        ("distance_shipping_fee", &wire.distance_shipping_fee),
        ("distance_fee", &wire.distance_fee),
    ]
}

fn read(field: &str, amount: Option<&str>, currency: Option<&str>) -> Result<Option<Money>, MapFault> {
    let Some(amount) = amount else { return Ok(None) };
    let money = Money::parse(amount, currency.unwrap_or_default());
    money.map(Some).map_err(|fault| MapFault::at(field, fault))
}

fn sum(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    match (a, b) {
        (Some(a), Some(b)) => a.plus(&b).ok(),
        (one, other) => one.or(other),
    }
}

/// Whether the parts make the total. Nothing is said when a needed part is absent. Whether a discount of the payment
/// method is in the total already is not documented, so both readings are taken.
fn adds_up(money: &OrderMoney, payment_discount: Option<&Money>) -> bool {
    let (Some(total), Some(subtotal)) = (&money.total, &money.subtotal) else { return true };
    let amount = |part: &Option<Money>| part.as_ref().map_or(Decimal::ZERO, |part| part.amount);
    let fees = money.fees.iter().try_fold(Decimal::ZERO, |sum, (_, fee)| sum.checked_add(fee.amount));
    let parts = [amount(&money.shipping), amount(&money.tax), fees.unwrap_or(Decimal::MAX)];
    let Some(sum) = parts.iter().try_fold(subtotal.amount, |sum, part| sum.checked_add(*part)) else { return false };
    let reduced = payment_discount.map_or(Decimal::ZERO, |discount| discount.amount);
    let near = |sum: Option<Decimal>| {
        sum.and_then(|sum| sum.checked_sub(total.amount)).is_some_and(|difference| difference.abs() <= ROUNDING)
    };
    near(Some(sum)) || near(sum.checked_sub(reduced))
}
