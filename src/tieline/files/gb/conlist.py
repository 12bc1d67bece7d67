"""The columns of OFSI's consolidated list: those of 2018 and those since 2022."""

FORENAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
ADDRESS = (*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code")
OLDER: tuple[str, ...] = (
    "Name 6",
    *FORENAMES,
    "Title",
    "DOB",
    "Town of Birth",
    "Country of Birth",
    "Nationality",
    "Passport Details",
    "NI Number",
    "Position",
    *ADDRESS,
    "Country",
    "Other Information",
    "Group Type",
    "Alias Type",
    "Regime",
    "Listed On",
    "Last Updated",
    "Group ID",
)
# Since 2022 each number has a column, and so have names in other scripts.
SCRIPT = (
    "Name Non-Latin Script",
    "Non-Latin Script Type",
    "Non-Latin Script Language",
)
NEWER: tuple[str, ...] = (
    "Name 6",
    *FORENAMES,
    "Title",
    *SCRIPT,
    "DOB",
    "Town of Birth",
    "Country of Birth",
    "Nationality",
    "Passport Number",
    "Passport Details",
    "National Identification Number",
    "NI Details",
    "Position",
    *ADDRESS,
    "Country",
    "Other Information",
    "Group Type",
    "Alias Type",
    "Alias Quality",
    "Regime",
    "Listed On",
    "UK Sanctions List Date Designated",
    "Last Updated",
    "Group ID",
)
