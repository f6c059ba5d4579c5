/**
 * The built-in components and their attributes. `wx.canIUse('scroll-view.refresher-enabled')` answers from here, and the
 * frame's registry must have exactly these. Where an attribute takes one of a few words, they are listed.
 */
type Attributes = Record<string, true | readonly string[]>

const hover = { 'hover-class': true, 'hover-stop-propagation': true, 'hover-start-time': true, 'hover-stay-time': true } as const

export const Components = {
  view: { ...hover },
  block: {},
  text: { selectable: true, 'user-select': true, space: ['ensp', 'emsp', 'nbsp'], decode: true, 'max-lines': true, overflow: ['clip', 'fade', 'ellipsis', 'visible'] },
  image: {
    src: true,
    mode: [
      'scaleToFill', 'aspectFit', 'aspectFill', 'widthFix', 'heightFix', 'top', 'bottom', 'center', 'left', 'right',
      'top left', 'top right', 'bottom left', 'bottom right',
    ],
    'lazy-load': true, 'show-menu-by-longpress': true, webp: true,
  },
  button: {
    ...hover, size: ['default', 'mini'], type: ['primary', 'default', 'warn'], plain: true, disabled: true, loading: true,
    'form-type': ['submit', 'reset'],
    'open-type': ['contact', 'share', 'getPhoneNumber', 'getUserInfo', 'launchApp', 'openSetting', 'feedback', 'chooseAvatar', 'agreePrivacyAuthorization'],
    lang: ['en', 'zh_CN', 'zh_TW'], 'session-from': true, 'send-message-title': true, 'send-message-path': true, 'send-message-img': true, 'show-message-card': true,
    'app-parameter': true,
  },
  input: {
    value: true, type: ['text', 'number', 'idcard', 'digit', 'safe-password', 'nickname', 'tel'], password: true, placeholder: true, 'placeholder-style': true, 'placeholder-class': true,
    disabled: true, maxlength: true, 'cursor-spacing': true, focus: true, 'auto-focus': true, 'confirm-type': ['send', 'search', 'next', 'go', 'done'],
    'confirm-hold': true, cursor: true, 'selection-start': true, 'selection-end': true, 'adjust-position': true, 'hold-keyboard': true, 'cursor-color': true, name: true,
  },
  textarea: {
    value: true, placeholder: true, 'placeholder-style': true, 'placeholder-class': true, disabled: true, maxlength: true, 'auto-focus': true, focus: true, 'auto-height': true,
    fixed: true, 'cursor-spacing': true, cursor: true, 'show-confirm-bar': true, 'selection-start': true, 'selection-end': true, 'adjust-position': true, 'hold-keyboard': true,
    'disable-default-padding': true, 'confirm-type': ['send', 'search', 'next', 'go', 'done', 'return'], 'confirm-hold': true, name: true,
  },
  form: { 'report-submit': true, 'report-submit-timeout': true },
  label: { for: true },
  checkbox: { value: true, disabled: true, checked: true, color: true, name: true },
  'checkbox-group': { name: true },
  radio: { value: true, disabled: true, checked: true, color: true, name: true },
  'radio-group': { name: true },
  switch: { checked: true, disabled: true, type: ['switch', 'checkbox'], color: true, name: true },
  icon: { type: ['success', 'circle', 'success_no_circle', 'info', 'warn', 'waiting', 'cancel', 'download', 'search', 'clear'], size: true, color: true },
  progress: {
    percent: true, 'show-info': true, 'border-radius': true, 'font-size': true, 'stroke-width': true, color: true, activeColor: true, backgroundColor: true,
    active: true, 'active-mode': ['backwards', 'forwards'], duration: true,
  },
  navigator: {
    ...hover, target: ['self', 'miniProgram'], url: true, 'open-type': ['navigate', 'redirect', 'switchTab', 'reLaunch', 'navigateBack', 'exit'], delta: true,
    'app-id': true, path: true, 'extra-data': true, version: true, 'short-link': true,
  },
  'scroll-view': {
    'scroll-x': true, 'scroll-y': true, 'upper-threshold': true, 'lower-threshold': true, 'scroll-top': true, 'scroll-left': true, 'scroll-into-view': true,
    'scroll-with-animation': true, 'enable-flex': true, 'scroll-anchoring': true, 'show-scrollbar': true, 'paging-enabled': true, bounces: true, enhanced: true, 'enable-back-to-top': true,
    'refresher-enabled': true, 'refresher-threshold': true, 'refresher-default-style': ['black', 'white', 'none'], 'refresher-background': true, 'refresher-triggered': true,
  },
  swiper: {
    'indicator-dots': true, 'indicator-color': true, 'indicator-active-color': true, autoplay: true, current: true, 'current-item-id': true, interval: true, duration: true, circular: true,
    vertical: true, 'previous-margin': true, 'next-margin': true, 'snap-to-edge': true, 'display-multiple-items': true, 'easing-function': true, 'skip-hidden-item-layout': true,
  },
  'swiper-item': { 'item-id': true, 'skip-hidden-item-layout': true },
  'rich-text': { nodes: true, space: ['ensp', 'emsp', 'nbsp'], 'user-select': true },
} as const satisfies Record<string, Attributes>

/** Attributes that every element takes. */
export const CommonAttributes = ['hidden', 'aria-label', 'aria-role', 'aria-hidden', 'aria-checked', 'aria-disabled', 'aria-expanded', 'aria-labelledby', 'aria-describedby', 'role'] as const
