import { Outlet } from '@tanstack/react-router'

export function SlotLayout() {
  return <Outlet />
}
