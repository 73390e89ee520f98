package inbox

import (
	"slices"
	"strings"

	"needsbook/app/exchange"
)

// row is what Verify keeps in mind of a document.
type row struct {
	epoch     epoch
	rev       int
	kind      string
	state     DocState
	withdraws string
}

// verifyStates finds documents whose state was changed without a withdrawal, or in
// spite of one. States are in no signed bytes; withdrawals are. Papers about shared needs
// have no withdrawal: their time ends, and the record of changes says that they were
// destroyed.
func verifyStates(here map[string]row, destroyed map[string]bool, wrong func(id, format string, args ...any)) {
	reach := map[epoch]int{} // the highest revision that was taken back
	named := map[string]bool{}
	for _, w := range here {
		target, ok := here[w.withdraws]
		if !ok || w.withdraws == "" || target.epoch.line.URN != w.epoch.line.URN {
			continue
		}
		reach[target.epoch] = max(reach[target.epoch], target.rev)
		named[w.withdraws] = true
	}
	for id, d := range here {
		switch {
		case d.state != Kept && d.state != Withdrawn && d.state != Purged:
			wrong(id, "its state is none that there is")
		case d.state == Purged && slices.Contains(needKinds, d.kind) && destroyed[id]:
		case d.state != Kept && (d.kind != exchange.KindSummary || d.rev > reach[d.epoch]):
			wrong(id, "it is marked as taken back, but no withdrawal says so")
		case d.state == Kept && named[id]:
			wrong(id, "its school took it back, but it is marked as kept")
		}
	}
}

// trail is what the audit chain says of documents and devices.
type trail struct {
	filed     map[string]bool                 // documents that were taken in
	destroyed map[string]bool                 // documents whose bytes were destroyed
	state     map[string]exchange.DeviceState // of devices, after the last change
	books     map[string]string               // by cluster, how far its book goes
}

func newTrail() trail {
	return trail{map[string]bool{}, map[string]bool{}, map[string]exchange.DeviceState{}, map[string]string{}}
}

// statesAfter are the acts that change a device.
var statesAfter = map[string]exchange.DeviceState{actApprove: exchange.Active, actRotate: exchange.Active, actRevoke: exchange.Revoked}

func (t trail) follow(e AuditEntry) {
	if strings.HasPrefix(e.Act, actDocument) {
		t.filed[e.Ref] = true
	}
	if e.Act == actPurge {
		t.destroyed[e.Ref] = true
	}
	t.followBook(e)
	if s, ok := statesAfter[e.Act]; ok {
		t.state[e.Ref] = s
	}
}

// compare finds rows that were added, taken away or changed past the chain. A key that
// may send must have been let in by somebody.
func (t trail) compare(here map[string]row, devices []Device, wrong func(id, format string, args ...any)) {
	for id := range here {
		if !t.filed[id] {
			wrong(id, "the record of changes does not say that it was taken in")
		}
	}
	for id := range t.filed {
		if _, ok := here[id]; !ok {
			wrong(id, "the record of changes says that it was taken in, but it is gone")
		}
	}
	for _, d := range devices {
		should, ok := t.state[d.ID]
		if !ok {
			should = exchange.Pending
		}
		if d.State != should {
			wrong(d.ID, "this key is %s, but by the record of changes it is %s", d.State, should)
		}
	}
}
