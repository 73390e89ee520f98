package hub

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
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

// sessions let a school's program read what is its own: it signs a challenge of the
// hub, which serves once, and gets a token for ten minutes. Both carry the hub's own
// mark, so that every process with the hub's key knows them and nothing need be kept
// but the challenges that were answered.
type sessions struct {
	now    func() time.Time
	random io.Reader
	secret []byte

	mu   sync.Mutex
	used map[string]time.Time // challenges that were answered, until they run out
}

func newSessions(now func() time.Time, random io.Reader, hub exchange.Key) sessions {
	return sessions{now: now, random: random, secret: hub.Secret("session tokens v1"), used: map[string]time.Time{}}
}

// Sizes of the parts of a challenge and a token, in bytes.
const (
	untilSize = 8
	saltSize  = 16
	keySize   = 16 // of a key's identifier
	markSize  = sha256.Size
)

func (s *sessions) mark(what string, parts ...[]byte) []byte {
	m := hmac.New(sha256.New, s.secret)
	m.Write([]byte(what))
	for _, p := range parts {
		m.Write(p)
	}
	return m.Sum(nil)
}

// challenge makes bytes for a key to sign.
func (s *sessions) challenge(device string) ([]byte, error) {
	nonce := binary.BigEndian.AppendUint64(nil, uint64(s.now().Add(challengeLasts).UnixMilli()))
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(s.random, salt); err != nil {
		return nil, err
	}
	nonce = append(nonce, salt...)
	return append(nonce, s.mark("challenge\n", nonce, []byte(device))...), nil
}

// pending reports whether a challenge is this hub's, for this key, and still good.
func (s *sessions) pending(nonce []byte, device string) bool {
	if len(nonce) != untilSize+saltSize+markSize {
		return false
	}
	body, mark := nonce[:untilSize+saltSize], nonce[untilSize+saltSize:]
	return hmac.Equal(mark, s.mark("challenge\n", body, []byte(device))) && s.now().Before(untilOf(body))
}

// answered uses a challenge up. It is asked once the proof was found good, so that
// nobody but the key's holder can fill the list.
func (s *sessions) answered(nonce []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for k, until := range s.used {
		if now.After(until) || len(s.used) > mostSessions {
			delete(s.used, k)
		}
	}
	if _, again := s.used[string(nonce)]; again {
		return false
	}
	s.used[string(nonce)] = untilOf(nonce)
	return true
}

// begin makes the token of a key that has proved itself.
func (s *sessions) begin(device string) string {
	raw, err := hex.DecodeString(device)
	if err != nil || len(raw) != keySize {
		return "" // never for a key that is in the records
	}
	body := binary.BigEndian.AppendUint64(raw, uint64(s.now().Add(sessionLasts).UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(append(body, s.mark("token\n", body)...))
}

// key returns the identifier of the key that a token stands for. Whether that key may
// still read is for the records to say, at every request.
func (s *sessions) key(token string) (device string, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != keySize+untilSize+markSize {
		return "", false
	}
	body, mark := raw[:keySize+untilSize], raw[keySize+untilSize:]
	if !hmac.Equal(mark, s.mark("token\n", body)) || !s.now().Before(untilOf(body[keySize:])) {
		return "", false
	}
	return hex.EncodeToString(body[:keySize]), true
}

func untilOf(b []byte) time.Time { return time.UnixMilli(int64(binary.BigEndian.Uint64(b))) }

// bearer returns the key that a request's token stands for.
func (s *Server) bearer(r *http.Request) (device string, ok bool) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", false
	}
	return s.sessions.key(token)
}

// denied is a refusal on its way out of a read of the records.
type denied exchange.Code

func (d denied) Error() string { return exchange.Code(d).Sentence() }

// asking returns the key behind a request, as the records have it now: a key that was
// revoked a moment ago reads nothing, however fresh its token.
func (s *Server) asking(records inbox.Reader, r *http.Request) (inbox.Device, error) {
	id, ok := s.bearer(r)
	if !ok {
		return inbox.Device{}, denied(exchange.NoSession)
	}
	d, code, err := s.Inbox.ActiveDevice(records, id)
	if err == nil && code != "" {
		err = denied(code)
	}
	return d, err
}

// postSession gives a key a challenge, or a token for its answer to one.
func (s *Server) postSession(w http.ResponseWriter, r *http.Request) {
	var ask https.SessionRequest
	if code := readJSON(w, r, &ask); code != "" {
		if s.mayRead(w, r) {
			refuse(w, code, 0, nil)
		}
		return
	}
	var device inbox.Device
	var code exchange.Code
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) (err error) {
		device, code, err = s.Inbox.ActiveDevice(records, ask.Device)
		return err
	})
	// Schools behind one address are counted by their keys; who has none by address.
	counted := code != "" || err != nil
	if counted && !s.mayRead(w, r) || !counted && !s.withinRate(w, s.limits.read, "key "+device.ID+" "+remoteHost(r)) {
		return
	}
	if err == nil && code != "" {
		err = denied(code)
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
	if !s.sessions.pending(ask.Nonce, device.ID) ||
		!exchange.CheckSessionProof(s.Inbox.Key.Public(), ask.Nonce, ask.Proof, device.Key.Sign) || !s.sessions.answered(ask.Nonce) {
		refuse(w, exchange.NoSession, 0, nil)
		return
	}
	writeJSON(w, http.StatusOK, https.SessionAnswer{Token: s.sessions.begin(device.ID)})
}
