//! Every reason why something cannot go on: a stable code, a sentence, a cure and the page that cures it (F053).
//!
//! `docs/reasons.md` is generated from [`REASONS`].

use serde::{Deserialize, Serialize};

/// Where the user goes to cure a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurePage {
    /// The order's own page.
    Order,
    /// *Link to…* on the order line.
    Link,
    /// The connection's page.
    Channel,
    /// Settings.
    Settings,
    /// The platform's seller pages.
    Platform,
    /// Nothing to do: it goes on by itself.
    Wait,
}

/// The text of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReasonText {
    /// The code.
    pub code: ReasonCode,
    /// Stable name, as stored and shown.
    pub name: &'static str,
    /// What is the matter, for people.
    pub sentence: &'static str,
    /// What to do.
    pub cure: &'static str,
    /// Where.
    pub page: CurePage,
    /// Whether it passes by itself and is tried again.
    pub passing: bool,
}

/// A reason with what it refers to (a SKU, a field, the platform's own words; never buyer data).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The code.
    pub code: ReasonCode,
    /// The thing it is about.
    pub detail: Option<String>,
}

impl Reason {
    /// A reason about nothing in particular.
    pub fn new(code: ReasonCode) -> Self {
        Self { code, detail: None }
    }

    /// A reason about a named thing.
    pub fn about(code: ReasonCode, detail: impl Into<String>) -> Self {
        Self { code, detail: Some(detail.into()) }
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $sentence:literal, $cure:literal, $page:ident, $passing:literal;)+) => {
        /// Codes of reasons. They never change their meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ReasonCode {
            $(#[doc = $sentence] #[serde(rename = $name)] $variant,)+
        }
        /// All reasons.
        pub const REASONS: &[ReasonText] = &[
            $(ReasonText { code: ReasonCode::$variant, name: $name, sentence: $sentence, cure: $cure, page: CurePage::$page, passing: $passing },)+
        ];
        impl ReasonCode {
            /// The stable name, for example `not_linked`.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name,)+ } }
            /// Finds a code by its name.
            pub fn by_name(name: &str) -> Option<Self> { match name { $($name => Some(Self::$variant),)+ _ => None } }
            /// Its sentence, cure and page.
            pub fn text(self) -> ReasonText { match self { $(Self::$variant => ReasonText { code: self, name: $name, sentence: $sentence, cure: $cure, page: CurePage::$page, passing: $passing },)+ } }
        }
    };
}

reasons! {
    NotLinked = "not_linked", "A line of this order is not linked to a SKU at the fulfiller.", "Link the line with “Link to…”, then the order goes on by itself.", Link, false;
    MixedOrder = "mixed_order", "The order contains an item that is not stored at Amazon.", "Ship the whole order yourself on TikTok Shop, or link the item to a SKU that Amazon stores.", Link, false;
    PlatformShipping = "platform_shipping", "Platform shipping is chosen: TikTok provides the label.", "In TikTok Seller Center, change the shipping option of the product or warehouse to seller shipping.", Platform, false;
    NotAwaitingShipment = "not_awaiting_shipment", "The platform does not expect the seller to ship this order now.", "Nothing to do; the order follows the platform’s state.", Wait, true;
    PlatformHold = "platform_hold", "The order is held: the buyer may still change or cancel it.", "Nothing to do; it is released an hour after payment.", Wait, true;
    AddressHidden = "address_hidden", "The platform has not released the address yet.", "Nothing to do; the order is read again until the address can be seen.", Wait, true;
    AddressTooLong = "address_too_long", "A line of the address is longer than Amazon takes.", "Ask the buyer for a shorter form, change it on TikTok Shop, or ship the order yourself.", Platform, false;
    AddressRefused = "address_refused", "Amazon refuses the address.", "Check the address with the buyer and correct it on TikTok Shop, then try again.", Platform, false;
    OutOfStock = "out_of_stock", "Amazon does not have all units of this order.", "Send stock to Amazon or ship the order yourself, then try again.", Order, false;
    SkuUnknownAtAmazon = "sku_unknown_at_amazon", "Amazon does not know the linked SKU.", "Choose another SKU with “Link to…”.", Link, false;
    PreviewRefused = "preview_refused", "Amazon’s preview says that this order cannot be fulfilled.", "Read Amazon’s reason below, mend it, then try again.", Order, false;
    AmazonRefused = "amazon_refused", "Amazon refused the order.", "Read Amazon’s reason below, mend it, then try again.", Order, false;
    AmazonUnfulfillable = "amazon_unfulfillable", "Amazon took the order but cannot fulfil it.", "Send stock or correct the address, then try again; a new part is placed.", Order, false;
    ChannelNameRefused = "channel_name_refused", "Amazon does not take the name of the sales channel.", "Nothing to do; the name is switched off and the order goes without it.", Wait, true;
    NotHeldAtAmazon = "not_held_at_amazon", "Amazon no longer holds this order, so nothing about it can be changed.", "Nothing to do; the order is read again, and shows whether it was sent or dropped.", Wait, true;
    CancelledAtAmazon = "cancelled_at_amazon", "The order was cancelled at Amazon by someone else.", "Try again to place it anew, or ship it yourself.", Order, false;
    UnitsMissing = "units_missing", "Amazon closed the order with units missing.", "Ship the missing units yourself or place them anew.", Order, false;
    TooManyLines = "too_many_lines", "The order has more lines than Amazon takes in one order (100).", "Ship this order yourself.", Platform, false;
    TooManyUnits = "too_many_units", "The order has more units than Amazon takes in one order (250).", "Ship this order yourself.", Platform, false;
    CashOnDelivery = "cash_on_delivery", "The buyer pays on delivery.", "Decide on the order’s page whether Amazon may ship it.", Order, false;
    Sample = "sample", "This is a sample order.", "Decide on the order’s page whether Amazon may ship it.", Order, false;
    Replacement = "replacement", "This order replaces another one.", "Look at the first order, then decide whether Amazon may ship this one.", Order, false;
    Exchange = "exchange", "This is an exchange order.", "Look at the first order, then decide whether Amazon may ship this one.", Order, false;
    IdentityCheck = "identity_check", "Age or identity must be checked before shipping.", "Do the check on TikTok Shop, then decide on the order’s page.", Platform, false;
    Prescription = "prescription", "The order needs a prescription.", "Check it, then decide on the order’s page.", Order, false;
    DangerousGoods = "dangerous_goods", "The order holds a dangerous good.", "Decide on the order’s page whether Amazon may ship it.", Order, false;
    AwaitingRelease = "awaiting_release", "A pre-order, made-to-order or back-order item is not released yet.", "Nothing to do; it goes on when the platform releases it.", Wait, true;
    DigitalOrder = "digital_order", "This is a digital or virtual order.", "Deliver it on TikTok Shop.", Platform, false;
    PickupOrder = "pickup_order", "The buyer picks the order up.", "Hand it over as shown on TikTok Shop.", Platform, false;
    UnknownKind = "unknown_kind", "The platform calls this a kind of order that Shopferry does not know.", "Decide on the order’s page whether Amazon may ship it.", Order, false;
    BuyerAsksCancel = "buyer_asks_cancel", "The buyer asks to cancel this order.", "Answer the request on TikTok Shop; when it is withdrawn or refused the order goes on.", Platform, false;
    CancelTooLate = "cancel_too_late", "The order was cancelled on TikTok Shop, but Amazon is already shipping it.", "Ask the buyer to refuse or return the parcel, or file a claim on TikTok Shop.", Platform, false;
    CancelRefused = "cancel_refused", "TikTok Shop did not take the cancellation or the answer to it.", "Read the platform’s reason below; decide it on TikTok Shop if it stays.", Platform, false;
    CancelOpen = "cancel_open", "A cancellation of this order is already under way or done.", "Nothing to do; the order is read again.", Wait, true;
    CancelReasonRefused = "cancel_reason_refused", "TikTok Shop does not take this reason for this order.", "Choose another reason of the list; it is read anew.", Order, false;
    CancelAfterShipping = "cancel_after_shipping", "The order was already told as shipped, so it cannot be cancelled.", "Ask the buyer to refuse or return the parcel.", Order, false;
    CancelAfterEnd = "cancel_after_end", "The order is completed or cancelled already.", "Nothing to do.", Wait, false;
    CancelSingleLines = "cancel_single_lines", "These single lines cannot be cancelled.", "Cancel the whole order, or give lack of stock as the reason where single lines are allowed (US and GB).", Order, false;
    RequestDecided = "request_decided", "The buyer’s request was decided already.", "Nothing to do; the order is read again.", Wait, true;
    CorrectionOver = "correction_over", "TikTok Shop no longer lets the tracking number be changed.", "Open a support case at TikTok Shop; the text for it is on the order’s page.", Platform, false;
    CorrectionUsed = "correction_used", "The tracking number was changed once already, and TikTok Shop does not take another change.", "Open a support case at TikTok Shop; the text for it is on the order’s page.", Platform, false;
    NotShippedThere = "not_shipped_there", "TikTok Shop has no shipment of this order whose number could be changed.", "Nothing to do; the order is read again.", Wait, true;
    UspsNotTheirs = "usps_not_theirs", "TikTok Shop does not take USPS numbers of labels that were not bought there.", "Enter Amazon’s own number if the parcel has one; else ask TikTok Shop’s support to accept the number.", Platform, false;
    BeforeStartLine = "before_start_line", "The order was paid before exports were switched on here.", "Press “Send to Amazon” if it was not shipped in another way.", Order, false;
    FlowOff = "flow_off", "Sending orders to Amazon is switched off for this connection.", "Switch the flow on under Channels.", Channel, false;
    NoPartner = "no_partner", "The shop has no Amazon marketplace of its own country connected.", "Connect Amazon under Channels.", Channel, false;
    CurrencyDiffers = "currency_differs", "The shop and the Amazon marketplace count in different currencies.", "Under Channels, pair the shop with a marketplace of its own currency; stock and tracking go on meanwhile.", Channel, false;
    ConnectionOff = "connection_off", "The connection is disabled.", "Enable it under Channels; nothing is lost meanwhile.", Channel, false;
    NeedsSignIn = "needs_sign_in", "The platform no longer accepts the sign-in.", "Sign in again under Channels.", Channel, false;
    OutcomeUnknown = "outcome_unknown", "No answer came; Shopferry looks the order up before it does anything else.", "Nothing to do; it is looked up by its own key.", Wait, true;
    PlatformError = "platform_error", "The platform answered with an error of its own.", "Nothing to do; it is tried again.", Wait, true;
    Throttled = "throttled", "The platform asks to wait.", "Nothing to do; it is tried again.", Wait, true;
    KeyTaken = "key_taken", "Amazon has an order under our key with other contents.", "Look at both orders; ship by hand what is missing.", Order, false;
    CarrierUnknown = "carrier_unknown", "The platform’s list holds no carrier that fits this parcel.", "Choose the carrier once under Channels; the answer is kept.", Channel, false;
    CarrierSeveral = "carrier_several", "The platform’s list holds several entries for Amazon.", "Choose one under Channels; the answer is kept.", Channel, false;
    NumberFormat = "number_format", "The tracking number does not have a form that the platform takes.", "Check the number at Amazon; send it by hand if it is right.", Order, false;
    NumberUsed = "number_used", "The tracking number was already used for another order.", "Check the number at Amazon.", Order, false;
    NumberIsPlatforms = "number_is_platforms", "The number belongs to the platform’s own shipping service.", "Look at the order on TikTok Shop: it was shipped with a platform label.", Platform, false;
    NumberOdd = "number_odd", "The tracking number does not look like one of its carrier.", "Check it at the carrier; press “Send anyway” if it is right.", Order, false;
    NotAmazonsNumber = "not_amazons_number", "The shop marked this warehouse as Amazon’s, and this number did not come from Amazon for this order.", "Use the number that Amazon shows for this order; a wrong one counts against the warehouse.", Order, false;
    WarehouseStopped = "warehouse_stopped", "Three numbers of this warehouse were refused or not recognised as Amazon’s, so its confirmations wait: TikTok Shop closes a warehouse at five.", "Look at those orders on TikTok Shop, then press “Go on” beside the warehouse under Channels.", Channel, false;
    ParcelWithoutNumber = "parcel_without_number", "A parcel has had no tracking number for 48 hours.", "Ask Amazon about the parcel; its number is sent as soon as it exists.", Order, false;
    ParcelNotSeen = "parcel_not_seen", "The parcel has been moving for a day, and TikTok Shop still waits for its collection.", "Open a support case at TikTok Shop before it cancels the order; the text for it is on the order’s page.", Platform, false;
    ParcelLost = "parcel_lost", "The carrier has lost the parcel.", "Claim it at Amazon and settle it with the buyer on TikTok Shop.", Order, false;
    ParcelUndeliverable = "parcel_undeliverable", "The parcel cannot be delivered.", "Look at the address with the buyer; Amazon takes the parcel back.", Order, false;
    ParcelReplaced = "parcel_replaced", "Amazon gave this parcel up; another one holds its units.", "Nothing to do; the other parcel’s number is used.", Wait, true;
    NumberChanged = "number_changed", "Amazon changed the number after it was sent.", "Open a support case at TikTok Shop; the text for it is on the order’s page.", Platform, false;
    CancelConfirmed = "cancel_confirmed", "Amazon has cancelled the order; the buyer’s request is still open.", "Accept the request on the order’s page.", Order, false;
    CancelImpossible = "cancel_impossible", "Amazon can no longer cancel the order: it ships.", "Reject the buyer’s request on the order’s page with one of the listed reasons.", Order, false;
    WithdrawnTooLate = "withdrawn_too_late", "The buyer still wants the order, but Amazon has cancelled it already.", "Press “Place anew” on the order’s page, or ship it yourself.", Order, false;
    CancelSwitchedOff = "cancel_switched_off", "The order is to be cancelled, but passing cancels to Amazon is switched off.", "Switch the flow on under Channels, or cancel the order at Amazon yourself.", Channel, false;
    TrackingRefused = "tracking_refused", "The platform refused the tracking number.", "Read the platform’s reason below, mend it, then try again.", Order, false;
    RegionNotSupported = "region_not_supported", "Orders of this region are shipped in another way that this version does not know.", "Enter the tracking number on TikTok Shop.", Platform, false;
    ChangedAfterExport = "changed_after_export", "The order was changed after it went to Amazon.", "Compare both; cancel and send anew, or accept it as it is.", Order, false;
    ShippedByHand = "shipped_by_hand", "The order was shipped by hand on TikTok Shop.", "Nothing to do.", Wait, true;
    MayShipTwice = "may_ship_twice", "The order was shipped by hand on TikTok Shop while Amazon has it: it may ship twice.", "Cancel it at Amazon if you can.", Order, false;
    StockUnknown = "stock_unknown", "The stock at Amazon is not known, so nothing is published.", "Nothing to do; it is read again. Unknown is never shown as zero.", Wait, true;
    StockTooOld = "stock_too_old", "The stock number is older than a day, so nothing is published.", "Check the Amazon connection under Channels.", Channel, false;
    StockRefused = "stock_refused", "The platform refused the stock number.", "Read the platform’s reason below.", Channel, false;
    ZeroRefused = "zero_refused", "The platform does not take zero as a stock number.", "Deactivate the listing on TikTok Shop if nothing is left to sell.", Platform, false;
    NoWarehouse = "no_warehouse", "No enabled sales warehouse is chosen for stock.", "Choose the warehouse under Channels.", Channel, false;
    WarehouseRestricted = "warehouse_restricted", "The warehouse is restricted: its stock cannot be sold.", "Look at the holiday mode or order limit on TikTok Shop.", Platform, false;
    Malformed = "malformed", "The platform sent a record that cannot be read; it is set aside.", "Try again; if it stays, send the redacted record with a bug report.", Order, false;
    MissingScope = "missing_scope", "A permission is missing.", "Grant it to your app and authorise again.", Channel, false;
    WrongKeys = "wrong_keys", "The platform does not accept these keys.", "Copy them again from your app’s page.", Channel, false;
    ClockWrong = "clock_wrong", "This computer’s clock is wrong.", "Set the clock of this computer.", Settings, false;
    ShopInactive = "shop_inactive", "The shop or seller account is inactive.", "Look at the account’s state on the platform.", Platform, false;
    AddressNotAllowed = "address_not_allowed", "This computer’s internet address is not on the app’s allow list.", "Add it in the app’s settings at the platform, or empty the list.", Platform, false;
    Offline = "offline", "The platform cannot be reached.", "Check the internet connection; everything stays queued.", Wait, true;
    NoKeychain = "no_keychain", "This computer has no keychain that is running.", "Start the system’s keychain (on Linux a Secret Service such as GNOME Keyring or KWallet), then try again.", Settings, false;
    KeychainLocked = "keychain_locked", "The keychain is locked.", "Unlock it, then try again.", Settings, false;
    DiskFull = "disk_full", "The disk is full: nothing can be stored, so nothing is sent.", "Free some space; work goes on by itself.", Settings, true;
    DatabaseCorrupt = "database_corrupt", "The database cannot be read.", "Restore a backup; the damaged file is kept beside it.", Settings, false;
    DatabaseKey = "database_key", "The database does not open with the key in the keychain.", "Unlock the keychain this profile was made with, or restore a backup.", Settings, false;
    DatabaseNewer = "database_newer", "The database was made by a newer Shopferry.", "Update Shopferry on this computer.", Settings, false;
    DatabaseFolder = "database_folder", "The data folder cannot be used.", "Check that the folder exists, that you may write to it, and that its disk is well.", Settings, true;
    OtherOwner = "other_owner", "Another Shopferry runs this profile.", "Close it, or use its window.", Settings, false;
    ReviewNeeded = "review_needed", "The review of this shop is not accepted yet, so nothing is written for it.", "Open the connection’s page, press “Review”, look at what would be written, and accept it.", Channel, false;
    ReviewCaseOpen = "review_case_open", "A case of the review was neither seen nor skipped.", "Wait until such an order comes in, or skip the case.", Channel, false;
    RegionReadOnly = "region_read_only", "This version does not know the shop’s region, so the shop is read and never written to.", "Update Shopferry; until then ship and keep stock on TikTok Shop.", Channel, false;
    AuthorisationEnds = "authorisation_ends", "The authorisation of this connection ends soon.", "Sign in again on the connection’s page; nothing stops meanwhile.", Channel, false;
    AuthorisationEnded = "authorisation_ended", "The authorisation of this connection has ended.", "Sign in again on the connection’s page; what waits goes on then.", Channel, false;
    SecretOld = "secret_old", "Amazon’s client secret has to be renewed every 180 days.", "Rotate it on the app’s page in the Solution Provider Portal, then paste the new one on the connection’s page.", Channel, false;
    NotReady = "not_ready", "The platform says that the shop may not list products yet.", "See the checklist on the connection’s page; orders, stock and tracking go on.", Platform, false;
    DailyLimitNear = "daily_limit_near", "The shop has nearly reached its orders of the day.", "Nothing to do here; the platform enforces the limit.", Platform, true;
    DailyLimitReached = "daily_limit_reached", "The shop has reached its orders of the day.", "Nothing to do here; the platform enforces the limit.", Platform, true;
    OtherComputer = "other_computer", "Another computer exports orders of this shop.", "Decide which computer goes on, then switch exports on again.", Channel, false;
    UnlinkedLine = "unlinked_line", "A line of this order is linked to nothing and is left to you.", "Link it with “Link to…”, or ship it yourself on TikTok Shop.", Link, false;
    NothingAtAmazon = "nothing_at_amazon", "No line of this order is stored at Amazon.", "Ship it from your own warehouse.", Order, false;
    SeveralMarketplaces = "several_marketplaces", "The lines of this order lie in different Amazon marketplaces.", "Send all of its SKUs to one marketplace, or ship the order yourself.", Link, false;
    RuleTooManyPieces = "rule_too_many_pieces", "Your rule keeps back orders with more pieces than this.", "Press “Send anyway” for this order, or change the rule under Channels.", Channel, false;
    RuleTotalTooHigh = "rule_total_too_high", "Your rule keeps back orders with a higher total than this.", "Press “Send anyway” for this order, or change the rule under Channels.", Channel, false;
    RuleBlockedSku = "rule_blocked_sku", "Your rule keeps back orders that contain this SKU.", "Press “Send anyway” for this order, or change the rule under Channels.", Channel, false;
    RuleLossTooGreat = "rule_loss_too_great", "Amazon’s fee would make a greater loss than your rule allows.", "Press “Send anyway” for this order, or change the rule under Channels.", Channel, false;
    RuleOtherCurrency = "rule_other_currency", "The price rule is in another currency than this order, so it was not used.", "Set the rule in the shop’s currency under Channels.", Channel, false;
    ExtraDelay = "extra_delay", "The order waits for the delay that you set.", "Press “Send now” to skip the rest.", Wait, true;
    StockReserved = "stock_reserved", "Amazon keeps the stock for this order; it is shipped when your delay ends.", "Press “Send now” to skip the rest.", Wait, true;
    ReserveGone = "reserve_gone", "Amazon has dropped the order that it kept for you (it does so after 14 days).", "Try again to place it anew.", Order, false;
    ReserveAddressChanged = "reserve_address_changed", "The address changed while Amazon kept the order.", "Nothing to do; it is cancelled there and placed anew.", Wait, true;
    FeatureNotOffered = "feature_not_offered", "Amazon cannot give a box or delivery feature that your settings require.", "Change the feature under Channels, or ship this order yourself.", Channel, false;
    AddressOdd = "address_odd", "A part of the address looks wrong.", "Compare it with TikTok Shop; nothing is changed by itself.", Order, false;
    SlipTextCut = "slip_text_cut", "The packing slip text was longer than Amazon takes and was cut.", "Nothing to do.", Wait, true;
    DeadlineNear = "deadline_near", "The platform’s deadline is near.", "See on the order’s page what it waits for.", Order, false;
    DelayTooLong = "delay_too_long", "With your delay the tracking number may come after the platform’s ship-by time.", "Shorten the delay under Channels, or press “Send now”.", Channel, false;
    OwnWarehouse = "own_warehouse", "This part is for your own warehouse.", "Pack it, then enter carrier and tracking number on the order’s page.", Order, false;
    UnlinkedKept = "unlinked_kept", "No line of this order is linked, and TikTok Shop still expects you to ship it.", "Link a line with “Link to…”, or ship the order yourself; it is cleared once nothing is left to ship.", Link, false;
    UnlinkedCleared = "unlinked_cleared", "No line of this order was linked for three days and nothing was left to ship, so its items and its buyer were deleted here.", "Nothing to do; look the order up on TikTok Shop by its number.", Platform, false;
    OwnUnitsGone = "own_units_gone", "These units have a tracking number already, or are not in this part.", "Read the list again; enter numbers only for units that still wait.", Order, false;
    OwnPartOver = "own_part_over", "This part no longer waits for your own warehouse.", "Read the list again; the part was shipped, cancelled or decided anew.", Order, false;
    OwnCancelled = "own_cancelled", "The order was cancelled on TikTok Shop after your warehouse had taken it over.", "Do not ship it; put the goods back.", Order, false;
    OwnCarrierUnknown = "own_carrier_unknown", "TikTok Shop’s list holds no carrier of this name for this order.", "Use a name of the list beside the number; spelling and case do not matter, the words do.", Order, false;
    SheetNoColumn = "sheet_no_column", "The file has no column for something that is needed.", "Export the list, fill in its last columns and import that file; the first row must hold the column names.", Order, false;
    SheetTooLarge = "sheet_too_large", "The file is larger than Shopferry reads at once.", "Import at most 5,000 rows at a time.", Order, false;
    SheetEmpty = "sheet_empty", "The file holds no row with a carrier and a tracking number.", "Fill in both columns of the orders that you have shipped, save and import it again.", Order, false;
    SheetCellMissing = "sheet_cell_missing", "A value is missing in this row.", "Fill it in, or empty carrier and tracking number of the row to leave it out.", Order, false;
    SheetOrderUnknown = "sheet_order_unknown", "No part of an order with this number waits for your own warehouse.", "Take the number from the exported file; leave out what is shipped or cancelled already.", Order, false;
    SheetNumberRounded = "sheet_number_rounded", "The spreadsheet has rounded the order number, so it cannot be told which order is meant.", "Open the exported file again with that column as text, then fill in the rows.", Order, false;
    SheetBroken = "sheet_broken", "The file cannot be read as a table.", "Save it as CSV (UTF-8) and import it again.", Order, false;
    SheetNumber = "sheet_number", "The tracking number cannot be used.", "Check it at the carrier: 4 to 50 letters, digits and - _ . / are taken.", Order, false;
    SheetUnits = "sheet_units", "The units of this row cannot be shipped.", "Give a whole number of at least 1 and at most as many as still wait; empty means all of them.", Order, false;
    SheetSkuUnknown = "sheet_sku_unknown", "The part holds no item with this SKU.", "Use the SKU of the exported file, or leave the cell empty to mean the whole part.", Order, false;
    SheetSkuNeeded = "sheet_sku_needed", "The part holds several items, so units alone do not say which.", "Fill in the SKU column, one row for each item.", Order, false;
    SettingTooLarge = "setting_too_large", "The value is too large.", "Choose a smaller one.", Settings, false;
    SettingTooSmall = "setting_too_small", "The value is too small.", "Choose a larger one, or leave the field empty.", Settings, false;
    SettingTooLong = "setting_too_long", "The text is too long.", "Shorten it.", Settings, false;
    SettingNotPlain = "setting_not_plain", "The text holds something that cannot be used here.", "Use what the field’s help shows.", Settings, false;
    SettingEmpty = "setting_empty", "Something is missing.", "Fill it in, or remove the row.", Settings, false;
    SettingTwice = "setting_twice", "The same entry stands twice.", "Remove one of them.", Settings, false;
    SettingNotOffered = "setting_not_offered", "This choice is not offered here.", "Choose one that is; its help says why.", Settings, false;
    QueueKeyMissing = "queue_key_missing", "The secret half of your message queue’s access key is not entered.", "Enter it under Channels, at the marketplace’s own message queue.", Channel, false;
    QueueKeyRefused = "queue_key_refused", "Your message queue does not accept the access key.", "Check key, secret and region under Channels; reading on schedule goes on.", Channel, false;
    QueueNotThere = "queue_not_there", "Your message queue is not there.", "Check its address under Channels; reading on schedule goes on.", Channel, false;
    QueueRefused = "queue_refused", "Your message queue refused a call.", "Look at the queue’s own console; reading on schedule goes on.", Channel, false;
    TrialFailed = "trial_failed", "Amazon’s preview of a recent order did not succeed with this choice.", "Choose what was there before, or try again later.", Settings, false;
    TrialNoOrder = "trial_no_order", "There is no order yet with which this could be tried at Amazon.", "Wait for an order whose SKUs are linked and whose address can be read.", Settings, false;
    SettingOtherCurrency = "setting_other_currency", "The amount is in another currency than the shop.", "Use the shop’s currency.", Settings, false;
    SettingBadAddress = "setting_bad_address", "This is no e-mail address.", "Correct or remove it; addresses are separated by commas.", Settings, false;
    SettingChangedElsewhere = "setting_changed_elsewhere", "These settings were changed in another window meanwhile.", "Read them again, then make your change.", Settings, false;
    StateFault = "state_fault", "A move that is not allowed was refused.", "Send the redacted diagnostics with a bug report.", Order, false;
}
