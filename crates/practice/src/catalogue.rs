//! What the practice merchant sells: one seeded list for both platforms.

use rust_decimal::Decimal;

use crate::chance::Chance;

/// One thing for sale, with its SKU on either side.
#[derive(Debug, Clone)]
pub struct Item {
    /// Position in the catalogue, from 0; ids on both platforms are derived from it.
    pub index: usize,
    /// Title on both platforms.
    pub title: String,
    /// Seller SKU at TikTok; `None` if not listed there.
    pub tiktok_sku: Option<String>,
    /// Seller SKU at Amazon; `None` if Amazon does not hold it.
    pub amazon_sku: Option<String>,
    /// Price at TikTok in USD.
    pub price: Decimal,
    /// Units at Amazon at the start, fulfillable.
    pub units_at_amazon: u32,
    /// Quantity that TikTok shows at the start.
    pub units_at_tiktok: u32,
    /// What Amazon's own shoppers buy, units a day.
    pub amazon_sales_per_day: f64,
    /// A multi-pack at TikTok: the Amazon SKU inside and how many of it.
    pub pack_of: Option<(String, u32)>,
    /// Weight in grams.
    pub weight_grams: u32,
}

impl Item {
    /// Whether both sides use exactly the same SKU, letter case included.
    pub fn linked_by_sku(&self) -> bool {
        self.tiktok_sku.is_some() && self.tiktok_sku == self.amazon_sku
    }
}

/// All items, in a fixed order.
#[derive(Debug, Clone)]
pub struct Catalogue {
    items: Vec<Item>,
}

const THINGS: [&str; 13] = [
    "Ceramic Mug",
    "Travel Bottle",
    "Desk Lamp",
    "Cotton Tote",
    "Yoga Strap",
    "Phone Stand",
    "Candle Jar",
    "Garden Gloves",
    "Cable Pouch",
    "Notebook",
    "Pet Bowl",
    "Tea Strainer",
    "Key Tray",
];
const COLOURS: [(&str, &str); 3] = [("Slate", "SLT"), ("Fern", "FRN"), ("Coral", "CRL")];

impl Catalogue {
    /// The catalogue of the world `seed`: 39 single items (33 linked by exact SKU), three multi-packs, two
    /// that only Amazon holds.
    pub fn seeded(seed: u64) -> Self {
        let mut chance = Chance::stream(seed, "catalogue");
        let mut items = Vec::new();
        for (row, thing) in THINGS.iter().enumerate() {
            for (column, (colour, short)) in COLOURS.iter().enumerate() {
                let index = items.len();
                items.push(single(&mut chance, index, thing, colour, short, row, column));
            }
        }
        for (of, count) in [(0usize, 2u32), (6, 3), (12, 4)] {
            let index = items.len();
            if let Some(pack) = items.get(of).and_then(|inner| multi_pack(index, inner, count)) {
                items.push(pack);
            }
        }
        for name in ["Picnic Blanket", "Door Mat"] {
            let index = items.len();
            let mut item = single(&mut chance, index, name, "Slate", "SLT", 90, 0);
            item.tiktok_sku = None;
            item.units_at_tiktok = 0;
            items.push(item);
        }
        Self { items }
    }

    /// All items.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item that TikTok lists under exactly this seller SKU.
    pub fn by_tiktok_sku(&self, sku: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.tiktok_sku.as_deref() == Some(sku))
    }

    /// The item that Amazon holds under exactly this seller SKU.
    pub fn by_amazon_sku(&self, sku: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.amazon_sku.as_deref() == Some(sku))
    }
}

fn single(
    chance: &mut Chance,
    index: usize,
    thing: &str,
    colour: &str,
    short: &str,
    row: usize,
    column: usize,
) -> Item {
    let code: String = thing.chars().filter(|c| c.is_ascii_alphabetic()).take(4).collect::<String>().to_uppercase();
    let sku = format!("{code}-{short}-{:02}", index + 1);
    let amazon_sku = match (row, column) {
        (1, 2) | (5, 2) => Some(sku.to_lowercase()), // differs in letter case only
        (3, 2) | (7, 2) => None,                     // Amazon holds none of it
        (9, 2) | (11, 2) => Some(format!("{sku}-FBA")), // another name at Amazon
        _ => Some(sku.clone()),
    };
    let units = match index % 13 {
        5 => chance.range(3, 15),
        9 => 0,
        _ => chance.range(250, 900),
    };
    let units_at_amazon = if amazon_sku.is_some() { units as u32 } else { 0 };
    Item {
        index,
        title: format!("{thing}, {colour}"),
        tiktok_sku: Some(sku),
        units_at_tiktok: if amazon_sku.is_some() { units_at_amazon } else { 40 },
        amazon_sku,
        price: Decimal::new(chance.range(6, 48) * 100 + 99, 2),
        units_at_amazon,
        amazon_sales_per_day: 0.5 + chance.unit() * 7.5,
        pack_of: None,
        weight_grams: chance.range(90, 1_400) as u32,
    }
}

fn multi_pack(index: usize, inner: &Item, count: u32) -> Option<Item> {
    let inner_sku = inner.amazon_sku.clone()?;
    Some(Item {
        index,
        title: format!("{} (pack of {count})", inner.title),
        tiktok_sku: Some(format!("{inner_sku}-{count}PK")),
        amazon_sku: None,
        price: inner.price * Decimal::from(count) * Decimal::new(92, 2),
        units_at_amazon: 0,
        units_at_tiktok: inner.units_at_amazon / count,
        amazon_sales_per_day: 0.0,
        pack_of: Some((inner_sku, count)),
        weight_grams: inner.weight_grams * count,
    })
}
