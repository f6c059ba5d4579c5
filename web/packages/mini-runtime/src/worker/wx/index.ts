/** The API groups. A new group is a file here and a line below. */
import './base'
import './route'
import './storage'
import './interaction'
import './navigation-bar'
import './scroll'
import './selector-query'
import './intersection'
