package hubdb

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb/hubdbtest"
)

// BenchmarkIngest measures what is stored in a second when 64 schools send at once,
// from the envelope to the receipt, each on disk.
func BenchmarkIngest(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) {
		db, err := Open(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		ingest(b, db)
	})
	b.Run("PostgreSQL", func(b *testing.B) { ingest(b, openPostgres(b, hubdbtest.Postgres(b))) })
}

func ingest(b *testing.B, db *DB) {
	in := inbox.Inbox{Store: db, Key: exchangetest.Key(200), Now: func() time.Time { return at },
		Validate: func(string, []byte) error { return nil }}
	const schools = 60
	err := db.Write(b.Context(), func(w inbox.Writer) error {
		err := w.PutCluster(testCluster)
		for i := range schools {
			school, device := testSchool, testDevice
			school.URN = fmt.Sprint(118000 + i)
			device.URN, device.Key, device.State = school.URN, exchangetest.Key(byte(i+1)).Public(), exchange.Active
			device.ID = device.Key.ID()
			err = errors.Join(err, w.PutSchool(school), w.PutDevice(device))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	envelopes := make([]exchange.Envelope, b.N)
	before := make([]string, schools)
	for i := range envelopes {
		school, rev := i%schools, i/schools+1
		m := exchangetest.Meta(rev, before[school])
		m.URN = fmt.Sprint(118000 + school)
		before[school] = exchangetest.ID(m)
		envelopes[i] = exchangetest.Seal(m, exchangetest.Key(byte(school+1)))
	}
	var next atomic.Int64
	b.SetParallelism(32) // times two processors
	b.ResetTimer()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			a, err := in.Receive(b.Context(), envelopes[next.Add(1)-1], "https")
			if err != nil || !a.Code.Held() {
				b.Error(a.Code, err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
