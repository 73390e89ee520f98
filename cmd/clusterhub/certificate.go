package main

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"
)

// certificate reads its files again when they change, so that a renewed one is used
// without a restart.
type certificate struct {
	cert, key string

	mu      sync.Mutex
	pair    *tls.Certificate
	changed time.Time
}

func newCertificate(cert, key string) (*certificate, error) {
	c := &certificate{cert: cert, key: key}
	if err := c.read(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *certificate) read() error {
	i, err := os.Stat(c.cert)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	if c.pair != nil && i.ModTime().Equal(c.changed) {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c.pair, c.changed = &pair, i.ModTime()
	return nil
}

// get gives the newest pair that could be read: half-written files change nothing.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.read(); err != nil && c.pair == nil {
		return nil, err
	}
	return c.pair, nil
}
