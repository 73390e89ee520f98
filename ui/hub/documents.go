package hub

import (
	"context"
	"errors"
	"net/http"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/rate"
)

// queueWait is how long an upload waits for its turn before it is asked to come again.
const queueWait = 15 * time.Second

// postDocument takes an envelope. The envelope's signature is its authentication.
func (s *Server) postDocument(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	queued := time.NewTimer(queueWait)
	defer queued.Stop()
	select {
	case s.uploads <- struct{}{}:
		defer func() { <-s.uploads }()
	case <-queued.C:
		refuse(w, exchange.Unavailable, busyPause, nil)
		return
	case <-r.Context().Done():
		return
	}
	dry := r.URL.Query().Get("dry_run")
	if dry != "" && dry != "1" {
		refuse(w, exchange.BadForm, 0, nil)
		return
	}
	checked, answer := s.receive(w, r, dry == "1")
	if dry == "" {
		s.metrics.document(answer.Code, time.Since(began))
	}
	switch {
	case !answer.Code.Held():
		if answer.Code.Status() < 500 && answer.Code != exchange.TooMany {
			s.Log.Warn("a document was refused", "code", answer.Code, "kind", checked.Meta.Kind, "urn", checked.Meta.URN, "device", checked.Device, "from", remoteHost(r))
		}
		refuse(w, answer.Code, answer.RetryAfter, answer.Head)
	case dry == "1":
		writeJSON(w, http.StatusOK, https.DryRunAnswer{DryRun: true, Would: answer.Code, Document: checked.ID, Sentence: answer.Code.Sentence()})
	default:
		s.Log.Info("document", "code", answer.Code, "kind", checked.Meta.Kind, "urn", checked.Meta.URN, "series", checked.Meta.Series, "rev", checked.Meta.Rev)
		writeJSON(w, answer.Code.Status(), https.DocumentAnswer{Code: answer.Code, Document: checked.ID, Receipt: answer.Receipt})
	}
}

// receive reads and judges an envelope within the hub's rates, and keeps it unless it
// is a dry run. What nobody known has signed counts against its address alone.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, dry bool) (inbox.Checked, exchange.Answer) {
	host := remoteHost(r)
	if s.limits.refused.Empty(host) {
		_, wait := s.limits.refused.Take(host)
		return inbox.Checked{}, exchange.Answer{Code: exchange.TooMany, RetryAfter: wait}
	}
	envelope, code := readBody(w, r, exchange.MaxEnvelope)
	if code != "" {
		s.limits.refused.Take(host)
		return inbox.Checked{}, exchange.Answer{Code: code}
	}
	checked, answer, err := s.Inbox.Check(r.Context(), envelope)
	if answer.Code != "" {
		s.logFault(err)
		if answer.Code.Status() < 500 {
			s.limits.refused.Take(host)
		}
		return checked, answer
	}
	for _, l := range []struct {
		limit *rate.Limit
		key   string
	}{{s.limits.device, checked.Device}, {s.limits.hub, ""}} {
		if ok, wait := l.limit.Take(l.key); !ok {
			return checked, exchange.Answer{Code: exchange.TooMany, RetryAfter: wait}
		}
	}
	// From here on the work is done even when the sender hangs up, so that its next
	// try finds the document and the same receipt.
	ctx := context.WithoutCancel(r.Context())
	if dry {
		answer, err = s.Inbox.DryRun(ctx, checked)
	} else {
		answer, err = s.Inbox.Keep(ctx, checked, "https")
	}
	s.logFault(err)
	return checked, answer
}

func (s *Server) logFault(err error) {
	if err != nil {
		s.Log.Error("a document could not be kept", "error", err)
	}
}

// getReceipt gives a receipt to whoever knows the document's identifier, which only
// those can who had the document.
func (s *Server) getReceipt(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	var d inbox.Document
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) (err error) {
		d, err = records.Document(r.PathValue("id"))
		return err
	})
	if s.failed(w, err) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(d.Receipt)
}

// getDocument gives a school back what it sent, byte for byte. To others the document
// is not there.
func (s *Server) getDocument(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	var d inbox.Document
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		device, err := s.asking(records, r)
		if err != nil {
			return err
		}
		if d, err = records.Document(r.PathValue("id")); err != nil {
			return err
		}
		switch {
		case d.Meta.URN != device.URN:
			return inbox.ErrNotFound
		case d.State == inbox.Purged:
			return denied(exchange.Destroyed)
		}
		return nil
	})
	if !s.failed(w, err) {
		writeKnown(w, r, "application/json", d.ID, d.Envelope)
	}
}

// getHead tells a school which of its own summaries stands for a term.
func (s *Server) getHead(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	series := r.URL.Query().Get("series")
	var head exchange.Head
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		d, err := s.asking(records, r)
		switch {
		case err != nil:
			return err
		case d.URN != r.PathValue("urn"):
			return denied(exchange.NotAllowed)
		case !exchange.ValidSeries(series):
			return inbox.ErrNotFound
		}
		h, err := records.Head(exchange.Line{URN: d.URN, Kind: exchange.KindSummary, Series: series})
		if err != nil {
			return err
		}
		doc, err := records.Document(h.Document)
		head = exchange.Head{Series: series, Epoch: h.Epoch, Rev: h.Rev, Document: h.Document, Withdrawn: doc.State != inbox.Kept}
		return err
	})
	if !s.failed(w, err) {
		writeJSON(w, http.StatusOK, head)
	}
}

// getPapers tells a school which of its own papers stand in the cluster where it is at
// home today.
func (s *Server) getPapers(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	answer := https.PapersAnswer{Papers: []exchange.PaperHead{}}
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		d, err := s.asking(records, r)
		if err != nil {
			return err
		}
		if d.URN != r.PathValue("urn") {
			return denied(exchange.NotAllowed)
		}
		home, err := inbox.HomeOn(records, d.URN, s.today())
		if err != nil {
			return err
		}
		kept, err := records.StandingPapers(home, nil)
		for _, p := range kept {
			if m := p.Meta; m.URN == d.URN {
				answer.Papers = append(answer.Papers, exchange.PaperHead{Kind: m.Kind, Ref: m.Ref, Series: m.Series, Epoch: m.Epoch, Rev: m.Rev, Document: p.ID})
			}
		}
		return err
	})
	if !s.failed(w, err) {
		writeJSON(w, http.StatusOK, answer)
	}
}

// failed answers for an error of a read, if there is one.
func (s *Server) failed(w http.ResponseWriter, err error) bool {
	if err == nil {
		return false
	}
	if d, ok := errors.AsType[denied](err); ok {
		refuse(w, exchange.Code(d), 0, nil)
		return true
	}
	if errors.Is(err, inbox.ErrNotFound) {
		refuse(w, exchange.NotFound, 0, nil)
		return true
	}
	s.Log.Error("the records could not be read", "error", err)
	refuse(w, exchange.Unavailable, busyPause, nil)
	return true
}
