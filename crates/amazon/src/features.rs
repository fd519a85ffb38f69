//! Box and delivery options of the marketplace and of a SKU (fact sheet 4.2; F073, F431).

use async_trait::async_trait;
use shopferry_channel::{Feature, FeatureOfSku, FeatureSource, Page, PageToken, Records, Result};
use shopferry_domain::SellerSku;
use shopferry_domain::plan::FeatureName;
use shopferry_net::{CallFault, decode_value};

use crate::Amazon;
use crate::client::Ask;
use crate::mcf::set_aside;
use crate::operation::{FEATURE_SKU, FEATURE_SKUS, FEATURES};
use crate::wire::{FeatureList, FeatureSkus, Payload, WireFeatureSku, WireFeatureSkuAnswer};

#[async_trait]
impl FeatureSource for Amazon {
    async fn list(&self) -> Result<Vec<Feature>> {
        let ask = Ask::new(&FEATURES).with("marketplaceId", self.marketplace.as_str());
        let answer: Payload<FeatureList> = self.client.read(ask).await?;
        let feature = |wire: crate::wire::WireFeature| Feature {
            name: FeatureName::parse(&wire.feature_name),
            description: wire.feature_description,
            seller_eligible: wire.seller_eligible,
        };
        Ok(answer.payload.features.into_iter().map(feature).collect())
    }

    async fn of_sku(&self, feature: &FeatureName, sku: &SellerSku) -> Result<FeatureOfSku> {
        let ask = Ask::new(&FEATURE_SKU).at(feature.as_str()).at(sku.as_str());
        let ask = ask.with("marketplaceId", self.marketplace.as_str());
        let answer = self.client.read::<Payload<WireFeatureSkuAnswer>>(ask).await?.payload;
        Ok(FeatureOfSku {
            sku: sku.clone(),
            eligible: answer.is_eligible,
            reasons: answer.ineligible_reasons,
            units: whole(answer.sku_count),
        })
    }

    async fn skus(&self, feature: &FeatureName, page: Option<&PageToken>) -> Result<Page<FeatureOfSku>> {
        let mut ask = Ask::new(&FEATURE_SKUS).at(feature.as_str()).with("marketplaceId", self.marketplace.as_str());
        if let Some(token) = page {
            ask = ask.with("nextToken", &token.0);
        }
        let list = self.client.read::<Payload<FeatureSkus>>(ask).await?.payload;
        let mut records = Records::default();
        for row in list.feature_skus {
            match read_row(&row) {
                Ok(sku) => records.good.push(sku),
                Err(fault) => records.bad.push(set_aside(&row, "sellerSku", &fault)),
            }
        }
        Ok(Page { records, next: list.next_token.filter(|t| !t.is_empty()).map(PageToken) })
    }
}

fn read_row(row: &serde_json::Value) -> std::result::Result<FeatureOfSku, CallFault> {
    let wire: WireFeatureSku = decode_value(FEATURE_SKUS.name, row.clone())?;
    let unreadable = |_| CallFault::Malformed {
        operation: FEATURE_SKUS.name,
        path: "sellerSku".to_owned(),
        why: "it is empty or too long".to_owned(),
    };
    let sku = SellerSku::new(&wire.seller_sku).map_err(unreadable)?;
    Ok(FeatureOfSku { sku, eligible: true, reasons: Vec::new(), units: whole(wire.sku_count) })
}

/// Units out of a JSON number; what is no count is unknown.
fn whole(count: Option<f64>) -> Option<u32> {
    count.filter(|n| n.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(n)).map(|n| n as u32)
}
