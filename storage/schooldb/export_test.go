package schooldb

import (
	"context"
	"slices"
)

// VerifyIn is VerifyChain inside a save, for tests that edit the database by SQL.
var VerifyIn = verifyChain

// IsRecord reports whether a table holds records, and not the journal itself.
func IsRecord(table string) bool { return slices.Contains(recordKinds, table) }

// WrongIn are all records that are not as the journal left them, by kind and id.
func WrongIn(ctx context.Context, c reader) (refs []string, err error) {
	p, err := newProof(ctx, c)
	if err != nil {
		return nil, err
	}
	if _, err := p.journal(); err != nil {
		return nil, err
	}
	wrong, err := p.records()
	for _, d := range wrong {
		refs = append(refs, d.ref.Kind+" "+d.ref.Key)
	}
	return refs, err
}
