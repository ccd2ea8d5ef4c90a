import type { Locator, Page } from 'playwright-core';

/** How somebody works a page. */
export interface Hands {
  readonly name: string;
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>;
  /** Writes into a field in place of what it holds. */
  write(target: Locator, text: string): Promise<void>;
  /** Ticks a box. */
  tick(box: Locator): Promise<void>;
  /** Chooses what is called so in a list that opens below a field. */
  choose(field: Locator, option: string): Promise<void>;
  /** Turns a row of which one is chosen to the one that is called so. */
  turn(row: Locator, to: string): Promise<void>;
  /** Opens a menu by its button and takes what is called so. */
  pick(button: Locator, item: string | RegExp): Promise<void>;
}

export const POINTER: Hands = {
  name: 'with a pointer',
  press: (target) => target.click(),
  write: (target, text) => target.fill(text),
  tick: (box) => box.check(),
  async choose(field, option) {
    await field.click();
    await field.page().getByRole('option', { name: option, exact: true }).click();
    // A list for several things stays open until one goes elsewhere.
    await field.blur();
  },
  turn: (row, to) => row.getByText(to, { exact: true }).click(),
  async pick(button, item) {
    await button.click();
    await button.page().getByRole('menuitem', { name: item }).click();
  },
};

/** Nothing but keys: what cannot be reached with Tab cannot be worked. */
export const KEYBOARD: Hands = {
  name: 'by keys alone',
  async press(target) {
    await reach(target);
    await target.page().keyboard.press('Enter');
  },
  async write(target, text) {
    await reach(target);
    await target.page().keyboard.press('Control+a');
    await target.page().keyboard.insertText(text);
  },
  async tick(box) {
    await reach(box);
    await box.page().keyboard.press('Space');
  },
  async choose(field, option) {
    const { keyboard } = field.page();
    await reach(field);
    await keyboard.press('ArrowDown');
    const wanted = field.page().getByRole('option', { name: option, exact: true });
    for (let n = 0; n < MOST_STEPS; n++) {
      if ((await wanted.getAttribute('data-combobox-selected')) !== null) {
        await keyboard.press('Enter');
        return;
      }
      await keyboard.press('ArrowDown');
    }
    throw new Error(`no arrow key leads to the option ${option}`);
  },
  async turn(row, to) {
    // The row is one stop for Tab; its buttons lie under words and have no size.
    await reach(row.locator('input:checked'), 'attached');
    const wanted = row.getByRole('radio', { name: to, exact: true });
    for (let n = 0; n < MOST_STEPS && !(await wanted.isChecked()); n++)
      await row.page().keyboard.press('ArrowRight');
  },
  async pick(button, item) {
    const page = button.page();
    await reach(button);
    await page.keyboard.press('Enter');
    const wanted = page.getByRole('menuitem', { name: item });
    await wanted.waitFor();
    for (let n = 0; n < MOST_STEPS; n++) {
      if ((await wanted.and(page.locator(':focus')).count()) > 0) {
        // A menu that is drawn anew in this moment would lose the key.
        await wanted.press('Enter');
        return;
      }
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`no arrow key leads to ${String(item)} in the menu`);
  },
};

const MOST_STEPS = 150;

/** Goes to an element with Tab, as far as that needs. Throws where Tab does not lead there. */
async function reach(target: Locator, state: 'visible' | 'attached' = 'visible'): Promise<void> {
  await target.waitFor({ state });
  const page: Page = target.page();
  await waitForDialog(page);
  for (let n = 0; n < MOST_STEPS; n++) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** A dialog takes the focus a moment after it has opened; what is pressed before goes astray. */
async function waitForDialog(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) === 0) return;
  await page.locator('[role=dialog]:focus, [role=dialog] :focus').first().waitFor({ state: 'attached' });
}
