/** What those who run the place see and do about money. Comes with its words when it is opened. */
export { MoneyPart } from './MoneyPart'
