//! The controls of a form in the window: found as a person finds them, changed by clicks and keys.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::webdriver::Page;

/// A dialog comes up within this time.
const DIALOG: Duration = Duration::from_secs(10);

/// A control that can be changed now.
#[derive(Debug, Clone)]
pub struct Control {
    /// `switch`, `checkbox`, `choice` or `text`.
    pub kind: String,
    /// Its name, as it is read aloud.
    pub name: String,
    /// Its value, in words.
    pub value: String,
    at: u64,
}

impl Page {
    /// The form's controls that can be changed, in their order on the page.
    ///
    /// # Errors
    /// When the driver no longer answers.
    pub fn controls(&self) -> Result<Vec<Control>> {
        let found = self.run(&format!("{FORM} return form().map(told);"), &[])?;
        let rows = found.as_array().cloned().unwrap_or_default();
        let text = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let controls = rows.iter().enumerate().map(|(at, row)| Control {
            kind: text(row, "kind"),
            name: text(row, "name"),
            value: text(row, "value"),
            at: at as u64,
        });
        Ok(controls.collect())
    }

    /// Name and value of each.
    ///
    /// # Errors
    /// As [`Self::controls`].
    pub fn values(&self) -> Result<BTreeMap<String, String>> {
        Ok(self.controls()?.into_iter().map(|control| (control.name, control.value)).collect())
    }

    /// Gives a control another value: the other way round, another choice, or the text.
    ///
    /// # Errors
    /// When it is gone, or has no other choice.
    pub fn change(&self, control: &Control, text: &str) -> Result<()> {
        let found = self.run(&format!("{FORM} return target(form()[arguments[0]]);"), &[json!(control.at)])?;
        let element = Page::element_of(&found).with_context(|| format!("another value for \"{}\"", control.name))?;
        let done = if control.kind == "text" { self.type_over(&element, text) } else { self.press(&element) };
        done.with_context(|| format!("{} \"{}\"", control.kind, control.name))
    }

    /// Clicks a button of the dialog that is open.
    ///
    /// # Errors
    /// When no dialog has it.
    pub fn click_in_dialog(&self, name: &str) -> Result<()> {
        let look = format!(
            "{FORM} const dialog = [...document.querySelectorAll('[role=dialog],[role=alertdialog],dialog')].at(-1);
             const buttons = [...(dialog?.querySelectorAll('button') ?? [])].filter((button) => !button.disabled);
             return buttons.find((button) => tidy(button.textContent).startsWith(arguments[0])) ?? null;"
        );
        let found = self.wait_for(&look, &[json!(name)], DIALOG).with_context(|| format!("\"{name}\" in a dialog"))?;
        self.press(&Page::element_of(&found).context("the button")?)
    }
}

/// The form of a page. Of a list the first other choice is taken; of box and carrier the last, which asks Amazon for nothing. The switches of flows are no part of it: they take effect without Save.
const FORM: &str = r#"
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const form = () => [...document.querySelectorAll('main [role=switch], main select, main input, main textarea')].filter((element) =>
    element.getClientRects().length > 0 && !element.disabled && element.getAttribute('aria-disabled') !== 'true' &&
    !element.hasAttribute('data-disabled') && element.getAttribute('aria-hidden') !== 'true' &&
    !element.closest('[aria-hidden=true], ul[aria-label^="Switches"]'));
  const named = (element) => {
    const by = element.getAttribute('aria-labelledby');
    const parts = by ? by.split(' ').map((id) => document.getElementById(id)?.textContent) : [];
    return tidy(parts.join(' ') || element.getAttribute('aria-label') || element.labels?.[0]?.textContent);
  };
  const told = (element) => {
    const name = named(element);
    if (element.getAttribute('role') === 'switch') return { kind: 'switch', name, value: element.getAttribute('aria-checked') };
    if (element.type === 'checkbox') return { kind: 'checkbox', name, value: String(element.checked) };
    if (element.tagName === 'SELECT') {
      const others = [...element.options].filter((option) => !option.disabled && !option.selected);
      const kind = others.length > 0 ? 'choice' : 'fixed';
      return { kind, name, value: tidy(element.selectedOptions[0]?.textContent) };
    }
    return { kind: 'text', name, value: element.value };
  };
  const target = (element) => {
    element?.scrollIntoView({ block: 'center' });
    if (element?.tagName !== 'SELECT') return element ?? null;
    const others = [...element.options].filter((option) => !option.disabled && !option.selected);
    return (/box$|Logistics$/.test(named(element)) ? others.at(-1) : others[0]) ?? null;
  };
"#;
