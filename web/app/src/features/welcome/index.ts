/** The door: the first page of who is not signed in. */
export { WelcomePage } from './WelcomePage'
