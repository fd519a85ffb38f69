//! A practice world in a process of its own, and a program that is connected to both its platforms.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::program;
use super::world::World;

/// A practice world without buyers of its own; it ends with this value.
pub struct Served {
    process: Child,
    /// The line that it printed: both platforms' keys and the control's.
    pub keys: Value,
    /// Its control.
    pub world: World,
}

impl Served {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When the program was not built, or prints something else.
    pub fn start() -> Result<Self> {
        let mut process = program::command()?
            .args(["practice", "serve", "--port", "0", "--seed", "7", "--orders-per-day", "0", "--stop-after", "600"])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut line)?;
        let keys: Value = serde_json::from_str(&line).with_context(|| format!("not the line of JSON: {line:?}"))?;
        let world = World::at(text(&keys, "/control/base_url")?, text(&keys, "/control/token")?)?;
        Ok(Self { process, keys, world })
    }

    /// The clock that a program follows when told so.
    ///
    /// # Errors
    /// When the world printed none.
    pub fn clock(&self) -> Result<String> {
        Ok(format!("{}#{}", text(&self.keys, "/control/base_url")?, text(&self.keys, "/control/token")?))
    }

    /// Connects Amazon as "Amazon" and TikTok Shop as "Shop", typing the answers as a script would.
    ///
    /// # Errors
    /// When the program refuses.
    pub fn connect(&self, shopferryd: impl Fn() -> Result<Command>) -> Result<()> {
        self.connect_amazon(shopferryd()?)?;
        self.connect_tiktok(shopferryd()?)
    }

    fn connect_amazon(&self, mut add: Command) -> Result<()> {
        let amazon = ["--name", "Amazon", "--client-id", text(&self.keys, "/amazon/client_id")?];
        add.args(["connection", "add", "amazon"]).args(amazon);
        add.args(["--seller-id", text(&self.keys, "/amazon/seller_id")?]);
        add.args(["--marketplace", text(&self.keys, "/amazon/marketplace_id")?]);
        add.args(["--base-url", text(&self.keys, "/amazon/base_url")?]);
        let mut process = add.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        let mut typed = process.stdin.take().context("no input")?;
        writeln!(typed, "{}", text(&self.keys, "/amazon/client_secret")?)?;
        writeln!(typed, "{}", text(&self.keys, "/amazon/refresh_token")?)?;
        drop(typed);
        ensure!(process.wait()?.success(), "Amazon could not be connected");
        Ok(())
    }

    fn connect_tiktok(&self, mut add: Command) -> Result<()> {
        let base = text(&self.keys, "/tiktok/base_url")?;
        add.args(["connection", "add", "tiktok", "--name", "Shop"]);
        add.args(["--app-key", text(&self.keys, "/tiktok/app_key")?]);
        add.args(["--service-id", text(&self.keys, "/tiktok/service_id")?, "--base-url", base]);
        let mut process = add.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut typed: ChildStdin = process.stdin.take().context("no input")?;
        let mut output = BufReader::new(process.stdout.take().context("no output")?);
        writeln!(typed, "{}", text(&self.keys, "/tiktok/app_secret")?)?;
        let mut line = String::new();
        output.read_line(&mut line)?;
        let page: Value = serde_json::from_str(&line).with_context(|| format!("not the page to open: {line:?}"))?;
        let state = text(&page, "/open")?.rsplit_once("state=").context("the page carries no state")?.1;
        let access = self.world.ask("POST", "access", Some(&json!({ "platform": "tiktok", "action": "grant" })))?;
        writeln!(typed, "{base}/registered-page?code={}&state={state}", text(&access, "/auth_code")?)?;
        drop(typed);
        ensure!(process.wait()?.success(), "the shop could not be connected");
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A text of an answer.
///
/// # Errors
/// When it is not there.
pub fn text<'a>(value: &'a Value, pointer: &str) -> Result<&'a str> {
    value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("{pointer} is missing"))
}
