import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@/ui/styles'
import { applySettings } from '@/features/settings/apply'
import { initI18n } from '@/i18n/setup'
import { learnCell } from '@/state/cell'
import { App } from './App'
import { ignoreStrayDrops } from './routes/drop'
import { reloadWhenStale } from './routes/stale'

const root = document.getElementById('root')
if (root) {
  applySettings()
  reloadWhenStale()
  ignoreStrayDrops()
  void Promise.all([initI18n(), learnCell()]).then(() => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
  })
}
