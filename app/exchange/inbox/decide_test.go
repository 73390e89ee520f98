package inbox

import (
	"testing"

	"needsbook/app/exchange"
)

func TestDecide(t *testing.T) {
	head := &Head{Epoch: "aaaaaa", Rev: 4, Document: "sha256:4"}
	m := func(epoch string, rev int, prev string) exchange.Meta {
		return exchange.Meta{Epoch: epoch, Rev: rev, Prev: prev}
	}
	for _, c := range []struct {
		name string
		m    exchange.Meta
		s    standing
		code exchange.Code
		head bool
	}{
		{"first of all", m("aaaaaa", 1, ""), standing{}, exchange.Stored, true},
		{"first to arrive, not the first", m("aaaaaa", 3, "sha256:2"), standing{}, exchange.Gap, true},
		{"next", m("aaaaaa", 5, "sha256:4"), standing{head: head, prevKnown: true, epochSeen: true}, exchange.Stored, true},
		{"one missing", m("aaaaaa", 6, "sha256:5"), standing{head: head, epochSeen: true}, exchange.Gap, true},
		{"older", m("aaaaaa", 2, "sha256:1"), standing{head: head, epochSeen: true}, exchange.Superseded, false},
		{"number taken", m("aaaaaa", 4, "sha256:3"), standing{head: head, taken: true, epochSeen: true}, exchange.RevConflict, false},
		{"older number taken", m("aaaaaa", 2, "sha256:1"), standing{head: head, taken: true, epochSeen: true}, exchange.RevConflict, false},
		{"restored, follows the head", m("bbbbbb", 1, "sha256:4"), standing{head: head, prevKnown: true}, exchange.Stored, true},
		{"restored, follows an older one", m("bbbbbb", 1, "sha256:3"), standing{head: head, prevKnown: true}, exchange.EpochConflict, false},
		{"restored, knows nothing", m("bbbbbb", 1, ""), standing{head: head}, exchange.EpochConflict, false},
		{"restored, accepted by people", m("bbbbbb", 1, ""), standing{head: head, allowed: true}, exchange.Stored, true},
		{"epoch of long ago", m("000000", 9, "sha256:0"), standing{head: head, epochSeen: true, allowed: true}, exchange.Superseded, false},
		{"comes before the head of a new epoch", m("000000", 1, ""), standing{head: head, followed: true}, exchange.Superseded, false},
	} {
		code, becomes := decide(c.m, c.s)
		if code != c.code || becomes != c.head {
			t.Errorf("%s: %s, head %v; want %s, %v", c.name, code, becomes, c.code, c.head)
		}
	}
}
