package desk

import (
	"context"

	"needsbook/app/cluster/papers"
)

// paperLeaks searches a paper's bytes for anything that the school's records say about
// a person, and returns a sentence for each thing found.
func (d *Desk) paperLeaks(ctx context.Context, p papers.Paper, payload []byte) ([]string, error) {
	return d.leaks(ctx, nil)
}
