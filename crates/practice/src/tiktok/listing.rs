//! What the shop lists: products with their SKUs, one bundle, and one draft nobody finished.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::ids::Ids;
use super::order::Goods;
use crate::catalogue::Catalogue;

/// Seller SKU of the bundle that the shop sells besides the catalogue.
pub const BUNDLE_SKU: &str = "BUNDLE-START-01";

/// One SKU of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Sku {
    /// The platform's SKU id.
    pub id: String,
    /// The product it belongs to.
    pub product_id: String,
    /// The merchant's code; empty in the unfinished draft.
    pub seller_sku: String,
    /// Name of the variant.
    pub name: String,
    /// Price in USD.
    pub price: Decimal,
    /// Sales warehouses that hold it; all of them must be named in a stock update. Empty for a bundle.
    pub warehouse_ids: Vec<String>,
    /// A bundle's contents: SKU id and count. Empty for ordinary SKUs.
    pub contents: Vec<(String, u32)>,
    /// Weight in grams.
    pub weight_grams: u32,
}

/// One product.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// The platform's product id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Status word (fact sheet 10.1).
    pub status: &'static str,
    /// Its SKUs in order.
    pub sku_ids: Vec<String>,
    /// When it was made.
    pub created_ms: i64,
    /// Last change.
    pub updated_ms: i64,
}

/// All products and SKUs.
#[derive(Debug, Default)]
pub struct Listings {
    products: BTreeMap<String, Product>,
    skus: BTreeMap<String, Sku>,
    by_seller_sku: BTreeMap<String, String>,
}

impl Listings {
    /// Lists the catalogue's items; those with the same first words are variants of one product. Every ninth
    /// SKU lies in both warehouses.
    pub fn of(catalogue: &Catalogue, now_ms: i64, ids: &Ids, main_warehouse: &str, second_warehouse: &str) -> Self {
        let mut listings = Self::default();
        for item in catalogue.items() {
            let Some(seller_sku) = &item.tiktok_sku else { continue };
            let (title, variant) = item.title.split_once(", ").unwrap_or((item.title.as_str(), "Default"));
            let (title, variant) =
                if item.pack_of.is_some() { (item.title.as_str(), "Default") } else { (title, variant) };
            let product_id = match listings.products.values().find(|product| product.title == title) {
                Some(product) => product.id.clone(),
                None => listings.add_product(ids.product(item.index), title, "ACTIVATE", now_ms),
            };
            let mut warehouse_ids = vec![main_warehouse.to_owned()];
            if item.index % 9 == 4 {
                warehouse_ids.push(second_warehouse.to_owned());
            }
            listings.add_sku(Sku {
                id: ids.sku(item.index),
                product_id,
                seller_sku: seller_sku.clone(),
                name: variant.to_owned(),
                price: item.price.round_dp(2),
                warehouse_ids,
                contents: Vec::new(),
                weight_grams: item.weight_grams,
            });
        }
        listings.add_bundle(ids, now_ms);
        listings.add_draft(ids, now_ms, main_warehouse);
        listings
    }

    fn add_product(&mut self, id: String, title: &str, status: &'static str, now_ms: i64) -> String {
        let made_ms = now_ms - 30 * 86_400_000;
        let product = Product {
            id: id.clone(),
            title: title.to_owned(),
            status,
            sku_ids: Vec::new(),
            created_ms: made_ms,
            updated_ms: made_ms,
        };
        self.products.insert(id.clone(), product);
        id
    }

    fn add_sku(&mut self, sku: Sku) {
        if let Some(product) = self.products.get_mut(&sku.product_id) {
            product.sku_ids.push(sku.id.clone());
        }
        if !sku.seller_sku.is_empty() {
            self.by_seller_sku.insert(sku.seller_sku.clone(), sku.id.clone());
        }
        self.skus.insert(sku.id.clone(), sku);
    }

    fn add_bundle(&mut self, ids: &Ids, now_ms: i64) {
        let mut singles = self.skus.values();
        let (Some(first), Some(second)) = (singles.next(), singles.nth(2)) else { return };
        let contents = vec![(first.id.clone(), 1), (second.id.clone(), 2)];
        let price = ((first.price + second.price * Decimal::TWO) * Decimal::new(90, 2)).round_dp(2);
        let weight_grams = first.weight_grams + 2 * second.weight_grams;
        let product_id = self.add_product(ids.product(9_000), "Starter Bundle", "ACTIVATE", now_ms);
        self.add_sku(Sku {
            id: ids.sku(9_000),
            product_id,
            seller_sku: BUNDLE_SKU.to_owned(),
            name: "Default".to_owned(),
            price,
            warehouse_ids: Vec::new(),
            contents,
            weight_grams,
        });
    }

    fn add_draft(&mut self, ids: &Ids, now_ms: i64, warehouse_id: &str) {
        let product_id = self.add_product(ids.product(9_001), "Unfinished draft", "DRAFT", now_ms);
        self.add_sku(Sku {
            id: ids.sku(9_001),
            product_id,
            seller_sku: String::new(),
            name: "Default".to_owned(),
            price: Decimal::ONE,
            warehouse_ids: vec![warehouse_id.to_owned()],
            contents: Vec::new(),
            weight_grams: 100,
        });
    }

    /// All products by id.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.products.values()
    }

    /// The product with that id.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.get(id)
    }

    /// Marks a product as changed.
    pub fn touch(&mut self, id: &str, now_ms: i64) {
        if let Some(product) = self.products.get_mut(id) {
            product.updated_ms = product.updated_ms.max(now_ms);
        }
    }

    /// Sets a product's status word; false if there is no such product.
    pub fn set_status(&mut self, id: &str, status: &'static str, now_ms: i64) -> bool {
        self.touch(id, now_ms);
        self.products.get_mut(id).map(|product| product.status = status).is_some()
    }

    /// The seller changes the price of a SKU.
    pub fn set_price(&mut self, seller_sku: &str, price: Decimal) -> bool {
        let sku = self.by_seller_sku.get(seller_sku).and_then(|id| self.skus.get_mut(id));
        sku.map(|sku| sku.price = price).is_some()
    }

    /// The SKU with that id.
    pub fn sku(&self, id: &str) -> Option<&Sku> {
        self.skus.get(id)
    }

    /// All SKUs by id.
    pub fn skus(&self) -> impl Iterator<Item = &Sku> {
        self.skus.values()
    }

    /// The SKU that carries the merchant's code.
    pub fn by_seller_sku(&self, seller_sku: &str) -> Option<&Sku> {
        self.by_seller_sku.get(seller_sku).and_then(|id| self.skus.get(id))
    }

    /// What an order line says about a SKU.
    pub fn goods(&self, sku: &Sku) -> Goods {
        Goods {
            product_id: sku.product_id.clone(),
            sku_id: sku.id.clone(),
            seller_sku: sku.seller_sku.clone(),
            product_name: self.product(&sku.product_id).map(|product| product.title.clone()).unwrap_or_default(),
            sku_name: sku.name.clone(),
        }
    }
}
