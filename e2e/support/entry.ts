import { type Page, expect } from '@playwright/test'

import { text } from './text.ts'

/** Of no one; only these tests know it. */
export const PASSWORD = 'seven pale gulls'

/** Fills in the form of a new account and sends it. */
export async function fillNewAccount(page: Page, person: { name: string; handle: string; password?: string }, submit: string): Promise<void> {
  await page.getByLabel(text('accounts:form.name'), { exact: true }).fill(person.name)
  await page.getByLabel(text('accounts:form.handle'), { exact: true }).fill(person.handle)
  await page.getByLabel(text('accounts:form.new_password'), { exact: true }).fill(person.password ?? PASSWORD)
  await page.getByRole('button', { name: submit }).click()
}

/** Reads the recovery codes, says that they are kept, and goes on. */
export async function keepCodes(page: Page): Promise<string[]> {
  const codes = page.getByRole('list', { name: text('accounts:codes.list') }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const kept = (await codes.allTextContents()).map((line) => line.replace(/^\d+(?=[a-z2-9]{5}-)|\s/g, '').slice(-11))
  const goOn = page.getByRole('button', { name: text('accounts:codes.go_on') })
  await expect(goOn).toBeDisabled()
  await page.getByLabel(text('accounts:codes.kept')).check()
  await goOn.click()
  return kept
}

/** Signs in with a password on the page that is open. */
export async function signIn(page: Page, handle: string, password: string): Promise<void> {
  await page.getByLabel(text('accounts:form.handle'), { exact: true }).fill(handle)
  await page.getByLabel(text('accounts:form.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: text('accounts:sign_in.submit') }).click()
}
