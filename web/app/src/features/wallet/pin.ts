export const PIN_DIGITS = 6

/** Whether everybody would try it first: all the same, or in a row up or down. The cell refuses these as well. */
export function isWeakPin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])))
  const [step] = steps
  return steps.size === 1 && (step === 0 || step === 1 || step === -1)
}

/** Digits of a text, also full-width ones, at most as many as a PIN has. */
export function pinDigits(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, PIN_DIGITS)
}
