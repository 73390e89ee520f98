package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServeOffersTheAccountsThatItWasTold(t *testing.T) {
	data, secret := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	if err := os.WriteFile(secret, []byte("a secret of the provider\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	hub := startHub(t, data, "--origin", "http://localhost:8470",
		"--oidc-issuer", "https://accounts.google.com", "--oidc-client", "one", "--oidc-secret-file", secret,
		"--oidc-issuer", "https://login.microsoftonline.com/organizations/v2.0", "--oidc-client", "two", "--oidc-secret-file", secret,
		"--oidc-domains", "School.example, other.example", "--oidc-tenants", "11111111-2222-4333-8444-555555555555")
	page := read(t, hub.address+"/sign-in", http.DefaultTransport)
	for _, want := range []string{"/passkey/sign-in", "/with/google/sign-in", "/with/microsoft/sign-in"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not offered", want)
		}
	}
}

func TestServeWithoutAnAddressHasNoPasskeys(t *testing.T) {
	data := t.TempDir()
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	hub := startHub(t, data)
	if page := read(t, hub.address+"/sign-in", http.DefaultTransport); strings.Contains(page, "passkey") || !strings.Contains(page, "With a password") {
		t.Errorf("a passkey is offered: %s", page)
	}
}

func TestWrongUseOfSigningInIsExplained(t *testing.T) {
	data, secret := filepath.Join(t.TempDir(), "new"), filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("a secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	google := []string{"--origin", "https://hub.example.org", "--oidc-issuer", "https://accounts.google.com", "--oidc-client", "one", "--oidc-secret-file", secret}
	for says, c := range map[string]struct {
		status int
		args   []string
	}{
		"equally often":           {misused, []string{"--oidc-issuer", "https://accounts.google.com"}},
		"Give --oidc-issuer":      {misused, []string{"--oidc-tenants", "x"}},
		"Give --origin":           {refused, google[2:]},
		"must begin with https":   {refused, []string{"--origin", "http://hub.example.org"}},
		"browsers take no number": {refused, []string{"--origin", "https://192.0.2.7"}},
		"Microsoft's accounts":    {refused, append(google, "--oidc-tenants", "11111111-2222-4333-8444-555555555555")},
		"no such file":            {refused, append(google[:len(google)-1:len(google)-1], filepath.Join(data, "nothing"))},
		"no secret":               {refused, append(google[:len(google)-1:len(google)-1], empty)},
	} {
		status, out, errs := command(t, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, c.args...)...)
		if status != c.status || !strings.Contains(errs, says) || out != "" {
			t.Errorf("%v: status %d: %q %q", c.args, status, out, errs)
		}
		if _, err := os.Stat(data); err == nil {
			t.Fatalf("%v: a hub was begun", c.args)
		}
	}
}
