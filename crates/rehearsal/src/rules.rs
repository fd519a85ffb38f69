//! The seller's rules of a mixed day in our own words: what a person would set on the settings pages before it.

use shopferry_domain::link::{Component, Link, LinkOrigin, StoredBy};
use shopferry_domain::settings::{
    ApiVersion, FillPolicyChoice, LogisticsPolicy, MarketplaceSettings, MixedPolicy, ShopSettings, SkuPattern,
    SpecialPolicy, UnlinkedPolicy,
};
use shopferry_domain::{ConnectionId, Currency, ListingSkuId, Money, SellerSku};
use shopferry_ledger::Platform;
use shopferry_practice::chance::Chance;
use shopferry_practice::house_rules::{HouseRules, Strangers};
use shopferry_practice::world::lock;

use crate::runtime::RehearsalError;
use crate::stage::Stage;

/// What a day is played with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rules {
    /// An ordinary day in a shop whose settings were never touched.
    #[default]
    Default,
    /// A day on which everything happens, in a shop whose seller has rules drawn from the seed.
    Mixed,
}

impl Rules {
    /// Reads `default` or `mixed`.
    ///
    /// # Errors
    /// A sentence that names the word and the known ones.
    pub fn parse(word: &str) -> Result<Self, String> {
        match word {
            "default" => Ok(Self::Default),
            "mixed" => Ok(Self::Mixed),
            _ => Err(format!("no rules are called {word:?}; use default or mixed")),
        }
    }
}

/// Sets the shop, the marketplace and the links of multi-packs as the world's seller decided.
pub(crate) fn apply(stage: &Stage) -> Result<(), RehearsalError> {
    let (rules, seed, packs) = {
        let world = lock(&stage.world);
        let Some(rules) = world.house.clone() else { return Ok(()) };
        let packs: Vec<Link> = world
            .catalogue
            .items()
            .iter()
            .filter_map(|item| {
                let (inner, count) = item.pack_of.as_ref()?;
                let listing = world.tiktok.listings.by_seller_sku(item.tiktok_sku.as_deref()?)?;
                let component = Component { sku: SellerSku::new(inner).ok()?, quantity: *count };
                Some(Link {
                    listing_sku: ListingSkuId::new(&listing.id).ok()?,
                    components: vec![component],
                    stored_by: StoredBy::Amazon,
                    origin: LinkOrigin::Manual,
                })
            })
            .collect();
        (rules, world.seed, packs)
    };
    let shops: Vec<ConnectionId> = stage
        .store
        .read(|view| Ok(view.connections().of(&Platform::TiktokShop)?.into_iter().map(|c| c.id).collect()))?;
    stage.store.write(|tx| {
        for shop in &shops {
            tx.settings().set_shop(shop, &shop_settings(&rules))?;
            for link in &packs {
                tx.links().put(shop, link)?;
            }
        }
        tx.settings().set_marketplace(&stage.amazon, &marketplace_settings(&rules, seed))
    })?;
    Ok(())
}

fn shop_settings(rules: &HouseRules) -> ShopSettings {
    let special = |send: bool| if send { SpecialPolicy::Send } else { SpecialPolicy::Ask };
    let dollars = Currency::new("USD").ok();
    ShopSettings {
        delay_minutes: rules.delay_minutes,
        keep_stock: rules.keep_stock,
        max_pieces: rules.max_pieces,
        max_total: rules.max_total.zip(dollars).map(|(amount, currency)| Money { amount, currency }),
        blocked_skus: rules.blocked_skus.iter().filter_map(|sku| SkuPattern::parse(sku)).collect(),
        unlinked_line: match rules.strangers {
            Strangers::Block => UnlinkedPolicy::Block,
            Strangers::Split => UnlinkedPolicy::Split,
            Strangers::OwnWarehouse => UnlinkedPolicy::ImportAll,
        },
        mixed: if rules.strangers == Strangers::Block { MixedPolicy::Block } else { MixedPolicy::Split },
        own_warehouse: rules.strangers == Strangers::OwnWarehouse,
        samples: special(rules.send_samples),
        replacements: special(rules.send_replacements),
        exchanges: special(rules.send_replacements),
        early_numbers: rules.no_early_numbers.then_some(false),
        buffer: rules.buffer,
        ..ShopSettings::default()
    }
}

/// What the world has no opinion on is drawn here.
fn marketplace_settings(rules: &HouseRules, seed: u64) -> MarketplaceSettings {
    let mut chance = Chance::stream(seed, "marketplace-settings");
    let slip = chance.happens(0.5);
    MarketplaceSettings {
        forward_note: rules.forward_note,
        slip_label: if slip { "Thanks".to_owned() } else { String::new() },
        slip_text: if slip { "Thank you for your order!".to_owned() } else { String::new() },
        logistics: if chance.happens(0.3) { LogisticsPolicy::TiktokOnly } else { LogisticsPolicy::Allowed },
        fill: match chance.below(4) {
            0 => FillPolicyChoice::FillAll,
            1 => FillPolicyChoice::FillAllAvailable,
            _ => FillPolicyChoice::FillOrKill,
        },
        low_stock_lane: chance.happens(0.5),
        api_version: if chance.happens(0.3) { ApiVersion::V2 } else { ApiVersion::V1 },
        ..MarketplaceSettings::default()
    }
}
