import { Bell, Copy, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  Avatar,
  Badge,
  Banner,
  Button,
  ConfirmDialog,
  CopyButton,
  Drawing,
  EmptyState,
  Field,
  GroupAvatar,
  IconButton,
  Kbd,
  ListRow,
  Menu,
  Name,
  Page,
  ProgressBar,
  QrView,
  RowIcon,
  Section,
  Segmented,
  ShareLink,
  Sheet,
  SkeletonRows,
  Spinner,
  Stepper,
  Switch,
  Tag,
  TextArea,
  toast,
  Tooltip,
  useMenu,
} from '@/ui'
import type { DrawingName, Face } from '@/ui'

const NAMES = ['Sari Dewi', 'Wayan', '王小明', 'Ána María Hernández', '🌊', 'Bapak H. Muhammad Yusuf', '欧阳修', 'o', 'Zed Zee']
const FACES: Face[] = NAMES.map((display_name, index) => ({ account: `account-${index}`, display_name, avatar_version: 0 }))
const DRAWINGS: DrawingName[] = ['chats', 'people', 'search', 'letter', 'code', 'horizon', 'storm', 'key', 'shield', 'door']
const LONG = 'A very long name that goes on and on and does not stop where a screen stops, not even on a desktop \u202egnorw'

/** Every component in its states, on one page, for looking at. Exists in development builds only, and is not translated. */
export function GalleryPage() {
  const [choice, setChoice] = useState<'a' | 'b' | 'c'>('a')
  const [on, setOn] = useState(true)
  const [open, setOpen] = useState<'dialog' | 'sheet'>()
  const menu = useMenu()
  return (
    <Page title="Gallery" detail="Development only" back="/" actions={<IconButton label="Bell"><Bell /></IconButton>}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Button look="primary">Primary</Button>
        <Button>Secondary</Button>
        <Button look="plain">Plain</Button>
        <Button look="danger" icon={<Trash2 />}>Danger</Button>
        <Button look="primary" busy>Busy</Button>
        <Button disabled>Disabled</Button>
        <Button icon={<Send />} look="primary" wide>Wide</Button>
      </div>
      <Section heading="Rows" note="What a note looks like.">
        <ListRow title="Plain" detail="With a detail" end="14:05" />
        <ListRow to="/gallery" start={<Avatar face={FACES[0] as Face} />} title={<Name>{LONG}</Name>} detail="Opens" end={<Badge count={7} label="7 unread" />} opens />
        <ListRow to="/gallery" current start={<RowIcon><Copy /></RowIcon>} title="Current" end={<Badge count={120} label="120 unread" muted />} />
        <ListRow onPress={() => toast('Pressed')} danger title="Danger" actions={<Button look="plain">Act</Button>} />
        <Switch label="A switch" hint="Says what it does" checked={on} onChange={setOn} />
      </Section>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
        {FACES.map((face) => (
          <Avatar key={face.account} face={face} />
        ))}
        {[2, 3, 4, 5, 6, 7, 8, 9].map((count) => (
          <GroupAvatar key={count} members={FACES.slice(0, count)} />
        ))}
        <Avatar face={FACES[2] as Face} size={96} />
      </div>
      <Field label="A field" hint="A hint" defaultValue="Text" />
      <Field label="With an error" error="Says what is wrong and what to do." before="@" defaultValue="sari" />
      <Field label="Password" type="password" defaultValue="secret" good="This is good" />
      <TextArea label="Area" maxLength={50} value="Almost at the end of it" onChange={() => undefined} />
      <Segmented label="Segmented" value={choice} onChange={setChoice} options={[{ value: 'a', label: 'First' }, { value: 'b', label: 'Second' }, { value: 'c', label: 'A third' }]} />
      <Stepper label="Step 2 of 3" step={2} of={3} />
      <Banner title="Information">Something to know on this page.</Banner>
      <Banner tone="good">It worked.</Banner>
      <Banner tone="warning" onDismiss={() => undefined} action={<Button look="plain">Do</Button>}>Something to mind.</Banner>
      <Banner tone="danger" title="Danger">It did not work. Nothing was lost.</Banner>
      <ProgressBar label="Progress" value={0.4} onCancel={() => undefined} />
      <ProgressBar label="Unknown" />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center' }}>
        <Spinner /> <Tag>Tag</Tag> <Tag tone="sea">Sea</Tag> <Tag tone="warning">Warning</Tag> <Tag tone="danger">Danger</Tag> <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
        <Tooltip text="More about it">{(id) => <Button aria-describedby={id}>Tooltip</Button>}</Tooltip>
        <CopyButton text="copied" />
        <Button onClick={() => toast('Something happened', { look: 'good', action: { label: 'Undo', run: () => undefined } })}>Toast</Button>
        <Button onClick={() => setOpen('dialog')}>Dialog</Button>
        <Button onClick={() => setOpen('sheet')}>Sheet</Button>
        <Button aria-haspopup="menu" onClick={(event) => menu.openFrom(event.currentTarget)}>Menu</Button>
      </div>
      <ShareLink url="https://sapa.example/invite/k3v9d0" label="Link" />
      <QrView text="https://sapa.example/add/k3v9d0" label="Code" />
      <SkeletonRows count={3} />
      <div style={{ display: 'flex', flexWrap: 'wrap' }}>
        {DRAWINGS.map((name) => (
          <Drawing key={name} name={name} />
        ))}
      </div>
      <EmptyState drawing="chats" title="Nothing here yet" action={<Button look="primary">The one action</Button>}>
        What would be here, and the way to it.
      </EmptyState>
      <ConfirmDialog open={open === 'dialog'} title="Delete it?" confirm="Delete" danger onConfirm={() => setOpen(undefined)} onClose={() => setOpen(undefined)}>
        <p>This cannot be undone.</p>
      </ConfirmDialog>
      <Sheet open={open === 'sheet'} title="A sheet" onClose={() => setOpen(undefined)}>
        <p>From below on phones.</p>
      </Sheet>
      <Menu
        anchor={menu.anchor}
        label="Menu"
        onClose={menu.close}
        items={[
          { id: 'copy', label: 'Copy', icon: <Copy />, onSelect: () => undefined },
          { id: 'send', label: 'Send', icon: <Send />, onSelect: () => undefined, disabled: true },
          { id: 'delete', label: 'Delete', icon: <Trash2 />, onSelect: () => undefined, danger: true },
        ]}
      />
    </Page>
  )
}
