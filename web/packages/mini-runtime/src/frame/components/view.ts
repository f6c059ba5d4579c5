import { defineBuiltIn } from '../registry'
import { hoverAttributes } from './parts'

defineBuiltIn('view', { attributes: hoverAttributes })
defineBuiltIn('block', { attributes: {} })
