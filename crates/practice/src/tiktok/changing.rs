//! What is changed about an order that exists: notes, and lines that come and go (features F042, F043).

use rust_decimal::Decimal;

use super::money::Bill;
use super::order::OrderStatus;
use super::placing::NewOrder;
use super::refusal::Refusal;
use super::shop::Shop;

impl Shop {
    /// The buyer writes another note.
    ///
    /// # Errors
    /// If there is no such order.
    pub fn change_message(&mut self, id: &str, message: &str, now_ms: i64) -> Result<(), Refusal> {
        let order = self.order_mut(id)?;
        message.clone_into(&mut order.message);
        order.touch(now_ms);
        Ok(())
    }

    /// The seller writes a note in the platform's own pages.
    ///
    /// # Errors
    /// If there is no such order.
    pub fn change_seller_note(&mut self, id: &str, note: &str, now_ms: i64) -> Result<(), Refusal> {
        let order = self.order_mut(id)?;
        note.clone_into(&mut order.seller_note);
        order.touch(now_ms);
        Ok(())
    }

    /// One more unit joins an order of which nothing has left; it is taken out of stock.
    ///
    /// # Errors
    /// If there is no such order or SKU, the SKU is sold out, or the order is shipped or over.
    pub fn add_line(&mut self, id: &str, seller_sku: &str, now_ms: i64) -> Result<(), Refusal> {
        let order = self.order_mut(id)?;
        if order.status() > OrderStatus::AwaitingShipment {
            return Err(Refusal::world(format!("order {id} is {}: its lines are fixed", order.status().word())));
        }
        let like = NewOrder { marks: order.marks.clone(), ..NewOrder::of(&[]) };
        let tax_rate = Decimal::new(order.buyer.tax_bps, 4);
        let sku = self.buyable(seller_sku)?;
        self.check_stock(std::slice::from_ref(&sku))?;
        let line = self.new_line(&sku, &like, tax_rate);
        let order = self.order_mut(id)?;
        order.lines.push(line);
        let (shipping, fee) = (order.bill.shipping, order.bill.retail_delivery_fee);
        order.bill = Bill::of(order.lines.iter().map(|line| &line.price), shipping, fee);
        order.touch(now_ms);
        Ok(())
    }

    /// From now on the platform sees no courier's scan of this order's parcels, although they move (feature F407).
    ///
    /// # Errors
    /// If there is no such order.
    pub fn hide_scans(&mut self, id: &str) -> Result<(), Refusal> {
        self.order_mut(id)?.unseen = true;
        Ok(())
    }

    /// The seller takes one line out, for lack of stock.
    ///
    /// # Errors
    /// As [`Shop::seller_cancel`].
    pub fn drop_line(&mut self, id: &str, line_id: &str, now_ms: i64) -> Result<(), Refusal> {
        let lines = Some(vec![line_id.to_owned()]);
        self.seller_cancel(id, lines, "seller_cancel_reason_out_of_stock", now_ms).map(|_| ())
    }
}
