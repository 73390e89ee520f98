package hub

import (
	"net/http"

	"needsbook/app/exchange"
)

// getLive says that the process runs.
func (s *Server) getLive(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"status": "running"})
}

// getReady says whether documents can be taken. It writes, since a full disk can
// still be read.
func (s *Server) getReady(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	if err := s.Probe(r.Context(), s.Inbox.Now().UnixMilli()); err != nil {
		s.Log.Error("the records cannot be written", "error", err)
		refuse(w, exchange.Unavailable, busyPause, nil)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"status": "ready"})
}

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
