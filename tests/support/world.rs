//! The practice world seen from outside, through its control API (docs/practice.md).

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::http::Service;

/// A practice world on this machine.
pub struct World {
    control: Service,
}

impl World {
    /// The world whose control API is at `base_url`, opened by `token`.
    ///
    /// # Errors
    /// Any other place than loopback is refused.
    pub fn at(base_url: &str, token: &str) -> Result<Self> {
        Ok(Self { control: Service::at(base_url)?.with_header("Authorization", &format!("Bearer {token}")) })
    }

    /// A paid order of one unit, at TikTok; answers its number.
    ///
    /// # Errors
    /// When the world refuses.
    pub fn paid_order(&self, sku: &str) -> Result<String> {
        let order = json!({ "lines": [{ "sku": sku, "quantity": 1 }], "pay": true });
        let order = self.ask("POST", "orders", Some(&order))?;
        order.get("id").and_then(Value::as_str).map(str::to_owned).context("the world named no order")
    }

    /// SKUs that both platforms hold under one name, with stock at Amazon, best stocked first.
    ///
    /// # Errors
    /// When the world does not answer.
    pub fn linked_skus(&self) -> Result<Vec<String>> {
        let answer = self.ask("GET", "stock", None)?;
        let rows = answer.get("stock").and_then(Value::as_array).cloned().unwrap_or_default();
        let units = |row: &Value| row.pointer("/amazon/fulfillable").and_then(Value::as_u64).unwrap_or(0);
        let mut linked: Vec<_> = rows.iter().filter(|row| row.get("linked_by_sku") == Some(&json!(true))).collect();
        linked.sort_by_key(|row| std::cmp::Reverse(units(row)));
        let named = linked.into_iter().filter_map(|row| row.pointer("/tiktok/sku")?.as_str().map(str::to_owned));
        Ok(named.collect())
    }

    /// An order as TikTok has it.
    ///
    /// # Errors
    /// When there is none.
    pub fn order(&self, id: &str) -> Result<Value> {
        self.ask("GET", &format!("orders/{id}"), None)
    }

    /// The tracking numbers that TikTok was told for an order.
    ///
    /// # Errors
    /// When there is no such order.
    pub fn told_numbers(&self, id: &str) -> Result<Vec<String>> {
        let order = self.order(id)?;
        let packages = order.get("packages").and_then(Value::as_array).cloned().unwrap_or_default();
        let numbers = packages.iter().filter_map(|package| package.get("tracking_number")?.as_str().map(str::to_owned));
        Ok(numbers.collect())
    }

    /// Any call of the control API.
    ///
    /// # Errors
    /// Its refusal, in words.
    pub fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let (status, answer) = self.control.ask(method, &format!("/_practice/{path}"), body)?;
        ensure!(status == 200, "the practice world answered {status} to {path}: {answer}");
        Ok(answer)
    }
}
