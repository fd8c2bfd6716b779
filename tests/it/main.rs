//! The one integration binary: what the program promises, tested from outside.

mod human;
