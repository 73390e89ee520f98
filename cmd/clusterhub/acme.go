package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// acmeFlags say for which names the hub fetches certificates itself (RFC 8555).
type acmeFlags struct {
	hosts, cache, directory, email string
}

func (f *acmeFlags) add(c *call) {
	c.flags.StringVar(&f.hosts, "acme-host", "", "fetch and renew certificates for this `name`, or several with commas, and accept the terms of who gives them; port 443 of each must lead here")
	c.flags.StringVar(&f.cache, "acme-cache", "", "`folder` for those certificates and their keys; several hubs share one (acme in the hub's folder if left out)")
	c.flags.StringVar(&f.directory, "acme-directory", autocert.DefaultACMEDirectory, "`address` of who gives certificates")
	c.flags.StringVar(&f.email, "acme-email", "", "`address` to which who gives certificates writes when something is wrong")
}

// hostName is a public name: letters, digits and hyphens, with at least one dot.
var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)

func (f *acmeFlags) names() []string {
	var names []string
	for name := range strings.SplitSeq(f.hosts, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (f *acmeFlags) check() error {
	if f.hosts == "" {
		if f.cache != "" || f.email != "" {
			return usageError("Give --acme-host the name to fetch a certificate for.")
		}
		return nil
	}
	if len(f.names()) == 0 {
		return usageError("Give --acme-host a name such as hub.example.org.")
	}
	for _, name := range f.names() {
		if len(name) > 253 || !hostName.MatchString(name) {
			return usageError(fmt.Sprintf("%.60q is no name that a certificate can be fetched for. Give --acme-host a name such as hub.example.org.", name))
		}
	}
	if u, err := url.Parse(f.directory); err != nil || u.Scheme != "https" || u.Host == "" {
		return usageError("Give --acme-directory an address that begins with https.")
	}
	return nil
}

// acmeHub fetches certificates and renews them a month before they run out.
type acmeHub struct {
	names   []string
	manager *autocert.Manager
	log     *slog.Logger
	again   time.Duration // how long to wait after a first failure
}

// newACME readies the folder where certificates are kept, so that a restart asks for none.
func newACME(f acmeFlags, data string, log *slog.Logger) (*acmeHub, error) {
	cache := f.cache
	if cache == "" {
		cache = filepath.Join(data, "acme") // made when the first certificate comes
	} else if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for certificates: %w", err)
	}
	if i, err := os.Stat(cache); err == nil && i.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		return nil, fmt.Errorf("others may read %s, where the keys of certificates are kept. Nothing was started. Close it with: chmod 700 %s", cache, cache)
	}
	return &acmeHub{f.names(), &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(cache),
		HostPolicy: autocert.HostWhitelist(f.names()...),
		Client:     &acme.Client{DirectoryURL: f.directory, UserAgent: "clusterhub", HTTPClient: &http.Client{Timeout: time.Minute}},
		Email:      f.email,
	}, log, time.Minute}, nil
}

func (a *acmeHub) config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS13,
		GetCertificate: a.get,
		NextProtos:     []string{"h2", "http/1.1", acme.ALPNProto}, // the last proves that the name leads here
	}
}

// get gives the certificate of a name. Who speaks TLS 1.3 reads ECDSA; the manager tells
// that by older ciphers, which such a program need not name, and is told so here.
func (a *acmeHub) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	return a.manager.GetCertificate(&tls.ClientHelloInfo{
		ServerName:      hello.ServerName,
		SupportedProtos: hello.SupportedProtos,
		CipherSuites:    []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
	})
}

// fetch gets the certificates at the start, so that nobody waits for the first, and
// tries again until it has them. Afterwards the manager renews by itself.
func (a *acmeHub) fetch(ctx context.Context) {
	for wait := a.again; ; wait = min(2*wait, time.Hour) {
		var failed error
		for _, name := range a.names {
			c, err := a.get(&tls.ClientHelloInfo{ServerName: name})
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s: %w", name, err))
				continue
			}
			a.log.Info("a certificate is in use", "name", name, "until", c.Leaf.NotAfter)
		}
		if failed == nil {
			return
		}
		a.log.Error("a certificate could not be fetched; port 443 of its name must lead to this hub", "error", failed, "again", wait.String())
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
