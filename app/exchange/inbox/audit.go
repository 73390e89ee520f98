package inbox

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"time"
)

// Acts in the audit chain.
const (
	actDocument   = "document."  // followed by the answer's code
	actEnrol      = "enrol"      // a key asked to join
	actCodeReused = "alarm.code" // a used code came again, from another key
	actConflict   = "alarm.rev"  // two documents with one number
	actApprove    = "device.approve"
	actRevoke     = "device.revoke"
	actRotate     = "device.rotate"
	actInvite     = "invite"
	actCluster    = "cluster"
	actSchool     = "school"
	actLink       = "reader-link"
	actUnlink     = "reader-link.revoke"
	actClose      = "term.close"
	actOpen       = "term.open"
	actAllow      = "allow"
	actPurge      = "purge"
	actGroup      = "group"
	actMember     = "group.member"
	actMeeting    = "meeting"
	actNoMeeting  = "meeting.remove"
	actNotice     = "notice"
	actNoNotice   = "notice.remove"
	actPack       = "pack"
	actNoPack     = "pack.remove"
	actBook       = "book" // entries were added to a cluster's book
)

// record adds an entry to the chain: each hash covers the one before it.
func record(w Writer, at time.Time, actor, act, ref string) error {
	last, err := w.LastAudit()
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	e := AuditEntry{N: last.N + 1, At: at.UTC().Truncate(time.Millisecond), Actor: actor, Act: act, Ref: ref, Prev: last.Hash}
	e.Hash = e.sum()
	return w.AddAudit(e)
}

func (e AuditEntry) sum() string {
	h := sha256.New()
	for _, part := range []string{e.Prev, e.Actor, e.Act, e.Ref} {
		binary.Write(h, binary.BigEndian, uint64(len(part)))
		h.Write([]byte(part))
	}
	binary.Write(h, binary.BigEndian, e.N)
	binary.Write(h, binary.BigEndian, e.At.UnixMilli())
	return hex.EncodeToString(h.Sum(nil))
}
