/** For those who run the place: people, invitations, who may join. */
export { OperatorPage } from './OperatorPage'
