// Package exchange is the sealed envelope between a school and its cluster's hub:
// signed documents, the receipts that answer them, the school's outbox, and the
// enrolment of a school's key.
//
// A document is authenticated by its own signature over its exact bytes, so a web
// request, a shared folder and a memory stick are the same protocol. Sending a
// document twice is harmless: its name is the hash of its bytes. No clock decides
// anything about trust or order.
//
// The carriers live in sub-packages (https, folder); the hub's receiving side is
// in inbox. What a document counts is none of this package's business: its tables
// are checked by whoever makes or receives them.
package exchange
