//! Reasons as screens show them.

use super::wire;

wire! {
    /// A reason: code, sentence, cure and where to go.
    pub struct ReasonView {
        /// Stable code.
        pub code: String,
        /// What is the matter.
        pub sentence: String,
        /// The thing it is about.
        pub detail: Option<String>,
        /// What to do.
        pub cure: String,
        /// `order`, `link`, `channel`, `settings`, `platform` or `wait`.
        pub page: String,
        /// Passes by itself.
        pub passing: bool,
    }
}

impl From<&shopferry_domain::Reason> for ReasonView {
    fn from(reason: &shopferry_domain::Reason) -> Self {
        use shopferry_domain::reason::CurePage as P;
        let text = reason.code.text();
        let page = match text.page {
            P::Order => "order",
            P::Link => "link",
            P::Channel => "channel",
            P::Settings => "settings",
            P::Platform => "platform",
            P::Wait => "wait",
        };
        Self {
            code: text.name.to_owned(),
            sentence: text.sentence.to_owned(),
            detail: reason.detail.clone(),
            cure: text.cure.to_owned(),
            page: page.to_owned(),
            passing: text.passing,
        }
    }
}
