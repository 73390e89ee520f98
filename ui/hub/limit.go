package hub

import (
	"math"
	"net/http"
	"sync"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// limits are the hub's rates, on from the start. Whatever can be told apart by a key or
// a session is counted by that: all schools of a county may come from one address.
type limits struct {
	enrol   *limit // requests to join that were refused, by address
	refused *limit // uploads that nobody known has signed, by address
	device  *limit // uploads, by key
	hub     *limit // uploads altogether
	read    *limit // what is read, by key or reader's session
	open    *limit // what is read without either, by address
}

// UploadsAMinute is how many uploads a hub takes altogether where nothing else is said:
// a county's schools within a minute. Those in reserve come on top at first.
const (
	UploadsAMinute = 600
	uploadsReserve = 2000
)

func newLimits(now func() time.Time, uploads int) limits {
	if uploads == 0 {
		uploads = UploadsAMinute
	}
	return limits{
		enrol:   &limit{now: now, perMinute: 5, burst: 5},
		refused: &limit{now: now, perMinute: 600, burst: 600},
		device:  &limit{now: now, perMinute: 30, burst: 30},
		hub:     &limit{now: now, perMinute: float64(uploads), burst: float64(max(uploads, uploadsReserve))},
		read:    &limit{now: now, perMinute: 300, burst: 300},
		open:    &limit{now: now, perMinute: 1200, burst: 2000},
	}
}

// mayRead counts a reading request: by the key or the session that it shows, else by
// its address. It answers the request when there were too many.
func (s *Server) mayRead(w http.ResponseWriter, r *http.Request) bool {
	if device, ok := s.bearer(r); ok {
		return s.withinRate(w, s.limits.read, "key "+device)
	}
	if c, err := r.Cookie(s.cookieName()); err == nil {
		if _, ok := s.readers.session(c.Value); ok {
			return s.withinRate(w, s.limits.read, "reader "+inbox.TokenHash(c.Value))
		}
	}
	return s.withinRate(w, s.limits.open, remoteHost(r))
}

func (s *Server) withinRate(w http.ResponseWriter, l *limit, key string) bool {
	ok, wait := l.take(key)
	if !ok {
		refuse(w, exchange.TooMany, wait, nil)
	}
	return ok
}

// limit is one bucket of tokens for each key, refilled evenly.
type limit struct {
	now       func() time.Time
	perMinute float64
	burst     float64

	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	filled time.Time
}

// mostBuckets bounds the memory that a flood of addresses can take.
const mostBuckets = 20000

// take uses up one token of a key, or says after how long there will be one.
func (l *limit) take(key string) (ok bool, wait time.Duration) {
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

// giveBack returns a token that was taken for what turned out not to count.
func (l *limit) giveBack(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.filled(key)
	b.tokens = min(l.burst, b.tokens+1)
	l.buckets[key] = b
}

// empty reports whether a key has used up its tokens, without using one.
func (l *limit) empty(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.filled(key).tokens < 1
}

func (l *limit) filled(key string) bucket {
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
func (l *limit) forgetFull(now time.Time) {
	for key, b := range l.buckets {
		if b.tokens+now.Sub(b.filled).Minutes()*l.perMinute >= l.burst {
			delete(l.buckets, key)
		}
	}
	if len(l.buckets) >= mostBuckets {
		l.buckets = map[string]bucket{}
	}
}
