/** The wallet's pages. What other features need of it they import from its files: a card in a chat needs no statement. */
export { PayByCodePage } from './PayByCodePage'
export { PayCodePage } from './PayCodePage'
export { PayPage } from './PayPage'
export { StatementPage } from './StatementPage'
export { TopUpPage } from './TopUpPage'
export { WalletPage } from './WalletPage'
export { WalletSettingsPage } from './WalletSettingsPage'
export { WithdrawPage } from './WithdrawPage'
