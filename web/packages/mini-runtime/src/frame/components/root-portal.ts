import { place, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { part } from './parts'

interface State { content: HTMLElement }

/** Takes its children out of all that would clip or transform them: they lie at the root of the page. */
function arrange(node: FrameNode<State>): void {
  const { content } = node.state
  const page = node.page
  const enabled = node.value('enable') === undefined || node.flag('enable')
  if (enabled && page) page.shadow.append(content)
  else node.el.append(content)
}

defineBuiltIn<State>('root-portal', {
  create(node) {
    const content = part('div', 'sapa-portal')
    place(content, node as unknown as FrameNode<never>)
    node.el.append(content)
    node.slot = content
    return { content }
  },
  inserted: arrange,
  released: (node) => node.state.content.remove(),
  attributes: {
    enable: (node) => {
      node.frame.after(() => { if (node.el.isConnected) arrange(node) })
    },
  },
})
