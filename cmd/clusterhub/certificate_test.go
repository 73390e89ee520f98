package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificateUntil writes a certificate that runs out at some time, with its key.
func certificateUntil(t *testing.T, until time.Time) (cert, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"hub.example.org"}, NotBefore: until.Add(-24 * time.Hour), NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, template, template, secret.Public(), secret)
	if err != nil {
		t.Fatal(err)
	}
	pkcs, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: pkcs}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

func TestCertificateThatRanOutIsRefusedAtTheStart(t *testing.T) {
	cert, key := certificateUntil(t, time.Now().Add(-time.Minute))
	data := filepath.Join(t.TempDir(), "new")
	status, out, errs := command(t, "serve", "--data", data, "--tls-cert", cert, "--tls-key", key)
	if _, err := os.Stat(data); status != refused || !strings.Contains(errs, "ran out") || out != "" || err == nil {
		t.Errorf("status %d: %q %q", status, out, errs)
	}
}

// The certificate often comes a moment before its key: the hub waits for both.
func TestCertificateWaitsForItsKey(t *testing.T) {
	var log strings.Builder
	cert, key := certificateUntil(t, time.Now().Add(time.Hour))
	c, err := newCertificate(cert, key, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	before, _ := c.get(nil)
	newCert, newKey := certificateUntil(t, time.Now().Add(48*time.Hour))
	for i, move := range [][2]string{{newCert, cert}, {newKey, key}} {
		if err := os.Rename(move[0], move[1]); err != nil {
			t.Fatal(err)
		}
		later := time.Now().Add(time.Duration(i+1) * time.Minute)
		if err := os.Chtimes(move[1], later, later); err != nil {
			t.Fatal(err)
		}
		got, err := c.get(nil)
		if err != nil || (got == before) != (i == 0) {
			t.Errorf("after file %d the certificate is new: %v, %v", i, got != before, err)
		}
	}
	if !strings.Contains(log.String(), "serves on") || !strings.Contains(log.String(), "read again") {
		t.Errorf("the log: %s", log.String())
	}
}
