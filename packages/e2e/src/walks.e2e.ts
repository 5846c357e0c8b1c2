import { eventually } from './support/eventually.ts';
import { expect, test } from './support/walks/walks-test.ts';

test('a gate: from the locked button to what it unlocks', async ({ walker, app }) => {
  await walker.start('#gate');
  await walker.untilOpen('Advanced reports are on Business');
  await eventually(() => app.text('tendril-nudge .quote')).toContain('€119.00 a month');
  await walker.expectTree(`
- dialog "Advanced reports are on Business":
  - heading "Advanced reports are on Business" [level=2]
  - paragraph: They open right after the payment.
  - list:
    - listitem:
      - paragraph: Team
      - paragraph: €49 a month
      - paragraph: Your plan
      - list:
        - listitem: 10 seats
    - listitem:
      - paragraph: Business
      - paragraph: €119 a month
      - paragraph: Fits you
      - list:
        - listitem: Advanced reports
  - term: Now
  - definition: €49.00 a month
  - term: After the change
  - definition: €119.00 a month
  - button "Upgrade"
  - button "Not now": ×`);
  expect(await walker.press('Tab', 'Tab')).toEqual(['Upgrade', 'Not now']);
  await app.press('Escape');
  await walker.untilClosed();
  await walker.untilAt('Advanced reports');

  await walker.start('#gate');
  await walker.untilOpen('Advanced reports are on Business');
  await eventually(() => app.text('tendril-nudge .quote')).toContain('€119.00 a month');
  expect(await walker.press('Tab')).toEqual(['Upgrade']);
  await app.press('Enter');
  await walker.untilClosed();
  await walker.untilAt('Advanced reports');
  await eventually(walker.said).toEqual(['Advanced reports are unlocked.']);
});

test('a survey: from its button to the thanks', async ({ walker, app }) => {
  await walker.start('#survey');
  await walker.untilOpen('Two questions');
  await eventually(() => app.visible({ button: 'Next' })).toBe(true);
  await walker.expectTree(`
- dialog "Two questions":
  - heading "Two questions" [level=2]
  - paragraph: Step 1 of 2
  - group "What is your role?":
    - text: What is your role?
    - radio "Engineering"
    - text: Engineering
    - radio "Product"
    - text: Product
  - button "Next"
  - button "Not now": ×`);
  expect(await walker.press('Tab', 'Tab')).toEqual(['Engineering', 'Next']);
  await app.press('Enter');
  await walker.untilAt('Engineering');
  await eventually(walker.said, { message: 'what is wrong is said once' }).toHaveLength(1);
  expect(await walker.press('ArrowDown')).toEqual(['Product']);
  await app.press('Enter');
  await walker.untilAt('Anything else?');
  expect(await walker.press('Tab')).toEqual(['Anything else?']);
  await app.type('No');
  expect(await walker.press('Tab')).toEqual(['Send answers']);
  await app.press('Enter');
  await walker.untilAt('Thank you. Your answers are saved.');
  expect(await walker.press('Tab')).toEqual(['Done']);
  await app.press('Enter');
  await walker.untilClosed();
  await walker.untilAt('Take part');
  expect(await walker.said(), 'a step is said by the focus').toHaveLength(1);
});

test('a calculator: from its button to figures that are kept', async ({ walker, app }) => {
  await walker.start('#calculator');
  await walker.untilOpen('What would it save you?');
  await walker.expectTree(`
- dialog "What would it save you?":
  - heading "What would it save you?" [level=2]
  - text: People
  - spinbutton "People": "5"
  - group "Assumptions":
    - text: Assumptions Cost of an hour
    - spinbutton "Cost of an hour": "50"
    - text: €
  - text: A week
  - status "A week": "250"
  - status
  - button "Keep these figures"
  - status
  - button "Not now": ×`);
  expect(await walker.press('Tab', 'ArrowUp', 'ArrowUp')).toEqual(['People', 'People', 'People']);
  // What was typed is said once it rests.
  await eventually(walker.said).toEqual(['A week: 350']);
  expect(await walker.press('Tab', 'Tab')).toEqual(['Cost of an hour', 'Keep these figures']);
  await app.press('Enter');
  await eventually(walker.said).toEqual(['A week: 350', 'Your figures are saved.']);
  await app.press('Escape');
  await walker.untilClosed();
  await walker.untilAt('What would it save?');
});

test('an invitation: from the banner to the answer', async ({ walker, app }) => {
  await app.evaluate(() => document.querySelector<HTMLElement>('h1')?.setAttribute('tabindex', '-1'));
  await app.evaluate(() => document.querySelector<HTMLElement>('h1')?.focus());
  expect(await walker.press('Tab')).toEqual(['Invite a teammate']);
  await app.press('Enter');
  await walker.untilOpen('E-mail addresses');
  await walker.expectTree(`
- dialog "Invite teammates":
  - heading "Invite teammates" [level=2]
  - text: E-mail addresses
  - 'textbox "E-mail addresses Several at once: separated by commas, blanks or lines, or pasted from a list."'
  - text: "Several at once: separated by commas, blanks or lines, or pasted from a list. Role"
  - combobox "Role":
    - option "Viewer" [selected]
    - option "Editor"
  - button "Send invitations"
  - button "Cancel"
  - button "Close": ×`);
  await app.type('ada@example.com');
  expect(await walker.press('Tab', 'Tab')).toEqual(['Role', 'Send invitations']);
  await app.press('Enter');
  await walker.untilAt('Done');
  await eventually(walker.said).toEqual(['Invitation sent to ada@example.com.']);
  await app.press('Enter');
  await walker.untilClosed();
  await walker.untilAt('Invite a teammate');
});
