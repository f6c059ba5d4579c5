//! Refusals in WeChat's words, for programs' servers: `{"errcode":40029,"errmsg":"invalid code"}`.

use sapa_kernel::{Coded, Fault, FaultKind};
use sapa_store::StoreError;

/// Why a program's server is refused.
#[derive(Debug, thiserror::Error)]
pub enum WeChatError {
    /// -1
    #[error("system error")]
    System(#[from] StoreError),
    /// 40001
    #[error("invalid credential, access_token is invalid or not latest")]
    InvalidCredential,
    /// 40002
    #[error("invalid grant_type")]
    InvalidGrantType,
    /// 40003
    #[error("invalid openid")]
    InvalidOpenid,
    /// 40013
    #[error("invalid appid")]
    InvalidAppid,
    /// 40029
    #[error("invalid code")]
    InvalidCode,
    /// 40125
    #[error("invalid appsecret")]
    InvalidSecret,
    /// 40163
    #[error("code been used")]
    CodeUsed,
    /// 41001
    #[error("access_token missing")]
    TokenMissing,
    /// 41002
    #[error("appid missing")]
    AppidMissing,
    /// 41004
    #[error("appsecret missing")]
    SecretMissing,
    /// 41008
    #[error("missing code")]
    CodeMissing,
    /// 42001
    #[error("access_token expired")]
    TokenExpired,
    /// 43001
    #[error("require GET method")]
    RequireGet,
    /// 43002
    #[error("require POST method")]
    RequirePost,
    /// 45009
    #[error("reach max api daily quota limit")]
    DailyQuota,
    /// 45011
    #[error("api minute-quota reach limit, must slower, retry next minute")]
    MinuteQuota,
    /// 47001
    #[error("data format error")]
    Format,
    /// 50002
    #[error("user limited")]
    Limited,
    /// 87007
    #[error("session_key is not existed or expired")]
    SessionExpired,
    /// 87008
    #[error("invalid sig_method")]
    SigMethod,
    /// 87009
    #[error("invalid signature")]
    Signature,
}

impl WeChatError {
    /// WeChat's number.
    pub const fn errcode(&self) -> i32 {
        match self {
            Self::System(_) => -1,
            Self::InvalidCredential => 40_001,
            Self::InvalidGrantType => 40_002,
            Self::InvalidOpenid => 40_003,
            Self::InvalidAppid => 40_013,
            Self::InvalidCode => 40_029,
            Self::InvalidSecret => 40_125,
            Self::CodeUsed => 40_163,
            Self::TokenMissing => 41_001,
            Self::AppidMissing => 41_002,
            Self::SecretMissing => 41_004,
            Self::CodeMissing => 41_008,
            Self::TokenExpired => 42_001,
            Self::RequireGet => 43_001,
            Self::RequirePost => 43_002,
            Self::DailyQuota => 45_009,
            Self::MinuteQuota => 45_011,
            Self::Format => 47_001,
            Self::Limited => 50_002,
            Self::SessionExpired => 87_007,
            Self::SigMethod => 87_008,
            Self::Signature => 87_009,
        }
    }
}

/// Inside the cell a refusal travels as a value: only a failing store is a fault.
impl Coded for WeChatError {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[];

    fn code(&self) -> &'static str {
        match self {
            Self::System(error) => error.code(),
            _ => "request.malformed",
        }
    }

    fn fault(&self) -> Fault {
        match self {
            Self::System(error) => error.fault(),
            _ => Fault::new(FaultKind::Malformed, self.code(), self.to_string()),
        }
    }
}
