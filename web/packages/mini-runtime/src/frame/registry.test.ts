// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { Components } from '../protocol/components'
import './components/index'
import { definedBuiltIns } from './registry'

/** `canIUse` answers in the Worker from a table, the frame acts by its registry: they must say the same. */
describe('built-ins', () => {
  it('are those of the table', () => {
    expect([...definedBuiltIns().keys()].sort()).toEqual(Object.keys(Components).sort())
  })

  it.each(Object.entries(Components))('%s takes the attributes of the table', (name, attributes) => {
    const defined = Object.keys(definedBuiltIns().get(name)!.attributes)
    expect(defined.filter((one) => one !== 'name').sort()).toEqual(Object.keys(attributes).filter((one) => one !== 'name').sort())
  })

  it('take nothing that a browser would act upon', () => {
    for (const [, { attributes }] of definedBuiltIns()) {
      for (const name of Object.keys(attributes)) expect(name).not.toMatch(/^(on|srcdoc|href|style|class)/)
    }
  })
})
