//! The shop's checklist (F012; tiktok-shop fact sheet 10.6).

use shopferry_channel::ReadinessItem;
use shopferry_domain::readiness::Prerequisite;

use super::text::plain;
use crate::wire;

/// One line for each known prerequisite, told or not, then the platform's own ones in its order.
pub(crate) fn checklist(results: Vec<wire::CheckResult>) -> Vec<ReadinessItem> {
    let untold = |name| ReadinessItem { name, passed: None, reasons: Vec::new() };
    let mut list: Vec<ReadinessItem> = Prerequisite::ALL.into_iter().map(untold).collect();
    for result in results {
        let Some(word) = result.check_item else { continue };
        let name = Prerequisite::parse(&word);
        let passed = result.is_failed.map(|failed| !failed);
        let reasons = result.fail_reasons.unwrap_or_default().iter().map(|reason| plain(reason)).collect();
        match list.iter_mut().find(|item| item.name == name) {
            // Told twice: a failure counts.
            Some(item) if item.passed == Some(false) => item.reasons.extend::<Vec<String>>(reasons),
            Some(item) => (item.passed, item.reasons) = (passed, reasons),
            None => list.push(ReadinessItem { name, passed, reasons }),
        }
    }
    list
}
