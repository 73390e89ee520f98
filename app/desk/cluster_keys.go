package desk

import (
	"context"

	"needsbook/app/exchange"
	"needsbook/app/journal"
)

// RotateKey makes a new key for this computer and puts the change of key in the outbox,
// signed by both. The old key signs until the hub's receipt has come, and the hub takes
// what it signed for 30 days more.
func (d *Desk) RotateKey(ctx context.Context) (exchange.OutboxItem, error) {
	return exchange.OutboxItem{}, refuse("key", "Not yet.")
}

// rotatedBy are the edits that put the new key in the place of the old one, once the
// hub has receipted the change.
func (d *Desk) rotatedBy(ctx context.Context, item exchange.OutboxItem, meta exchange.Meta) ([]journal.Edit, error) {
	return nil, nil
}

// EnrolFile makes a request to join a hub that travels as a file, with the code of an
// invitation and a name for this computer.
func (d *Desk) EnrolFile(ctx context.Context, code, label string) ([]byte, error) {
	return nil, refuse("code", "Not yet.")
}

// ReadEnrolAnswer reads the hub's answer to EnrolFile, for the person to compare the
// hub's six words. Nothing is kept.
func (d *Desk) ReadEnrolAnswer(ctx context.Context, file []byte) (Joining, exchange.EnrolAnswer, error) {
	return Joining{}, exchange.EnrolAnswer{}, refuse("file", "Not yet.")
}

// TakeEnrolAnswer keeps the hub's answer once the person has compared the six words.
func (d *Desk) TakeEnrolAnswer(ctx context.Context, file []byte) (Membership, error) {
	return Membership{}, refuse("file", "Not yet.")
}
