//! Where the platform lives (tiktok-shop fact sheet 1).

use shopferry_net::{BaseUrl, BaseUrlFault};

/// All business calls, for every region.
const API_HOST: &str = "open-api.tiktokglobalshop.com";
/// Token calls.
const AUTH_HOST: &str = "auth.tiktok-shops.com";

/// The two hosts a connection talks to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// Business calls.
    pub api: BaseUrl,
    /// Token calls.
    pub auth: BaseUrl,
}

impl Hosts {
    /// The platform's own hosts.
    ///
    /// # Errors
    /// None in practice; the host names are constants.
    pub fn production() -> Result<Self, BaseUrlFault> {
        Ok(Self { api: BaseUrl::production(API_HOST)?, auth: BaseUrl::production(AUTH_HOST)? })
    }

    /// One address on this computer for both, as the practice marketplaces serve them.
    ///
    /// # Errors
    /// [`BaseUrlFault`] for anything that is not on this computer.
    pub fn loopback(url: &str) -> Result<Self, BaseUrlFault> {
        let base = BaseUrl::loopback(url)?;
        Ok(Self { api: base.clone(), auth: base })
    }
}
