//! Which shops a sign-in covers (F007, F008; tiktok-shop fact sheet 2).

use std::sync::Arc;

use shopferry_channel::{Chance, Clock, Result, Secret};
use shopferry_domain::ShopId;
use shopferry_net::{CallFault, Transport, Unobserved};

use crate::client::{Ask, Client, ClientParts};
use crate::hosts::Hosts;
use crate::operation::AUTHORIZED_SHOPS;
use crate::tokens::TokenStore;
use crate::wire;

/// A shop that may be connected.
#[derive(Debug, Clone)]
pub struct AuthorizedShop {
    /// Id.
    pub id: ShopId,
    /// Name.
    pub name: String,
    /// Two letters.
    pub region: String,
    /// Whether the seller sits in another country.
    pub cross_border: bool,
    /// What every call of the shop carries.
    pub cipher: Secret,
}

/// The shops that the tokens in `store` cover. Shops without id or cipher are left out.
///
/// # Errors
/// Whatever the platform answers.
pub async fn authorized_shops(
    transport: Arc<dyn Transport>,
    hosts: Hosts,
    app_key: &str,
    store: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
) -> Result<Vec<AuthorizedShop>> {
    let client = Client::new(ClientParts {
        transport,
        hosts,
        app_key: app_key.to_owned(),
        shop: None,
        cipher: Secret::new(""),
        store,
        clock,
        chance,
        stream: "tiktok/setup".to_owned(),
        observer: Arc::new(Unobserved),
    });
    list(&client).await.map_err(|fault| client.told(&AUTHORIZED_SHOPS, fault))
}

pub(crate) async fn list(client: &Client) -> std::result::Result<Vec<AuthorizedShop>, CallFault> {
    let data: wire::ShopList = client.call(&AUTHORIZED_SHOPS, |_| Ask::default()).await?;
    Ok(data.shops.into_iter().filter_map(known).collect())
}

fn known(shop: wire::Shop) -> Option<AuthorizedShop> {
    Some(AuthorizedShop {
        id: ShopId::new(shop.id?).ok()?,
        name: shop.name.unwrap_or_default(),
        region: shop.region.unwrap_or_default(),
        cross_border: shop.seller_type.is_some_and(|kind| kind.eq_ignore_ascii_case("CROSS_BORDER")),
        cipher: Secret::new(shop.cipher?),
    })
}
