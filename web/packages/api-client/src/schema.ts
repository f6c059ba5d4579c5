// Generated from docs/openapi.json by `npm run generate:api`. Do not edit.
/* eslint-disable */
export interface paths {
    "/api/accounts.cancel_deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps an account whose deletion was planned. */
        post: operations["accounts.cancel_deletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.change_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the password and signs all other devices out. */
        post: operations["accounts.change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.check_handle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a handle is free, and what is wrong with it if not. */
        post: operations["accounts.check_handle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.create_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes accounts by the hundred, with the operator token: for measuring load. */
        post: operations["accounts.create_in_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.create_invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link with which others may register. The code is shown once. */
        post: operations["accounts.create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.dismiss_notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a notice away. */
        post: operations["accounts.dismiss_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who invites with this code, and whether it still holds. */
        post: operations["accounts.invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's invitations, newest first. */
        post: operations["accounts.invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.make_recovery_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a one-time link with which a person sets a new password. They are told. */
        post: operations["accounts.make_recovery_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller, as they see themselves. */
        post: operations["accounts.me"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The accounts of the cell. */
        post: operations["accounts.people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password with a recovery code, signs all other devices out and this one in. */
        post: operations["accounts.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.recover_by_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password with an operator's link, signs all other devices out and this one in. */
        post: operations["accounts.recover_by_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an account and signs its device in. */
        post: operations["accounts.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.rename_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Names a device. */
        post: operations["accounts.rename_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.renew_recovery_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replaces all recovery codes. */
        post: operations["accounts.renew_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.request_deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plans the account's deletion, after a waiting period. */
        post: operations["accounts.request_deletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.revoke_invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an invitation. */
        post: operations["accounts.revoke_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.revoke_other_sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs all other devices out. */
        post: operations["accounts.revoke_other_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.revoke_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a device out. */
        post: operations["accounts.revoke_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The devices that are signed in. */
        post: operations["accounts.sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The cell's name, and who may register. */
        post: operations["accounts.settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the first operator, with the link that the server printed. */
        post: operations["accounts.setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a device in with handle and password. */
        post: operations["accounts.sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.sign_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs this device out. */
        post: operations["accounts.sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The accounts that this browser holds side by side. */
        post: operations["accounts.slots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Locks an account out. */
        post: operations["accounts.suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a suspended account in again. */
        post: operations["accounts.unsuspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.update_profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes name, text and picture. */
        post: operations["accounts.update_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts.update_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the cell's name, or who may register. */
        post: operations["accounts.update_settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cell.info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What anybody may know of this cell: its name, version and who may register. */
        post: operations["cell.info"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.conversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A conversation as the caller sees it. */
        post: operations["chat.conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.create_group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a group of friends; the same client_id again answers the same group. */
        post: operations["chat.create_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.create_group_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a group of any accounts, with the operator token: for measuring load. */
        post: operations["chat.create_group_in_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.delete_for_me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes messages from the caller's own view. */
        post: operations["chat.delete_for_me"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.forward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends messages on to other conversations, all or none. */
        post: operations["chat.forward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.group_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The link that lets people into a group for seven days; made if there is none. */
        post: operations["chat.group_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Messages of a conversation, by pages both ways. */
        post: operations["chat.history"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings friends into a group, as many as possible. */
        post: operations["chat.invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Comes into a group by its link. */
        post: operations["chat.join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves a group; an owner's group goes to the longest-standing member. */
        post: operations["chat.leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's conversations, the most recently active first. */
        post: operations["chat.list"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.mark_read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves the caller's read marker forward. */
        post: operations["chat.mark_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.mark_unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks a conversation as unread by hand, or takes the mark away. */
        post: operations["chat.mark_unread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The members of a conversation. */
        post: operations["chat.members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.open_direct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens the conversation with a friend. */
        post: operations["chat.open_direct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.read_by": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who of the members has read a message. */
        post: operations["chat.read_by"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one's own message back, within two minutes, for everybody. */
        post: operations["chat.recall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.remove_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes a member from the caller's group. */
        post: operations["chat.remove_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a group another name. */
        post: operations["chat.rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.resolve_group_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a group's link leads to. */
        post: operations["chat.resolve_group_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.revoke_group_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the link of the caller's group invalid. */
        post: operations["chat.revoke_group_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says something in a conversation; the same client_id again says nothing twice. */
        post: operations["chat.send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.set_draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps what the caller has begun to write; an empty text takes it away. */
        post: operations["chat.set_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.set_hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a conversation out of the caller's list until its next message. */
        post: operations["chat.set_hidden"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.set_muted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches the notifications of a conversation off or on, for the caller. */
        post: operations["chat.set_muted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.set_pinned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pins a conversation above the others, or lets it go, for the caller. */
        post: operations["chat.set_pinned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All that a device missed, or which list it has to load again. */
        post: operations["chat.sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.transfer_ownership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands the caller's group to another member. */
        post: operations["chat.transfer_ownership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat.typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells those who are there that the caller is typing. */
        post: operations["chat.typing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says yes to a friend request, and gives the conversation of the two. */
        post: operations["contacts.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.befriend_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes pairs of accounts friends, with the operator token: for measuring load. */
        post: operations["contacts.befriend_in_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Blocks somebody: they reach the caller no more, and are not told. */
        post: operations["contacts.block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Those whom the caller blocks. */
        post: operations["contacts.blocked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a friend off the caller's list, for the caller's side alone. */
        post: operations["contacts.delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds the person with exactly this handle. */
        post: operations["contacts.find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.ignore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a friend request aside; its sender is not told. */
        post: operations["contacts.ignore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's friends. */
        post: operations["contacts.list"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.personal_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's personal code, for their QR code; made when it is first asked for. */
        post: operations["contacts.personal_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The profile of a friend, the other side of a request, or a member of a common group. */
        post: operations["contacts.profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.renew_personal_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the caller another personal code; the one before no longer holds. */
        post: operations["contacts.renew_personal_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks somebody to be friends; if they had asked too, the two are. */
        post: operations["contacts.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Friend requests, sent and received, the newest first. */
        post: operations["contacts.requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.resolve_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds the person whose personal code this is. */
        post: operations["contacts.resolve_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.set_remark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a friend a name of the caller's own. */
        post: operations["contacts.set_remark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts.unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unblocks somebody. */
        post: operations["contacts.unblock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo.continue_as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs the visitor in as a resident: they have no passwords. */
        post: operations["demo.continue_as"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo.residents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The fictional residents of the town. */
        post: operations["demo.residents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A released program, or one of the caller's, as everybody may know it. */
        post: operations["mini.about"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a version be released: every item of the checklist holds. */
        post: operations["mini.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.check_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether the caller's session with a program holds. */
        post: operations["mini.check_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.close_report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a report off the list. */
        post: operations["mini.close_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.favour": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps a program among the caller's favourites. */
        post: operations["mini.favour"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.forget_use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a program off the list of those used last. */
        post: operations["mini.forget_use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a program do something that it has declared. */
        post: operations["mini.grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A program with its members and versions. */
        post: operations["mini.inspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves a program. */
        post: operations["mini.leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code of the caller for a program's server, good once and for five minutes. */
        post: operations["mini.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The programs that the caller works on. */
        post: operations["mini.mine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a program: its signed manifest, where its files are, what it may; and remembers the use. */
        post: operations["mini.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.open_for_review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a version that was submitted, without logging in to it. */
        post: operations["mini.open_for_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the caller let a program do or not, or all programs. */
        post: operations["mini.permissions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.program": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A program with its members and versions, for its members. */
        post: operations["mini.program"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All programs. */
        post: operations["mini.programs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers a mini program, whose owner and first admin the caller is. */
        post: operations["mini.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a version back, with the items that do not hold and a reason that the members read. */
        post: operations["mini.reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an approved version to everybody. */
        post: operations["mini.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.remove_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes somebody off a program, with their development version. */
        post: operations["mini.remove_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports a program to the operators; again replaces what was said. */
        post: operations["mini.report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What people reported of programs. */
        post: operations["mini.reports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.reset_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an AppSecret, shown this once; the one before and all access tokens hold no more. */
        post: operations["mini.reset_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Versions that wait for a review, the earliest first, and the checklist. */
        post: operations["mini.reviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not let a program do something, from the beginning or any more. */
        post: operations["mini.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.roll_back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives everybody a version again that was released before. */
        post: operations["mini.roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds released programs by a part of their name. */
        post: operations["mini.search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.set_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes somebody a member of a program, or gives a member another role. */
        post: operations["mini.set_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.set_trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chooses the version that members open to try it. */
        post: operations["mini.set_trial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.shelf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The programs that the caller used last, and keeps. */
        post: operations["mini.shelf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks operators to let a version be released. */
        post: operations["mini.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps everybody from opening a program, with a reason that its members read. */
        post: operations["mini.suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.take_down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a program back from everybody. */
        post: operations["mini.take_down"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.unfavour": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps a program no more. */
        post: operations["mini.unfavour"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a program be opened again. */
        post: operations["mini.unsuspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes what a program says about itself, its domains and permissions. */
        post: operations["mini.update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compiles an uploaded archive: the caller's development version from now on. A refusal names each error with file, line and column. */
        post: operations["mini.upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a version back that is in review, or approved and not released. */
        post: operations["mini.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a document, which is the caller's in this program. */
        post: operations["mini_data.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A program's collections, for its developers. */
        post: operations["mini_data.collections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many documents fit. */
        post: operations["mini_data.count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Documents that fit, in an order, at most 100. */
        post: operations["mini_data.find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A document by its id. */
        post: operations["mini_data.get"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes one of the caller's documents. */
        post: operations["mini_data.remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.remove_where": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes all of the caller's documents that fit. */
        post: operations["mini_data.remove_where"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.set_collection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a collection of a program, or changes who may do what in it; for its developers. */
        post: operations["mini_data.set_collection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini_data.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one of the caller's documents, or all of theirs that fit. */
        post: operations["mini_data.update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.accept_statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a bank statement is no copy, though its lines are called as others were. */
        post: operations["wallet.accept_statement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.accept_terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts terms that have changed. */
        post: operations["wallet.accept_terms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.accept_transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the money of a transfer. */
        post: operations["wallet.accept_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.ask_pin_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks to set a forgotten PIN anew, with the password; possible a day later. */
        post: operations["wallet.ask_pin_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Derives every balance anew from the transfers and checks all that the wallets say; some seconds for a million transfers. */
        post: operations["wallet.audit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.cancel_pin_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps the PIN after all. */
        post: operations["wallet.cancel_pin_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.cancel_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a request back; what was paid stays paid. */
        post: operations["wallet.cancel_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.change_pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the payment PIN by the old one. */
        post: operations["wallet.change_pin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.close_difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a line off the list of those that somebody has to look at. */
        post: operations["wallet.close_difference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.close_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an order that nobody has paid. */
        post: operations["wallet.close_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.create_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an order; the same out_trade_no with the same content is the same order. */
        post: operations["wallet.create_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.decline_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Will not pay. */
        post: operations["wallet.decline_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.decline_transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the money of a transfer back. */
        post: operations["wallet.decline_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.export_statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The statement as CSV, in parts of at most 10,000 lines. */
        post: operations["wallet.export_statement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.finish_pin_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a forgotten PIN anew, once the waiting time is over, with the password again. */
        post: operations["wallet.finish_pin_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freezes a wallet: nothing leaves it. */
        post: operations["wallet.freeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.freeze_merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freezes a merchant: it takes no money and gives none. */
        post: operations["wallet.freeze_merchant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks at one wallet, with a reason that its owner reads. */
        post: operations["wallet.inspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which wallets operators looked at or changed, and why. */
        post: operations["wallet.inspections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.match_withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says which withdrawal a line of the bank paid out that does not name it, or has a fee on top. */
        post: operations["wallet.match_withdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's wallet: what it holds, its limits, or that there is none. */
        post: operations["wallet.me"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The merchant whose server asks. */
        post: operations["wallet.merchant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.merchant_notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the server of one of the caller's merchants was told, or could not be. */
        post: operations["wallet.merchant_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.merchant_orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The orders of one of the caller's merchants, the newest first. */
        post: operations["wallet.merchant_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.merchant_payout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a merchant's money into its owner's wallet; the same client_id again takes nothing twice. */
        post: operations["wallet.merchant_payout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All merchants in sums: what came, what left, what is there. */
        post: operations["wallet.merchants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.my_merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's merchants and what they have. */
        post: operations["wallet.my_merchants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.new_merchant_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the secret by which a merchant's server calls; shown once, and the earlier one ends. */
        post: operations["wallet.new_merchant_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.notify_merchant_again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells a server once more that was told in vain. */
        post: operations["wallet.notify_merchant_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens the caller's wallet: accepts the terms and sets the payment PIN. */
        post: operations["wallet.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.open_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens wallets with money from a made-up bank, with the operator token: for measuring load, on cells without a bank. */
        post: operations["wallet.open_in_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.open_merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller becomes a merchant: a number, a name that payers read, an account for what is sold. */
        post: operations["wallet.open_merchant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.open_packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a share of a red packet: one for each, first come first served. */
        post: operations["wallet.open_packet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An order of the merchant whose server asks. */
        post: operations["wallet.order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.order_from_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Orders from a program's price list; the same client_id again is the same order. */
        post: operations["wallet.order_from_list"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.order_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An order, for who paid it or may, and for its merchant's owner. */
        post: operations["wallet.order_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.order_to_pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the payment sheet shows for what a program handed over: checked, and from the cell's own rows. */
        post: operations["wallet.order_to_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All wallets together: what is owed, and what the bank holds. */
        post: operations["wallet.overview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A red packet and who took what; the seed of its draw, once it has closed. */
        post: operations["wallet.packet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.packet_states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What has become of red packets whose cards are on the screen. */
        post: operations["wallet.packet_states"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pays whom a pay code belongs to, at once; the same client_id again pays nothing twice. */
        post: operations["wallet.pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.pay_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller's pay code, for their QR code; made when it is first asked for. */
        post: operations["wallet.pay_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.pay_in_at_demo_bank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes up money at the demo town's bank; it arrives with the bank's next statement. */
        post: operations["wallet.pay_in_at_demo_bank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.pay_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pays an order; again pays nothing twice. */
        post: operations["wallet.pay_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.pay_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pays the caller's part of a request. */
        post: operations["wallet.pay_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.pay_unclaimed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives money that a deleted account left to somebody else, with a reason that they read; the same client_id again gives nothing twice. */
        post: operations["wallet.pay_unclaimed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.platform_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The key by which merchants' servers check that a notification is the cell's. */
        post: operations["wallet.platform_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.price_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a program without a server sells. */
        post: operations["wallet.price_list"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the bank said beside what the ledger says, with every difference named. */
        post: operations["wallet.reconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A refund of the merchant whose server asks. */
        post: operations["wallet.refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.refund_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives money of an order back, also in parts; the same out_refund_no again gives nothing twice. */
        post: operations["wallet.refund_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.refund_own_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives money of an order back, by the merchant's owner; the same out_refund_no again gives nothing twice. */
        post: operations["wallet.refund_own_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a friend for money; the same client_id again asks nothing twice. */
        post: operations["wallet.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.request_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A request or a bill: who has paid. */
        post: operations["wallet.request_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.resolve_difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives money that came in without a known reference to its owner. */
        post: operations["wallet.resolve_difference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.resolve_pay_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who is paid by a code that was scanned. */
        post: operations["wallet.resolve_pay_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.return_withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the money of a withdrawal back that the bank will not pay out. */
        post: operations["wallet.return_withdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.send_packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts money into a red packet; the same client_id again puts nothing twice. */
        post: operations["wallet.send_packet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.set_level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets how well a person is known: decides their limits. */
        post: operations["wallet.set_level"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.set_merchant_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers the public RSA key by which paySign is checked. */
        post: operations["wallet.set_merchant_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.set_price_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets what a program without a server sells, and for how much. */
        post: operations["wallet.set_price_list"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The currency and the terms of the cell's wallets. */
        post: operations["wallet.settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Splits a bill among members of a group; the same client_id again asks nothing twice. */
        post: operations["wallet.split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every change of what can be paid with, the newest first. */
        post: operations["wallet.statement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The terms that somebody who opens a wallet accepts. */
        post: operations["wallet.terms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.top_up_details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How to top up: the cell's account and what to write on the transfer. */
        post: operations["wallet.top_up_details"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds money for a friend, in their chat, until they answer; the same client_id again sends nothing twice. */
        post: operations["wallet.transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.transfer_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A transfer, for its two people. */
        post: operations["wallet.transfer_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.unclaimed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which deleted accounts left money, and how much of it is still there. */
        post: operations["wallet.unclaimed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.unfreeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a frozen wallet act again. */
        post: operations["wallet.unfreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.unfreeze_merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a frozen merchant act again. */
        post: operations["wallet.unfreeze_merchant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.update_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the currency, until there are wallets, and the terms. */
        post: operations["wallet.update_settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes money out, to an account at a bank; the same client_id again takes nothing twice. */
        post: operations["wallet.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet.withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A withdrawal, for its owner. */
        post: operations["wallet.withdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What somebody sees who opens an invitation. */
        AboutInvitation: {
            /** @description What the cell is called. */
            cell_name: string;
            /** @description Who invites; absent if nobody does (any more). */
            inviter?: components["schemas"]["Card"];
            /** @description Why not. */
            problem?: components["schemas"]["InvitationProblem"];
            /** @description Whether one can register with it. */
            valid: boolean;
        };
        /** @description Whose request, and how the caller calls them. */
        Accept: {
            /** @description Who asked. */
            account: components["schemas"]["AccountId"];
            /** @description A name of the caller's own for them, at most 64 characters. */
            remark?: string | null;
        };
        /** @description Input of `wallet.accept_statement`. */
        AcceptStatement: {
            /** @description How it is known that it is none: 3 to 200 characters. It is kept with who did it. */
            reason: string;
            /** @description The bank's id of it. */
            statement: string;
        };
        /** @description The terms that a person accepts. */
        AcceptTerms: {
            /**
             * Format: uint32
             * @description The number of the terms that the person has read.
             */
            version: number;
        };
        /** @description The conversation of the two. */
        Accepted: {
            /** @description Where they can write to each other. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description An opaque AccountId. */
        AccountId: string;
        /** @description Which account. */
        AccountInput: {
            /** @description The account. */
            account: components["schemas"]["AccountId"];
        };
        /** @description A document that was added. */
        Added: {
            /** @description Its id. */
            _id: string;
        };
        /** @description A whole number of minor units of the currency: "1500000" is Rp15.000. */
        Amount: string;
        /** @description A mini program's app id. */
        AppId: string;
        /** @description Input of `wallet.new_merchant_secret`. */
        AskSecret: {
            /** @description Which of the caller's merchants. */
            merchant: components["schemas"]["MerchantId"];
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
        };
        /** @description What an audit found. */
        Audit: {
            /** @description How many rows were looked at. */
            checked: components["schemas"]["AuditChecked"];
            /** @description The first of them. */
            first: components["schemas"]["AuditOffence"][];
            /**
             * Format: uint64
             * @description How many offences there are.
             */
            offences: number;
            /**
             * Format: uint64
             * @description Lucky packets that were closed without the key that draws them: they returned, and nobody can check their draw.
             */
            undrawn: number;
        };
        /** @description How many rows an audit looked at. */
        AuditChecked: {
            /**
             * Format: uint64
             * @description Their lines.
             */
            bank_entries: number;
            /**
             * Format: uint64
             * @description Shares that were taken from them.
             */
            claims: number;
            /**
             * Format: uint64
             * @description Rows of histories.
             */
            history: number;
            /**
             * Format: uint64
             * @description Accounts of the ledger.
             */
            ledger_accounts: number;
            /**
             * Format: uint64
             * @description Transfers of the ledger.
             */
            ledger_transfers: number;
            /**
             * Format: uint64
             * @description Merchants.
             */
            merchants: number;
            /**
             * Format: uint64
             * @description Their orders.
             */
            orders: number;
            /**
             * Format: uint64
             * @description Red packets.
             */
            packets: number;
            /**
             * Format: uint64
             * @description Payments by a pay code.
             */
            payments: number;
            /**
             * Format: uint64
             * @description Pending ones among them.
             */
            pending: number;
            /**
             * Format: uint64
             * @description Refunds of orders.
             */
            refunds: number;
            /**
             * Format: uint64
             * @description Requests for money.
             */
            requests: number;
            /**
             * Format: uint64
             * @description Statements of the bank.
             */
            statements: number;
            /**
             * Format: uint64
             * @description Transfers between friends.
             */
            transfers: number;
            /**
             * Format: uint64
             * @description Wallets.
             */
            wallets: number;
            /**
             * Format: uint64
             * @description Withdrawals.
             */
            withdrawals: number;
        };
        /** @description A row that is not what it should be. */
        AuditOffence: {
            /** @description What should be there. */
            expected: string;
            /** @description What is. */
            found: string;
            /** @description Its key, as people read it. */
            key: string;
            /** @description What was broken: a stable name, such as `balance` or `never_negative`. */
            rule: string;
            /** @description The table of the row. */
            table: string;
        };
        /** @description An account as it stands in JSON and in rows. */
        BankAccount: {
            /** @description The BIC of that bank. */
            bic?: string;
            /** @description The id of that bank in its country's clearing. */
            clearing?: string;
            /** @description An IBAN. Everything else is absent then. */
            iban?: string;
            /** @description A number that the account's bank understands. */
            number?: string;
        };
        /** @description An account as it stands in JSON and in rows. */
        BankAccountInput: {
            /** @description The BIC of that bank. */
            bic?: string | null;
            /** @description The id of that bank in its country's clearing. */
            clearing?: string | null;
            /** @description An IBAN. Everything else is absent then. */
            iban?: string | null;
            /** @description A number that the account's bank understands. */
            number?: string | null;
        };
        /** @description The cell's account at its bank, as people see it. */
        BankDetails: {
            /** @description The account's number. */
            account: string;
            /** @description The bank. */
            bank: string;
            /** @description The bank's code, if the number does not say it. */
            bank_code?: string;
            /** @description Whose account it is. */
            holder: string;
        };
        /** @description Who shall be friends. */
        BefriendInBulk: {
            /** @description 1 to 1,000 pairs. */
            pairs: [
                components["schemas"]["AccountId"],
                components["schemas"]["AccountId"]
            ][];
        };
        /** @description The conversations of the pairs. */
        BefriendedInBulk: {
            /** @description In the order of the pairs. */
            conversations: components["schemas"]["ConversationId"][];
        };
        /** @description A page of those whom the caller blocks. */
        Blocked: {
            /** @description Them. */
            items: components["schemas"]["BlockedAccount"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description Somebody whom the caller blocks. */
        BlockedAccount: {
            /** @description Since when. */
            at: components["schemas"]["Timestamp"];
            /** @description Them. */
            card: components["schemas"]["Card"];
        };
        /** @description What a message says. */
        Body: {
            /** @constant */
            kind: "text";
            /** @description Whom it names, and where. */
            mentions?: components["schemas"]["Mention"][];
            /** @description As it was sent. */
            text: string;
        } | {
            /** @description A text below them. */
            caption?: string;
            /** @constant */
            kind: "photos";
            /** @description In their order. */
            photos: components["schemas"]["Photo"][];
        } | {
            /** @description What happened. */
            event: components["schemas"]["SystemEvent"];
            /** @constant */
            kind: "system";
        } | {
            /** @description Who took it back. */
            by: components["schemas"]["AccountId"];
            /** @constant */
            kind: "recalled";
        } | {
            /** @description What it shows. */
            card: components["schemas"]["MessageCard"];
            /** @constant */
            kind: "card";
        };
        /** @description What became of one line of a bank statement. */
        BookedAs: "top_up" | "withdrawal" | "withdrawal_returned" | "unknown_reference" | "off_step" | "unknown_debit" | "wrong_amount" | "resolved" | "matched";
        /** @description A statement that was booked. */
        BookedStatement: {
            /** @description When it was booked. */
            booked_at: components["schemas"]["Timestamp"];
            /** @description What was on it after. */
            closing: components["schemas"]["SignedAmount"];
            /**
             * Format: uint32
             * @description How many of them somebody had to look at.
             */
            differences: number;
            /**
             * Format: uint32
             * @description How many lines it has.
             */
            entries: number;
            /** @description The bank's id of it. */
            id: string;
            /** @description What the ledger said after booking. */
            ledger: components["schemas"]["SignedAmount"];
            /**
             * Format: uint32
             * @description How many of them are not booked yet.
             */
            left: number;
            /** @description What was on the account before. */
            opening: components["schemas"]["SignedAmount"];
        };
        /** @description One of the new accounts. */
        BulkAccount: {
            /** @description The account. */
            account: components["schemas"]["AccountId"];
            /** @description Its handle. */
            handle: string;
            /** @description The token of its only session. */
            token: string;
        };
        /** @description The new accounts. */
        BulkAccounts: {
            /** @description In the order of their numbers. */
            accounts: components["schemas"]["BulkAccount"][];
        };
        /** @description Why an account cannot write to a conversation, as its client is told. */
        CannotSend: "not_friends" | "blocked" | "left" | "removed" | "deleted" | "read_only";
        /** @description A person as others see them. */
        Card: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /**
             * Format: uint32
             * @description 0: there is no picture, draw the initials. Else the version in the picture's address.
             */
            avatar_version: number;
            /** @description The account is deleted. */
            deleted?: boolean;
            /** @description The name that they gave themselves; empty once the account is deleted. */
            display_name: string;
            /** @description A resident of a demo town: nobody is behind it. */
            fictional?: boolean;
            /** @description The name by which they are found; empty once the account is deleted. */
            handle: string;
        };
        /** @description What a card is about. More kinds come: a client shows one that it does not know as a card without details. */
        CardKind: "transfer" | "packet" | "request" | "split" | "receipt";
        /** @description How things stand with what a card is about. More states come. */
        CardState: "waiting" | "accepted" | "declined" | "returned" | "paid" | "closed" | "cancelled" | "expired" | "done" | "failed";
        /** @description What a program is about: WeChat's first level. */
        Category: "delivery" | "education" | "medical" | "government" | "finance" | "transport" | "real_estate" | "life_services" | "it" | "food" | "travel" | "news" | "social" | "sports" | "shopping" | "tools" | "entertainment" | "charity" | "business" | "cars";
        /** @description What anybody may know of this cell. */
        CellInfo: {
            /** @description Whether this is a demo town, with play money and fictional residents. */
            demo: boolean;
            /** @description The name that the operator gave it. */
            name: string;
            /** @description Whether the cell waits for its first operator. */
            needs_setup: boolean;
            /** @description Where people reach this cell. */
            public_url: string;
            /** @description Who may register. */
            registration: components["schemas"]["RegistrationMode2"];
            /**
             * @description Whether pages lack a secure context: served over plain HTTP from other than this machine, so that
             *     browsers withhold the camera, notifications and installation.
             */
            secure_context_hint: boolean;
            /** @description The version of the server. */
            version: string;
        };
        /** @description The settings of the cell. */
        CellSettings: {
            /** @description What the cell is called. */
            cell_name: string;
            /** @description Who may register. */
            registration: components["schemas"]["RegistrationMode"];
        };
        /** @description The old and the new password. */
        ChangePassword: {
            /**
             * Format: password
             * @description The password as it is.
             */
            current: string;
            /**
             * Format: password
             * @description 10 to 256 characters.
             */
            new: string;
        };
        /** @description Input of `wallet.change_pin`. */
        ChangePin: {
            /**
             * Format: password
             * @description The PIN as it shall be.
             */
            new_pin: string;
            /**
             * Format: password
             * @description The PIN as it is.
             */
            pin: string;
        };
        /** @description How many were removed. */
        Changed: {
            /**
             * Format: uint32
             * @description How many.
             */
            removed: number;
        };
        /** @description A message is no longer what it was. */
        ChangedPush: {
            /** @description As it is now. */
            message: components["schemas"]["Message"];
            /** @constant */
            type: "changed";
        };
        /** @description The handle to look at. */
        CheckHandle: {
            /** @description As the person typed it. */
            handle: string;
        };
        /** @description One share that was taken. */
        Claim: {
            /** @description Who took it. */
            account: components["schemas"]["AccountId"];
            /** @description How much. */
            amount: components["schemas"]["Amount"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /**
             * Format: uint32
             * @description In the order in which they were taken, from 0.
             */
            index: number;
            /** @description The largest share of a lucky packet that has closed; of equal ones the first. */
            luckiest?: boolean;
        };
        /** @description Input of `wallet.close_difference`. */
        CloseDifference: {
            /** @description What it was, and how it was settled: 3 to 200 characters. It is kept with who did it. */
            reason: string;
            /** @description The line's reference. */
            reference: string;
            /** @description The statement. */
            statement: string;
        };
        /** @description A personal code. */
        Code: {
            /** @description The code, without the rest of the link. */
            code: string;
        };
        /** @description A collection. */
        Collection: {
            /**
             * Format: uint32
             * @description How many documents it has.
             */
            documents: number;
            /** @description Who may do what. */
            mode: components["schemas"]["Mode"];
            /** @description Its name. */
            name: string;
        };
        /** @description Input of `mini_data.set_collection`. */
        CollectionInput: {
            /** @description The program. */
            app_id: string;
            /** @description Who may do what. */
            mode: components["schemas"]["Mode"];
            /** @description The collection: 1 to 64 letters, digits, `_` and `-`. */
            name: string;
        };
        /** @description A program's collections. */
        Collections: {
            /** @description At most 50. */
            items: components["schemas"]["Collection"][];
        };
        /** @description A friend. */
        Contact: {
            /** @description Them. */
            card: components["schemas"]["Card"];
            /** @description The name that the caller gave them. */
            remark?: string;
            /** @description Since when the caller lists them. */
            since: components["schemas"]["Timestamp"];
        };
        /** @description Which account. */
        ContactInput: {
            /** @description The account. */
            account: components["schemas"]["AccountId"];
        };
        /** @description A page of friends, in no order that means anything: clients sort by name. */
        Contacts: {
            /** @description The friends. */
            items: components["schemas"]["Contact"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description A visitor who goes on as a resident. */
        ContinuedAs: {
            /** @description The resident. */
            account: components["schemas"]["Me"];
            /** @description The session's token, if the request asked for it (`Sapa-Session: token`); else it is in the slot's cookie. */
            token?: string;
        };
        /** @description A conversation as one account sees it. */
        Conversation: {
            /** @description When something was last said, or the conversation began: lists are in this order. */
            active_at: components["schemas"]["Timestamp"];
            /** @description Whether this account can write here, as far as it may know. */
            can_send: boolean;
            /** @description Why not. */
            cannot_send_reason?: components["schemas"]["CannotSend"];
            /**
             * Format: uint64
             * @description The last change's number.
             */
            change_no: number;
            /** @description Which. */
            conversation: components["schemas"]["ConversationId"];
            /** @description What this account has begun to write. */
            draft?: components["schemas"]["Draft"];
            /**
             * Format: uint64
             * @description The first message that this account may see.
             */
            first_visible_no: number;
            /**
             * Format: uint64
             * @description The last message's number; 0 if there is none.
             */
            head_no: number;
            /** @description Out of the list until the next message. */
            hidden: boolean;
            /** @description The newest message that this account sees. */
            last_message?: components["schemas"]["Message"];
            /** @description This account is no longer a member: it sees what there was until then. */
            left?: boolean;
            /** @description Marked as unread by hand. */
            marked_unread: boolean;
            /**
             * Format: uint32
             * @description How many are in it.
             */
            member_count: number;
            /** @description The longest-standing members, at most nine: their pictures compose the group's. */
            members_preview: components["schemas"]["Card"][];
            /**
             * Format: uint64
             * @description The last unread message that mentions this account.
             */
            mentioned_no?: number;
            /** @description Without notifications. */
            muted: boolean;
            /** @description The group's name, if it has one. */
            name?: string;
            /** @description The group's owner. */
            owner?: components["schemas"]["AccountId"];
            /** @description The other one of a direct conversation. */
            peer?: components["schemas"]["Card"];
            /**
             * Format: uint64
             * @description How far the other one of a direct conversation has read.
             */
            peer_read_no?: number;
            /** @description Since when it stands above the others. */
            pinned_at?: components["schemas"]["Timestamp"];
            /**
             * Format: uint64
             * @description How far this account has read; its own messages count.
             */
            read_no: number;
            /** @description Which part of the cell speaks in it, if it is a service's. */
            service?: components["schemas"]["Service"];
            /** @description What it is. */
            type: components["schemas"]["ConversationType"];
            /**
             * Format: uint64
             * @description Messages after `read_no`.
             */
            unread: number;
        };
        /** @description An opaque ConversationId. */
        ConversationId: string;
        /** @description An item of kind `conversation`. */
        ConversationItem: {
            /** @description As it is now; absent if the account has nothing of it any more. */
            conversation?: components["schemas"]["Conversation"];
            /** @description Which. */
            conversation_id: components["schemas"]["ConversationId"];
            /** @description Messages that the account has deleted for itself. */
            deleted_nos?: number[];
        };
        /** @description Output of `chat.list`. */
        ConversationList: {
            /** @description The most recently active first. */
            items: components["schemas"]["Conversation"][];
            /** @description Where the next page begins; absent on the last one. */
            next_cursor?: string;
        };
        /** @description Name, owner or members changed: read the conversation again. */
        ConversationPush: {
            /**
             * Format: uint64
             * @description Its last change.
             */
            change_no: number;
            /** @description Which. */
            conversation: components["schemas"]["ConversationId"];
            /** @constant */
            type: "conversation";
        };
        /** @description What a conversation is. */
        ConversationType: "direct" | "group" | "service";
        /** @description How many fit. */
        Counted: {
            /**
             * Format: uint32
             * @description How many.
             */
            total: number;
        };
        /** @description Input of `chat.create_group`. */
        CreateGroup: {
            /** @description The caller's own id for the group: the same again answers the same group. */
            client_id: string;
            /** @description Friends of the caller, 2 to 499, each once. */
            members: components["schemas"]["AccountId"][];
            /** @description At most 64 characters; a group without a name shows its members'. */
            name?: string | null;
        };
        /** @description Input of `chat.create_group_in_bulk`. */
        CreateGroupInBulk: {
            /** @description The others, 2 to 499, each once. They need not be friends. */
            members: components["schemas"]["AccountId"][];
            /** @description At most 64 characters; may be empty. */
            name: string;
            /** @description Who owns the group. */
            owner: components["schemas"]["AccountId"];
        };
        /** @description How many accounts, and how they begin. */
        CreateInBulk: {
            /**
             * Format: uint32
             * @description 1 to 1,000.
             */
            count: number;
            /** @description How the handles begin; a number follows. */
            prefix: string;
        };
        /** @description What a new invitation shall be. */
        CreateInvitation: {
            /**
             * Format: uint32
             * @description How many days it holds: 1 to 30, 7 if not said.
             */
            days?: number | null;
            /**
             * Format: uint32
             * @description How many people it brings in: 1 to 100, 1 if not said.
             */
            max_uses?: number | null;
            /** @description A note to oneself, at most 100 characters. */
            note?: string | null;
        };
        /** @description Output of `chat.create_group_in_bulk`. */
        CreatedInBulk: {
            /** @description The group. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description A currency by its code of ISO 4217. */
        Currency: string;
        /** @description Input of `chat.delete_for_me`. */
        DeleteForMe: {
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /** @description Which messages: 1 to 100, each once. */
            message_nos: number[];
        };
        /** @description A deletion that is under way. */
        DeletionRequested: {
            /** @description Until then it can be taken back. */
            deletion_at: components["schemas"]["Timestamp"];
        };
        /** @description One signed-in device. */
        Device: {
            /** @description Where it was last used from, as far as this is written down. */
            address: string;
            /** @description When it was signed in. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Whether it is the device that asks. */
            current: boolean;
            /** @description When it was last used, to the hour. */
            last_used_at: components["schemas"]["Timestamp"];
            /** @description Program and system, or the name that its owner gave it; empty if neither is known. */
            name: string;
            /** @description Names the session. */
            session: components["schemas"]["SessionId"];
        };
        /** @description All signed-in devices, the one used last first. */
        Devices: {
            /** @description The devices. */
            sessions: components["schemas"]["Device"][];
        };
        /** @description A line that somebody has to look at. */
        Difference: {
            /** @description Whom it may concern. */
            account?: components["schemas"]["AccountId"];
            /** @description When. */
            booked_at: components["schemas"]["Timestamp"];
            /** @description Who is on the other side. */
            counterparty?: string;
            /** @description Money that came in; else it left. */
            credit: boolean;
            /** @description Money that left: withdrawals that it may have paid out, at most 10. Those that it has nearly the amount of come first. */
            may_be?: components["schemas"]["NamedWithdrawal"][];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description What is strange about it. */
            problem: components["schemas"]["BookedAs"];
            /** @description The line's reference. */
            reference: string;
            /** @description What they wrote. */
            remittance: string;
            /** @description The statement. */
            statement: string;
            /** @description The withdrawal that it names. */
            withdrawal?: components["schemas"]["NamedWithdrawal"];
        };
        /** @description Which way a request goes, seen by the caller. */
        Direction: "in" | "out";
        /** @description Whether money came or went. */
        Direction2: "in" | "out";
        /** @description Whether money came or went. */
        DirectionInput: "in" | "out";
        /** @description Which notice has been read. */
        DismissNotice: {
            /** @description The notice. */
            id: components["schemas"]["LinkId"];
        };
        /** @description A document, with `_id` and `_openid`. */
        Document: {
            /** @description The document. */
            data: {
                [key: string]: unknown;
            };
        };
        /** @description An input with the program that it is for. */
        DocumentInputOfProgram: {
            /** @description The program. */
            app_id: string;
            /** @description In which collection. */
            collection: string;
            /** @description Its id. */
            id: string;
        };
        /** @description Documents that fit. */
        Documents: {
            /** @description The documents. */
            data: {
                [key: string]: unknown;
            }[];
        };
        /** @description What somebody has begun to write. */
        Draft: {
            /**
             * Format: uint64
             * @description The message that it answers.
             */
            reply_to?: number;
            /** @description The text so far. */
            text: string;
            /** @description When it was last changed. */
            updated_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description `{}`: what an operation takes that needs no input, or answers that has nothing to say. An object and
         *     not `null`, so that fields can be added later without breaking a client.
         */
        Empty: Record<string, never>;
        /** @description An input with the program that it is for. */
        EmptyOfProgram: {
            /** @description The program. */
            app_id: string;
        };
        /** @description A problem as in RFC 9457. `code` is stable and listed at /errors. */
        Error: {
            code: string;
            details?: {
                [key: string]: unknown;
            };
            message: string;
            status: number;
            title: string;
            /** Format: uri-reference */
            type: string;
        };
        /** @description A part of a statement as a file. */
        ExportedStatement: {
            /**
             * @description CSV as in RFC 4180, in UTF-8: at most 10,000 lines, and none if the filter leaves none of those. Only the first part
             *     begins with the names of the fields: put together as they come, all parts are the file.
             */
            csv: string;
            /** @description What the file may be called. */
            file_name: string;
            /** @description There may be earlier lines: give this as `cursor`. */
            next_cursor?: string;
        };
        /** @description A change, with what its subject is now. */
        FeedItem: {
            /**
             * Format: uint64
             * @description Where it stands in the feed.
             */
            position: number;
        } & ({
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /** @description Absent: no friend any more. */
            contact?: components["schemas"]["Contact"];
            /** @constant */
            kind: "contact";
        } | {
            /** @description The other one. */
            account: components["schemas"]["AccountId"];
            /** @constant */
            kind: "request";
            /** @description Absent: the request is gone. */
            request?: components["schemas"]["RequestItem"];
        } | {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /** @description Whether they are blocked now. */
            blocked: boolean;
            /** @constant */
            kind: "blocked";
        } | components["schemas"]["ConversationItem"] | {
            /** @constant */
            kind: "me";
            /** @description As it is now. */
            me: components["schemas"]["Me"];
        } | {
            /** @constant */
            kind: "session_revoked";
            /** @description Its session. */
            session: components["schemas"]["SessionId"];
        });
        /** @description Whom to find. */
        Find: {
            /** @description The whole handle; upper case and a leading `@` do not matter. */
            handle: string;
        };
        /** @description An input with the program that it is for. */
        FindOfProgram: {
            /** @description The program. */
            app_id: string;
            /** @description In which collection. */
            collection: string;
            /**
             * Format: uint32
             * @description How many: 20 if absent, at most 100.
             */
            limit?: number | null;
            /** @description In which order; by `_id` if absent. */
            order?: components["schemas"]["OrderInput"][];
            /**
             * Format: uint32
             * @description How many are left out at the beginning.
             * @default 0
             */
            skip?: number;
            /**
             * @description What has to fit: fields with values, or with `$eq $neq $gt $gte $lt $lte $in $nin $exists`; `$and`, `$or`.
             * @default {}
             */
            where?: {
                [key: string]: unknown;
            };
        };
        /** @description Input of `wallet.finish_pin_reset`. */
        FinishPinReset: {
            /**
             * Format: password
             * @description The new PIN.
             */
            new_pin: string;
            /**
             * Format: password
             * @description The account's password.
             */
            password: string;
        };
        /** @description Input of `chat.forward`. */
        Forward: {
            /** @description The caller's own id for this. The n-th message's own is this, a space and n. */
            client_id: string;
            /** @description Where the messages are. */
            from: components["schemas"]["ConversationId"];
            /** @description Which: 1 to 30, each once. They are sent in the order of their numbers. */
            message_nos: number[];
            /** @description Where to: 1 to 9 conversations, each once. */
            to: components["schemas"]["ConversationId"][];
        };
        /** @description Output of `chat.forward`. */
        Forwarded: {
            /** @description In the order of the input. */
            sent: components["schemas"]["ForwardedTo"][];
        };
        /** @description What was sent to one conversation. */
        ForwardedTo: {
            /** @description Which conversation. */
            conversation: components["schemas"]["ConversationId"];
            /** @description The new messages' numbers there. */
            message_nos: number[];
        };
        /** @description Somebody who was found. */
        Found: {
            /** @description Them. */
            card: components["schemas"]["Card"];
            /** @description What they are to the caller. */
            relation: components["schemas"]["Relation"];
            /** @description The name that the caller gave them. */
            remark?: string;
        };
        /** @description One merchant, with a reason. */
        FreezeMerchant: {
            /** @description Which. */
            merchant: components["schemas"]["MerchantId"];
            /** @description Why: 3 to 200 characters. Its owner reads it. */
            reason: string;
        };
        /** @description Output of `chat.group_link`. */
        GroupLink: {
            /** @description What lets in. */
            code: string;
            /** @description Until when it is good. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description The code as an address that can be opened. */
            url: string;
        };
        /** @description Whether it can be had. */
        HandleAnswer: {
            /** @description Whether a new account can take it. */
            available: boolean;
            /** @description The handle in the form in which it would be stored. */
            handle: string;
            /** @description Why not. */
            problem?: components["schemas"]["HandleProblem"];
        };
        /** @description Why a text is not a handle. */
        HandleProblem: "too_short" | "too_long" | "characters" | "taken" | "look_alike" | "reserved";
        /** @description What a device holds of a conversation. */
        Held: {
            /**
             * Format: uint64
             * @description The last change that it knows.
             */
            change_no: number;
            /** @description Which. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description The last message that it has.
             */
            head_no: number;
        };
        /** @description Input of `chat.history`. Without `before` and `after`: the newest page. */
        History: {
            /**
             * Format: uint64
             * @description Only messages after this number: the oldest of them.
             */
            after?: number | null;
            /**
             * Format: uint64
             * @description Only messages before this number: the newest of them.
             */
            before?: number | null;
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint32
             * @description Messages at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
             */
            limit?: number | null;
        };
        /** @description Output of `chat.history`. */
        HistoryPage: {
            /** @description In the order of their numbers. */
            messages: components["schemas"]["Message"][];
            /** @description Whether there are more in the direction that was asked for. */
            more: boolean;
            /** @description Those named in the messages who are not members, or no longer. */
            people?: components["schemas"]["Card"][];
        };
        /** @description One wallet as an operator sees it. */
        Inspected: {
            /** @description Whose. */
            account: components["schemas"]["AccountId"];
            /** @description What can be paid with. */
            balance: components["schemas"]["Amount"];
            /** @description What it holds. */
            currency: components["schemas"]["Currency"];
            /** @description Why it is frozen. */
            frozen_reason?: string;
            /** @description What waits. */
            held: components["schemas"]["Amount"];
            /** @description How well the operator knows the person. */
            level: components["schemas"]["Level"];
            /** @description What happened last: at most 100 lines. */
            lines: components["schemas"]["Line"][];
            /** @description When it was opened. */
            opened_at: components["schemas"]["Timestamp"];
        };
        /** @description That an operator looked at, or changed, somebody's wallet, or said whose money something is. */
        Inspection: {
            /** @description Whose wallet; absent for a line of the bank that was closed and is nobody's here. */
            account?: components["schemas"]["AccountId"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Who; absent for the operator token. */
            operator?: components["schemas"]["AccountId"];
            /** @description Why. */
            reason: string;
        };
        /** @description Input of `wallet.inspections`. */
        InspectionList: {
            /** @description Only earlier ones: the `next_cursor` of the page before. */
            cursor?: string | null;
        };
        /** @description A page of them, the newest first. */
        Inspections: {
            /** @description At most 100. */
            items: components["schemas"]["Inspection"][];
            /** @description There are more: give this as `cursor`. */
            next_cursor?: string;
        };
        /** @description An invitation in the list of whoever made it. */
        Invitation: {
            /** @description When it was made. */
            created_at: components["schemas"]["Timestamp"];
            /** @description When it stops holding. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Names it. */
            invitation: components["schemas"]["InvitationId"];
            /**
             * Format: uint32
             * @description How many it may bring in.
             */
            max_uses: number;
            /** @description The note to oneself. */
            note: string;
            /** @description Whether it was revoked. */
            revoked: boolean;
            /**
             * Format: uint32
             * @description How many it brought in.
             */
            uses: number;
        };
        /** @description The code of an invitation. */
        InvitationCode: {
            /**
             * Format: password
             * @description The code.
             */
            code: string;
        };
        /** @description An opaque InvitationId. */
        InvitationId: string;
        /** @description Which invitation. */
        InvitationInput: {
            /** @description The invitation. */
            invitation: components["schemas"]["InvitationId"];
        };
        /** @description A new invitation. The code and the link are shown this once. */
        InvitationMade: {
            /** @description What a person enters. */
            code: string;
            /** @description When it stops holding. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Names it, to revoke it. */
            invitation: components["schemas"]["InvitationId"];
            /**
             * Format: uint32
             * @description How many people it brings in.
             */
            max_uses: number;
            /** @description What a person opens. */
            url: string;
        };
        /** @description Why an invitation does not hold. */
        InvitationProblem: "missing" | "unknown" | "expired" | "used_up" | "revoked";
        /** @description A page of invitations, the newest first. */
        Invitations: {
            /** @description The invitations. */
            items: components["schemas"]["Invitation"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description Input of `chat.invite`. */
        Invite: {
            /** @description Friends of the caller, each once. */
            accounts: components["schemas"]["AccountId"][];
            /** @description Which group. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description Output of `chat.invite`. */
        Invited: {
            /** @description Who is a member now. */
            added: components["schemas"]["AccountId"][];
            /** @description Who is not, and why. */
            not_added: components["schemas"]["NotAdded"][];
        };
        /** @description Input of `chat.leave`. */
        Leave: {
            /** @description Which group. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description How well a person is known to the operator: decides their limits. */
        Level: "basic" | "verified";
        /** @description One line. */
        Line: {
            /** @description The other person. */
            account?: components["schemas"]["AccountId"];
            /** @description How much. */
            amount: components["schemas"]["Amount"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description What could be paid with afterwards. */
            balance: components["schemas"]["Amount"];
            /** @description Whether money came or went. */
            direction: components["schemas"]["Direction2"];
            /** @description What it was. */
            kind: components["schemas"]["PaymentKind"];
            /** @description Names the line; later lines have larger numbers. */
            line: string;
            /** @description What it was for. */
            note?: string;
            /** @description The payment that it belongs to. */
            payment: components["schemas"]["PaymentId"];
            /** @description What went out and came back: a transfer that was not taken, a withdrawal. */
            returned?: boolean;
        };
        /** @description An opaque LinkId. */
        LinkId: string;
        /** @description What somebody with a link is shown of the group before they join. */
        LinkedGroup: {
            /** @description The caller is one of them. */
            already_member: boolean;
            /** @description The group's id, for a member. */
            conversation?: components["schemas"]["ConversationId"];
            /**
             * Format: uint32
             * @description How many are in it.
             */
            member_count: number;
            /** @description The longest-standing members, at most nine. */
            members_preview: components["schemas"]["Card"][];
            /** @description Its name, if it has one. */
            name?: string;
        };
        /** @description Which page of a list. */
        List: {
            /** @description As the page before gave it; the first page without. */
            cursor?: string | null;
            /**
             * Format: uint32
             * @description Rows at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
             */
            limit?: number | null;
        };
        /** @description Input of `chat.list`. */
        List2: {
            /** @description As the page before gave it; the first page without. */
            cursor?: string | null;
            /**
             * Format: uint32
             * @description Rows at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
             */
            limit?: number | null;
        };
        /** @description Input of `chat.mark_read`. */
        MarkRead: {
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description The last message read; a number beyond the last message means that one.
             */
            message_no: number;
        };
        /** @description Input of `chat.mark_unread`. */
        MarkUnread: {
            /** @description Which conversation. */
            conversation: components["schemas"]["ConversationId"];
            /** @description Whether it is to have the mark. */
            unread: boolean;
        };
        /** @description Input of `wallet.match_withdrawal`. */
        MatchWithdrawal: {
            /** @description The withdrawal that it paid out. */
            payment: components["schemas"]["PaymentId"];
            /** @description How that is known: 3 to 200 characters. It is kept with who did it. */
            reason: string;
            /** @description The line's reference. */
            reference: string;
            /** @description The statement. */
            statement: string;
        };
        /** @description A person as they see themselves. */
        Me: {
            /** @description What they say about themselves. */
            about: string;
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /**
             * Format: uint32
             * @description 0: there is no picture, draw the initials. Else the version in the picture's address.
             */
            avatar_version: number;
            /** @description When they registered. */
            created_at: components["schemas"]["Timestamp"];
            /** @description The account is deleted. */
            deleted?: boolean;
            /** @description When the account will be deleted, if that was asked for. */
            deletion_at?: components["schemas"]["Timestamp"];
            /** @description The name that they gave themselves; empty once the account is deleted. */
            display_name: string;
            /** @description A resident of a demo town: nobody is behind it. */
            fictional?: boolean;
            /** @description The name by which they are found; empty once the account is deleted. */
            handle: string;
            /** @description What they have to be told. */
            notices: components["schemas"]["Notice"][];
            /** @description Whether they run the cell. */
            operator: boolean;
            /**
             * Format: uint32
             * @description Recovery codes that have not been used.
             */
            recovery_codes_left: number;
        };
        /** @description A member. */
        MemberCard: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /**
             * Format: uint32
             * @description 0: there is no picture, draw the initials. Else the version in the picture's address.
             */
            avatar_version: number;
            /** @description The account is deleted. */
            deleted?: boolean;
            /** @description The name that they gave themselves; empty once the account is deleted. */
            display_name: string;
            /** @description A resident of a demo town: nobody is behind it. */
            fictional?: boolean;
            /** @description The name by which they are found; empty once the account is deleted. */
            handle: string;
            /** @description Who brought them in. */
            invited_by?: components["schemas"]["AccountId"];
            /** @description Since when they are in it. */
            joined_at: components["schemas"]["Timestamp"];
            /** @description Whether the group is theirs. */
            owner: boolean;
            /**
             * Format: uint64
             * @description How far they have read.
             */
            read_no: number;
        };
        /** @description Output of `chat.members`. */
        MemberList: {
            /** @description In the order of their ids. */
            items: components["schemas"]["MemberCard"][];
            /** @description Where the next page begins; absent on the last one. */
            next_cursor?: string;
        };
        /** @description Input of `chat.members`. */
        Members: {
            /** @description Which conversation. */
            conversation: components["schemas"]["ConversationId"];
            /** @description As the page before gave it; the first page without. */
            cursor?: string | null;
            /**
             * Format: uint32
             * @description Rows at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
             */
            limit?: number | null;
        };
        /** @description A stretch of a text that names somebody. */
        Mention: {
            /** @description Whom; absent for everyone. */
            account?: components["schemas"]["AccountId"];
            /**
             * Format: uint32
             * @description How long it is, in UTF-16 units.
             */
            length: number;
            /**
             * Format: uint32
             * @description Where it begins, in UTF-16 units.
             */
            offset: number;
        };
        /** @description A merchant as its owner, and its server, see it. */
        MerchantAccount: {
            /** @description What it can pay out and give back. */
            balance: components["schemas"]["Amount"];
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            /** @description Why the operator froze it. */
            frozen_reason?: string;
            /** @description Its server has a secret. */
            has_secret: boolean;
            /** @description When its public key was registered, if one is. */
            key_set_at?: components["schemas"]["Timestamp"];
            /** @description Its number. */
            merchant: components["schemas"]["MerchantId"];
            /** @description What payers read. */
            name: string;
            /** @description When it was opened. */
            opened_at: components["schemas"]["Timestamp"];
        };
        /** @description A merchant's number: ten digits. */
        MerchantId: string;
        /** @description Input of `wallet.merchants`. */
        MerchantList: {
            /** @description Only what comes after: the `next_cursor` of the page before. */
            cursor?: string | null;
        };
        /** @description A page of them, by number. */
        MerchantPage: {
            /** @description At most 100. */
            items: components["schemas"]["MerchantSums"][];
            /** @description There are more: give this as `cursor`. */
            next_cursor?: string;
        };
        /** @description A merchant as operators see it: sums, no orders. */
        MerchantSums: {
            /** @description What it has. */
            balance: components["schemas"]["Amount"];
            /** @description All that was ever paid to it. */
            came: components["schemas"]["Amount"];
            /** @description Its owner's account was deleted. */
            closed?: boolean;
            /** @description Why it is frozen. */
            frozen_reason?: string;
            /** @description All that left it: given back, or taken by its owner. */
            left: components["schemas"]["Amount"];
            /** @description Its number. */
            merchant: components["schemas"]["MerchantId"];
            /** @description What payers read. */
            name: string;
            /** @description When it was opened. */
            opened_at: components["schemas"]["Timestamp"];
            /** @description Who owns it. */
            owner: components["schemas"]["AccountId"];
        };
        /** @description The caller's merchants. */
        Merchants: {
            /** @description At most five. */
            items: components["schemas"]["MerchantAccount"][];
        };
        /** @description A message. */
        Message: {
            /** @description What it says. */
            body: components["schemas"]["Body"];
            /**
             * Format: uint64
             * @description The change that last touched it.
             */
            change_no: number;
            /** @description The sender's own id for it. */
            client_id?: string;
            /** @description Where it was said. */
            conversation: components["schemas"]["ConversationId"];
            /** @description It comes from another conversation. */
            forwarded?: boolean;
            /** @description It names the one who reads it. Not said in pushes, which are the same for all: see the mentions. */
            mentions_me?: boolean;
            /**
             * Format: uint64
             * @description Its number there: 1, 2, 3 and so on.
             */
            message_no: number;
            /** @description What it answers. A client that learns that a message was recalled also clears quotations of it. */
            reply_to?: components["schemas"]["Quotation"];
            /** @description Who said it; absent for the system. */
            sender?: components["schemas"]["AccountId"];
            /** @description When. */
            sent_at: components["schemas"]["Timestamp"];
        };
        /** @description What a card shows. */
        MessageCard: {
            /** @description Whom it is for or about: the receiver of a transfer, the only one who may open a packet, the other one of a receipt. */
            account?: components["schemas"]["AccountId"];
            /** @description A short stable word of the domain that put it: what kind of receipt or packet it is. */
            detail?: string;
            /** @description What it is about. */
            kind: components["schemas"]["CardKind"];
            /** @description How much, if everybody in the conversation may know. */
            money?: components["schemas"]["Money"];
            /** @description A note or greeting, of at most 200 characters. Whoever puts the card has cleaned it. */
            note?: string;
            /** @description Which one; nothing for a receipt of something that moved no money. */
            payment?: components["schemas"]["PaymentId"];
            /** @description How things stand. */
            state: components["schemas"]["CardState"];
        };
        /** @description There is a new message. */
        MessagePush: {
            /** @description The message. */
            message: components["schemas"]["Message"];
            /** @constant */
            type: "message";
        };
        /** @description The answers to a program. What is not there was never asked. */
        MiniAnswers: {
            /** @description The answers. */
            permissions: components["schemas"]["MiniPermission"][];
            /** @description The program. */
            program: components["schemas"]["MiniCard"];
        };
        /** @description A program as everybody may know it. */
        MiniCard: {
            /** @description Names it. */
            app_id: components["schemas"]["AppId"];
            /** @description What it is about. */
            category: components["schemas"]["Category"];
            /** @description What it says about itself. */
            description: string;
            /** @description Who answers for it. */
            developer: components["schemas"]["Card"] | null;
            /**
             * Format: uint32
             * @description 0: there is no icon. Else the version in the icon's address, `/api/mini/icons/{app_id}/{icon_version}?size=96|512`.
             */
            icon_version: number;
            /** @description What it is called. */
            name: string;
            /** @description Whether everybody can open it. */
            released: boolean;
        };
        /** @description An item and whether it holds. */
        MiniChecked: {
            /** @description Which. */
            item: components["schemas"]["ReviewItem"];
            /** @description Whether it holds. */
            passed: boolean;
        };
        /** @description A login code. */
        MiniCode: {
            /** @description 32 characters; good once, for five minutes, for the program's server. */
            code: string;
            /** @description Until when. */
            expires_at: components["schemas"]["Timestamp"];
        };
        /** @description A decision. */
        MiniDecide: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /** @description Every item, each once. */
            checklist: components["schemas"]["MiniChecked"][];
            /**
             * Format: uint32
             * @description Which version.
             */
            number: number;
            /**
             * @description What the members read: at most 500 characters; a rejection needs it.
             * @default
             */
            reason?: string;
        };
        /** @description With which hosts a program may talk, and whose pages it may show: origins, as WeChat lists them. */
        MiniDomains: {
            /**
             * @description For `wx.downloadFile`, and pictures: `https://…`.
             * @default []
             */
            download: string[];
            /**
             * @description For `wx.request`: `https://…`.
             * @default []
             */
            request: string[];
            /**
             * @description For `wx.connectSocket`: `wss://…`.
             * @default []
             */
            socket: string[];
            /**
             * @description For `wx.uploadFile`: `https://…`.
             * @default []
             */
            upload: string[];
            /**
             * @description For `web-view`: `https://…`.
             * @default []
             */
            web_view: string[];
        };
        /** @description With which hosts a program may talk, and whose pages it may show: origins, as WeChat lists them. */
        MiniDomainsInput: {
            /**
             * @description For `wx.downloadFile`, and pictures: `https://…`.
             * @default []
             */
            download?: string[];
            /**
             * @description For `wx.request`: `https://…`.
             * @default []
             */
            request?: string[];
            /**
             * @description For `wx.connectSocket`: `wss://…`.
             * @default []
             */
            socket?: string[];
            /**
             * @description For `wx.uploadFile`: `https://…`.
             * @default []
             */
            upload?: string[];
            /**
             * @description For `web-view`: `https://…`.
             * @default []
             */
            web_view?: string[];
        };
        /** @description Programs that were found. */
        MiniFound: {
            /** @description Those whose name begins with the query, then those that contain it: at most 50. */
            items: components["schemas"]["MiniCard"][];
            /** @description Whether there may be more: a longer query finds them. */
            more: boolean;
        };
        /** @description Which program. */
        MiniInput: {
            /** @description Its app id. */
            app_id: components["schemas"]["AppId"];
        };
        /** @description A program in a list. */
        MiniListed: {
            /** @description Names it. */
            app_id: components["schemas"]["AppId"];
            /** @description What it is about. */
            category: components["schemas"]["Category"];
            /** @description What it says about itself. */
            description: string;
            /** @description Who answers for it. */
            developer: components["schemas"]["Card"] | null;
            /**
             * Format: uint32
             * @description 0: there is no icon. Else the version in the icon's address, `/api/mini/icons/{app_id}/{icon_version}?size=96|512`.
             */
            icon_version: number;
            /** @description What it is called. */
            name: string;
            /** @description Whether everybody can open it. */
            released: boolean;
            /** @description What the caller may do; absent for operators. */
            role?: components["schemas"]["Role"];
            /** @description An operator has suspended it. */
            suspension?: components["schemas"]["MiniSuspension"];
        };
        /** @description A manifest and what proves it. */
        MiniManifest: {
            /**
             * Format: uint64
             * @description How long it is.
             */
            bytes: number;
            /** @description The SHA-256 of the manifest's bytes, in hexadecimal: its name among the files. */
            sha256: string;
            /** @description Ed25519, base64, over the lines `sapa-mini-manifest-1`, the app id and the SHA-256, each with a line feed. */
            signature: string;
            /** @description The cell's public key, 32 bytes as base64. */
            signing_key: string;
        };
        /** @description Somebody who works on a program. */
        MiniMember: {
            /** @description Who. */
            card: components["schemas"]["Card"];
            /**
             * Format: uint32
             * @description The number of their development version.
             */
            development?: number;
            /** @description What they may do. */
            role: components["schemas"]["Role"];
            /** @description Since when. */
            since: components["schemas"]["Timestamp"];
        };
        /** @description A member. */
        MiniMemberInput: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
        };
        /** @description What is opened. */
        MiniOpen: {
            /** @description Which program. */
            app_id: components["schemas"]["AppId"];
            /** @description The page, without a leading slash; where the program begins if it is not said. */
            path?: string | null;
            /** @description What follows the question mark. */
            query?: string | null;
            /**
             * @description `development`, `trial` or `released`, which it is if it is not said.
             * @default released
             */
            stage?: components["schemas"]["MiniStage"];
        };
        /** @description An opened program. */
        MiniOpened: {
            /** @description With which hosts it may talk. */
            domains: components["schemas"]["MiniDomains"];
            /** @description Put the SHA-256 of a file behind it. */
            files: string;
            /** @description The manifest: one of the files. */
            manifest: components["schemas"]["MiniManifest"];
            /**
             * Format: uint32
             * @description The version's number.
             */
            number: number;
            /** @description The page to open, if one was named. */
            path?: string;
            /** @description What it may ask for. */
            permissions: components["schemas"]["Scope"][];
            /** @description The program as everybody may know it. */
            program: components["schemas"]["MiniCard"];
            /** @description What follows the question mark. */
            query?: string;
            /** @description At which stage it is opened. */
            stage: components["schemas"]["MiniStage"];
            /** @description What the developer calls the version. */
            version: string;
        };
        /** @description An answer that the caller gave. */
        MiniPermission: {
            /** @description When it was said. */
            at: components["schemas"]["Timestamp"];
            /** @description Whether it may. */
            granted: boolean;
            /** @description What for. */
            scope: components["schemas"]["Scope"];
        };
        /** @description The answers to programs. */
        MiniPermissions: {
            /** @description By program. */
            items: components["schemas"]["MiniAnswers"][];
        };
        /** @description Whose permissions: of one program, or of all that were ever asked. */
        MiniPermissionsInput: {
            /** @description The program; absent: all. */
            app_id?: components["schemas"]["AppId"] | null;
        };
        /** @description A program, as its members and operators see it. */
        MiniProgram: {
            /** @description Names it. */
            app_id: components["schemas"]["AppId"];
            /** @description What it is about. */
            category: components["schemas"]["Category"];
            /** @description When it was registered. */
            created_at: components["schemas"]["Timestamp"];
            /** @description What it says about itself. */
            description: string;
            /** @description Who answers for it. */
            developer: components["schemas"]["Card"] | null;
            /** @description With which hosts it may talk. */
            domains: components["schemas"]["MiniDomains"];
            /**
             * Format: uint32
             * @description 0: there is no icon. Else the version in the icon's address, `/api/mini/icons/{app_id}/{icon_version}?size=96|512`.
             */
            icon_version: number;
            /**
             * Format: uint32
             * @description The number of the version in review, or approved and not released.
             */
            in_review?: number;
            /** @description Who works on it. */
            members: components["schemas"]["MiniMember"][];
            /** @description What it is called. */
            name: string;
            /** @description What it may ask people for. */
            permissions: components["schemas"]["Scope"][];
            /** @description Whether everybody can open it. */
            released: boolean;
            /**
             * Format: uint32
             * @description The number of the version that everybody opens.
             */
            released_version?: number;
            /** @description Numbers of versions that can be gone back to, and of the one that is released, the newest first. */
            releases: number[];
            /** @description What the caller may do; absent for an operator who is no member. */
            role?: components["schemas"]["Role"];
            /** @description When the AppSecret was made; absent while there is none. */
            secret_made_at?: components["schemas"]["Timestamp"];
            /** @description An operator has suspended it. */
            suspension?: components["schemas"]["MiniSuspension"];
            /**
             * Format: uint32
             * @description The number of the trial version.
             */
            trial?: number;
            /** @description All versions that there are, the newest first. */
            versions: components["schemas"]["MiniVersion"][];
        };
        /** @description Programs. */
        MiniPrograms: {
            /** @description The programs. */
            items: components["schemas"]["MiniListed"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description A program that was used. */
        MiniRecent: {
            /** @description When, to ten minutes. */
            at: components["schemas"]["Timestamp"];
            /** @description The program. */
            program: components["schemas"]["MiniCard"];
        };
        /** @description A new program. */
        MiniRegister: {
            /** @description What it is about. */
            category: components["schemas"]["Category"];
            /**
             * @description At most 500 characters.
             * @default
             */
            description?: string;
            /**
             * @description With which hosts it may talk.
             * @default {
             *       "download": [],
             *       "request": [],
             *       "socket": [],
             *       "upload": [],
             *       "web_view": []
             *     }
             */
            domains?: components["schemas"]["MiniDomainsInput"];
            /** @description An upload of the caller's, for the purpose `avatar`. */
            icon?: components["schemas"]["UploadId"] | null;
            /** @description 1 to 30 characters; no two programs have the same. */
            name: string;
            /**
             * @description What it may ask people for.
             * @default []
             */
            permissions?: components["schemas"]["Scope"][];
        };
        /** @description A report. */
        MiniReport: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /** @description What is wrong with it. */
            reason: components["schemas"]["ReportReason"];
            /**
             * @description More, in own words: at most 500 characters.
             * @default
             */
            text?: string;
        };
        /** @description Which report. */
        MiniReportInput: {
            /** @description By whom. */
            account: components["schemas"]["AccountId"];
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
        };
        /** @description A report, as operators see it. */
        MiniReported: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The program. */
            program: components["schemas"]["MiniCard"];
            /** @description What is wrong with it. */
            reason: components["schemas"]["ReportReason"];
            /** @description Who reported it. */
            reporter: components["schemas"]["Card"] | null;
            /** @description More, in own words. */
            text: string;
        };
        /** @description Reports by program. */
        MiniReports: {
            /** @description The reports. */
            items: components["schemas"]["MiniReported"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description The review of a version. Which operator decided is not said. */
        MiniReview: {
            /** @description When it was decided; absent while it waits. */
            decided_at?: components["schemas"]["Timestamp"];
            /** @description Items of the checklist that did not hold. */
            failed: components["schemas"]["ReviewItem"][];
            /** @description What the developer told the reviewer. */
            note: string;
            /** @description What the operator said. */
            reason: string;
            /** @description When it was submitted. */
            submitted_at: components["schemas"]["Timestamp"];
        };
        /** @description Versions that wait, the earliest first. */
        MiniReviews: {
            /** @description All that is to be looked at. */
            checklist: components["schemas"]["ReviewItem"][];
            /** @description The versions. */
            items: components["schemas"]["MiniWaiting"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description Back to which version. */
        MiniRollBack: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /**
             * Format: uint32
             * @description A number of `releases`; absent: the one before the released one.
             */
            number?: number | null;
        };
        /** @description One permission of a program. */
        MiniScopeInput: {
            /** @description The program. */
            app_id: components["schemas"]["AppId"];
            /** @description What for. */
            scope: components["schemas"]["Scope"];
        };
        /** @description What is looked for. */
        MiniSearch: {
            /** @description Only of this category. */
            category?: components["schemas"]["Category"] | null;
            /**
             * @description A part of a name; empty finds all of a category, or all.
             * @default
             */
            query?: string;
        };
        /** @description A new AppSecret, shown this once. */
        MiniSecret: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /** @description When it was made. */
            made_at: components["schemas"]["Timestamp"];
            /** @description 32 hexadecimal digits. */
            secret: string;
        };
        /** @description Whether the caller's session with a program still holds. */
        MiniSessionState: {
            /** @description Whether it does; if not, the program logs in again. */
            valid: boolean;
        };
        /** @description A member and what they shall be allowed. */
        MiniSetMember: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /** @description What they may do. */
            role: components["schemas"]["Role"];
        };
        /** @description Which version is tried. */
        MiniSetTrial: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /**
             * Format: uint32
             * @description Its number; absent: none is tried any more.
             */
            number?: number | null;
        };
        /** @description The caller's programs. */
        MiniShelf: {
            /** @description Kept, those kept last first: at most 100. */
            favourites: components["schemas"]["MiniCard"][];
            /** @description Used last, the newest first: at most 50. */
            recent: components["schemas"]["MiniRecent"][];
        };
        /** @description How far the version has come that is opened. */
        MiniStage: "development" | "trial" | "released" | "review";
        /** @description A version for review. */
        MiniSubmit: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /**
             * @description What the reviewer should know, such as how to sign in: at most 500 characters.
             * @default
             */
            note?: string;
            /**
             * Format: uint32
             * @description Its number.
             */
            number: number;
        };
        /** @description A program and why. */
        MiniSuspend: {
            /** @description Which. */
            app_id: components["schemas"]["AppId"];
            /** @description At most 500 characters; the members read it. */
            reason: string;
        };
        /** @description Why a program cannot be opened. */
        MiniSuspension: {
            /** @description Since when. */
            at: components["schemas"]["Timestamp"];
            /** @description What the operator says to the members. */
            reason: string;
        };
        /** @description What changes of a program; what is absent stays. */
        MiniUpdate: {
            /** @description Which. */
            app_id: components["schemas"]["AppId"];
            /** @description What it is about. */
            category?: components["schemas"]["Category"] | null;
            /** @description At most 500 characters. */
            description?: string | null;
            /** @description All its domains. */
            domains?: components["schemas"]["MiniDomainsInput"] | null;
            /** @description An upload of the caller's, for the purpose `avatar`. */
            icon?: components["schemas"]["UploadId"] | null;
            /** @description 1 to 30 characters; no two programs have the same. */
            name?: string | null;
            /** @description All that it may ask people for. */
            permissions?: components["schemas"]["Scope"][] | null;
        };
        /** @description A package to take in. */
        MiniUpload: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /**
             * @description What is new: at most 500 characters.
             * @default
             */
            description?: string;
            /** @description An upload of the caller's, for the purpose `mini_package`. It is used up, also when it does not compile. */
            upload: components["schemas"]["UploadId"];
            /** @description What the version is called: 1 to 32 digits, letters, dots, plus and minus signs. */
            version: string;
        };
        /** @description An uploaded version and what the compiler says of it. */
        MiniUploaded: {
            /** @description The version: the caller's development version from now on. */
            version: components["schemas"]["MiniVersion"];
            /** @description What the developer should know all the same. */
            warnings: components["schemas"]["MiniWarning"][];
        };
        /** @description An uploaded version. */
        MiniVersion: {
            /** @description What is new. */
            description: string;
            /** @description SHA-256 of its manifest. */
            manifest: string;
            /**
             * Format: uint32
             * @description Its number in the program: 1, 2, 3 …
             */
            number: number;
            /**
             * Format: uint32
             * @description How many pages it has.
             */
            pages: number;
            /** @description When it was first released. */
            released_at?: components["schemas"]["Timestamp"];
            /** @description Its review, if it was ever submitted. */
            review?: components["schemas"]["MiniReview"];
            /**
             * Format: uint64
             * @description Bytes of the source that are used.
             */
            size: number;
            /** @description How far it has come. */
            state: components["schemas"]["MiniVersionState"];
            /** @description When. */
            uploaded_at: components["schemas"]["Timestamp"];
            /** @description Who uploaded it. */
            uploader: components["schemas"]["AccountId"];
            /** @description What the developer calls it. */
            version: string;
        };
        /** @description Which version. */
        MiniVersionInput: {
            /** @description Of which program. */
            app_id: components["schemas"]["AppId"];
            /**
             * Format: uint32
             * @description Its number.
             */
            number: number;
        };
        /** @description How far a version has come. */
        MiniVersionState: "uploaded" | "in_review" | "rejected" | "approved" | "released";
        /** @description A version that waits for a review, with what it would be allowed. */
        MiniWaiting: {
            /** @description With which hosts the program may talk. */
            domains: components["schemas"]["MiniDomains"];
            /** @description What it may ask people for. */
            permissions: components["schemas"]["Scope"][];
            /** @description The program. */
            program: components["schemas"]["MiniCard"];
            /** @description The version. */
            version: components["schemas"]["MiniVersion"];
        };
        /** @description Something that the compiler found. */
        MiniWarning: {
            /** @description Which rule it is about. */
            code: string;
            /**
             * Format: uint32
             * @description The column from 1, or 0 when it is about the whole file.
             */
            column: number;
            /** @description The file, from the program's root; empty when it is about the whole. */
            file: string;
            /**
             * Format: uint32
             * @description The line from 1, or 0 when it is about the whole file.
             */
            line: number;
            /** @description What is wrong. */
            message: string;
        };
        /** @description Who may do what in a collection, as WeChat's four modes have it. */
        Mode: "private" | "read_all" | "read_only" | "closed";
        /** @description An amount with its currency. */
        Money: {
            /** @description How much. */
            amount: components["schemas"]["Amount"];
            /** @description Of what. */
            currency: components["schemas"]["Currency"];
        };
        /** @description A withdrawal that a line of the bank names, or may be. */
        NamedWithdrawal: {
            /** @description Whose. */
            account: components["schemas"]["AccountId"];
            /** @description When it was asked for. */
            asked_at: components["schemas"]["Timestamp"];
            /** @description How much was asked for. */
            money: components["schemas"]["Money"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description What has become of it. */
            state: components["schemas"]["WithdrawalState"];
        };
        /** @description What somebody wants to say. */
        NewBody: {
            /** @constant */
            kind: "text";
            /** @description Whom it names; at most 50. */
            mentions?: components["schemas"]["NewMention"][];
            /** @description Not only white space. */
            text: string;
        } | {
            /** @description A text below them, of at most 16 KiB. */
            caption?: string | null;
            /** @constant */
            kind: "photos";
            /** @description One's own uploads, each once. */
            uploads: components["schemas"]["UploadId"][];
        };
        /** @description An input with the program that it is for. */
        NewDocumentOfProgram: {
            /** @description The program. */
            app_id: string;
            /** @description In which collection. */
            collection: string;
            /** @description The document, at most 512 KiB. `_id` may be chosen; `_openid` is set here. */
            data: {
                [key: string]: unknown;
            };
        };
        /** @description Input of `wallet.order_from_list`. */
        NewListOrder: {
            /** @description The program. */
            app_id: string;
            /** @description Comes back with the order: at most 127 characters. */
            attach?: string | null;
            /** @description The caller's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description What, each item once; 1 to 50 lines. */
            items: components["schemas"]["OrderLine"][];
        };
        /** @description A stretch of a text that names somebody. */
        NewMention: {
            /** @description A member of the group; absent for everyone, which only the owner may. */
            account?: components["schemas"]["AccountId"] | null;
            /**
             * Format: uint32
             * @description How long it is, in UTF-16 units.
             */
            length: number;
            /**
             * Format: uint32
             * @description Where it begins, in UTF-16 units.
             */
            offset: number;
        };
        /** @description Input of `wallet.create_order`. */
        NewOrder: {
            /** @description The program in which it is paid. */
            app_id: string;
            /** @description Comes back in answers and notifications: at most 127 characters. */
            attach?: string | null;
            /** @description For what: 1 to 127 characters. The payer reads it. */
            description: string;
            /** @description Until when it can be paid: two hours if absent, at most seven days. */
            expires_at?: components["schemas"]["Timestamp"] | null;
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description Where the merchant's server hears of it: `https`, at most 255 bytes, without user, query or fragment. */
            notify_url?: string | null;
            /** @description The merchant's own number: 1 to 32 letters, digits and `_ - | * @`. */
            out_trade_no: string;
            /** @description Who alone may pay it, as the program knows them. */
            payer_openid?: string | null;
        };
        /** @description An input with the payment PIN beside it. */
        NewPacketWithPin: {
            /** @description The sender's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /** @description One of the covers. */
            cover: string;
            /** @description What stands on it; at most 50 characters. */
            greeting?: string | null;
            /** @description How it is divided. */
            kind: components["schemas"]["PacketKind"];
            /** @description All that is put in. A normal packet's is the same for every share. */
            money: components["schemas"]["Money"];
            /** @description Exclusive: the member for whom it is. */
            only_for?: components["schemas"]["AccountId"] | null;
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
            /**
             * Format: uint32
             * @description In how many parts; one between two people and for a named member.
             */
            shares: number;
        };
        /** @description An input with the payment PIN beside it. */
        NewPaymentWithPin: {
            /** @description The payer's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description The pay code of the receiver. */
            code: string;
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description What it is for; at most 50 characters. */
            note?: string | null;
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
        };
        /** @description An input with the payment PIN beside it. */
        NewPayoutWithPin: {
            /** @description The caller's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description From which of the caller's merchants. */
            merchant: components["schemas"]["MerchantId"];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
        };
        /** @description Input of `wallet.refund_order`. */
        NewRefund: {
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description The merchant's own number of the refund: 1 to 64 letters, digits and `_ - | * @`. */
            out_refund_no: string;
            /** @description The merchant's own number. */
            out_trade_no?: string | null;
            /** @description The cell's id. */
            payment?: components["schemas"]["PaymentId"] | null;
            /** @description Why: at most 80 characters. The payer reads it. */
            reason?: string | null;
        };
        /** @description Input of `wallet.request`: asks a friend. */
        NewRequest: {
            /** @description The asker's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description The conversation with the friend. */
            conversation: components["schemas"]["ConversationId"];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description What it is for; at most 50 characters. */
            note?: string | null;
        };
        /** @description A secret for a merchant's server. It is shown this once. */
        NewSecret: {
            /** @description Which merchant. */
            merchant: components["schemas"]["MerchantId"];
            /** @description What the server shows: `Authorization: Bearer …`. */
            secret: string;
        };
        /** @description One person's part of a bill. */
        NewShare: {
            /** @description Who shall pay it. */
            account: components["schemas"]["AccountId"];
            /** @description How much, in minor units. */
            amount: components["schemas"]["Amount"];
        };
        /** @description Input of `wallet.split`: splits a bill among members of a group. */
        NewSplit: {
            /** @description The asker's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description The group. */
            conversation: components["schemas"]["ConversationId"];
            /** @description The whole bill, which the asker has paid. */
            money: components["schemas"]["Money"];
            /** @description What it is for; at most 50 characters. */
            note?: string | null;
            /** @description What the others shall pay; together at most the bill. The rest is the asker's own part. */
            shares: components["schemas"]["NewShare"][];
        };
        /** @description An input with the payment PIN beside it. */
        NewTransferWithPin: {
            /** @description The sender's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description The conversation with the friend. */
            conversation: components["schemas"]["ConversationId"];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description What it is for; at most 50 characters. */
            note?: string | null;
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
        };
        /** @description An input with the payment PIN beside it. */
        NewWithdrawalWithPin: {
            /** @description The person's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description Whose account it is: 1 to 70 characters. */
            holder: string;
            /** @description How much. */
            money: components["schemas"]["Money"];
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
            /** @description Where to. */
            to: components["schemas"]["BankAccountInput"];
        };
        /** @description Somebody who was not brought in. */
        NotAdded: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /** @description Why not. */
            reason: components["schemas"]["NotAddedReason"];
        };
        /** @description Why somebody was not brought in. */
        NotAddedReason: "already_member" | "not_friends" | "group_full" | "too_many_conversations" | "deleted";
        /** @description One notice. */
        Notice: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Names it, to dismiss it. */
            id: components["schemas"]["LinkId"];
            /** @description What happened. */
            kind: components["schemas"]["NoticeKind"];
            /** @description Names and values for the text: `address`, `device`, `by`. */
            text_params: {
                [key: string]: string;
            };
        };
        /** @description What happened. */
        NoticeKind: "recovery_link_made" | "signed_in_by_recovery" | "password_changed";
        /** @description That a merchant's server is to hear of something. */
        Notification: {
            /**
             * Format: uint32
             * @description How often it was told.
             */
            attempts: number;
            /** @description When it was last told. */
            last_at?: components["schemas"]["Timestamp"];
            /** @description Since when it is to hear. */
            made_at: components["schemas"]["Timestamp"];
            /** @description Names it: the `id` in the body. */
            notification: components["schemas"]["PaymentId"];
            /** @description The order. */
            order: components["schemas"]["PaymentId"];
            /** @description Why that was in vain. */
            problem?: string;
            /** @description The refund, if it is about one. */
            refund?: components["schemas"]["PaymentId"];
            /** @description Whether the server has heard. */
            state: components["schemas"]["NotificationState"];
        };
        /** @description Input of `wallet.merchant_notifications`. */
        NotificationList: {
            /** @description Only what comes after: the `next_cursor` of the page before. */
            cursor?: string | null;
            /** @description Which of the caller's merchants. */
            merchant: components["schemas"]["MerchantId"];
            /** @description Only those that stand so. */
            state?: components["schemas"]["NotificationState"] | null;
        };
        /** @description A page of them. */
        NotificationPage: {
            /** @description At most 100. */
            items: components["schemas"]["Notification"][];
            /** @description There may be more: give this as `cursor`. */
            next_cursor?: string;
        };
        /** @description Whether a merchant's server has heard. */
        NotificationState: "waiting" | "done" | "dead";
        /** @description Input of `wallet.notify_merchant_again`. */
        NotifyAgain: {
            /** @description Which of the caller's merchants. */
            merchant: components["schemas"]["MerchantId"];
            /** @description Which notification. */
            notification: components["schemas"]["PaymentId"];
        };
        /** @description Input of `chat.conversation` and of others that need nothing else. */
        OneConversation: {
            /** @description Which. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description Input of `chat.open_direct`. */
        OpenDirect: {
            /** @description The friend. */
            account: components["schemas"]["AccountId"];
        };
        /** @description An input with the payment PIN beside it. */
        OpenInBulkWithPin: {
            /** @description 1 to 500 accounts without a wallet, each once. */
            accounts: components["schemas"]["AccountId"][];
            /** @description What each of them gets. */
            money: components["schemas"]["Money"];
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
        };
        /** @description Input of `wallet.open_merchant`. */
        OpenMerchant: {
            /** @description What payers read: 1 to 40 characters. */
            name: string;
        };
        /** @description What an open wallet has. */
        OpenWallet: {
            /** @description What can be paid with. */
            balance: components["schemas"]["Amount"];
            /** @description What may leave in one day. */
            day_limit: components["schemas"]["Amount"];
            /** @description Why the operator froze it. */
            frozen_reason?: string;
            /** @description What waits: for an answer, for the bank. */
            held: components["schemas"]["Amount"];
            /** @description What may still leave today. */
            left_today: components["schemas"]["Amount"];
            /** @description How well the operator knows the person. */
            level: components["schemas"]["Level"];
            /** @description The terms have changed since the person accepted them: they must again before they pay. */
            must_accept_terms: boolean;
            /** @description What may leave in one payment. */
            payment_limit: components["schemas"]["Amount"];
            /** @description A forgotten PIN can be set anew from then on. */
            pin_reset_ready_at?: components["schemas"]["Timestamp"];
            /** @description What to write on a bank transfer to top up. */
            reference: string;
        };
        /** @description Input of `wallet.open`. */
        OpenWalletInput: {
            /**
             * Format: password
             * @description The payment PIN: six digits, not all the same and not in a row.
             */
            pin: string;
            /**
             * Format: uint32
             * @description The number of the terms that the person has read and accepts.
             */
            version: number;
        };
        /** @description What was opened. */
        OpenedInBulk: {
            /**
             * Format: uint32
             * @description How many wallets.
             */
            wallets: number;
        };
        /** @description An order. */
        Order: {
            /** @description The program in which it is paid. */
            app_id: string;
            /** @description What the merchant wrote for itself. */
            attach?: string;
            /** @description For what. */
            description: string;
            /** @description Until when it can be paid. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description What was ordered, if from a price list. */
            items?: components["schemas"]["OrderItem"][];
            /** @description When it was made. */
            made_at: components["schemas"]["Timestamp"];
            /** @description Who sells. */
            merchant: components["schemas"]["MerchantId"];
            /** @description What payers read. */
            merchant_name: string;
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description The merchant's own number. */
            out_trade_no: string;
            /** @description When it was paid. */
            paid_at?: components["schemas"]["Timestamp"];
            /** @description Who pays, or has paid, as the program knows them. */
            payer_openid?: string;
            /** @description The cell's id of it; the transaction's id once it is paid. */
            payment: components["schemas"]["PaymentId"];
            /** @description What a program hands to `wx.requestPayment`, after `prepay_id=`. */
            prepay_id: string;
            /** @description What came back of it so far. */
            refunded: components["schemas"]["Amount"];
            /** @description What has become of it. */
            state: components["schemas"]["OrderState"];
        };
        /** @description Names an order of the merchant that asks: by the one or the other. */
        OrderInput: {
            /** @description The merchant's own number. */
            out_trade_no?: string | null;
            /** @description The cell's id. */
            payment?: components["schemas"]["PaymentId"] | null;
        };
        /** @description A line of an order that was made from a price list. */
        OrderItem: {
            /**
             * Format: uint32
             * @description How many.
             */
            count: number;
            /** @description Which item. */
            id: string;
            /** @description What it is called. */
            name: string;
            /** @description What one costs. */
            price: components["schemas"]["Amount"];
        };
        /** @description One line of an order. */
        OrderLine: {
            /**
             * Format: uint32
             * @description How many: 1 to 100.
             */
            count: number;
            /** @description Which item. */
            id: string;
        };
        /** @description Input of `wallet.merchant_orders`. */
        OrderList: {
            /** @description Only earlier ones: the `next_cursor` of the page before. */
            cursor?: string | null;
            /** @description Which of the caller's merchants. */
            merchant: components["schemas"]["MerchantId"];
        };
        /** @description A page of orders, the newest first. */
        OrderPage: {
            /** @description At most 100. */
            items: components["schemas"]["Order"][];
            /** @description There are more: give this as `cursor`. */
            next_cursor?: string;
        };
        /** @description What has become of an order. */
        OrderState: "not_paid" | "paid" | "closed" | "refund";
        /** @description Input of `wallet.order_to_pay`: what a program gave to `wx.requestPayment`, and which program it is. */
        OrderToPay: {
            /** @description The program, as the host knows it. */
            app_id: string;
            /** @description `nonceStr`. */
            nonce_str?: string | null;
            /** @description `prepay_id=…`. */
            package: string;
            /** @description `paySign`. */
            pay_sign?: string | null;
            /** @description `signType`: `RSA`. */
            sign_type?: string | null;
            /** @description `timeStamp`; absent for an order from a price list, as all that follow. */
            time_stamp?: string | null;
        };
        /** @description An input with the payment PIN beside it. */
        OrderToPayWithPin: {
            /** @description The program, as the host knows it. */
            app_id: string;
            /** @description `nonceStr`. */
            nonce_str?: string | null;
            /** @description `prepay_id=…`. */
            package: string;
            /** @description `paySign`. */
            pay_sign?: string | null;
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
            /** @description `signType`: `RSA`. */
            sign_type?: string | null;
            /** @description `timeStamp`; absent for an order from a price list, as all that follow. */
            time_stamp?: string | null;
        };
        /** @description All wallets together. */
        Overview: {
            /** @description What the cell has at its bank, as the ledger says. */
            at_bank: components["schemas"]["SignedAmount"];
            /** @description In which currency; absent while the cell offers no wallets. */
            currency?: components["schemas"]["Currency"];
            /** @description What is owed to people: in wallets, in red packets, held for others, at merchants. */
            owed: components["schemas"]["Amount"];
            /** @description Money that came in and whose owner is unknown. */
            suspense: components["schemas"]["Amount"];
            /** @description Money of deleted accounts. */
            unclaimed: components["schemas"]["Amount"];
            /**
             * Format: uint64
             * @description Wallets that were opened.
             */
            wallets: number;
        };
        /** @description An input with the payment PIN beside it. */
        OwnRefundWithPin: {
            /** @description The caller's merchant. */
            merchant: components["schemas"]["MerchantId"];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description The merchant's own number of the refund: 1 to 64 letters, digits and `_ - | * @`. */
            out_refund_no: string;
            /** @description The merchant's own number. */
            out_trade_no?: string | null;
            /** @description The cell's id. */
            payment?: components["schemas"]["PaymentId"] | null;
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
            /** @description Why: at most 80 characters. The payer reads it. */
            reason?: string | null;
        };
        /** @description The caller's wallet. */
        OwnWallet: {
            /** @description What it holds; present where the cell offers wallets. */
            currency?: components["schemas"]["Currency"];
            /**
             * Format: uint8
             * @description Decimals of the minor unit.
             */
            exponent?: number;
            /** @description What only an open wallet has. */
            open?: components["schemas"]["OpenWallet"];
            /** @description Limits of red packets; present where the cell offers wallets. */
            packets?: components["schemas"]["PacketLimits"];
            /** @description Demo: the PIN that residents begin with. */
            pin_hint?: string;
            /** @description The money is play money: this is a demo. */
            play_money: boolean;
            /** @description Whether there is one. */
            state: components["schemas"]["WalletState"];
            /** @description The amount that every payment is a multiple of, in minor units. */
            step?: components["schemas"]["Amount"];
            /**
             * Format: uint32
             * @description The number of the terms that hold.
             */
            terms_version?: number;
            /** @description Limits of withdrawals; present where the cell offers wallets. */
            withdrawals?: components["schemas"]["WithdrawalLimits"];
        };
        /** @description A red packet. */
        Packet: {
            /** @description When it was finished or went back. */
            closed_at?: components["schemas"]["Timestamp"];
            /** @description Lucky: SHA-256 of the seed, in hexadecimal. */
            commitment?: string;
            /** @description Where its card is. */
            conversation: components["schemas"]["ConversationId"];
            /** @description How it looks. */
            cover: string;
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            /** @description Until when it can be opened. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description What stands on it. */
            greeting?: string;
            /** @description How it is divided. */
            kind: components["schemas"]["PacketKind"];
            /**
             * Format: uint64
             * @description The card's number there.
             */
            message_no: number;
            /** @description What the caller took. */
            my_share?: components["schemas"]["Amount"];
            /** @description The only one who may open it. */
            only_for?: components["schemas"]["AccountId"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description Lucky: the seed, once the packet has closed. */
            seed?: string;
            /** @description Who put it. */
            sender: components["schemas"]["AccountId"];
            /** @description When it was put. */
            sent_at: components["schemas"]["Timestamp"];
            /**
             * Format: uint32
             * @description In how many parts.
             */
            shares: number;
            /** @description Whether it can be opened. */
            state: components["schemas"]["PacketState"];
            /**
             * Format: uint32
             * @description How many have been taken.
             */
            taken?: number;
            /** @description How much has been taken. */
            taken_amount?: components["schemas"]["Amount"];
            /**
             * @description All that was put in. This, `taken`, `taken_amount`, `closed_at` and `seed` are absent while the caller may not know:
             *     before they have opened it, if it is open; always, if it is for somebody else alone.
             */
            total?: components["schemas"]["Amount"];
        };
        /** @description Input of `wallet.packet`. */
        PacketInput: {
            /** @description Only shares taken before: the `next_cursor` of the page before. */
            cursor?: string | null;
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
        };
        /** @description How a red packet is divided. */
        PacketKind: "normal" | "lucky" | "exclusive";
        /** @description Limits of red packets. */
        PacketLimits: {
            /** @description The largest share. */
            max_share: components["schemas"]["Amount"];
            /**
             * Format: uint32
             * @description Shares at most.
             */
            max_shares: number;
        };
        /** @description What came of opening a packet. */
        PacketOpened: {
            /** @description The packet as it is now. Without `my_share` in it the caller came too late. */
            packet: components["schemas"]["Packet"];
        };
        /** @description A red packet with its shares, the newest first. */
        PacketPage: {
            /** @description Who took what: at most 100; nothing while the caller may not know. */
            items: components["schemas"]["Claim"][];
            /** @description What the caller took. */
            mine?: components["schemas"]["Claim"];
            /** @description There are more: give this as `cursor`. */
            next_cursor?: string;
            /** @description The packet. */
            packet: components["schemas"]["Packet"];
            /** @description Who they are: some may have left the group. */
            people?: components["schemas"]["Card"][];
        };
        /** @description Whether a red packet can still be opened. */
        PacketState: "open" | "finished" | "returned";
        /** @description Input of `wallet.packet_states`: for cards on the screen. */
        PacketStates: {
            /** @description Which packets; at most 100. */
            payments: components["schemas"]["PaymentId"][];
        };
        /** @description What a card on the screen needs to know. */
        PacketStatus: {
            /** @description What the caller took. */
            my_share?: components["schemas"]["Amount"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /**
             * Format: uint32
             * @description In how many parts it is.
             */
            shares: number;
            /** @description Whether it can be opened. */
            state: components["schemas"]["PacketState"];
            /**
             * Format: uint32
             * @description How many have been taken; absent while the caller may not know.
             */
            taken?: number;
        };
        /** @description Output of `wallet.packet_states`. */
        PacketStatuses: {
            /** @description Of those packets whose cards the caller can see. */
            packets: components["schemas"]["PacketStatus"][];
        };
        /** @description A payment that was made. */
        Paid: {
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description What it was for. */
            note?: string;
            /** @description When. */
            paid_at: components["schemas"]["Timestamp"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description Who has it. */
            to: components["schemas"]["AccountId"];
        };
        /** @description One's own password, to confirm. */
        PasswordOnly: {
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description The caller's pay code. */
        PayCode: {
            /** @description Sixteen characters of a-z and 2-7. */
            code: string;
            /** @description What the QR code says. */
            url: string;
        };
        /** @description Asks for the pay code, or for a new one. */
        PayCodeInput: {
            /**
             * @description Makes a new one; the earlier one no longer holds.
             * @default false
             */
            renew?: boolean;
        };
        /** @description Input of `wallet.pay_in_at_demo_bank`. */
        PayIn: {
            /** @description How much: at most what one payment of a verified person may be. */
            money: components["schemas"]["Money"];
        };
        /** @description Input of `wallet.pay_unclaimed`. */
        PayUnclaimed: {
            /** @description The deleted account that left the money. */
            account: components["schemas"]["AccountId"];
            /** @description The operator's own id for it: 1 to 64 visible ASCII characters. */
            client_id: string;
            /** @description How much: at most what is still there. */
            money: components["schemas"]["Money"];
            /** @description Why, and how it was made sure of: 3 to 200 characters. The one who is given it reads it. */
            reason: string;
            /** @description Who is given it. */
            to: components["schemas"]["AccountId"];
        };
        /** @description Which payment. */
        Payment: {
            /** @description Its id. */
            payment: components["schemas"]["PaymentId"];
        };
        /** @description An opaque PaymentId. */
        PaymentId: string;
        /** @description Names an order. */
        PaymentInput: {
            /** @description The cell's id of it. */
            payment: components["schemas"]["PaymentId"];
        };
        /** @description What a ledger transfer is for: its code in the ledger. Its `user_data` is the payment's id. */
        PaymentKind: "top_up" | "withdrawal" | "transfer" | "packet_sent" | "packet_share" | "packet_refund" | "request" | "pay_code" | "unclaimed" | "bank" | "order" | "order_refund" | "merchant_payout";
        /** @description An input with the payment PIN beside it. */
        PaymentWithPin: {
            /** @description Its id. */
            payment: components["schemas"]["PaymentId"];
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
        };
        /** @description Money that a merchant's owner took. */
        Payout: {
            /** @description From which merchant. */
            merchant: components["schemas"]["MerchantId"];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description When. */
            paid_at: components["schemas"]["Timestamp"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
        };
        /** @description A page of people, in the order in which they came. */
        People: {
            /** @description The people. */
            items: components["schemas"]["Person"][];
            /** @description For the next page; absent on the last. A page with a cursor may have few items, or none. */
            next_cursor?: string;
        };
        /** @description Which people. */
        PeopleList: {
            /** @description As the page before gave it; the first page without. */
            cursor?: string | null;
            /**
             * Format: uint32
             * @description Rows at most: 1 to 100, 50 if not said.
             */
            limit?: number | null;
            /** @description Part of a handle or display name. */
            query?: string | null;
        };
        /** @description A person, as an operator sees them. */
        Person: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /**
             * Format: uint32
             * @description 0: there is no picture, draw the initials. Else the version in the picture's address.
             */
            avatar_version: number;
            /** @description When they registered. */
            created_at: components["schemas"]["Timestamp"];
            /** @description The account is deleted. */
            deleted?: boolean;
            /** @description When the account will be deleted, if its owner asked for it. */
            deletion_at?: components["schemas"]["Timestamp"];
            /** @description The name that they gave themselves; empty once the account is deleted. */
            display_name: string;
            /** @description A resident of a demo town: nobody is behind it. */
            fictional?: boolean;
            /** @description The name by which they are found; empty once the account is deleted. */
            handle: string;
            /** @description When one of their devices was last used, to the hour; absent if none is signed in. */
            last_used_at?: components["schemas"]["Timestamp"];
            /** @description Whether they run the cell. */
            operator: boolean;
            /** @description Whether they are kept out. */
            suspended: boolean;
        };
        /** @description The caller's code. Who has it can find them, until it is renewed. */
        PersonalCode: {
            /** @description Sixteen characters of a-z and 2-7. */
            code: string;
            /** @description What the QR code says. */
            url: string;
        };
        /** @description A photo of a message. Its bytes are at `/api/blobs/{conversation}/{message_no}/{index}`. */
        Photo: {
            /**
             * Format: uint64
             * @description Bytes of the large size.
             */
            bytes: number;
            /**
             * Format: uint32
             * @description Pixels down of the large size.
             */
            height: number;
            /** @description A few pixels as a `data:` URL of at most 300 characters, to be shown blurred meanwhile. */
            placeholder: string;
            /**
             * Format: uint32
             * @description Pixels across of the large size.
             */
            width: number;
        };
        /** @description When the PIN can be set anew. */
        PinResetAsked: {
            /** @description From this time on. */
            ready_at: components["schemas"]["Timestamp"];
        };
        /** @description The public key by which merchants' servers check that a notification is the cell's. */
        PlatformKey: {
            /** @description The key: Ed25519, as `PUBLIC KEY` in PEM. */
            public_key: string;
            /** @description Names the key: `Wechatpay-Serial`. */
            serial: string;
            /** @description `Wechatpay-Signature-Type`. */
            signature_type: string;
        };
        /** @description One thing that is sold. */
        Price: {
            /** @description 1 to 32 letters, digits and `_ - | * @`. */
            id: string;
            /** @description What payers read: 1 to 50 characters. */
            name: string;
            /** @description What one costs, in minor units of the cell's currency. */
            price: components["schemas"]["Amount"];
        };
        /** @description What a program sells. */
        PriceList: {
            /** @description The program. */
            app_id: string;
            /** @description When it was last set. */
            changed_at: components["schemas"]["Timestamp"];
            /** @description What is sold. */
            items: components["schemas"]["Price"][];
            /** @description Who sells. */
            merchant: components["schemas"]["MerchantId"];
            /** @description What payers read. */
            merchant_name: string;
        };
        /** @description Names a program. */
        PriceListInput: {
            /** @description The program. */
            app_id: string;
        };
        /** @description A person's profile. */
        Profile: {
            /** @description What they say about themselves: to their friends. */
            about?: string;
            /** @description Them. */
            card: components["schemas"]["Card"];
            /**
             * Format: uint32
             * @description Groups in which both are.
             */
            common_groups: number;
            /** @description What they are to the caller. */
            relation: components["schemas"]["Relation"];
            /** @description The name that the caller gave them. */
            remark?: string;
        };
        /** @description What the server sends over the socket beside replies: `{seq, index, event}`. Live events carry no seq. */
        Push: {
            event: components["schemas"]["ChangedPush"] | components["schemas"]["ConversationPush"] | components["schemas"]["MessagePush"] | components["schemas"]["ReadPush"] | components["schemas"]["TypingPush"] | components["schemas"]["feed"] | components["schemas"]["mini"] | components["schemas"]["wallet"] | components["schemas"]["packet_claimed"];
            index?: number;
            seq?: number;
        };
        /** @description The message that another one answers. */
        Quotation: {
            /** @description What kind of card it is, if it is one: the excerpt is its note. */
            card?: components["schemas"]["CardKind"];
            /** @description The beginning of its text or caption, at most 120 characters. */
            excerpt: string;
            /**
             * Format: uint64
             * @description Its number.
             */
            message_no: number;
            /**
             * Format: uint32
             * @description How many photos it has.
             */
            photos?: number;
            /** @description It has been recalled: there is no excerpt. */
            recalled?: boolean;
            /** @description Who sent it. */
            sender?: components["schemas"]["AccountId"];
        };
        /** @description Input of `chat.read_by`. */
        ReadBy: {
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description Which message.
             */
            message_no: number;
        };
        /** @description One of two people has read so far. */
        ReadPush: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /**
             * Format: uint64
             * @description The change that it is.
             */
            change_no: number;
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description The last message read.
             */
            message_no: number;
            /** @constant */
            type: "read";
        };
        /** @description Output of `chat.read_by`. The sender, and those who joined after the message, are in neither. */
        Readers: {
            /** @description Who has read it. */
            read: components["schemas"]["AccountId"][];
            /**
             * Format: uint32
             * @description How many have not.
             */
            unread_count: number;
        };
        /** @description Input of `chat.recall`. */
        Recall: {
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description Which message.
             */
            message_no: number;
        };
        /** @description Output of `chat.recall`. */
        Recalled: {
            /**
             * Format: uint64
             * @description The change that it is.
             */
            change_no: number;
        };
        /** @description The report. */
        Reconciliation: {
            /** @description In which currency; absent while the cell offers no wallets. */
            currency?: components["schemas"]["Currency"];
            /** @description Lines that somebody has to look at, the oldest first: at most 200. */
            differences: components["schemas"]["Difference"][];
            /** @description Both are the same, and nothing below needs somebody. */
            in_order: boolean;
            /** @description What the cell has at its bank, as the ledger says. */
            ledger_balance: components["schemas"]["SignedAmount"];
            /** @description Files that could not be booked, the newest first: at most 200. */
            rejected_files: components["schemas"]["RejectedFile"][];
            /** @description Withdrawals that the bank has not settled for three days, the oldest first: at most 200. */
            slow_withdrawals: components["schemas"]["SlowWithdrawal"][];
            /** @description What the last statement says. */
            statement_balance?: components["schemas"]["SignedAmount"];
            /** @description Statements, the newest first: at most 200. */
            statements: components["schemas"]["BookedStatement"][];
            /** @description Money that came in, or left, for reasons that nobody knows: what came in, less what left. */
            suspense_in: components["schemas"]["Amount"];
            /** @description Money that left for reasons that nobody knows, beyond what came in. */
            suspense_out: components["schemas"]["Amount"];
            /** @description Money of deleted accounts. */
            unclaimed: components["schemas"]["Amount"];
            /** @description Files that cannot be booked before another one has come: at most 200. */
            waiting_files: components["schemas"]["WaitingFile"][];
        };
        /** @description A recovery code and the password that it shall set. */
        Recover: {
            /** @description Whose password. */
            handle: string;
            /**
             * Format: password
             * @description 10 to 256 characters.
             */
            new_password: string;
            /**
             * Format: password
             * @description One of the codes, with or without the dash.
             */
            recovery_code: string;
        };
        /** @description An operator's link and the password that it shall set. */
        RecoverByLink: {
            /**
             * Format: password
             * @description 10 to 256 characters.
             */
            new_password: string;
            /**
             * Format: password
             * @description What follows `/recover-link#`.
             */
            token: string;
        };
        /** @description New recovery codes, shown once. */
        RecoveryCodesMade: {
            /** @description Ten codes, each good for one new password. */
            recovery_codes: string[];
        };
        /** @description A link to hand to the person, by a way on which they are known. */
        RecoveryLinkMade: {
            /** @description When it stops holding, if it was not used before. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description The link, shown once. */
            url: string;
        };
        /** @description A refund. */
        Refund: {
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description Of which order. */
            order: components["schemas"]["PaymentId"];
            /** @description The merchant's own number of the refund. */
            out_refund_no: string;
            /** @description The merchant's own number of the order. */
            out_trade_no: string;
            /** @description The cell's id of it. */
            payment: components["schemas"]["PaymentId"];
            /** @description Why. */
            reason?: string;
            /** @description What has come back of it so far. */
            refunded: components["schemas"]["Amount"];
            /** @description When. */
            refunded_at: components["schemas"]["Timestamp"];
            /** @description What was paid for the order. */
            total: components["schemas"]["Amount"];
        };
        /** @description Names a refund of the merchant that asks. */
        RefundInput: {
            /** @description The merchant's own number of it. */
            out_refund_no: string;
        };
        /** @description A new account. */
        Register: {
            /** @description 1 to 64 characters. */
            display_name: string;
            /** @description 3 to 32 of a-z 0-9 . _ -; upper case is folded. */
            handle: string;
            /**
             * Format: password
             * @description The code of an invitation; needed unless registration is open.
             */
            invitation?: string | null;
            /**
             * Format: password
             * @description 10 to 256 characters.
             */
            password: string;
        };
        /** @description Who may register. */
        RegistrationMode: "open" | "invitation" | "closed";
        /** @description Who may register. */
        RegistrationMode2: "open" | "invitation" | "closed";
        /** @description A file that could not be booked. */
        RejectedFile: {
            /** @description When it was refused. */
            at: components["schemas"]["Timestamp"];
            /** @description What it was called. */
            name: string;
            /** @description Why. */
            reason: string;
        };
        /** @description What somebody is to the caller, as far as the caller may know. */
        Relation: "self" | "none" | "friend" | "request_sent" | "request_received" | "blocked";
        /** @description A list that is to be loaded again. */
        Reload: "conversations" | "all";
        /** @description Input of `chat.remove_member`. */
        RemoveMember: {
            /** @description Whom. To go oneself, leave. */
            account: components["schemas"]["AccountId"];
            /** @description Which group. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description Input of `chat.rename`. */
        Rename: {
            /** @description Which group. */
            conversation: components["schemas"]["ConversationId"];
            /** @description At most 64 characters; an empty one takes the name away. */
            name: string;
        };
        /** @description A new name for a device. */
        RenameSession: {
            /** @description 1 to 64 characters. */
            name: string;
            /** @description The session. */
            session: components["schemas"]["SessionId"];
        };
        /** @description What somebody reports of a program. */
        ReportReason: "fraud" | "content" | "imitation" | "privacy" | "broken" | "other";
        /** @description A request or a bill, as those concerned see it. */
        Request: {
            /** @description When it was asked. */
            asked_at: components["schemas"]["Timestamp"];
            /** @description Who asks. */
            asker: components["schemas"]["AccountId"];
            /** @description When the asker took it back. */
            cancelled_at?: components["schemas"]["Timestamp"];
            /** @description Where its card is. */
            conversation: components["schemas"]["ConversationId"];
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: uint64
             * @description The card's number there.
             */
            message_no: number;
            /** @description What it is for. */
            note?: string;
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description Who pays what. */
            shares: components["schemas"]["Share"][];
            /** @description A bill that a group splits. */
            split: boolean;
            /** @description The whole bill. */
            total: components["schemas"]["Amount"];
        };
        /** @description What the two are now. */
        RequestAnswer: {
            /** @description Where they can write to each other, if they are friends now. */
            conversation?: components["schemas"]["ConversationId"];
            /** @description `request_sent`, or `friend` if the other had asked too. */
            relation: components["schemas"]["Relation"];
        };
        /** @description A friend request. */
        RequestInput: {
            /** @description Who is asked. */
            account: components["schemas"]["AccountId"];
            /**
             * @description At most 200 characters.
             * @default
             */
            greeting?: string;
            /** @description How the caller came upon them. */
            via?: components["schemas"]["Via"] | null;
        };
        /** @description One request. */
        RequestItem: {
            /** @description When it was sent, or its greeting last changed. */
            at: components["schemas"]["Timestamp"];
            /** @description The other one. */
            card: components["schemas"]["Card"];
            /** @description Which way it goes. */
            direction: components["schemas"]["Direction"];
            /** @description What the sender says. */
            greeting: string;
            /** @description What became of it. Only its receiver sees that a request was ignored. */
            state: components["schemas"]["RequestState"];
        };
        /** @description What became of a request. */
        RequestState: "pending" | "accepted" | "ignored";
        /** @description A page of requests, the newest first. */
        Requests: {
            /** @description The requests. */
            items: components["schemas"]["RequestItem"][];
            /** @description For the next page; absent on the last. */
            next_cursor?: string;
        };
        /** @description A resident to choose. */
        Resident: {
            /** @description What they say about themselves. */
            about: string;
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /**
             * Format: uint32
             * @description 0: there is no picture, draw the initials. Else the version in the picture's address.
             */
            avatar_version: number;
            /** @description The account is deleted. */
            deleted?: boolean;
            /** @description The name that they gave themselves; empty once the account is deleted. */
            display_name: string;
            /** @description A resident of a demo town: nobody is behind it. */
            fictional?: boolean;
            /** @description The name by which they are found; empty once the account is deleted. */
            handle: string;
            /** @description The language that they write. */
            language: string;
        };
        /** @description All residents. */
        Residents: {
            /** @description In the order in which they were made. */
            residents: components["schemas"]["Resident"][];
        };
        /** @description Input of `wallet.resolve_difference`. */
        ResolveDifference: {
            /** @description Whose money it is. */
            account: components["schemas"]["AccountId"];
            /** @description How that is known: 3 to 200 characters. It is kept with who did it. */
            reason: string;
            /** @description The line's reference. */
            reference: string;
            /** @description The statement. */
            statement: string;
        };
        /** @description Input of `chat.resolve_group_link`. */
        ResolveGroupLink: {
            /** @description What the link ends with. */
            code: string;
        };
        /** @description Input of `wallet.return_withdrawal`. */
        ReturnWithdrawal: {
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description Why: 3 to 200 characters. The person reads it. */
            reason: string;
        };
        /** @description What an operator looks at before a version is approved. */
        ReviewItem: "works" | "honest" | "category" | "content" | "permissions" | "domains" | "payments";
        /** @description How many sessions ended. */
        Revoked: {
            /**
             * Format: uint32
             * @description How many.
             */
            revoked: number;
        };
        /** @description What a member of a program may do. Each may do what those before it may. */
        Role: "tester" | "developer" | "admin";
        /** @description A pay code that was scanned. */
        ScannedCode: {
            /** @description The code, without the rest of the link. */
            code: string;
        };
        /** @description What a program may ask a person for. */
        Scope: "scope.userInfo" | "scope.userLocation" | "scope.userLocationBackground" | "scope.userFuzzyLocation" | "scope.record" | "scope.camera" | "scope.bluetooth" | "scope.writePhotosAlbum" | "scope.addPhoneContact" | "scope.addPhoneCalendar" | "scope.werun" | "scope.address" | "scope.invoice" | "scope.invoiceTitle" | "scope.phoneNumber";
        /** @description Input of `chat.send`. */
        Send: {
            /** @description What. */
            body: components["schemas"]["NewBody"];
            /** @description The sender's own id for the message: 1 to 64 visible ASCII characters, unique per sender and conversation. */
            client_id: string;
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description The number of the message that it answers.
             */
            reply_to?: number | null;
        };
        /** @description Output of `chat.send`. */
        Sent: {
            /**
             * Format: uint64
             * @description The change that it is.
             */
            change_no: number;
            /**
             * Format: uint64
             * @description The message's number.
             */
            message_no: number;
            /** @description When it was stored. */
            sent_at: components["schemas"]["Timestamp"];
        };
        /** @description A part of the cell that speaks to people in a conversation of its own. */
        Service: "wallet";
        /** @description An opaque SessionId. */
        SessionId: string;
        /** @description Which session. */
        SessionInput: {
            /** @description The session. */
            session: components["schemas"]["SessionId"];
        };
        /** @description Input of `chat.set_draft`. */
        SetDraft: {
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /**
             * Format: uint64
             * @description The message that it answers.
             */
            reply_to?: number | null;
            /** @description At most 16 KiB; empty takes the draft away. */
            text: string;
        };
        /** @description Input of `chat.set_hidden`. */
        SetHidden: {
            /** @description Which conversation. */
            conversation: components["schemas"]["ConversationId"];
            /** @description Whether it is to be hidden. */
            hidden: boolean;
        };
        /** @description Input of `wallet.set_level`. */
        SetLevel: {
            /** @description Whose. */
            account: components["schemas"]["AccountId"];
            /** @description The new level. */
            level: components["schemas"]["Level"];
            /** @description Why: 3 to 200 characters. The person reads it. */
            reason: string;
        };
        /** @description An input with the payment PIN beside it. */
        SetMerchantKeyWithPin: {
            /** @description Which. */
            merchant: components["schemas"]["MerchantId"];
            /**
             * Format: password
             * @description The payment PIN.
             */
            pin: string;
            /** @description A public RSA key of 2048 to 4096 bits in PEM (`PUBLIC KEY` or `RSA PUBLIC KEY`). */
            public_key: string;
        };
        /** @description Input of `chat.set_muted`. */
        SetMuted: {
            /** @description Which conversation. */
            conversation: components["schemas"]["ConversationId"];
            /** @description Whether it is to be silent. */
            muted: boolean;
        };
        /** @description Input of `chat.set_pinned`. */
        SetPinned: {
            /** @description Which conversation. */
            conversation: components["schemas"]["ConversationId"];
            /** @description Whether it is to be pinned. */
            pinned: boolean;
        };
        /** @description Input of `wallet.set_price_list`. */
        SetPriceList: {
            /** @description The program that sells by it. */
            app_id: string;
            /** @description At most 200, each id once. Empty: nothing is sold. */
            items: components["schemas"]["Price"][];
            /** @description Who sells: one of the caller's merchants. */
            merchant: components["schemas"]["MerchantId"];
        };
        /** @description Which friend, and the name. */
        SetRemark: {
            /** @description The friend. */
            account: components["schemas"]["AccountId"];
            /** @description At most 64 characters; empty takes it away. */
            remark: string;
        };
        /** @description The first operator's account. */
        Setup: {
            /** @description What the cell is called, 1 to 64 characters. */
            cell_name?: string | null;
            /** @description 1 to 64 characters. */
            display_name: string;
            /** @description 3 to 32 of a-z 0-9 . _ -; upper case is folded. */
            handle: string;
            /**
             * Format: password
             * @description 10 to 256 characters.
             */
            password: string;
            /**
             * Format: password
             * @description From the link that the server printed: what follows `/setup#`.
             */
            token: string;
        };
        /** @description One person's part, as all concerned see it. */
        Share: {
            /** @description Who pays it. */
            account: components["schemas"]["AccountId"];
            /** @description How much. */
            amount: components["schemas"]["Amount"];
            /** @description When they paid or declined. */
            at?: components["schemas"]["Timestamp"];
            /** @description Whether they have. */
            state: components["schemas"]["ShareState"];
        };
        /** @description What has become of one person's part of a request. */
        ShareState: "open" | "paid" | "declined";
        /** @description A handle and its password. */
        SignIn: {
            /** @description As the person writes it: upper case and a leading `@` do not matter. */
            handle: string;
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description Minor units that an account holds; with a minus what its owner owes. */
        SignedAmount: string;
        /** @description Somebody who is signed in now. */
        SignedInResult: {
            /** @description The person. */
            account: components["schemas"]["Me"];
            /**
             * Format: uint32
             * @description After recovery by code: how many codes are left.
             */
            remaining_codes?: number;
            /** @description The session's token, if the request asked for it (`Sapa-Session: token`); else it is in the slot's cookie. */
            token?: string;
        };
        /** @description A new account, signed in on the device that made it. */
        SignedUp: {
            /** @description The person. */
            account: components["schemas"]["Me"];
            /** @description Ten codes, each good for one new password. They are shown this once. */
            recovery_codes: string[];
            /** @description The session's token, if the request asked for it (`Sapa-Session: token`); else it is in the slot's cookie. */
            token?: string;
        };
        /** @description One account of this browser. */
        Slot: {
            /** @description Who is signed in there; absent if the session ended. */
            account?: components["schemas"]["Card"];
            /** @description Whether a session was there that has ended. */
            expired?: boolean;
            /**
             * Format: uint32
             * @description Its number, from 0.
             */
            slot: number;
        };
        /** @description The accounts of this browser. */
        Slots: {
            /** @description The slots in use, in order. */
            slots: components["schemas"]["Slot"][];
        };
        /** @description A withdrawal that the bank has not settled. */
        SlowWithdrawal: {
            /** @description Whose. */
            account: components["schemas"]["AccountId"];
            /** @description When it was asked for. */
            asked_at: components["schemas"]["Timestamp"];
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description Whether the bank has been told. */
            sent: boolean;
        };
        /** @description Input of `wallet.statement`. */
        StatementInput: {
            /** @description Only earlier lines: the `next_cursor` of the page before. */
            cursor?: string | null;
            /** @description Only what came in, or only what went out. */
            direction?: components["schemas"]["DirectionInput"] | null;
            /** @description Only from this time on. */
            from?: components["schemas"]["Timestamp"] | null;
            /**
             * @description Only these kinds; empty: all.
             * @default []
             */
            kinds?: components["schemas"]["PaymentKind"][];
            /**
             * Format: uint32
             * @description Lines of a page: at most 100, which is also the default.
             */
            limit?: number | null;
            /** @description Only before this time. */
            until?: components["schemas"]["Timestamp"] | null;
        };
        /** @description A page of a statement. */
        StatementPage: {
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            /** @description The newest first. */
            items: components["schemas"]["Line"][];
            /** @description There may be more: give this as `cursor`. */
            next_cursor?: string;
            /** @description Who is named in it: not everybody who paid by a code is known to the person. */
            people?: components["schemas"]["Card"][];
        };
        /** @description What the device holds. */
        SyncInput: {
            /**
             * @description Its conversations, at most 5,000.
             * @default []
             */
            conversations?: components["schemas"]["Held"][];
            /**
             * Format: uint64
             * @description Its position in the account's feed; 0 if it holds nothing.
             * @default 0
             */
            feed_position?: number;
        };
        /** @description What was missed. */
        Synced: {
            /** @description Conversations in which something was missed. */
            conversations: components["schemas"]["SyncedConversation"][];
            /** @description The changes of the account's feed after the position, the oldest first. */
            feed: components["schemas"]["FeedItem"][];
            /** @description Whether more follows: sync again from `feed_position`. */
            feed_more: boolean;
            /**
             * Format: uint64
             * @description Where the device stands once it has taken them in.
             */
            feed_position: number;
            /** @description Conversations that the account no longer has. */
            gone: components["schemas"]["ConversationId"][];
            /** @description What is to be loaded again. */
            reload: components["schemas"]["Reload"][];
        };
        /** @description A conversation in which something was missed. */
        SyncedConversation: {
            /**
             * @description Older messages as they are now, if they changed. Of those that the account does not see, or has deleted for itself, only
             *     what was recalled: a device puts it in nobody's sight, and takes it out of the quotes that it holds.
             */
            changed: components["schemas"]["Message"][];
            /** @description As it is now. */
            conversation: components["schemas"]["Conversation"];
            /**
             * @description Too much was missed: what the device holds of this conversation's messages has a hole. It drops them, keeps
             *     `messages`, and pages back when needed.
             */
            gap: boolean;
            /** @description The new messages in their order; with `gap` the newest page, or none. */
            messages: components["schemas"]["Message"][];
            /** @description Those named in the messages who are not members, or no longer. */
            people?: components["schemas"]["Card"][];
        };
        /** @description What happened, said by the system. */
        SystemEvent: {
            /**
             * Format: uint32
             * @description How many it concerns, if those are more than `accounts` has.
             */
            account_count?: number;
            /** @description Whom it concerns: at most 20 of them. */
            accounts?: components["schemas"]["AccountId"][];
            /** @description Who did it. */
            actor?: components["schemas"]["AccountId"];
            /** @description The new name. */
            name?: string;
            /** @description What. */
            type: components["schemas"]["SystemKind"];
        };
        /** @description What happened in a conversation, said by the system. */
        SystemKind: "created" | "friends_now" | "joined" | "invited" | "left" | "removed" | "renamed" | "owner_changed" | "joined_by_link";
        /** @description The terms that a person accepts. */
        Terms: {
            /** @description What wallets hold. */
            currency: components["schemas"]["Currency"];
            /** @description Their text. */
            text: string;
            /**
             * Format: uint32
             * @description Their number.
             */
            version: number;
        };
        /**
         * Format: date-time
         * @description A moment in UTC, as in RFC 3339.
         */
        Timestamp: string;
        /** @description How to top up. */
        TopUpDetails: {
            /** @description Where to send it; absent: the cell has no bank. */
            bank?: components["schemas"]["BankDetails"];
            /** @description There is a demo bank in which money can be made up. */
            demo_bank: boolean;
            /** @description What to write on the bank transfer: the money is the caller's when the bank's statement has it. */
            reference: string;
        };
        /** @description A transfer as its two people see it. */
        Transfer: {
            /** @description Where its card is. */
            conversation: components["schemas"]["ConversationId"];
            /** @description Until when it can be answered. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Who sent it. */
            from: components["schemas"]["AccountId"];
            /**
             * Format: uint64
             * @description The card's number there.
             */
            message_no: number;
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description What it is for. */
            note?: string;
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description When it was sent. */
            sent_at: components["schemas"]["Timestamp"];
            /** @description When it was answered or went back. */
            settled_at?: components["schemas"]["Timestamp"];
            /** @description What has become of it. */
            state: components["schemas"]["TransferState"];
            /** @description For whom. */
            to: components["schemas"]["AccountId"];
        };
        /** @description Input of `chat.transfer_ownership`. */
        TransferOwnership: {
            /** @description The member to whom it shall belong. */
            account: components["schemas"]["AccountId"];
            /** @description Which group. */
            conversation: components["schemas"]["ConversationId"];
        };
        /** @description What has become of a transfer. */
        TransferState: "waiting" | "accepted" | "declined" | "returned";
        /** @description Somebody is typing. */
        TypingPush: {
            /** @description Who. */
            account: components["schemas"]["AccountId"];
            /** @description Where. */
            conversation: components["schemas"]["ConversationId"];
            /** @constant */
            type: "typing";
        };
        /** @description What one deleted account left. */
        Unclaimed: {
            /** @description The account. */
            account: components["schemas"]["AccountId"];
            /** @description When something was last left, or given to somebody. */
            changed_at: components["schemas"]["Timestamp"];
            /** @description All that it left. */
            left: components["schemas"]["Money"];
            /** @description What its owner wrote on bank transfers to top up: it stands in the statements of their bank. */
            reference: string;
            /** @description How much of that is still there. */
            rest: components["schemas"]["Amount"];
        };
        /** @description Input of `wallet.unclaimed`. */
        UnclaimedList: {
            /** @description Only what comes after: the `next_cursor` of the page before. */
            cursor?: string | null;
        };
        /** @description A page of them, in the order of the accounts. */
        UnclaimedPage: {
            /** @description At most 100. */
            items: components["schemas"]["Unclaimed"][];
            /** @description There are more: give this as `cursor`. */
            next_cursor?: string;
        };
        /** @description An input with the program that it is for. */
        UpdateOfProgram: {
            /** @description The program. */
            app_id: string;
            /** @description In which collection. */
            collection: string;
            /** @description Fields with values, or with `$set $inc $push $remove`. */
            data: {
                [key: string]: unknown;
            };
            /** @description One document. */
            id?: string | null;
            /**
             * @description What has to fit: fields with values, or with `$eq $neq $gt $gte $lt $lte $in $nin $exists`; `$and`, `$or`.
             * @default {}
             */
            where?: {
                [key: string]: unknown;
            };
        };
        /** @description What shall change; what is absent stays. */
        UpdateProfile: {
            /** @description At most 500 characters, with lines. */
            about?: string | null;
            /**
             * @description An upload for an avatar; `null` takes the picture away.
             * @default null
             */
            avatar?: components["schemas"]["UploadId"] | null;
            /** @description 1 to 64 characters. */
            display_name?: string | null;
        };
        /** @description What shall change; what is absent stays. */
        UpdateSettings: {
            /** @description 1 to 64 characters. */
            cell_name?: string | null;
            /** @description Who may register. */
            registration?: components["schemas"]["RegistrationMode"] | null;
        };
        /** @description What shall change; what is absent stays. */
        UpdateWalletSettings: {
            /** @description Only until the first wallet is opened or the first statement of the bank is booked. */
            currency?: components["schemas"]["Currency"] | null;
            /** @description 1 to 16,384 bytes of text. Whoever has a wallet is asked to accept them before they pay again. */
            terms?: string | null;
        };
        /** @description How many were changed. */
        Updated: {
            /**
             * Format: uint32
             * @description How many.
             */
            updated: number;
        };
        /** @description An opaque UploadId. */
        UploadId: string;
        /** @description How somebody came upon the person whom they ask. */
        Via: "handle" | "code" | "group";
        /** @description A file that cannot be booked yet. */
        WaitingFile: {
            /** @description What it is called. */
            name: string;
            /** @description For what. */
            reason: string;
            /** @description Since when it waits. */
            since: components["schemas"]["Timestamp"];
        };
        /** @description What holds for all wallets of the cell. */
        WalletSettings: {
            /** @description What wallets hold; absent: the cell offers none. */
            currency?: components["schemas"]["Currency"];
            /** @description What people accept when they open a wallet. */
            terms: string;
            /**
             * Format: uint32
             * @description Counts the changes of the terms, from 1.
             */
            terms_version: number;
            /**
             * Format: uint64
             * @description Wallets that were opened.
             */
            wallets: number;
        };
        /** @description Whether somebody has a wallet. */
        WalletState: "not_offered" | "not_open" | "open" | "frozen";
        /** @description An input with the program that it is for. */
        WhereOfProgram: {
            /** @description The program. */
            app_id: string;
            /** @description In which collection. */
            collection: string;
            /**
             * @description What has to fit: fields with values, or with `$eq $neq $gt $gte $lt $lte $in $nin $exists`; `$and`, `$or`.
             * @default {}
             */
            where?: {
                [key: string]: unknown;
            };
        };
        /** @description One wallet, with a reason. */
        WithReason: {
            /** @description Whose. */
            account: components["schemas"]["AccountId"];
            /** @description Why: 3 to 200 characters. The person reads it. */
            reason: string;
        };
        /** @description A withdrawal as its owner sees it. */
        Withdrawal: {
            /** @description When it was asked for. */
            asked_at: components["schemas"]["Timestamp"];
            /** @description Whose account it is. */
            holder: string;
            /** @description How much. */
            money: components["schemas"]["Money"];
            /** @description Which. */
            payment: components["schemas"]["PaymentId"];
            /** @description Why it came back, by the bank's code. */
            reason?: string;
            /** @description When the bank paid it out or it came back. */
            settled_at?: components["schemas"]["Timestamp"];
            /** @description What has become of it. */
            state: components["schemas"]["WithdrawalState"];
            /** @description Where to. */
            to: components["schemas"]["BankAccount"];
        };
        /** @description Limits of withdrawals. */
        WithdrawalLimits: {
            /**
             * Format: uint32
             * @description How many may wait for the bank at a time.
             */
            max_open: number;
            /** @description The smallest. Less leaves only as all that the wallet has. */
            min: components["schemas"]["Amount"];
        };
        /** @description What has become of a withdrawal. */
        WithdrawalState: "waiting" | "sent" | "done" | "returned" | "withdrawn";
        /** @description The push of a feed item. */
        feed: {
            /** @description The item. */
            item: components["schemas"]["FeedItem"];
        };
        /** @description Something about a program that the account works on or uses is another than before: its devices read it again. */
        mini: {
            /** @description Which program. */
            app_id: components["schemas"]["AppId"];
        };
        /** @description Somebody took a share of a packet that the account sent. */
        packet_claimed: {
            /** @description Which packet. */
            payment: components["schemas"]["PaymentId"];
        };
        /** @description A wallet that is another than before: its devices read it again. */
        wallet: Record<string, never>;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "accounts.cancel_deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.change_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.check_handle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckHandle"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleAnswer"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.create_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInBulk"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAccounts"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.create_invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitation"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationMade"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.dismiss_notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissNotice"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationCode"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AboutInvitation"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitations"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.make_recovery_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryLinkMade"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["People"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recover"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResult"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.recover_by_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverByLink"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResult"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.rename_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameSession"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.renew_recovery_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordOnly"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesMade"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.request_deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordOnly"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionRequested"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.revoke_invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.revoke_other_sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revoked"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.revoke_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellSettings"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResult"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.sign_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Slots"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.update_profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "accounts.update_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSettings"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellSettings"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "cell.info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellInfo"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.conversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneConversation"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.create_group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGroup"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.create_group_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGroupInBulk"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedInBulk"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.delete_for_me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteForMe"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.forward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Forward"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forwarded"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.group_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneConversation"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupLink"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["History"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveGroupLink"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Leave"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List2"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationList"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.mark_read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.mark_unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkUnread"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Members"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.open_direct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenDirect"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.read_by": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBy"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readers"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recall"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recalled"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.remove_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveMember"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rename"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.resolve_group_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveGroupLink"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedGroup"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.revoke_group_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneConversation"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Send"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sent"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.set_draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDraft"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.set_hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetHidden"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.set_muted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetMuted"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.set_pinned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPinned"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Synced"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.transfer_ownership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferOwnership"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "chat.typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneConversation"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Accept"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.befriend_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BefriendInBulk"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BefriendedInBulk"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Blocked"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Find"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.ignore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contacts"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.personal_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalCode"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.renew_personal_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalCode"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestAnswer"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Requests"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.resolve_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Code"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.set_remark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRemark"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "contacts.unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "demo.continue_as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContinuedAs"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "demo.residents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Residents"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniCard"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniDecide"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.check_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniSessionState"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.close_report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniReportInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.favour": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniShelf"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.forget_use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniShelf"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniScopeInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniAnswers"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniCode"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniPrograms"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniOpen"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniOpened"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.open_for_review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniVersionInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniOpened"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniPermissionsInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniPermissions"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.program": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniPrograms"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniRegister"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniDecide"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniVersionInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.remove_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniMemberInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniReport"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniReports"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.reset_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniSecret"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniReviews"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniScopeInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniAnswers"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.roll_back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniRollBack"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniSearch"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniFound"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.set_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniSetMember"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.set_trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniSetTrial"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.shelf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniShelf"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniSubmit"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniSuspend"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.take_down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.unfavour": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniShelf"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniUpdate"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniUpload"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniUploaded"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MiniVersionInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MiniProgram"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDocumentOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Added"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmptyOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collections"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhereOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counted"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentInputOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentInputOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.remove_where": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhereOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.set_collection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectionInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "mini_data.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOfProgram"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Updated"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.accept_statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptStatement"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.accept_terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptTerms"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.accept_transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.ask_pin_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordOnly"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PinResetAsked"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.cancel_pin_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.cancel_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.change_pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.close_difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseDifference"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.close_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.create_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.decline_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.decline_transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.export_statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportedStatement"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.finish_pin_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishPinReset"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.freeze_merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeMerchant"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspected"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InspectionList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspections"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.match_withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchWithdrawal"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWallet"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantAccount"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.merchant_notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.merchant_orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.merchant_payout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayoutWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.my_merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchants"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.new_merchant_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskSecret"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.notify_merchant_again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotifyAgain"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenWalletInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.open_in_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenInBulkWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedInBulk"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.open_merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenMerchant"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantAccount"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.open_packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacketOpened"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.order_from_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewListOrder"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.order_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.order_to_pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderToPay"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PacketInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacketPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.packet_states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PacketStates"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacketStatuses"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPaymentWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paid"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.pay_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayCodeInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayCode"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.pay_in_at_demo_bank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayIn"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.pay_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderToPayWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.pay_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.pay_unclaimed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayUnclaimed"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.platform_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformKey"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.price_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.refund_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRefund"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.refund_own_order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnRefundWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRequest"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.request_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.resolve_difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveDifference"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.resolve_pay_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScannedCode"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.return_withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnWithdrawal"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.send_packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPacketWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Packet"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.set_level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetLevel"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.set_merchant_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetMerchantKeyWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantAccount"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.set_price_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPriceList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletSettings"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSplit"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementInput"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terms"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.top_up_details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopUpDetails"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransferWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.transfer_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.unclaimed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnclaimedList"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnclaimedPage"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.unfreeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.unfreeze_merchant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeMerchant"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.update_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWalletSettings"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletSettings"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWithdrawalWithPin"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Withdrawal"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
    "wallet.withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Payment"];
            };
        };
        responses: {
            /** @description Done. The header `Sapa-Seq` says at which seq the result is true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Withdrawal"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Error"];
                };
            };
        };
    };
}
