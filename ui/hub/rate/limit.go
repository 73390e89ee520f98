package rate

import (
	"math"
	"sync"
	"time"
)

// Limit is one bucket of tokens for each key.
type Limit struct {
	now       func() time.Time
	perMinute float64
	burst     float64

	mu      sync.Mutex
	buckets map[string]bucket
}

// New returns a limit of so many a minute for each key, with so many at once.
func New(now func() time.Time, perMinute, burst float64) *Limit {
	return &Limit{now: now, perMinute: perMinute, burst: burst}
}

type bucket struct {
	tokens float64
	filled time.Time
}

// mostBuckets bounds the memory that a flood of addresses can take.
const mostBuckets = 20000

// Take uses up one token of a key, or says after how long there will be one.
func (l *Limit) Take(key string) (ok bool, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.filled(key)
	if b.tokens < 1 {
		return false, time.Duration(math.Ceil((1-b.tokens)/l.perMinute*60)) * time.Second
	}
	b.tokens--
	l.buckets[key] = b
	return true, 0
}

// GiveBack returns a token that was taken for what turned out not to count.
func (l *Limit) GiveBack(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.filled(key)
	b.tokens = min(l.burst, b.tokens+1)
	l.buckets[key] = b
}

// Empty reports whether a key has used up its tokens, without using one.
func (l *Limit) Empty(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.filled(key).tokens < 1
}

func (l *Limit) filled(key string) bucket {
	now := l.now()
	if l.buckets == nil {
		l.buckets = map[string]bucket{}
	}
	b, ok := l.buckets[key]
	if !ok {
		if len(l.buckets) >= mostBuckets {
			l.forgetFull(now)
		}
		return bucket{l.burst, now}
	}
	b.tokens = min(l.burst, b.tokens+max(0, now.Sub(b.filled).Minutes())*l.perMinute)
	b.filled = now
	return b
}

// forgetFull drops the buckets that are full again, or all if none is.
func (l *Limit) forgetFull(now time.Time) {
	for key, b := range l.buckets {
		if b.tokens+now.Sub(b.filled).Minutes()*l.perMinute >= l.burst {
			delete(l.buckets, key)
		}
	}
	if len(l.buckets) >= mostBuckets {
		l.buckets = map[string]bucket{}
	}
}
