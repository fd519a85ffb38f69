//! Settings, first version.

use super::wire;

wire! {
    /// Light or dark.
    #[derive(Copy, Eq)]
    pub enum Appearance {
        /// As the system.
        System,
        /// Light.
        Light,
        /// Dark.
        Dark,
    }

    /// Row height.
    #[derive(Copy, Eq)]
    pub enum Density {
        /// 36 pixels.
        Comfortable,
        /// 28 pixels.
        Compact,
    }

    /// What the user chose.
    pub struct SettingsView {
        /// Colours.
        pub appearance: Appearance,
        /// Rows.
        pub density: Density,
        /// Closing the window keeps syncing in the tray; none = ask once.
        pub close_to_tray: Option<bool>,
        /// Start at login; none = not asked yet.
        pub start_at_login: Option<bool>,
    }

    /// Dismisses a one-time message: `away`, `login`.
    pub struct Dismiss {
        /// Which.
        pub what: String,
    }
}
