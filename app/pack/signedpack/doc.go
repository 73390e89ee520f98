// Package signedpack is the file in which a publisher sends a pack with their signature
// (Ed25519): the exact bytes of the pack, the publisher's name, their key and the
// signature over both.
//
// A signature says that the holder of a key published these bytes. Whose key it is,
// people compare by its six words; a school remembers the key that it first took a pack
// from.
package signedpack
