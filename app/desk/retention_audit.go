package desk

import (
	"context"

	"needsbook/app/access"
)

// Audit is a proof of the journal and of every record.
type Audit struct {
	Steps int    `json:"steps"`
	Head  string `json:"head"` // where the chain ends: a value to note down outside the file
}

// Audit proves the journal's chain and every record from it. An edit from outside is
// journal.ErrBrokenChain, and its words name the step or the record.
func (d *Desk) Audit(ctx context.Context) (Audit, error) {
	if err := d.allow(access.Backup); err != nil {
		return Audit{}, err
	}
	steps, err := d.store.VerifyChain(ctx)
	if err != nil {
		return Audit{}, &Refusal{Field: "journal", Words: sentence(err.Error())}
	}
	a := Audit{Steps: steps}
	if ends, ok := d.store.(interface {
		HeadOf(ctx context.Context) (n int64, chain string, err error)
	}); ok {
		_, a.Head, err = ends.HeadOf(ctx)
	}
	return a, err
}
