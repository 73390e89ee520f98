package desk

import "context"

// RemoveAdvice takes a recommendation away.
func (d *Desk) RemoveAdvice(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove advice about", kindAdvice, pupil, id)
}

// RemoveConsent takes a consent that was recorded by mistake away. A consent that a
// parent takes back is withdrawn instead, so that the record shows that it stood.
func (d *Desk) RemoveConsent(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove a consent for", kindConsent, pupil, id)
}
