// Replaced by the real pages.
export const SetupPage = () => null
export const RegisterPage = () => null
export const SignInPage = () => null
export const RecoverPage = () => null
export const RecoverLinkPage = () => null
export const InvitePage = () => null
export const ProfilePage = () => null
export const DevicesPage = () => null
export const AccountsPage = () => null
export const PasswordPage = () => null
export const RecoveryCodesPage = () => null
export const DeleteAccountPage = () => null
