//! The table of endpoints: method, path, versions, scopes, shop cipher, and who answers.

use serde_json::Value;

use super::ask::Ask;
use super::refusal::Refusal;
use super::{
    cancel_calls, logistics_calls, order_calls, package_calls, product_calls, readiness, reference_calls, ship_calls,
    stock_calls,
};
use crate::world::World;

/// What an endpoint answers: a result, none, or a no.
pub type Outcome = Result<Option<Value>, Refusal>;

/// One row.
#[derive(Clone, Copy)]
pub struct Endpoint {
    /// HTTP method.
    pub method: &'static str,
    /// Path; `V` stands for the version, `*` for one segment.
    pub path: &'static str,
    /// Versions served, newest first.
    pub versions: &'static [&'static str],
    /// Any of these scopes suffices.
    pub scopes: &'static [&'static str],
    /// Whether it takes `shop_cipher` (fact sheet 3).
    pub takes_cipher: bool,
    /// Who answers.
    pub run: fn(&mut World, &Ask) -> Outcome,
}

/// What a path leads to.
pub enum Found<'a> {
    /// An endpoint, the path's parts, and the version.
    Here(&'static Endpoint, Vec<String>, &'a str),
    /// No such path.
    Nowhere,
    /// The path exists with another method.
    OtherMethod,
    /// The path exists in another version.
    OtherVersion,
}

const fn row(
    method: &'static str,
    path: &'static str,
    versions: &'static [&'static str],
    scopes: &'static [&'static str],
    run: fn(&mut World, &Ask) -> Outcome,
) -> Endpoint {
    Endpoint { method, path, versions, scopes, takes_cipher: true, run }
}

const V09: &[&str] = &["202309"];
const ORDER: &[&str] = &["seller.order.info"];
const SHIP: &[&str] = &["seller.fulfillment.basic"];
const LOGISTICS: &[&str] = &["seller.logistics"];
const PACKAGE: &[&str] = &["seller.fulfillment.package.write"];
const PRODUCT: &[&str] = &["seller.product.basic"];
const PRODUCT_WRITE: &[&str] = &["seller.product.write"];
const AFTER_SALES: &[&str] = &["seller.return_refund.basic"];

/// All rows.
pub static TABLE: [Endpoint; 34] = [
    Endpoint {
        takes_cipher: false,
        ..row("GET", "/authorization/V/shops", V09, &["seller.authorization.info"], logistics_calls::authorized_shops)
    },
    Endpoint {
        takes_cipher: false,
        ..row("GET", "/seller/V/shops", V09, &["seller.shop.info"], logistics_calls::active_shops)
    },
    row("POST", "/order/V/orders/search", V09, ORDER, order_calls::search),
    row("GET", "/order/V/orders", &["202507", "202309"], ORDER, order_calls::detail),
    row("GET", "/order/V/orders/*/price_detail", &["202407"], ORDER, order_calls::price_detail),
    row(
        "POST",
        "/order/V/orders/external_orders",
        &["202406"],
        &["seller.order.ext_ref.write", "seller.order.ext_ref.write.custom"],
        reference_calls::add,
    ),
    row("GET", "/order/V/orders/*/external_orders", &["202406"], &["seller.order.ext_ref.read"], reference_calls::get),
    row(
        "POST",
        "/order/V/orders/external_order_search",
        &["202406"],
        &["seller.order.ext_ref.read"],
        reference_calls::search,
    ),
    row("GET", "/fulfillment/V/orders/split_attributes", V09, PACKAGE, ship_calls::split_attributes),
    row("POST", "/fulfillment/V/orders/*/split", V09, PACKAGE, ship_calls::not_in_this_region),
    row("POST", "/fulfillment/V/orders/*/packages", &["202610", "202309"], SHIP, ship_calls::mark_shipped),
    row("POST", "/fulfillment/V/orders/*/shipping_info/update", V09, LOGISTICS, ship_calls::correct_order),
    row(
        "POST",
        "/fulfillment/V/packages/*/shipping_info/update",
        &["202610", "202309"],
        SHIP,
        ship_calls::correct_package,
    ),
    row("POST", "/fulfillment/V/packages/*/ship", V09, SHIP, ship_calls::not_in_this_region),
    row("POST", "/fulfillment/V/packages/search", V09, SHIP, package_calls::search),
    row("GET", "/fulfillment/V/packages/*", V09, SHIP, package_calls::detail),
    row("GET", "/fulfillment/V/orders/*/tracking", V09, LOGISTICS, package_calls::tracking),
    row("GET", "/logistics/V/orders/*/tracking", &["202604"], LOGISTICS, package_calls::logistics_tracking),
    row("GET", "/fulfillment/V/tts_tracking_validation", &["202508"], LOGISTICS, ship_calls::validate_tracking),
    row("GET", "/logistics/V/warehouses", V09, LOGISTICS, logistics_calls::warehouses),
    row("GET", "/logistics/V/warehouses/*/delivery_options", V09, LOGISTICS, logistics_calls::delivery_options),
    row(
        "GET",
        "/logistics/V/delivery_options/*/shipping_providers",
        V09,
        &["seller.fulfillment.basic", "seller.logistics"],
        logistics_calls::shipping_providers,
    ),
    row("POST", "/product/V/products/search", &["202502", "202312", "202309"], PRODUCT, product_calls::search),
    row("GET", "/product/V/products/*", V09, PRODUCT, product_calls::detail),
    row("GET", "/product/V/prerequisites", &["202312"], PRODUCT, readiness::prerequisites),
    row("POST", "/product/V/inventory/search", V09, PRODUCT, stock_calls::search),
    row("POST", "/product/V/products/*/inventory/update", V09, PRODUCT_WRITE, stock_calls::update),
    row("POST", "/return_refund/V/cancellations", &["202602", "202309"], AFTER_SALES, cancel_calls::create),
    row("POST", "/return_refund/V/cancellations/search", &["202602", "202309"], AFTER_SALES, cancel_calls::search),
    row("POST", "/return_refund/V/cancellations/*/approve", V09, AFTER_SALES, cancel_calls::approve),
    row("POST", "/return_refund/V/cancellations/*/reject", V09, AFTER_SALES, cancel_calls::reject),
    row(
        "GET",
        "/return_refund/V/orders/*/aftersale_eligibility",
        &["202602", "202309"],
        AFTER_SALES,
        cancel_calls::eligibility,
    ),
    row("GET", "/return_refund/V/reject_reasons", V09, AFTER_SALES, cancel_calls::reject_reasons),
    row("POST", "/return_refund/V/returns/search", &["202602", "202309"], AFTER_SALES, cancel_calls::search_returns),
];

/// Finds the endpoint of a request.
#[must_use]
pub fn find<'a>(method: &str, path: &'a str) -> Found<'a> {
    let (mut other_method, mut other_version) = (false, false);
    for endpoint in &TABLE {
        let Some((parts, version)) = fit(endpoint.path, path) else { continue };
        if endpoint.method != method {
            other_method = true;
        } else if endpoint.versions.contains(&version) {
            return Found::Here(endpoint, parts, version);
        } else {
            other_version = true;
        }
    }
    match (other_version, other_method) {
        (true, _) => Found::OtherVersion,
        (false, true) => Found::OtherMethod,
        (false, false) => Found::Nowhere,
    }
}

fn fit<'a>(pattern: &str, path: &'a str) -> Option<(Vec<String>, &'a str)> {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    let (mut parts, mut version) = (Vec::new(), "");
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some((parts, version)),
            (Some("*"), Some(segment)) if !segment.is_empty() => parts.push(segment.to_owned()),
            (Some("V"), Some(segment)) if segment.len() == 6 && segment.bytes().all(|byte| byte.is_ascii_digit()) => {
                version = segment;
            }
            (Some(one), Some(other)) if one == other => {}
            _ => return None,
        }
    }
}
