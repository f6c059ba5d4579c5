/** Where `/` leads: to the first account that is signed in here, else to the welcome page. */
export async function chooseStart(): Promise<string> {
  return '/welcome'
}
