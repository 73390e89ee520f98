package desk

import (
	"context"

	"needsbook/app/paper"
)

// SendLogDocument writes the send log as a paper to be printed or kept.
func (d *Desk) SendLogDocument(ctx context.Context) (*paper.Doc, error) { return nil, nil }

// SendLogCSV writes the send log as a table.
func (d *Desk) SendLogCSV(ctx context.Context) ([]byte, error) { return nil, nil }
