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
  slider: {
    min: true, max: true, step: true, disabled: true, value: true, color: true, 'selected-color': true, activeColor: true, backgroundColor: true, 'block-size': true, 'block-color': true,
    'show-value': true, name: true,
  },
  picker: {
    mode: ['selector', 'multiSelector', 'time', 'date', 'region'], 'header-text': true, disabled: true, range: true, 'range-key': true, value: true, start: true, end: true,
    fields: ['year', 'month', 'day'], level: ['province', 'city', 'region', 'sub-district'], 'custom-item': true, name: true,
  },
  'picker-view': { value: true, 'mask-class': true, 'indicator-style': true, 'indicator-class': true, 'mask-style': true, 'immediate-change': true },
  'picker-view-column': {},
  'movable-area': { 'scale-area': true },
  'movable-view': {
    direction: ['all', 'vertical', 'horizontal', 'none'], inertia: true, 'out-of-bounds': true, x: true, y: true, damping: true, friction: true, disabled: true, scale: true,
    'scale-min': true, 'scale-max': true, 'scale-value': true, animation: true,
  },
  'cover-view': { ...hover, 'scroll-top': true },
  'cover-image': { src: true, 'referrer-policy': true },
  'root-portal': { enable: true },
  'match-media': { 'min-width': true, 'max-width': true, width: true, 'min-height': true, 'max-height': true, height: true, orientation: ['landscape', 'portrait'] },
  'page-container': {
    show: true, duration: true, 'z-index': true, overlay: true, position: ['top', 'bottom', 'right', 'center'], round: true, 'close-on-slide-down': true, 'overlay-style': true,
    'custom-style': true,
  },
  'page-meta': {
    'background-text-style': ['dark', 'light'], 'background-color': true, 'background-color-top': true, 'background-color-bottom': true, 'root-background-color': true, 'scroll-top': true,
    'scroll-duration': true, 'page-style': true, 'page-font-size': true, 'root-font-size': true, 'page-orientation': true,
  },
  'navigation-bar': { title: true, loading: true, 'front-color': true, 'background-color': true, 'color-animation-duration': true, 'color-animation-timing-func': true },
  video: {
    src: true, duration: true, controls: true, 'danmu-list': true, 'danmu-btn': true, 'enable-danmu': true, autoplay: true, loop: true, muted: true, 'initial-time': true, direction: true,
    'show-progress': true, 'show-fullscreen-btn': true, 'show-play-btn': true, 'show-center-play-btn': true, 'enable-progress-gesture': true, 'object-fit': ['contain', 'fill', 'cover'],
    poster: true, 'show-mute-btn': true, title: true, 'play-btn-position': true, 'enable-play-gesture': true, 'auto-pause-if-navigate': true, 'auto-pause-if-open-native': true,
    'vslide-gesture': true, 'vslide-gesture-in-fullscreen': true, 'page-gesture': true, 'show-casting-button': true,
  },
  audio: { src: true, loop: true, controls: true, poster: true, name: true, author: true },
  canvas: { type: ['2d', 'webgl', 'webgl2'], 'canvas-id': true, 'disable-scroll': true },
  'web-view': { src: true },
  map: {
    longitude: true, latitude: true, scale: true, 'min-scale': true, 'max-scale': true, markers: true, covers: true, polyline: true, circles: true, polygons: true, controls: true,
    'include-points': true, 'show-location': true, subkey: true, 'layer-style': true, rotate: true, skew: true, 'enable-3D': true, 'show-compass': true, 'show-scale': true,
    'enable-overlooking': true, 'enable-zoom': true, 'enable-scroll': true, 'enable-rotate': true, 'enable-satellite': true, 'enable-traffic': true, 'enable-poi': true,
    'enable-building': true, setting: true,
  },
  'functional-page-navigator': { ...hover, version: true, name: true, args: true },
  'share-element': {
    key: true, transform: true, duration: true, 'easing-function': true, 'transition-on-gesture': true, 'shuttle-on-push': true, 'shuttle-on-pop': true, 'rect-tween-type': true,
  },
  snapshot: { mode: true },
  'keyboard-accessory': {},
  'grid-view': { type: true, 'cross-axis-count': true, 'max-cross-axis-extent': true, 'main-axis-gap': true, 'cross-axis-gap': true, padding: true },
  'list-view': { padding: true },
  'sticky-section': { 'push-pinned-header': true, padding: true },
  'sticky-header': { 'offset-top': true, padding: true },
  span: {},
  'open-data': { type: true, 'open-gid': true, lang: true, 'default-text': true, 'default-avatar': true },
  ad: { 'unit-id': true, 'ad-intervals': true, 'ad-type': true, 'ad-theme': true },
  'ad-custom': { 'unit-id': true, 'ad-intervals': true },
  'official-account': {},
  'rich-text': { nodes: true, space: ['ensp', 'emsp', 'nbsp'], 'user-select': true },
} as const satisfies Record<string, Attributes>

/** Attributes that every element takes. */
export const CommonAttributes = ['hidden', 'aria-label', 'aria-role', 'aria-hidden', 'aria-checked', 'aria-disabled', 'aria-expanded', 'aria-labelledby', 'aria-describedby', 'role'] as const
