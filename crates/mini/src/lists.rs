//! What programs choose from: categories and permissions, by WeChat's names.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What a program is about: WeChat's first level.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Category {
    /// Parcels and post.
    #[n(0)]
    Delivery,
    /// Schools and courses.
    #[n(1)]
    Education,
    /// Doctors, pharmacies, clinics.
    #[n(2)]
    Medical,
    /// Offices of the state.
    #[n(3)]
    Government,
    /// Banks, insurance, funds.
    #[n(4)]
    Finance,
    /// Buses, taxis, bikes, trains.
    #[n(5)]
    Transport,
    /// Flats and houses.
    #[n(6)]
    RealEstate,
    /// Repairs, cleaning, laundry, beauty.
    #[n(7)]
    LifeServices,
    /// Information and tools of information technology.
    #[n(8)]
    It,
    /// Restaurants and food.
    #[n(9)]
    Food,
    /// Hotels, tickets and trips.
    #[n(10)]
    Travel,
    /// News and weather.
    #[n(11)]
    News,
    /// Communities and talk.
    #[n(12)]
    Social,
    /// Sports and clubs.
    #[n(13)]
    Sports,
    /// Shops that send goods or hand them over.
    #[n(14)]
    Shopping,
    /// Utilities.
    #[n(15)]
    Tools,
    /// Films, music, books.
    #[n(16)]
    Entertainment,
    /// Charities.
    #[n(17)]
    Charity,
    /// Services between businesses.
    #[n(18)]
    Business,
    /// Cars, their service and their drivers.
    #[n(19)]
    Cars,
}

/// What a program may ask a person for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    Encode,
    Decode,
)]
#[cbor(index_only)]
pub enum Scope {
    /// Name and picture.
    #[n(0)]
    #[serde(rename = "scope.userInfo")]
    UserInfo,
    /// Where the device is.
    #[n(1)]
    #[serde(rename = "scope.userLocation")]
    UserLocation,
    /// Where the device is, also while the program is not shown.
    #[n(2)]
    #[serde(rename = "scope.userLocationBackground")]
    UserLocationBackground,
    /// Roughly where the device is.
    #[n(3)]
    #[serde(rename = "scope.userFuzzyLocation")]
    UserFuzzyLocation,
    /// The microphone.
    #[n(4)]
    #[serde(rename = "scope.record")]
    Record,
    /// The camera.
    #[n(5)]
    #[serde(rename = "scope.camera")]
    Camera,
    /// Bluetooth.
    #[n(6)]
    #[serde(rename = "scope.bluetooth")]
    Bluetooth,
    /// Saving pictures.
    #[n(7)]
    #[serde(rename = "scope.writePhotosAlbum")]
    WritePhotosAlbum,
    /// Adding to the phone's contacts.
    #[n(8)]
    #[serde(rename = "scope.addPhoneContact")]
    AddPhoneContact,
    /// Adding to the phone's calendar.
    #[n(9)]
    #[serde(rename = "scope.addPhoneCalendar")]
    AddPhoneCalendar,
    /// Steps walked.
    #[n(10)]
    #[serde(rename = "scope.werun")]
    WeRun,
    /// A postal address.
    #[n(11)]
    #[serde(rename = "scope.address")]
    Address,
    /// An invoice.
    #[n(12)]
    #[serde(rename = "scope.invoice")]
    Invoice,
    /// The title of an invoice.
    #[n(13)]
    #[serde(rename = "scope.invoiceTitle")]
    InvoiceTitle,
    /// The phone number.
    #[n(14)]
    #[serde(rename = "scope.phoneNumber")]
    PhoneNumber,
}

/// What a member of a program may do. Each may do what those before it may.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    Encode,
    Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Role {
    /// Opens the trial version.
    #[n(0)]
    Tester,
    /// Uploads, and chooses the trial version.
    #[n(1)]
    Developer,
    /// Everything: members, secrets, review and release.
    #[n(2)]
    Admin,
}

/// What an operator looks at before a version is approved.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    Encode,
    Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ReviewItem {
    /// It opens, and its pages do what they say.
    #[n(0)]
    Works,
    /// Name, icon and description say what it is, and imitate nobody.
    #[n(1)]
    Honest,
    /// It is in the right category.
    #[n(2)]
    Category,
    /// What it shows and sells is lawful and fit for everybody here.
    #[n(3)]
    Content,
    /// It needs each permission that it wants, and says what for.
    #[n(4)]
    Permissions,
    /// Its domains are its maker's own.
    #[n(5)]
    Domains,
    /// It asks for no password or PIN, and takes money only through the wallet.
    #[n(6)]
    Payments,
}

/// All items, in order.
pub const CHECKLIST: [ReviewItem; 7] = [
    ReviewItem::Works,
    ReviewItem::Honest,
    ReviewItem::Category,
    ReviewItem::Content,
    ReviewItem::Permissions,
    ReviewItem::Domains,
    ReviewItem::Payments,
];

/// What somebody reports of a program.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ReportReason {
    /// It cheats, or wants passwords.
    #[n(0)]
    Fraud,
    /// It shows what must not be shown.
    #[n(1)]
    Content,
    /// It passes for somebody else.
    #[n(2)]
    Imitation,
    /// It takes more of a person's data than it needs.
    #[n(3)]
    Privacy,
    /// It does not work.
    #[n(4)]
    Broken,
    /// Something else.
    #[n(5)]
    Other,
}
