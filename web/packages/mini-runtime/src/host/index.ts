export { MiniProgram, type Chrome, type MiniProgramOptions, type StopReason } from './mini-program'
export { Failure, handler, type CallContext, type Handler, type Handlers } from './handlers'
export type { Manifest } from './compiled'
export type { LaunchOptions, NavigationBar, SystemFacts } from '../protocol/messages'
