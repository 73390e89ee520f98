package hub

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
)

// Disk says how much room there is where the records are, in bytes.
type Disk struct{ Free, Total uint64 }

// The room that a hub needs to be called ready.
const (
	leastFree      = 200 << 20
	leastFreeShare = 20 // one part in so many: five per cent
)

// probeWithin bounds how long a write may take before the hub is called not ready.
const probeWithin = 3 * time.Second

// clockSlack is how far the clock may stand before the last entry of the record of
// changes. A clock that was set back further would misdate receipts.
const clockSlack = 24 * time.Hour

// check is one thing that readiness depends on.
type check struct {
	Name   string `json:"name"`
	Holds  bool   `json:"holds"`
	Detail string `json:"detail"`
}

// health is the answer to whether documents can be taken.
type health struct {
	Status string  `json:"status"`
	Checks []check `json:"checks"`
	// BackupAge is told, not judged: how old is too old is for those who run the hub.
	BackupAge string `json:"backup_age,omitempty"`
	Rehearsal string `json:"rehearsal,omitempty"` // when a copy was last restored, and whether it held
}

// notReady is a health in the form of every other refusal.
type notReady struct {
	https.Problem
	Checks    []check `json:"checks"`
	BackupAge string  `json:"backup_age,omitempty"`
	Rehearsal string  `json:"rehearsal,omitempty"`
}

// getLive says that the process runs.
func (s *Server) getLive(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"status": "running"})
}

// getReady says whether documents can be taken, and by what that was judged.
func (s *Server) getReady(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	h := health{Status: "ready", BackupAge: s.backupAge()}
	if s.Rehearsed != nil {
		h.Rehearsal = s.Rehearsed()
	}
	for _, c := range []struct {
		name  string
		judge func(context.Context) (string, error)
	}{{"records", s.writes}, {"disk", s.hasRoom}, {"key", s.hasKey}, {"clock", s.clockSane}} {
		detail, err := c.judge(r.Context())
		if err != nil {
			h.Status, detail = "not ready", err.Error()
			s.Log.Error("the hub is not ready", "check", c.name, "error", err)
		}
		h.Checks = append(h.Checks, check{c.name, err == nil, detail})
	}
	if h.Status == "ready" {
		writeJSON(w, http.StatusOK, h)
		return
	}
	code := exchange.Unavailable
	problem := https.Problem{Type: "about:blank", Title: http.StatusText(code.Status()), Status: code.Status(), Detail: code.Sentence(), Code: code}
	w.Header().Set("Retry-After", fmt.Sprint(int(busyPause.Seconds())))
	writeJSONAs(w, https.ProblemType, code.Status(), notReady{problem, h.Checks, h.BackupAge, h.Rehearsal})
}

// writes tries a write, since a full disk can still be read. A disk that hangs must
// not make this answer hang too.
func (s *Server) writes(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, probeWithin)
	defer cancel()
	began, done := time.Now(), make(chan error, 1)
	go func() { done <- s.Probe(ctx, s.Inbox.Now().UnixMilli()) }()
	select {
	case err := <-done:
		if err != nil {
			return "", errors.New("the records cannot be written")
		}
		return fmt.Sprintf("a write took %d ms", time.Since(began).Milliseconds()), nil
	case <-ctx.Done():
		return "", fmt.Errorf("the records could not be written within %s", probeWithin)
	}
}

func (s *Server) hasRoom(context.Context) (string, error) {
	if s.Disk == nil {
		return "not looked at", nil
	}
	d, err := s.Disk()
	if err != nil {
		return "", errors.New("the room on the disk cannot be read")
	}
	words := fmt.Sprintf("%d MB of %d MB are free", d.Free>>20, d.Total>>20)
	if d.Free < leastFree || d.Free < d.Total/leastFreeShare {
		return "", fmt.Errorf("%s; the hub needs %d MB and one part in %d", words, leastFree>>20, leastFreeShare)
	}
	return words, nil
}

func (s *Server) hasKey(context.Context) (string, error) {
	if len(s.Inbox.Key.Public().Sign) == 0 {
		return "", errors.New("the hub's key is not loaded")
	}
	return "loaded", nil
}

func (s *Server) clockSane(ctx context.Context) (string, error) {
	var last inbox.AuditEntry
	err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) (err error) {
		last, err = r.LastAudit()
		return err
	})
	if err != nil && !missing(err) {
		return "", errors.New("the record of changes cannot be read")
	}
	if now := s.Inbox.Now(); now.Before(last.At.Add(-clockSlack)) {
		return "", fmt.Errorf("the clock says %s, but a change was recorded at %s", stamp(now), stamp(last.At))
	}
	return "agrees with the record of changes", nil
}

func (s *Server) backupAge() string {
	if s.LastBackup == nil {
		return ""
	}
	last, err := s.LastBackup()
	switch {
	case err != nil:
		return "cannot be read"
	case last.IsZero():
		return "there is none"
	}
	return s.Inbox.Now().Sub(last).Round(time.Minute).String()
}

// stamp writes a time as programs read it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// missing reports whether a record is not there.
func missing(err error) bool { return errors.Is(err, inbox.ErrNotFound) }

func (s *Server) getSchema(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	body, ok := s.Schemas[r.PathValue("name")]
	if !ok {
		refuse(w, exchange.NotFound, 0, nil)
		return
	}
	asset("application/schema+json", body)(w, r)
}
