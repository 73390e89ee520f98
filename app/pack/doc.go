// Package pack reads rule packs: the JSON files that hold the values a council
// or a school may change (levels, terms, amounts, dates, forms).
//
// Every pack opens with the same head. A pack is checked whole before any of it
// is used: its size, its JSON, its head and its JSON Schema. What is wrong comes
// back as Problems, each with the place in the file and a plain sentence. What
// the values mean is the business of the package that uses them.
package pack
