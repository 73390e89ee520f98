package main

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"golang.org/x/crypto/acme"
)

// authority is a stand-in for who gives certificates (RFC 8555): it believes that a
// name leads to a hub when the hub answers for it by TLS-ALPN (RFC 8737), and signs.
type authority struct {
	t      *testing.T
	server *httptest.Server
	root   *x509.Certificate
	key    *ecdsa.PrivateKey

	mu      sync.Mutex
	hub     string // where the name leads
	account *jose.JSONWebKey
	nonces  map[string]bool
	name    string
	proved  bool
	refuses bool
	chain   []byte
	issued  int
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Stand-in"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{t: t, key: key, nonces: map[string]bool{}}
	if a.root, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	a.server = httptest.NewTLSServer(http.HandlerFunc(a.answer))
	t.Cleanup(a.server.Close)
	return a
}

func (a *authority) answer(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	nonce := rand.Text()
	a.nonces[nonce] = true
	w.Header().Set("Replay-Nonce", nonce)
	at := func(path string) string { return a.server.URL + path }
	say := func(status int, v any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(v)
	}
	if r.Method != http.MethodPost {
		if r.URL.Path == "/directory" {
			say(http.StatusOK, map[string]any{"newNonce": at("/nonce"), "newAccount": at("/account"), "newOrder": at("/order"), "meta": map[string]string{"termsOfService": at("/terms")}})
		}
		return
	}
	payload, ok := a.signed(r)
	if !ok {
		say(http.StatusForbidden, map[string]string{"type": "urn:ietf:params:acme:error:malformed", "detail": "the signature does not hold"})
		return
	}
	order := map[string]any{"status": "pending", "identifiers": []map[string]string{{"type": "dns", "value": a.name}}, "authorizations": []string{at("/authz")}, "finalize": at("/finalize")}
	challenge := map[string]any{"type": "tls-alpn-01", "url": at("/challenge"), "token": "a-token-for-the-challenge", "status": "pending"}
	switch r.URL.Path {
	case "/account":
		w.Header().Set("Location", at("/account/1"))
		say(http.StatusCreated, map[string]string{"status": "valid"})
	case "/order":
		if a.refuses {
			say(http.StatusForbidden, map[string]string{"type": "urn:ietf:params:acme:error:rejectedIdentifier", "detail": "not this name"})
			return
		}
		var asked struct {
			Identifiers []struct{ Value string } `json:"identifiers"`
		}
		if err := json.Unmarshal(payload, &asked); err != nil || len(asked.Identifiers) != 1 {
			a.t.Errorf("an order: %s", payload)
			return
		}
		a.name, a.proved = asked.Identifiers[0].Value, false
		w.Header().Set("Location", at("/order/1"))
		say(http.StatusCreated, order)
	case "/authz":
		status := "pending"
		if a.proved {
			status = "valid"
		}
		challenge["status"] = status
		say(http.StatusOK, map[string]any{"status": status, "identifier": map[string]string{"type": "dns", "value": a.name}, "challenges": []any{challenge}})
	case "/challenge":
		if err := a.prove(); err != nil {
			a.t.Errorf("the name does not lead to the hub: %v", err)
		} else {
			a.proved = true
		}
		challenge["status"] = "processing"
		say(http.StatusOK, challenge)
	case "/order/1":
		order["status"] = "ready"
		if a.chain != nil {
			order["status"], order["certificate"] = "valid", at("/certificate")
		}
		w.Header().Set("Location", at("/order/1"))
		say(http.StatusOK, order)
	case "/finalize":
		if err := a.sign(payload); err != nil {
			a.t.Errorf("sign: %v", err)
		}
		order["status"], order["certificate"] = "valid", at("/certificate")
		w.Header().Set("Location", at("/order/1"))
		say(http.StatusOK, order)
	case "/certificate":
		w.Header().Set("Content-Type", "application/pem-certificate-chain")
		w.Write(a.chain)
	default:
		a.t.Errorf("asked for %s", r.URL.Path)
		w.WriteHeader(http.StatusNotFound)
	}
}

// signed gives what a request says, when its signature is the account's and its nonce
// was given out and serves for the first time.
func (a *authority) signed(r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, false
	}
	jws, err := jose.ParseSignedJSON(string(body), []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		a.t.Errorf("a request: %v", err)
		return nil, false
	}
	header := jws.Signatures[0].Protected
	if header.JSONWebKey != nil && r.URL.Path == "/account" {
		a.account = header.JSONWebKey
	}
	if a.account == nil || !a.nonces[header.Nonce] || header.ExtraHeaders["url"] != a.server.URL+r.URL.Path {
		return nil, false
	}
	delete(a.nonces, header.Nonce)
	payload, err := jws.Verify(a.account)
	return payload, err == nil
}

// prove asks the hub for the certificate that shows that it holds the account's key.
func (a *authority) prove() error {
	thumb, err := a.account.Thumbprint(crypto.SHA256)
	if err != nil {
		return err
	}
	want := sha256.Sum256([]byte("a-token-for-the-challenge." + base64.RawURLEncoding.EncodeToString(thumb)))
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", a.hub, &tls.Config{ServerName: a.name, NextProtos: []string{acme.ALPNProto}, InsecureSkipVerify: true})
	if err != nil {
		return err
	}
	defer conn.Close()
	leaf := conn.ConnectionState().PeerCertificates[0]
	for _, e := range leaf.Extensions {
		var got []byte
		if e.Id.Equal(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 31}) {
			if _, err := asn1.Unmarshal(e.Value, &got); err == nil && bytes.Equal(got, want[:]) && leaf.VerifyHostname(a.name) == nil {
				return nil
			}
		}
	}
	return fmt.Errorf("the certificate for %s proves nothing", a.name)
}

func (a *authority) sign(payload []byte) error {
	var asked struct{ CSR string }
	if err := json.Unmarshal(payload, &asked); err != nil {
		return err
	}
	der, err := base64.RawURLEncoding.DecodeString(asked.CSR)
	if err != nil {
		return err
	}
	csr, err := x509.ParseCertificateRequest(der)
	if err != nil {
		return err
	}
	if err := csr.CheckSignature(); err != nil {
		return err
	}
	if !a.proved {
		return fmt.Errorf("%s was not proved", a.name)
	}
	a.issued++
	leaf := &x509.Certificate{SerialNumber: big.NewInt(int64(1 + a.issued)), Subject: csr.Subject, DNSNames: csr.DNSNames, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(90 * 24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	cert, err := x509.CreateCertificate(rand.Reader, leaf, a.root, csr.PublicKey, a.key)
	if err != nil {
		return err
	}
	a.chain = append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})...)
	return nil
}

// serveACME serves one word with certificates from the authority, and gives a client
// that reaches it under any name.
func serveACME(t *testing.T, a *authority, cache string, log *slog.Logger) (client *http.Client, hub *acmeHub) {
	t.Helper()
	hub, err := newACME(acmeFlags{hosts: "Hub.Example.org", cache: cache, directory: a.server.URL + "/directory"}, "", log)
	if err != nil {
		t.Fatal(err)
	}
	hub.manager.Client.HTTPClient = a.server.Client()
	hub.again = 10 * time.Millisecond
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a.mu.Lock()
	a.hub = listener.Addr().String()
	a.mu.Unlock()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "here") }), TLSConfig: hub.config(), ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	go server.ServeTLS(listener, "", "")
	t.Cleanup(func() { server.Close() })
	roots := x509.NewCertPool()
	roots.AddCert(a.root)
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", listener.Addr().String())
	}, TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 20 * time.Second}, hub
}

func TestHubFetchesItsCertificateItself(t *testing.T) {
	a := newAuthority(t)
	cache := filepath.Join(t.TempDir(), "certificates")
	var lines bytes.Buffer
	client, hub := serveACME(t, a, cache, slog.New(slog.NewTextHandler(&lines, nil)))
	hub.fetch(t.Context())
	resp, err := client.Get("https://hub.example.org/")
	if err != nil {
		t.Fatalf("%v\n%s", err, &lines)
	}
	resp.Body.Close()
	if resp.TLS.Version != tls.VersionTLS13 || resp.ProtoMajor != 2 || a.issued != 1 {
		t.Errorf("TLS %x, HTTP/%d, %d certificates", resp.TLS.Version, resp.ProtoMajor, a.issued)
	}
	files, err := os.ReadDir(cache)
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing is kept: %v", err)
	}
	for _, f := range files {
		if i, err := f.Info(); err != nil || i.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s: %v %v", f.Name(), i.Mode(), err)
		}
	}

	// Another hub on the same folder, or this one after a restart, asks for none.
	client, hub = serveACME(t, a, cache, slog.New(slog.DiscardHandler))
	hub.fetch(t.Context())
	if resp, err = client.Get("https://hub.example.org/"); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if a.issued != 1 {
		t.Errorf("%d certificates were asked for", a.issued)
	}
}

func TestHubFetchesNoCertificateForAnotherName(t *testing.T) {
	a := newAuthority(t)
	client, _ := serveACME(t, a, t.TempDir()+"/certificates", slog.New(slog.DiscardHandler))
	for _, name := range []string{"other.example.org", "hub.example.org.evil.example", "127.0.0.1"} {
		if resp, err := client.Get("https://" + name + "/"); err == nil {
			resp.Body.Close()
			t.Errorf("%s is answered", name)
		}
	}
	if a.issued != 0 || a.name != "" {
		t.Errorf("a certificate was asked for: %q", a.name)
	}
}

func TestHubWithItsOwnCertificateSpeaksTLS13Only(t *testing.T) {
	a := newAuthority(t)
	client, hub := serveACME(t, a, t.TempDir()+"/certificates", slog.New(slog.DiscardHandler))
	hub.fetch(t.Context())
	transport := client.Transport.(*http.Transport)
	transport.TLSClientConfig.MaxVersion = tls.VersionTLS12
	if resp, err := client.Get("https://hub.example.org/"); err == nil {
		resp.Body.Close()
		t.Error("TLS 1.2 is spoken")
	}
	cert, key, _ := certificateFiles(t)
	f := tlsFlags{cert: cert, key: key}
	if config, _, err := f.open("", "", slog.New(slog.DiscardHandler)); err != nil || config.MinVersion != tls.VersionTLS13 {
		t.Errorf("with files: %v", err)
	}
}

func TestFailedFetchIsLoggedAndTriedAgain(t *testing.T) {
	a := newAuthority(t)
	a.refuses = true
	var lines bytes.Buffer
	_, hub := serveACME(t, a, t.TempDir()+"/certificates", slog.New(slog.NewTextHandler(&lines, nil)))
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	hub.fetch(ctx)
	if text := lines.String(); strings.Count(text, "port 443") < 2 || !strings.Contains(text, "not this name") {
		t.Errorf("the log: %s", text)
	}
}

func TestCertificateFolderThatOthersReadIsRefused(t *testing.T) {
	open := t.TempDir()
	if err := os.Chmod(open, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := newACME(acmeFlags{hosts: "hub.example.org", cache: open}, "", nil); err == nil || !strings.Contains(err.Error(), "chmod 700") {
		t.Errorf("it serves: %v", err)
	}
}

func TestWrongUseOfCertificatesIsExplained(t *testing.T) {
	data := t.TempDir()
	for says, args := range map[string][]string{
		"not both":             {"--tls-cert", "a", "--tls-key", "b", "--acme-host", "hub.example.org"},
		"socket":               {"--listen", "unix:/tmp/x", "--acme-host", "hub.example.org"},
		"such as hub":          {"--acme-host", "localhost"},
		"no name that":         {"--acme-host", "hub.example.org,*.example.org"},
		"begins with https":    {"--acme-host", "hub.example.org", "--acme-directory", "http://ca.example.org"},
		"the name to fetch":    {"--acme-cache", data},
		"Give --acme-host a n": {"--acme-host", " , "},
	} {
		status, out, errs := command(t, append([]string{"serve", "--data", data}, args...)...)
		if status != misused || !strings.Contains(errs, says) || out != "" {
			t.Errorf("%v: status %d: %q %q", args, status, out, errs)
		}
	}
}
