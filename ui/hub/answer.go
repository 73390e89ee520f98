package hub

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
)

// largestRequest bounds the small requests: enrolments and sessions.
const largestRequest = 8 << 10

func writeJSON(w http.ResponseWriter, status int, v any) {
	writeJSONAs(w, "application/json", status, v)
}

func writeJSONAs(w http.ResponseWriter, kind string, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(append(b, '\n'))
}

// refuse writes a refusal as application/problem+json.
func refuse(w http.ResponseWriter, code exchange.Code, wait time.Duration, head *exchange.Head) {
	status := code.Status()
	b, err := json.Marshal(https.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: code.Sentence(), Code: code, Head: head})
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", https.ProblemType)
	if wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
	}
	w.WriteHeader(status)
	w.Write(append(b, '\n'))
}

// readBody reads at most limit bytes of a request.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, exchange.Code) {
	if r.Header.Get("Content-Encoding") != "" {
		return nil, exchange.BadForm // nothing that grows when it is opened
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, exchange.TooLarge
	}
	if err != nil {
		return nil, exchange.BadForm
	}
	return body, ""
}

// readJSON reads a small request of one fixed form.
func readJSON(w http.ResponseWriter, r *http.Request, into any) exchange.Code {
	body, code := readBody(w, r, largestRequest)
	if code != "" {
		return code
	}
	if exchange.CheckJSON(body) != nil || json.Unmarshal(body, into) != nil {
		return exchange.BadForm
	}
	return ""
}

// writeKnown writes bytes that have a name, or says that the caller has them already.
func writeKnown(w http.ResponseWriter, r *http.Request, kind, id string, body []byte) {
	tag := `"` + id + `"`
	w.Header().Set("ETag", tag)
	for given := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if given = strings.TrimPrefix(strings.TrimSpace(given), "W/"); given == tag || given == "*" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.Header().Set("Content-Type", kind)
	w.Write(body)
}
