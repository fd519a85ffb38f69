//! Tracking numbers and carriers as Amazon hands them out (fact sheet 9).

use crate::chance::Chance;

const WAREHOUSES: [&str; 8] = ["PHX3", "ONT8", "CMH1", "MDW2", "DFW7", "BDL2", "RIC2", "SDF8"];
const CAPITALS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

/// A warehouse code.
pub(super) fn warehouse(chance: &mut Chance) -> &'static str {
    chance.pick(&WAREHOUSES).copied().unwrap_or("PHX3")
}

/// A carrier with one of its numbers; `blocked` keeps Amazon's own couriers away.
pub(super) fn parcel(chance: &mut Chance, blocked: bool) -> (&'static str, String) {
    let drawn = chance.below(100);
    match if blocked { 72 + drawn % 28 } else { drawn } {
        0..=61 => ("AMZN_US", format!("TBA{}", chance.digits(12))),
        62..=71 => ("Amazon Logistics", format!("TBA{}", chance.digits(12))),
        72..=84 => ("UPS", format!("1Z{}", letters(chance, 16))),
        85..=91 => ("USPS", format!("9400{}", chance.digits(18))),
        92..=95 => ("FEDEX", chance.digits(12)),
        96..=97 => ("UPS_MI", format!("8018{}", chance.digits(14))),
        _ => ("ONTRAC", format!("D{}", chance.digits(14))),
    }
}

/// The early umbrella number.
pub(super) fn aftn(chance: &mut Chance) -> String {
    format!("AFTN{}", chance.digits(12))
}

fn letters(chance: &mut Chance, n: usize) -> String {
    (0..n).filter_map(|_| chance.pick(CAPITALS).map(|byte| char::from(*byte))).collect()
}
