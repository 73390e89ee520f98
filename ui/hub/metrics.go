package hub

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// metrics counts what the hub does since it was started. What can be asked of the
// records is not counted here but read when somebody asks.
type metrics struct {
	ingest  histogram    // from the first byte of a document to its answer
	commit  histogram    // from asking for a change to its being safe on disk
	waiting atomic.Int64 // changes on their way to the disk

	refusedReaders atomic.Int64

	mu        sync.Mutex
	documents map[exchange.Code]int64 // by what became of them
}

// document counts one document and what became of it.
func (m *metrics) document(code exchange.Code, took time.Duration) {
	m.ingest.add(took)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.documents == nil {
		m.documents = map[exchange.Code]int64{}
	}
	m.documents[code]++
}

// Counted is Receive that also counts, for documents that do not come by network.
func (s *Server) Counted(ctx context.Context, envelope []byte, channel string) (exchange.Answer, error) {
	began := time.Now()
	answer, err := s.Inbox.Receive(ctx, envelope, channel)
	s.metrics.document(answer.Code, time.Since(began))
	return answer, err
}

// timedStore is the records with a clock on each change.
type timedStore struct {
	inbox.Store
	metrics *metrics
}

// Write times a change from the asking to the disk.
func (t timedStore) Write(ctx context.Context, change func(inbox.Writer) error) error {
	began := time.Now()
	t.metrics.waiting.Add(1)
	err := t.Store.Write(ctx, change)
	t.metrics.waiting.Add(-1)
	t.metrics.commit.add(time.Since(began))
	return err
}

// bounds are the upper ends of a histogram's steps, in seconds.
var bounds = [...]float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// histogram counts durations in steps, as Prometheus reads them.
type histogram struct {
	mu    sync.Mutex
	steps [len(bounds) + 1]int64 // the last one is for what took longer
	sum   float64
}

func (h *histogram) add(took time.Duration) {
	seconds := took.Seconds()
	step := 0
	for step < len(bounds) && seconds > bounds[step] {
		step++
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.steps[step]++
	h.sum += seconds
}
