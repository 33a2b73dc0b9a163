//! Every refusal of the service. Unless marked otherwise, texts were measured on it in 2026.

mod prefix;
