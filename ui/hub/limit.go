package hub

import (
	"net/http"
	"time"

	"needsbook/app/exchange"
	"needsbook/ui/hub/rate"
)

// limits are the hub's rates, on from the start. Whatever can be told apart by a key or
// a session is counted by that: all schools of a county may come from one address.
type limits struct {
	enrol   *rate.Limit // requests to join that were refused, by address
	refused *rate.Limit // uploads that nobody known has signed, by address
	device  *rate.Limit // uploads, by key
	hub     *rate.Limit // uploads altogether
	read    *rate.Limit // what is read, by key or reader's session
	open    *rate.Limit // what is read without either, by address
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
		enrol:   rate.New(now, 5, 5),
		refused: rate.New(now, 600, 600),
		device:  rate.New(now, 30, 30),
		hub:     rate.New(now, float64(uploads), float64(max(uploads, uploadsReserve))),
		read:    rate.New(now, 300, 300),
		open:    rate.New(now, 1200, 2000),
	}
}

// mayRead counts a reading request: by the key or the session that it shows, else by
// its address. It answers the request when there were too many.
func (s *Server) mayRead(w http.ResponseWriter, r *http.Request) bool {
	if device, ok := s.bearer(r); ok {
		return s.withinRate(w, s.limits.read, "key "+device)
	}
	who, err := s.whoReads(r)
	if err != nil {
		s.fault(w, err)
		return false
	}
	return s.counted(w, r, who)
}

// counted counts a request of who reads.
func (s *Server) counted(w http.ResponseWriter, r *http.Request, who reading) bool {
	if who.key != "" {
		return s.withinRate(w, s.limits.read, who.key)
	}
	return s.withinRate(w, s.limits.open, remoteHost(r))
}

func (s *Server) withinRate(w http.ResponseWriter, l *rate.Limit, key string) bool {
	ok, wait := l.Take(key)
	if !ok {
		refuse(w, exchange.TooMany, wait, nil)
	}
	return ok
}
