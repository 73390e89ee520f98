package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"
)

// tlsFlags say how the hub itself ends TLS: with certificate files, with certificates
// that it fetches, or not at all, behind a proxy or on its own computer.
type tlsFlags struct {
	cert, key string
	acme      acmeFlags
}

func (f *tlsFlags) add(c *call) {
	c.flags.StringVar(&f.cert, "tls-cert", "", "certificate chain, a PEM `file`; read again when it changes")
	c.flags.StringVar(&f.key, "tls-key", "", "the certificate's key, a PEM `file`")
	f.acme.add(c)
}

// check says what of the flags cannot be together.
func (f *tlsFlags) check(listen string) error {
	switch {
	case (f.cert != "") != (f.key != ""):
		return usageError("Give both --tls-cert and --tls-key, or neither.")
	case f.cert != "" && f.acme.hosts != "":
		return usageError("Give certificate files or --acme-host, not both.")
	case f.itself() && strings.HasPrefix(listen, socketPrefix):
		return usageError("A socket is for a proxy, which ends TLS itself. Leave --tls-cert, --tls-key and --acme-host out.")
	}
	return f.acme.check()
}

// itself reports whether the hub ends TLS itself.
func (f *tlsFlags) itself() bool { return f.cert != "" || f.acme.hosts != "" }

// open readies what ends TLS, and what must run beside the hub for that. Without any,
// the hub must not be reachable from elsewhere.
func (f *tlsFlags) open(listen, data string, log *slog.Logger) (config *tls.Config, beside func(context.Context), err error) {
	beside = func(context.Context) {}
	switch {
	case f.cert != "":
		pair, err := newCertificate(f.cert, f.key, log)
		if err != nil {
			return nil, nil, err
		}
		return &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: pair.get}, beside, nil
	case f.acme.hosts != "":
		a, err := newACME(f.acme, data, log)
		if err != nil {
			return nil, nil, err
		}
		return a.config(), a.fetch, nil
	}
	return nil, beside, reachable(listen)
}

// certificate reads its files again when they change, so that a renewed one is used
// without a restart.
type certificate struct {
	cert, key string
	log       *slog.Logger

	mu      sync.Mutex
	pair    *tls.Certificate
	changed [2]time.Time // of both files, when they were last looked at
}

func newCertificate(cert, key string, log *slog.Logger) (*certificate, error) {
	c := &certificate{cert: cert, key: key, log: log}
	changed, err := c.changedAt()
	if err == nil {
		err = c.read(changed)
	}
	if err != nil {
		return nil, err
	}
	if left := time.Until(c.pair.Leaf.NotAfter); left <= 0 {
		return nil, fmt.Errorf("the certificate in %s ran out on %s. Nothing was started. Renew it first", cert, c.pair.Leaf.NotAfter.Format("2 January 2006"))
	}
	return c, nil
}

func (c *certificate) changedAt() (changed [2]time.Time, err error) {
	for i, name := range []string{c.cert, c.key} {
		f, err := os.Stat(name)
		if err != nil {
			return changed, fmt.Errorf("read the certificate: %w", err)
		}
		changed[i] = f.ModTime()
	}
	return changed, nil
}

func (c *certificate) read(changed [2]time.Time) error {
	c.changed = changed
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c.pair = &pair
	return nil
}

// get gives the newest pair that could be read: half-written files, and a certificate
// whose key has not come yet, change nothing. Either file's coming is looked at again.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pair == nil {
		return nil, errors.New("no certificate was read")
	}
	changed, err := c.changedAt()
	if err != nil || changed == c.changed {
		return c.pair, nil
	}
	if err := c.read(changed); err != nil {
		c.log.Warn("the certificate changed and cannot be read; the one before serves on", "error", err)
		return c.pair, nil
	}
	c.log.Info("the certificate was read again", "until", c.pair.Leaf.NotAfter)
	return c.pair, nil
}
