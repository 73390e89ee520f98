package exchangetest

import (
	"bytes"
	"encoding/json"

	"github.com/gowebpki/jcs"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Key returns a fixed key; two numbers give two keys.
func Key(n byte) exchange.Key {
	k, err := exchange.KeyFromSeed(bytes.Repeat([]byte{n}, exchange.SeedSize))
	if err != nil {
		panic(err)
	}
	return k
}

// Meta returns the fields of a summary of school 118999 for the autumn term. The
// first revision has no predecessor.
func Meta(rev int, prev string) exchange.Meta {
	return exchange.Meta{Schema: "cluster-summary/1", Kind: exchange.KindSummary, URN: "118999", Cluster: "KENT-07",
		Series: "2026-27/autumn", Epoch: "b3f1c2", Rev: rev, Prev: prev, AsOf: day.Of(2026, 11, 20)}
}

// Payload returns the canonical bytes of a document that holds its fields only.
func Payload(m exchange.Meta) []byte {
	b, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	if b, err = jcs.Transform(b); err != nil {
		panic(err)
	}
	return b
}

// ID returns the identifier of the document with these fields.
func ID(m exchange.Meta) string { return exchange.DocumentID(Payload(m)) }

// Seal returns the envelope of the document with these fields.
func Seal(m exchange.Meta, k exchange.Key) exchange.Envelope { return exchange.Seal(Payload(m), k) }

// Chain returns the fields of revisions 1 to n of one epoch, each naming the one
// before; the first names prev.
func Chain(n int, epoch, prev string) []exchange.Meta {
	var out []exchange.Meta
	for rev := 1; rev <= n; rev++ {
		m := Meta(rev, prev)
		m.Epoch = epoch
		out = append(out, m)
		prev = ID(m)
	}
	return out
}
