/// <reference lib="webworker" />
const manifest = JSON.parse('__SAPA_PRECACHE__') as { version: string; files: string[] }
self.addEventListener('install', () => void manifest.version)
