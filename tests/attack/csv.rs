//! Lists of names as spreadsheets save them.
