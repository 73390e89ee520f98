package hubdb

import (
	"context"
	"errors"
	"fmt"

	"needsbook/app/exchange/inbox"
)

// ErrOtherHub means that the records belong to a hub with another key.
var ErrOtherHub = errors.New("these records belong to another hub's key: schools would not know its receipts. Nothing was changed. Put the hub.key that belongs to them into the hub's folder")

// Own makes the records those of a hub, by its public identifier, or gives ErrOtherHub
// when they are another's already.
func (db *DB) Own(ctx context.Context, hub string) error {
	owner, err := db.owner(ctx)
	if err == nil && owner == "" {
		err = db.Write(ctx, func(w inbox.Writer) error {
			return w.(rows).exec("INSERT INTO owner (id, hub) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", hub)
		})
		if err == nil {
			owner, err = db.owner(ctx) // another hub may have come first
		}
	}
	if err == nil && owner != hub {
		err = ErrOtherHub
	}
	return err
}

// Fresh reports whether no hub has ever used the records, so that a new key may be
// made for them.
func (db *DB) Fresh(ctx context.Context) (fresh bool, err error) {
	err = db.Read(ctx, func(r inbox.Reader) error {
		used, err := r.(rows).exists("SELECT 1 FROM owner UNION ALL SELECT 1 FROM device UNION ALL SELECT 1 FROM audit")
		fresh = !used
		return err
	})
	return fresh, err
}

func (db *DB) owner(ctx context.Context) (hub string, err error) {
	err = db.Read(ctx, func(r inbox.Reader) error {
		hub, err = first(r.(rows), func(s scanner) (hub string, err error) { err = s.Scan(&hub); return hub, err }, "SELECT hub FROM owner WHERE id = 1")
		if errors.Is(err, inbox.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("see whose records these are: %w", err)
	}
	return hub, nil
}
