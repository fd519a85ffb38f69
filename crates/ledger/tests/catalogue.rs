//! Links, listings, stock, places and carriers (F015, F082, F110–F115, F190).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use shopferry_domain::carrier::Carrier;
use shopferry_domain::link::LinkOrigin;
use shopferry_domain::{
    CarrierId, DeliveryOptionId, ListingSkuId, ProductId, Reason, ReasonCode, SellerSku, WarehouseId,
};
use shopferry_ledger::{
    DeliveryOptionRow, Durability, ListingQuery, ListingRow, ListingStockRow, SourceRow, Tx, WarehouseRow,
};
use support::*;

fn in_ledger(f: impl FnOnce(&Tx<'_>) -> shopferry_ledger::Result<()>) {
    ledger().write(Durability::Normal, f).unwrap();
}

fn sku(text: &str) -> ListingSkuId {
    ListingSkuId::new(text).unwrap()
}

fn listing(id: &str, title: &str) -> ListingRow {
    ListingRow {
        connection: shop(),
        sku: sku(id),
        product: ProductId::new("p-1").unwrap(),
        seller_sku: Some(SellerSku::new(format!("S-{id}")).unwrap()),
        title: title.to_owned(),
        variant: "Blue".to_owned(),
        status: "ACTIVATE".to_owned(),
        live: true,
        seen_at: at(1),
        gone: false,
    }
}

#[test]
fn a_persons_link_is_never_overridden_by_an_automatic_one() {
    in_ledger(|tx| {
        let links = tx.links();
        assert!(links.put(&shop(), &link("901", LinkOrigin::ExactSku))?);
        assert!(links.put(&shop(), &link("901", LinkOrigin::Manual))?);
        assert!(!links.put(&shop(), &link("901", LinkOrigin::ExactSku))?, "F190");
        links.put(&shop(), &link("902", LinkOrigin::ExactSku))?;
        assert_eq!(links.get(&shop(), &sku("901"))?.unwrap(), link("901", LinkOrigin::Manual));
        let all = links.all(&shop())?;
        assert_eq!(all.iter().map(|l| l.listing_sku.as_str()).collect::<Vec<_>>(), ["901", "902"]);
        links.remove(&shop(), &sku("901"))?;
        assert!(links.get(&shop(), &sku("901"))?.is_none());
        links.remove(&shop(), &sku("901"))
    });
}

#[test]
fn only_a_complete_pass_that_met_something_says_what_is_gone() {
    in_ledger(|tx| {
        let listings = tx.listings();
        let both = [listing("901", "Mug"), listing("902", "Lamp")];
        assert_eq!(listings.save_full_pass(&shop(), &both, true, at(1))?, 0);
        assert_eq!(listings.save_full_pass(&shop(), &[], true, at(2))?, 0, "never from an empty answer");
        assert_eq!(listings.save_full_pass(&shop(), &both[..1], false, at(3))?, 0, "cut short");
        assert_eq!(listings.all(&shop())?.len(), 2);
        assert_eq!(listings.save_full_pass(&shop(), &both[..1], true, at(4))?, 1);
        assert_eq!(listings.all(&shop())?, [ListingRow { seen_at: at(4), ..both[0].clone() }]);
        assert!(listings.get(&shop(), &sku("902"))?.unwrap().gone);
        listings.save(&both[1])?;
        assert!(!listings.get(&shop(), &sku("902"))?.unwrap().gone, "met again");
        Ok(())
    });
}

#[test]
fn listings_are_searched_and_split_by_link() {
    in_ledger(|tx| {
        let listings = tx.listings();
        for row in [listing("903", "Kettle 100%"), listing("901", "Mug"), listing("902", "Lamp")] {
            listings.save(&row)?;
        }
        tx.links().put(&shop(), &link("901", LinkOrigin::Manual))?;
        let unlinked: Vec<String> = listings.unlinked(&shop())?.iter().map(|l| l.sku.to_string()).collect();
        assert_eq!(unlinked, ["902", "903"]);
        let found = |query: ListingQuery| {
            let (rows, total) = listings.list(&query).unwrap();
            (rows.iter().map(|l| l.title.clone()).collect::<Vec<_>>().join(", "), total)
        };
        let base = ListingQuery { connection: Some(shop()), ..ListingQuery::default() };
        assert_eq!(found(base.clone()), ("Kettle 100%, Lamp, Mug".to_owned(), 3));
        assert_eq!(found(ListingQuery { linked: Some(true), ..base.clone() }), ("Mug".to_owned(), 1));
        assert_eq!(
            found(ListingQuery { linked: Some(false), limit: 1, offset: 1, ..base.clone() }),
            ("Lamp".to_owned(), 2)
        );
        assert_eq!(found(ListingQuery { text: Some(" 0% ".into()), ..base.clone() }), ("Kettle 100%".to_owned(), 1));
        assert_eq!(found(ListingQuery { text: Some("s-902".into()), ..base }), ("Lamp".to_owned(), 1));
        Ok(())
    });
}

#[test]
fn unknown_stock_is_not_zero_and_late_figures_are_ignored() {
    in_ledger(|tx| {
        let stock = tx.source_stock();
        let mug = SellerSku::new("MUG").unwrap();
        let row = |fulfillable, minutes| SourceRow {
            connection: amazon(),
            sku: mug.clone(),
            title: Some("Mug".to_owned()),
            fulfillable,
            read_at: at(minutes),
        };
        assert!(stock.save(&row(Some(5), 10))?);
        assert!(!stock.save(&row(Some(9), 9))?, "a late figure");
        assert!(stock.save(&SourceRow { title: None, ..row(None, 11) })?);
        let held = stock.get(&amazon(), &mug)?.unwrap();
        assert_eq!((held.fulfillable, held.title.as_deref()), (None, Some("Mug")));
        assert_eq!(stock.all(&amazon())?, [held]);
        Ok(())
    });
}

#[test]
fn shown_stock_tells_how_it_came_to_be() {
    in_ledger(|tx| {
        let row = ListingStockRow {
            connection: shop(),
            sku: sku("901"),
            warehouses: vec![(WarehouseId::new("w-1").unwrap(), 4, 1)],
            platform_read_at: Some(at(1)),
            acknowledged: Some(4),
            acknowledged_at: Some(at(2)),
            shown: Some(3),
            ladder: Some(serde_json::json!({"steps": [["source", 5]], "shown": 3})),
            reason: Some(Reason::new(ReasonCode::StockTooOld)),
            pushed_at: None,
        };
        tx.listing_stock().save(&row)?;
        assert_eq!(tx.listing_stock().get(&shop(), &sku("901"))?.unwrap(), row);
        let never = ListingStockRow { acknowledged: None, shown: None, ladder: None, reason: None, ..row };
        tx.listing_stock().save(&never)?;
        assert_eq!(tx.listing_stock().all(&shop())?, [never]);
        Ok(())
    });
}

#[test]
fn a_warehouse_that_disappears_is_marked() {
    in_ledger(|tx| {
        let row = |id: &str, name: &str, is_default| WarehouseRow {
            connection: shop(),
            id: WarehouseId::new(id).unwrap(),
            name: name.to_owned(),
            state: "enabled".to_owned(),
            is_sales: true,
            is_default,
            gone: false,
            seen_at: at(1),
        };
        let both = [row("w-1", "Barn", false), row("w-2", "Main", true)];
        tx.warehouses().save_full_pass(&shop(), &both, at(1))?;
        assert_eq!(tx.warehouses().save_full_pass(&shop(), &[], at(2))?, 0);
        assert_eq!(tx.warehouses().all(&shop())?[0].name, "Main", "the default one first");
        assert_eq!(tx.warehouses().save_full_pass(&shop(), &both[..1], at(3))?, 1, "F015");
        assert!(tx.warehouses().get(&shop(), &both[1].id)?.unwrap().gone);

        let option = |id: &str| DeliveryOptionRow {
            connection: shop(),
            warehouse: both[0].id.clone(),
            id: DeliveryOptionId::new(id).unwrap(),
            name: format!("Option {id}"),
            kind: "STANDARD".to_owned(),
            seen_at: at(4),
        };
        tx.delivery_options().replace(&shop(), &both[0].id, &[option("1"), option("2")], at(3))?;
        tx.delivery_options().replace(&shop(), &both[0].id, &[option("2")], at(4))?;
        assert_eq!(tx.delivery_options().all(&shop())?, [option("2")]);
        Ok(())
    });
}

#[test]
fn carrier_lists_and_choices_are_kept() {
    in_ledger(|tx| {
        let option = DeliveryOptionId::new("d-1").unwrap();
        let ups = Carrier { id: CarrierId::new("7117").unwrap(), name: "UPS".to_owned() };
        assert!(tx.carriers().list(&shop(), &option)?.is_none());
        tx.carriers().save_list(&shop(), &option, std::slice::from_ref(&ups), at(1))?;
        assert_eq!(tx.carriers().list(&shop(), &option)?.unwrap(), (vec![ups.clone()], at(1)), "F082");
        assert_eq!(tx.carriers().lists(&shop())?, [(option, vec![ups.clone()], at(1))]);
        tx.carriers().choose(&shop(), "AMZN_US", &CarrierId::new("1").unwrap())?;
        tx.carriers().choose(&shop(), "AMZN_US", &ups.id)?;
        assert_eq!(tx.carriers().chosen(&shop())?, [("AMZN_US".to_owned(), ups.id)]);
        tx.carriers().forget(&shop(), "AMZN_US")?;
        assert!(tx.carriers().chosen(&shop())?.is_empty());
        Ok(())
    });
}
