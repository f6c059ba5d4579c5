/** Whatever else `wx` has in WeChat: it exists here, says so to `canIUse` and fails. This group comes last. */
import { KNOWN } from './known'
import { registerUnsupported } from './registry'

registerUnsupported(Object.keys(KNOWN))
