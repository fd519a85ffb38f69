//! getMarketplaceParticipations (fact sheet 8).

use serde_json::{Value, json};

/// The seller's marketplaces; like the live service it also names one that is no Amazon shop.
pub(super) fn participations() -> Value {
    json!({ "payload": [
        entry("ATVPDKIKX0DER", "Amazon.com", "US", "USD", "en_US", "www.amazon.com", true),
        entry("A2EUQ1WTGCTBG2", "Amazon.ca", "CA", "CAD", "en_CA", "www.amazon.ca", false),
        entry("A3H6HPSLHAK3XG", "Non-Amazon", "US", "USD", "en_US", "invoicing.amazon.com", true),
    ]})
}

fn entry(id: &str, name: &str, country: &str, currency: &str, language: &str, domain: &str, takes_part: bool) -> Value {
    json!({
        "marketplace": { "id": id, "name": name, "countryCode": country, "defaultCurrencyCode": currency,
            "defaultLanguageCode": language, "domainName": domain },
        "storeName": "Practice Goods",
        "participation": { "isParticipating": takes_part, "hasSuspendedListings": false },
    })
}
