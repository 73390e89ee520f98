package hub

import (
	"net/http"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
)

// busyPause is what a caller is asked to wait when the records cannot be used.
const busyPause = 30 * time.Second

func (s *Server) getHub(w http.ResponseWriter, r *http.Request) {
	if s.mayRead(w, r) {
		writeJSON(w, http.StatusOK, s.Inbox.Hub())
	}
}

// postEnrol takes a school's request to join.
func (s *Server) postEnrol(w http.ResponseWriter, r *http.Request) {
	if !s.withinRate(w, s.limits.enrol, remoteHost(r)) {
		return
	}
	var request exchange.EnrolRequest
	if code := readJSON(w, r, &request); code != "" {
		if code == exchange.BadForm {
			code = exchange.BadProof
		}
		refuse(w, code, 0, nil)
		return
	}
	answer, code, err := s.Inbox.Enrol(r.Context(), request)
	if err != nil {
		s.Log.Error("a school could not be enrolled", "error", err)
	}
	switch {
	case code == exchange.CodeUsed:
		s.Log.Warn("a used invitation code was tried by another key", "urn", request.URN, "from", remoteHost(r))
		refuse(w, code, 0, nil)
	case code == exchange.Unavailable:
		refuse(w, code, busyPause, nil)
	case code != "":
		refuse(w, code, 0, nil)
	default:
		s.limits.enrol.GiveBack(remoteHost(r)) // good codes are not counted
		s.Log.Info("enrolment", "urn", answer.URN, "device", answer.Device, "state", answer.State)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		w.Write(answer.Sign(s.Inbox.Key))
	}
}

// getDevice tells a waiting school whether its key was approved. A key's
// identifier is no secret, and its state tells nothing more.
func (s *Server) getDevice(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	var d inbox.Device
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) (err error) {
		d, err = records.Device(r.PathValue("device"))
		return err
	})
	if !s.failed(w, err) {
		writeJSON(w, http.StatusOK, https.DeviceAnswer{Device: d.ID, State: d.State, Created: d.Created, Until: d.Until})
	}
}
