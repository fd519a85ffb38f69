//! WebKit's own driver, spoken to directly: starts a real window and clicks in it.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::http::{Service, free_port};
use super::patience::until;

/// The key under which the standard hides an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long a page may take to show what a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running driver; it and all that it started end with it.
pub struct Driver {
    child: Child,
    service: Service,
}

impl Driver {
    /// Starts the driver on a free port.
    ///
    /// # Errors
    /// When it is not installed or does not answer.
    pub fn start(log: &Path) -> Result<Self> {
        let port = free_port()?;
        let log = std::fs::File::create(log)?;
        let child = Command::new("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            // Without this the window never answers the driver.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()
            .context("WebKitWebDriver is not there; on Debian: apt-get install webkit2gtk-driver")?;
        let driver = Self { child, service: Service::on(port) };
        until("the driver", PATIENCE, || Ok((driver.service.ask("GET", "/status", None)?.0 == 200).then_some(())))?;
        Ok(driver)
    }

    /// Starts `program` and takes hold of its window.
    ///
    /// # Errors
    /// When no window comes up.
    pub fn open(&self, program: &Path, arguments: &[&str]) -> Result<Page> {
        let options = json!({ "binary": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = value(self.service.ask("POST", "/session", Some(&wanted))?)?;
        let id = answer.get("sessionId").and_then(Value::as_str).context("the driver named no session")?;
        let page = Page { service: self.service.clone(), base: format!("/session/{id}") };
        page.post("timeouts", &json!({ "script": 110_000, "pageLoad": 60_000, "implicit": 0 }))?;
        Ok(page)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The whole group: the driver's child is the window, and the window's are its web processes.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}

/// The page in the window, as a person meets it: by role and name.
pub struct Page {
    service: Service,
    base: String,
}

impl Page {
    /// Clicks what has this role and name, once it is there. A name that ends with `*` means "begins with".
    ///
    /// # Errors
    /// When it does not appear; the error quotes the page.
    pub fn click(&self, role: &str, name: &str) -> Result<()> {
        let element = self.find(role, name)?;
        self.press(&element)
    }

    /// Clicks an element that was found before. What is just leaving, a dialog or a message, may lie over it for a moment.
    ///
    /// # Errors
    /// When it is gone, or something stays over it.
    pub fn press(&self, element: &str) -> Result<()> {
        until("the click to arrive", PATIENCE, || {
            let answer = self.post(&format!("element/{element}/click"), &json!({}));
            match answer {
                Err(error) if error.to_string().contains("intercepted") => Ok(None),
                Err(error) => Err(error),
                Ok(_) => Ok(Some(())),
            }
        })
    }

    /// Empties a field that was found before, and types into it.
    ///
    /// # Errors
    /// When it is gone.
    pub fn type_over(&self, element: &str, text: &str) -> Result<()> {
        // Typing begins at the end. The driver's own "clear" does not know areas of several lines.
        until("the field to hold the text", PATIENCE, || {
            let there = self.run("return arguments[0].value", &[json!({ ELEMENT: element })])?;
            let there = there.as_str().unwrap_or_default();
            if there == text {
                return Ok(Some(()));
            }
            let keys = format!("{}{text}", "\u{e003}".repeat(there.chars().count()));
            self.post(&format!("element/{element}/value"), &json!({ "text": keys }))?;
            Ok(None)
        })
    }

    /// The element that a script has answered.
    pub fn element_of(found: &Value) -> Option<String> {
        found.get(ELEMENT).and_then(Value::as_str).map(str::to_owned)
    }

    /// As [`Self::click`], for a click that hides the window: the driver would wait for a picture that never comes.
    ///
    /// # Errors
    /// When it does not appear; the error quotes the page.
    pub fn click_and_leave(&self, role: &str, name: &str) -> Result<()> {
        let element = self.find(role, name)?;
        self.run("const [element] = arguments; setTimeout(() => element.click(), 0);", &[json!({ ELEMENT: element })])
            .map(drop)
    }

    /// Types into the field with this label, after emptying it.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn fill(&self, label: &str, text: &str) -> Result<()> {
        let element = self.find("textbox", label)?;
        self.type_over(&element, text)
    }

    /// Waits until something with this role and name is on the page.
    ///
    /// # Errors
    /// When it does not appear; the error quotes the page.
    pub fn sees(&self, role: &str, name: &str) -> Result<()> {
        self.find(role, name).map(drop)
    }

    /// Waits, longer than usual if so asked, until the page shows this text anywhere.
    ///
    /// # Errors
    /// When it does not appear; the error quotes the page.
    pub fn reads(&self, text: &str, limit: Duration) -> Result<()> {
        let look = "return document.body.innerText.includes(arguments[0]) ? true : null";
        self.wait_for(look, &[json!(text)], limit).with_context(|| format!("text \"{text}\"")).map(drop)
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// When it throws.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a script that calls its last argument with its answer.
    ///
    /// # Errors
    /// When it throws, or never answers.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Waits in the page until `look` (a function body) returns something other than null.
    ///
    /// # Errors
    /// When it never does; the error quotes the page.
    pub fn wait_for(&self, look: &str, arguments: &[Value], limit: Duration) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const given = Array.from(arguments).slice(0, -2);
             const limit = arguments[arguments.length - 2]; const began = performance.now();
             const look = function () {{ {look} }};
             (function again() {{
               const found = look.apply(null, given);
               if (found !== null && found !== undefined) done({{ found }});
               else if (performance.now() - began > limit) done(null);
               else setTimeout(again, 50);
             }})();"
        );
        let mut given = arguments.to_vec();
        given.push(json!(limit.as_millis() as u64));
        let answer = self.post("execute/async", &json!({ "script": script, "args": given }))?;
        if answer.is_null() {
            let text = self.run("return document.body.innerText", &[])?;
            let text: String = text.as_str().unwrap_or_default().chars().take(6_000).collect();
            bail!("not on the page within {} s. The page reads:\n{text}", limit.as_secs());
        }
        Ok(answer.get("found").cloned().unwrap_or_default())
    }

    /// A picture of the page, PNG, base64.
    ///
    /// # Errors
    /// When the driver cannot take one.
    pub fn picture(&self) -> Result<String> {
        let answer = value(self.service.ask("GET", &format!("{}/screenshot", self.base), None)?)?;
        answer.as_str().map(str::to_owned).context("the driver took no picture")
    }

    /// Ends the program with its window.
    ///
    /// # Errors
    /// When the driver no longer answers.
    pub fn end(self) -> Result<()> {
        value(self.service.ask("DELETE", &self.base, None)?).map(drop)
    }

    fn find(&self, role: &str, name: &str) -> Result<String> {
        let what = || format!("{role} \"{name}\"");
        let found = self.wait_for(FIND, &[json!(role), json!(name)], PATIENCE).with_context(what)?;
        Self::element_of(&found).with_context(what)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        value(self.service.ask("POST", &format!("{}/{path}", self.base), Some(body))?)
    }
}

/// The driver's answer, or its error in words.
fn value((status, answer): (u16, Value)) -> Result<Value> {
    let value = answer.get("value").cloned().unwrap_or_default();
    if status != 200 {
        bail!("the driver refused ({status}): {}", &answer);
    }
    Ok(value)
}

/// Finds a visible element by role and accessible name, near enough to how assistive technology names things.
const FIND: &str = r#"
  const [role, name] = arguments;
  const kinds = {
    button: 'button,[role=button],summary', link: 'a[href],[role=link]', tab: '[role=tab]', heading: 'h1,h2,h3,[role=heading]',
    textbox: 'input:not([type=checkbox]):not([type=radio]),textarea,[role=textbox]', switch: '[role=switch]',
    checkbox: 'input[type=checkbox],[role=checkbox]', radio: 'input[type=radio],[role=radio]', row: 'tr,[role=row]',
    dialog: 'dialog,[role=dialog],[role=alertdialog]', menuitem: '[role=menuitem]', status: '[role=status],output',
    alert: '[role=alert]', main: 'main,[role=main]', navigation: 'nav,[role=navigation]',
  };
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const named = (element) => {
    const by = element.getAttribute('aria-labelledby');
    if (by) return tidy(by.split(' ').map((id) => document.getElementById(id)?.textContent).join(' '));
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent;
    return tidy(label ?? element.textContent);
  };
  const fits = (own) => name.endsWith('*') ? own.startsWith(name.slice(0, -1)) : own === name;
  for (const element of document.querySelectorAll(kinds[role] ?? `[role=${role}]`)) {
    if (element.getClientRects().length > 0 && !element.disabled && fits(named(element))) return element;
  }
  return null;
"#;
