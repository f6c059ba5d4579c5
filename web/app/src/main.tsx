import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@/ui/styles'
import { applySettings } from '@/features/settings/apply'
import { initI18n } from '@/i18n/setup'
import { App } from './App'

const root = document.getElementById('root')
if (root) {
  applySettings()
  void initI18n().then(() => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
  })
}
