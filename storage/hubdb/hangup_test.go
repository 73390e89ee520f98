package hubdb

import (
	"context"
	"testing"
	"time"

	"needsbook/app/exchange/inbox"
)

// A request may end in the middle of a look at the records. Whoever looks next, over the
// same connection, must not notice.
func TestAReaderWhoHangsUpDisturbsNobody(t *testing.T) {
	db, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range readers - 1 { // leave one connection, for all
		s := <-db.forReading
		defer func() { db.forReading <- s }()
	}
	look := func(r inbox.Reader) error {
		_, err := r.Clusters()
		return err
	}
	for n := range 200 {
		ctx, hangUp := context.WithTimeout(t.Context(), time.Duration(n)*5*time.Microsecond)
		db.Read(ctx, func(r inbox.Reader) error {
			for look(r) == nil && ctx.Err() == nil {
			}
			return nil
		})
		if err := db.Read(t.Context(), look); err != nil {
			t.Fatalf("look %d: %v", n, err)
		}
		hangUp()
	}
}
