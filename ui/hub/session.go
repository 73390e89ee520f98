package hub

import (
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
)

const (
	challengeLasts = time.Minute
	sessionLasts   = 10 * time.Minute
	mostSessions   = 20000 // bounds the memory that a flood can take
)

// sessions let a school's program read its own line of documents: it signs a
// challenge of the hub, which serves once, and gets a token for ten minutes. They
// live in memory; after a restart programs simply ask again.
type sessions struct {
	now    func() time.Time
	random io.Reader

	mu     sync.Mutex
	nonces map[string]challenge
	tokens map[string]deviceSession // by the token's hash
}

type challenge struct {
	device string
	until  time.Time
}

type deviceSession struct {
	device string
	until  time.Time
}

func (s *Server) postSession(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	var ask https.SessionRequest
	if code := readJSON(w, r, &ask); code != "" {
		refuse(w, code, 0, nil)
		return
	}
	var device inbox.Device
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) (err error) {
		device, err = records.Device(ask.Device)
		return err
	})
	if err == nil && device.State != exchange.Active {
		err = errNotAllowed
	}
	if s.failed(w, err) {
		return
	}
	if ask.Nonce == nil {
		nonce, err := s.sessions.challenge(device.ID)
		if !s.failed(w, err) {
			writeJSON(w, http.StatusOK, https.SessionAnswer{Nonce: nonce})
		}
		return
	}
	if !s.sessions.answered(ask.Nonce, device.ID) || !exchange.CheckSessionProof(s.Inbox.Key.Public(), ask.Nonce, ask.Proof, device.Key.Sign) {
		refuse(w, exchange.NotAllowed, 0, nil)
		return
	}
	token, err := s.sessions.begin(device.ID)
	if !s.failed(w, err) {
		writeJSON(w, http.StatusOK, https.SessionAnswer{Token: token})
	}
}

func (s *sessions) challenge(device string) ([]byte, error) {
	nonce := make([]byte, 32)
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy()
	s.nonces[string(nonce)] = challenge{device, s.now().Add(challengeLasts)}
	return nonce, nil
}

// answered uses a challenge up.
func (s *sessions) answered(nonce []byte, device string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.nonces[string(nonce)]
	delete(s.nonces, string(nonce))
	return ok && c.device == device && s.now().Before(c.until)
}

func (s *sessions) begin(device string) (string, error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(s.random, secret); err != nil {
		return "", err
	}
	token := base64.RawURLEncoding.EncodeToString(secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy()
	s.tokens[inbox.TokenHash(token)] = deviceSession{device, s.now().Add(sessionLasts)}
	return token, nil
}

// device returns the key that a request's token stands for.
func (s *sessions) device(r *http.Request) (string, bool) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.tokens[inbox.TokenHash(token)]
	return d.device, ok && s.now().Before(d.until)
}

func (s *sessions) tidy() {
	now := s.now()
	for k, c := range s.nonces {
		if now.After(c.until) || len(s.nonces) > mostSessions {
			delete(s.nonces, k)
		}
	}
	for k, d := range s.tokens {
		if now.After(d.until) || len(s.tokens) > mostSessions {
			delete(s.tokens, k)
		}
	}
}
