package desk

import "context"

// PutRequest writes a request as it is, past all steps, for tests of what stands around
// a request of any kind.
func (d *Desk) PutRequest(ctx context.Context, r Request) error {
	return d.do(ctx, "Test", r.Pupil, requestEdit(r))
}
