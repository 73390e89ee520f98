package hub

import (
	"fmt"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
)

// Validate checks the payload of a document by the schema that it names. A schema
// that this hub does not know is inbox.ErrUnsupported.
func Validate(kind string, payload []byte) error {
	m, err := exchange.ReadMeta(payload)
	if err != nil {
		return err
	}
	if exchange.IsPaper(m.Kind) && m.Schema == papers.Schema(m.Kind) {
		_, err := papers.Read(m.Kind, payload)
		return err
	}
	switch m.Schema {
	case summary.SchemaName:
		_, err := summary.ReadDocument(payload)
		return err
	case exchange.WithdrawSchema:
		_, err := exchange.ReadWithdrawal(payload)
		return err
	case exchange.RotateSchema:
		_, err := exchange.ReadRotation(payload)
		return err
	}
	return fmt.Errorf("%w: %s %s", inbox.ErrUnsupported, kind, m.Schema)
}
