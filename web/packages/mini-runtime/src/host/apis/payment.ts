/** Paying: the program says which order, the host and its server do the rest. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { PaymentServices } from '../services'
import { text } from './schemas'

const filled = (most: number) => v.pipe(text(most), v.minLength(1))

export function paymentHandlers(services: PaymentServices): Handlers {
  let open = false
  return {
    requestPayment: handler({
      args: v.object({
        timeStamp: filled(32), nonceStr: filled(32), package: v.pipe(text(200), v.regex(/^prepay_id=.+$/, 'should begin with prepay_id=')),
        signType: v.fallback(v.picklist(['MD5', 'HMAC-SHA256', 'RSA']), 'MD5'), paySign: filled(1_000),
      }),
      run: async (order) => {
        // One sheet at a time: a second could lie in wait behind the first.
        if (open) throw new Failure('requestPayment is in progress')
        open = true
        try {
          await services.requestPayment(order)
        } finally {
          open = false
        }
      },
    }),
  }
}
