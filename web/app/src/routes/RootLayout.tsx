import { Outlet } from '@tanstack/react-router'
import { Toaster } from '@/ui'

export function RootLayout() {
  return (
    <>
      <Outlet />
      <Toaster />
    </>
  )
}
