package hub

import (
	"errors"
	"net/http"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
)

// postDocument takes an envelope. The envelope's signature is its authentication.
func (s *Server) postDocument(w http.ResponseWriter, r *http.Request) {
	select {
	case s.uploads <- struct{}{}:
		defer func() { <-s.uploads }()
	case <-r.Context().Done():
		return
	}
	host := remoteHost(r)
	if s.limits.refused.empty(host) {
		_, wait := s.limits.refused.take(host)
		refuse(w, exchange.TooMany, wait, nil)
		return
	}
	envelope, code := readBody(w, r, exchange.MaxEnvelope)
	if code != "" {
		s.limits.refused.take(host)
		refuse(w, code, 0, nil)
		return
	}
	checked, answer, err := s.Inbox.Check(r.Context(), envelope)
	if answer.Code == "" {
		for _, l := range []struct {
			limit *limit
			key   string
		}{{s.limits.device, checked.Device}, {s.limits.hub, ""}} {
			if ok, wait := l.limit.take(l.key); !ok {
				refuse(w, exchange.TooMany, wait, nil)
				return
			}
		}
		answer, err = s.Inbox.Keep(r.Context(), checked, "https")
	}
	if err != nil {
		s.Log.Error("a document could not be kept", "error", err)
	}
	if !answer.Code.Held() {
		if answer.Code.Status() < 500 {
			s.limits.refused.take(host)
		}
		refuse(w, answer.Code, answer.RetryAfter, answer.Head)
		return
	}
	s.Log.Info("document", "code", answer.Code, "urn", checked.Meta.URN, "series", checked.Meta.Series, "rev", checked.Meta.Rev)
	writeJSON(w, answer.Code.Status(), https.DocumentAnswer{Code: answer.Code, Document: checked.ID, Receipt: answer.Receipt})
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

// getHead tells a school which of its own summaries stands for a term.
func (s *Server) getHead(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	device, ok := s.sessions.device(r)
	series := r.URL.Query().Get("series")
	var head exchange.Head
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		d, err := records.Device(device)
		if !ok || errors.Is(err, inbox.ErrNotFound) || err == nil && (d.State != exchange.Active || d.URN != r.PathValue("urn")) {
			return errNotAllowed
		}
		if err != nil {
			return err
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

var errNotAllowed = errors.New("not allowed")

// failed answers for an error of a read, if there is one.
func (s *Server) failed(w http.ResponseWriter, err error) bool {
	switch {
	case err == nil:
		return false
	case errors.Is(err, errNotAllowed):
		refuse(w, exchange.NotAllowed, 0, nil)
	case errors.Is(err, inbox.ErrNotFound):
		refuse(w, exchange.NotFound, 0, nil)
	default:
		s.Log.Error("the records could not be read", "error", err)
		refuse(w, exchange.Unavailable, busyPause, nil)
	}
	return true
}
