package inbrowser

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Lasts is how long a page can be read and loaded again.
const Lasts = 15 * time.Minute

// cookie names what the browser that opened the page shows from then on.
const cookie = "needsbook_page"

// Server shows one page at a time. The zero value shows none.
type Server struct {
	mu      sync.Mutex
	shown   *shown
	Expires func(after time.Duration, do func()) (stop func() bool) // nil for the clock of the computer
}

// shown is a page that can be read now.
type shown struct {
	page     []byte
	host     string // the only one that it answers to
	once     string // the secret of the address, "" once it was used
	secret   string // of the cookie
	server   *http.Server
	stop     func() bool
	finished bool
}

// Show shows a page in place of the one before it and returns its address, which opens
// once. The error is one of the computer's: no port, or no chance.
func (s *Server) Show(page []byte) (address string, err error) {
	s.Close()
	once, err := secret()
	if err != nil {
		return "", err
	}
	key, err := secret()
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("open a port on this computer for the page: %w", err)
	}
	now := &shown{page: page, host: listener.Addr().String(), once: once, secret: key}
	now.server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.answer(now, w, r) }),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, MaxHeaderBytes: 1 << 14,
		ErrorLog: log.New(io.Discard, "", 0)} // it would write down the words of a fault
	expires := s.Expires
	if expires == nil {
		expires = func(after time.Duration, do func()) func() bool { return time.AfterFunc(after, do).Stop }
	}
	s.mu.Lock()
	s.shown = now
	now.stop = expires(Lasts, func() { s.end(now) })
	s.mu.Unlock()
	go now.server.Serve(listener) // ends with Close, which is its only error
	return "http://" + now.host + "/" + once, nil
}

// Close ends the page that is shown, if there is one, with every connection to it.
func (s *Server) Close() {
	s.mu.Lock()
	now := s.shown
	s.mu.Unlock()
	if now != nil {
		s.end(now)
	}
}

// Shows reports whether a page can be read now.
func (s *Server) Shows() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown != nil
}

func (s *Server) end(now *shown) {
	s.mu.Lock()
	clear(now.page) // so that it does not stay in memory
	now.page, now.once, now.secret, now.finished = nil, "", "", true
	if s.shown == now {
		s.shown = nil
	}
	s.mu.Unlock()
	now.stop()
	now.server.Close()
}

// secret is 256 bits by chance.
func secret() (string, error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", fmt.Errorf("make an address that cannot be guessed: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// same compares two secrets; an empty one is like no other.
func same(a, b string) bool {
	return a != "" && b != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
