// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { useState } from 'react'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@sapa/api-client'
import common from '@/i18n/en/common.json'
import errors from '@/i18n/en/errors.json'
import { Button } from './Button'
import { Field, TextArea } from './Field'
import { Menu, useMenu } from './Menu'
import { Segmented } from './Segmented'
import { useAction } from './useAction'

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { common, errors } }, defaultNS: 'common', interpolation: { escapeValue: false } })
})
afterEach(cleanup)

describe('a field', () => {
  it('is named by its label and described by its error, which replaces the hint', () => {
    const { rerender } = render(<Field label="Handle" hint="Letters" />)
    const input = screen.getByLabelText('Handle')
    const describedBy = () => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent
    expect(describedBy()).toBe('Letters')
    expect(input.getAttribute('aria-invalid')).toBeNull()
    rerender(<Field label="Handle" hint="Letters" error="Taken" />)
    expect(describedBy()).toBe('Taken')
    expect(input.getAttribute('aria-invalid')).toBe('true')
  })

  it('shows a password only when asked', () => {
    render(<Field label="Password" type="password" />)
    const input = screen.getByLabelText('Password') as HTMLInputElement
    expect(input.type).toBe('password')
    fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
    expect(input.type).toBe('text')
    fireEvent.click(screen.getByRole('button', { name: 'Hide password' }))
    expect(input.type).toBe('password')
  })

  it('counts when little room is left', () => {
    const { rerender } = render(<TextArea label="Greeting" maxLength={200} value="Hello" readOnly />)
    expect(screen.queryByText(/left/)).toBeNull()
    rerender(<TextArea label="Greeting" maxLength={6} value="Hello" readOnly />)
    expect(screen.getByText('1 character left')).toBeTruthy()
  })
})

describe('a choice of few', () => {
  it('is a group of radio buttons', () => {
    const chosen = vi.fn()
    render(<Segmented label="Theme" value="auto" onChange={chosen} options={[{ value: 'auto', label: 'Auto' }, { value: 'dark', label: 'Dark' }]} />)
    expect(screen.getByRole('group', { name: 'Theme' })).toBeTruthy()
    expect((screen.getByRole('radio', { name: 'Auto' }) as HTMLInputElement).checked).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: 'Dark' }))
    expect(chosen).toHaveBeenCalledWith('dark')
  })
})

function WithMenu({ onDone }: { onDone: (id: string) => void }) {
  const menu = useMenu()
  const item = (id: string, label: string) => ({ id, label, onSelect: () => onDone(id) })
  return (
    <>
      <button onClick={(event) => menu.openFrom(event.currentTarget)}>Open</button>
      <Menu anchor={menu.anchor} label="Actions" onClose={menu.close} items={[item('copy', 'Copy'), { ...item('cut', 'Cut'), disabled: true }, false, item('delete', 'Delete')]} />
    </>
  )
}

describe('a menu', () => {
  const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key })
  const open = (onDone = vi.fn()) => {
    render(<WithMenu onDone={onDone} />)
    const button = screen.getByRole('button', { name: 'Open' })
    button.focus()
    fireEvent.click(button)
    return { button, onDone }
  }

  it('moves by arrows and letters, past what is disabled, and around', () => {
    open()
    expect(document.activeElement?.textContent).toBe('Copy')
    press('ArrowDown')
    expect(document.activeElement?.textContent).toBe('Delete')
    press('ArrowDown')
    expect(document.activeElement?.textContent).toBe('Copy')
    press('d')
    expect(document.activeElement?.textContent).toBe('Delete')
    press('Home')
    expect(document.activeElement?.textContent).toBe('Copy')
  })

  it.each(['Escape', 'Tab'])('closes by %s and gives the focus back', (key) => {
    const { button, onDone } = open()
    press(key)
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button)
    expect(onDone).not.toHaveBeenCalled()
  })

  it('closes by a press elsewhere', () => {
    open()
    fireEvent.pointerDown(document.body)
    expect(screen.queryByRole('menu')).toBeNull()
  })

  it('does one thing and closes', () => {
    const { onDone } = open()
    fireEvent.click(screen.getByRole('menuitem', { name: 'Delete' }))
    expect(onDone.mock.calls).toEqual([['delete']])
    expect(screen.queryByRole('menu')).toBeNull()
  })
})

function WithAction({ work }: { work: () => Promise<unknown> }) {
  const { run, busy, error } = useAction(work)
  const [finished, setFinished] = useState<boolean>()
  return (
    <>
      <Button busy={busy} onClick={() => void run().then(setFinished)}>
        Go
      </Button>
      <p role="alert">{error}</p>
      <output>{String(finished)}</output>
    </>
  )
}

describe('an action', () => {
  it('takes one press at a time and keeps its focus while it works', async () => {
    let finish = (_: unknown) => {}
    const work = vi.fn(() => new Promise((resolve) => (finish = resolve)))
    render(<WithAction work={work} />)
    const button = screen.getByRole('button')
    button.focus()
    fireEvent.click(button)
    fireEvent.click(button)
    expect(work).toHaveBeenCalledTimes(1)
    expect(button.getAttribute('aria-busy')).toBe('true')
    expect(document.activeElement).toBe(button)
    await act(async () => finish(undefined))
    expect(button.getAttribute('aria-busy')).toBeNull()
    expect(screen.getByRole('status').textContent).toBe('true')
  })

  it('says what went wrong in words, and nothing when it was cancelled', async () => {
    const work = vi.fn()
    render(<WithAction work={work} />)
    work.mockRejectedValueOnce(new ApiError('contacts.self', 'x'))
    await act(async () => fireEvent.click(screen.getByRole('button')))
    expect(screen.getByRole('alert').textContent).toBe('That is you.')
    work.mockRejectedValueOnce(new ApiError('client.aborted', 'x'))
    await act(async () => fireEvent.click(screen.getByRole('button')))
    expect(screen.getByRole('alert').textContent).toBe('')
    expect(screen.getByRole('status').textContent).toBe('false')
  })
})
