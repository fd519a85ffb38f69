//! What an order leaves after Amazon's fee (F320). What is not known stays unknown.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::order::OrderMoney;

/// Fee, expected payout and what is left, in the order's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// Amazon's estimated fee.
    pub fee: Option<Money>,
    /// What the platform is expected to pay out for the goods; none while its share is not known.
    pub payout: Option<Money>,
    /// Payout minus fee; none when either is unknown or the currencies differ. Negative = a loss.
    pub left: Option<Money>,
}

/// The margin of an order: goods after the seller's own discounts (what the platform gave is paid back to the
/// seller), less the platform's share in percent, less the fee.
pub fn margin(money: &OrderMoney, fee: Option<&Money>, commission_percent: Option<Decimal>) -> Margin {
    let payout = payout(money, commission_percent);
    let left = match (&payout, fee) {
        (Some(payout), Some(fee)) if payout.currency == fee.currency => {
            payout.amount.checked_sub(fee.amount).map(|amount| Money { amount, currency: payout.currency.clone() })
        }
        _ => None,
    };
    Margin { fee: fee.cloned(), payout, left }
}

fn payout(money: &OrderMoney, commission_percent: Option<Decimal>) -> Option<Money> {
    let goods = money.subtotal.as_ref()?;
    let back = money.platform_discount.as_ref().filter(|d| d.currency == goods.currency);
    let gross = goods.amount.checked_add(back.map_or(Decimal::ZERO, |d| d.amount.abs()))?;
    let share = gross.checked_mul(commission_percent?)?.checked_div(Decimal::ONE_HUNDRED)?;
    Some(Money { amount: (gross - share).round_dp(2), currency: goods.currency.clone() })
}

/// Whether the loss is greater than what the seller allows; equal is allowed, an unknown margin matches nothing.
pub fn loses_too_much(margin: &Margin, max_loss: Option<&Money>) -> bool {
    let (Some(left), Some(max)) = (&margin.left, max_loss) else { return false };
    left.currency == max.currency && -left.amount > max.amount
}
