import { isTrue, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { above, hoverAttributes, kept } from './parts'
import { resetForm, submitForm } from './form'

/** What a button with an `open-type` says when its host has answered. */
const ANSWERS: Record<string, string> = {
  getPhoneNumber: 'getphonenumber',
  getRealtimePhoneNumber: 'getrealtimephonenumber',
  getUserInfo: 'getuserinfo',
  openSetting: 'opensetting',
  chooseAvatar: 'chooseavatar',
  contact: 'contact',
  launchApp: 'launchapp',
  agreePrivacyAuthorization: 'agreeprivacyauthorization',
  feedback: 'feedback',
}

function open(node: FrameNode<void>, type: string): void {
  // Sharing begins in the program: its page says what is shared.
  if (type === 'share') {
    node.emit('#share', {})
    return
  }
  const answer = ANSWERS[type]
  if (!answer) return
  const args = {
    type, lang: toText(node.value('lang')), sessionFrom: toText(node.value('session-from')),
    title: toText(node.value('send-message-title')), path: toText(node.value('send-message-path')), img: toText(node.value('send-message-img')),
    card: node.flag('show-message-card'), appParameter: toText(node.value('app-parameter')),
  }
  node.frame.ask('openType', args).then(
    (result) => node.emit(answer, { errMsg: `${type}:ok`, ...(typeof result === 'object' ? result : {}) }),
    (error: Error) => node.emit(answer, { errMsg: `${type}:fail ${error.message}` }),
  )
}

const mark = (name: string) => (node: FrameNode<void>, value: unknown): void => {
  node.el.toggleAttribute(`data-${name}`, value !== undefined && isTrue(value))
}

defineBuiltIn<void>('button', {
  create(node) {
    node.el.setAttribute('role', 'button')
    node.el.tabIndex = 0
    node.el.addEventListener('keydown', (event) => {
      if (event.target !== node.el || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      node.frame.pressByKey(node.el)
    })
  },
  attributes: {
    ...hoverAttributes,
    type: (node, value) => { node.el.dataset['type'] = ['primary', 'warn'].includes(toText(value)) ? toText(value) : 'default' },
    size: (node, value) => { node.el.dataset['size'] = toText(value) === 'mini' ? 'mini' : 'default' },
    plain: mark('plain'),
    loading: mark('loading'),
    disabled: (node, value) => {
      const disabled = value !== undefined && isTrue(value)
      mark('disabled')(node, disabled)
      node.el.setAttribute('aria-disabled', String(disabled))
      node.el.tabIndex = disabled ? -1 : 0
    },
    'form-type': kept, 'open-type': kept, lang: kept, 'session-from': kept, 'send-message-title': kept, 'send-message-path': kept, 'send-message-img': kept,
    'show-message-card': kept, 'app-parameter': kept,
  },
  press(node) {
    if (node.flag('disabled')) return
    const formType = toText(node.value('form-type'))
    const form = formType === '' ? null : above(node as FrameNode, 'form')
    if (form && formType === 'submit') submitForm(form, node as FrameNode)
    if (form && formType === 'reset') resetForm(form)
    const type = toText(node.value('open-type'))
    if (type !== '') open(node, type)
  },
})
